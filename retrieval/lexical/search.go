package lexical

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// The parameters of BM25: how soon a term's repetition stops counting, and how
// much a long passage is held against it. The best mean of 25 settings on XQuAD in five
// languages, by little: see BenchmarkParameters.
const (
	k1      = 0.9
	lengthB = 0.4
)

// MaxQueryTerms is how many terms of a question count: the rarest are kept.
const MaxQueryTerms = 256

// maxQueryBytes is how much of a question is read.
const maxQueryBytes = 64 << 10

// An Index holds which documents have which terms. It never changes once made,
// and many may ask it at once.
type Index struct {
	lengths  []uint32 // by document: words that count
	apart    []bool   // by document: whether it has no say in how rare terms are
	blob     []byte   // the terms, sorted, one after another
	termOff  []uint32 // by term: where it begins in blob; one more at the end
	df       []uint32 // by term: documents that have it
	counted  int      // documents that are not apart
	dfOf     []uint32 // by term: those of them that have it; df itself where none is apart
	postings []byte   // see appendPostings
	postOff  []uint32 // by term: where its postings begin; one more at the end

	k1   float32
	norm []float32 // by document: k1 × (1 - b + b × length / mean length)
	once []float32 // by document: what a term that stands there once counts, (k1 + 1) / (1 + norm)
	pool sync.Pool // of *scratch
}

// A Hit is a document that a question found.
type Hit struct {
	Doc   int
	Score float32 // BM25: above 0, larger is better, comparable within one question only
}

// scratch is what one search needs: it is all zeros when it lies in the pool.
type scratch struct {
	acc     []float32
	touched []uint32
}

// weigh counts the documents and terms that have a say in how rare a term is.
func (x *Index) weigh() {
	x.counted, x.dfOf = 0, x.df
	for _, apart := range x.apart {
		if !apart {
			x.counted++
		}
	}
	if x.counted == len(x.apart) {
		return
	}
	x.dfOf = make([]uint32, len(x.df))
	for t := range x.df {
		x.each(t, func(doc int, _ float32) {
			if !x.apart[doc] {
				x.dfOf[t]++
			}
		})
	}
}

// tune sets the parameters of BM25 and what follows from them.
func (x *Index) tune(k1, b float64) {
	sum := 0.0
	for i, l := range x.lengths {
		if !x.apart[i] {
			sum += float64(l)
		}
	}
	mean := sum / max(1, float64(x.counted))
	x.k1 = float32(k1)
	x.norm, x.once = make([]float32, len(x.lengths)), make([]float32, len(x.lengths))
	for i, l := range x.lengths {
		norm := k1 * (1 - b + b*float64(l)/max(mean, 1))
		x.norm[i], x.once[i] = float32(norm), float32((k1+1)/(1+norm))
	}
}

// Len is the number of documents.
func (x *Index) Len() int { return len(x.lengths) }

// IDF is the weight of a term, as Terms gives it: ln(1 + (N - n + 0.5)/(n + 0.5))
// where n of N documents have it, which is never below 0. A term that no
// document has weighs most. Documents that were added apart do not count.
func (x *Index) IDF(term string) float64 {
	n := uint32(0)
	if t, ok := x.find(term); ok {
		n = x.dfOf[t]
	}
	return x.idf(n)
}

func (x *Index) idf(df uint32) float64 {
	n := float64(df)
	return math.Log(1 + (float64(x.counted)-n+0.5)/(n+0.5))
}

func (x *Index) term(t int) []byte { return x.blob[x.termOff[t]:x.termOff[t+1]] }

func (x *Index) find(term string) (int, bool) {
	lo, hi := 0, len(x.df)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); string(x.term(mid)) < term {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(x.df) && string(x.term(lo)) == term
}

// A queryTerm is a term of a question that the index has.
type queryTerm struct {
	t      int
	weight float32 // how much it counts in the question, times its IDF
}

// parse analyses a question: its terms that the index has, rarest first if there
// are too many (and last those that only documents apart have), in order of
// term.
func (x *Index) parse(query, language string) []queryTerm {
	weight := map[string]float32{}
	query = cut(query, maxQueryBytes)
	analyserFor(query, language, true).analyse(query, func(f *form, _, _ int) {
		weight[f.term] += weights[f.role]
	})
	list := make([]queryTerm, 0, len(weight))
	for term, w := range weight {
		if t, ok := x.find(term); ok {
			list = append(list, queryTerm{t, w * float32(x.idf(x.dfOf[t]))})
		}
	}
	if len(list) > MaxQueryTerms {
		slices.SortFunc(list, func(p, q queryTerm) int {
			return cmp.Or(cmp.Compare(min(x.dfOf[q.t], 1), min(x.dfOf[p.t], 1)), cmp.Compare(q.weight, p.weight), cmp.Compare(p.t, q.t))
		})
		list = list[:MaxQueryTerms]
	}
	slices.SortFunc(list, func(p, q queryTerm) int { return cmp.Compare(p.t, q.t) })
	return list
}

// Search finds the n documents that answer a question best, of those that allow
// lets through (nil: all), best first, equals by number. The language is that of
// the question; "" is guessed. A document that shares no term is no hit.
func (x *Index) Search(query, language string, n int, allow func(doc int) bool) []Hit {
	if n <= 0 || x.Len() == 0 {
		return nil
	}
	terms := x.parse(query, language)
	if len(terms) == 0 {
		return nil
	}
	s := x.scratch()
	total := 0
	for _, q := range terms {
		total += int(x.df[q.t])
	}
	best := &top{n: min(n, x.Len()), allow: allow}
	if total < x.Len()/8 {
		x.addFew(s, terms)
		best.few(s)
	} else {
		for _, q := range terms {
			x.add(s.acc, q)
		}
		best.all(s.acc)
	}
	x.pool.Put(s) // not deferred: were allow to panic, s would not be clean
	return best.sorted()
}

func (x *Index) scratch() *scratch {
	if s, ok := x.pool.Get().(*scratch); ok {
		return s
	}
	return &scratch{acc: make([]float32, x.Len())}
}

// add adds one term's part to each document's score:
// weight × tf × (k1 + 1) / (tf + norm).
func (x *Index) add(acc []float32, q queryTerm) {
	p := x.postings[x.postOff[q.t]:x.postOff[q.t+1]]
	once := x.once[:len(acc)]
	doc := 0
	for i := 0; i < len(p); doc++ {
		v := uint(p[i])
		i++
		if v >= 0x80 {
			v, i = more(p, v, i)
		}
		doc += int(v >> 1)
		if v&1 == 0 {
			acc[doc] += q.weight * once[doc]
			continue
		}
		tf := float32(p[i])
		i++
		if tf >= 0x80 {
			c, next := more(p, uint(tf), i)
			tf, i = float32(c), next
		}
		acc[doc] += q.weight * x.part(doc, tf)
	}
}

// part is what a term that a document has tf times counts there.
func (x *Index) part(doc int, tf float32) float32 {
	if tf == 1 {
		return x.once[doc]
	}
	return tf * (x.k1 + 1) / (tf + x.norm[doc])
}

// more reads the rest of a varint whose first byte had its high bit set. Read has
// made sure that it ends.
func more(p []byte, v uint, i int) (uint, int) {
	v &= 0x7f
	for shift := uint(7); ; shift += 7 {
		c := uint(p[i])
		i++
		v |= (c & 0x7f) << shift
		if c < 0x80 {
			return v, i
		}
	}
}

// addFew is add for terms so rare that noting the documents is cheaper than
// looking through all.
func (x *Index) addFew(s *scratch, terms []queryTerm) {
	for _, q := range terms {
		x.each(q.t, func(doc int, tf float32) {
			if s.acc[doc] == 0 {
				s.touched = append(s.touched, uint32(doc))
			}
			s.acc[doc] += q.weight * x.part(doc, tf)
		})
	}
}

// each calls f for each document that has a term, in order.
func (x *Index) each(t int, f func(doc int, tf float32)) {
	p := x.postings[x.postOff[t]:x.postOff[t+1]]
	doc := 0
	for i := 0; i < len(p); {
		v := uint(p[i])
		i++
		if v >= 0x80 {
			v, i = more(p, v, i)
		}
		doc += int(v >> 1)
		c := uint(1)
		if v&1 != 0 {
			c = uint(p[i])
			i++
			if c >= 0x80 {
				c, i = more(p, c, i)
			}
		}
		f(doc, float32(c))
		doc++
	}
}
