package retrieval

import (
	"cmp"
	"slices"
)

// Fusion says how nearness in meaning and the words in common are made one
// score.
type Fusion struct {
	// Ranks adds up reciprocal ranks (G. Cormack, C. Clarke, S. Büttcher,
	// "Reciprocal rank fusion outperforms Condorcet and individual rank learning
	// methods", SIGIR 2009) in place of scores. Without it the scores are brought
	// to 0..1 and added up (S. Bruch, S. Gai, A. Ingber, "An Analysis of Fusion
	// Functions for Hybrid Retrieval", ACM TOIS 42, 2023): the cosine between the
	// lowest and the highest among the candidates, BM25 between 0 and the
	// highest.
	Ranks        bool
	RankConstant float64 // of Ranks; what is added to each rank

	Dense, Lexical float64 // weights of the two halves
	// Foreign is the weight of the cosine for a question or a passage in a
	// language that the embedder does not know (see Linguist), as a share of
	// Dense.
	Foreign float64

	Candidates int     // how many of each half are fused, at least; four times as many as asked for, if that is more
	Near       float64 // share of words in common from which on a passage by the same delegation is a repetition; 0 for equal ones only
}

// DefaultFusion is what an Index uses unless it is told otherwise. It was chosen
// by the tuning halves of XQuAD and of the graded questions over the General
// Debate (179 statements, 3,431 passages), with the built-in embedder taken to
// know English only. On their testing halves it gives, in nDCG@10 (of the
// languages but English a quarter of the questions was asked):
//
//	                                      words  meaning  fused  by ranks, evenly
//	XQuAD, English                        0.982    0.973  0.990             0.986
//	General Debate                        0.537    0.665  0.671             0.601
//	  of the State asked only             0.678    0.694  0.747             0.665
//	XQuAD, Spanish                        0.978    0.888  0.980
//	       Russian                        0.949    0.379  0.947
//	       Chinese                        0.962    0.444  0.956
//	       Arabic                         0.911    0.061  0.910
//	  Spanish, paragraphs in English      0.606    0.664  0.708
//	  Russian, paragraphs in English      0.177    0.135  0.213
//	  Chinese, paragraphs in English      0.158    0.150  0.198
//	  Arabic, paragraphs in English       0.098    0.050  0.102
//
// In the tuning halves any weight of meaning from 0.65 to 0.85 is within 0.02 of
// the best, and 20 to 500 candidates within 0.03 of each other. By ranks it loses
// to the better half on the General Debate. BenchmarkQuality measures it again.
var DefaultFusion = Fusion{RankConstant: 60, Dense: 0.7, Lexical: 0.3, Foreign: 0.25, Candidates: 100, Near: 0.9}

// WithFusion gives the same index with another way of fusing.
func (x *Index) WithFusion(f Fusion) *Index {
	y := *x
	y.fusion = f
	return &y
}

// Linguist is what an Embedder may also be: one that knows the texts of some
// languages only.
type Linguist interface {
	Languages() []string // primary subtags of BCP 47
}

// knows tells whether the embedder knows a language. One that does not say is
// taken to know all, and a language that is not known by name is taken to be
// known.
func knows(e Embedder, language string) bool {
	l, ok := e.(Linguist)
	return !ok || language == "" || slices.Contains(l.Languages(), language)
}

// candidate is a passage that one half at least has found.
type candidate struct {
	passage                int32
	dense, lexical         float64
	denseRank, lexicalRank int // from 1; 0 where that half has not found it
	foreign                bool
	score                  float64
}

// fuse scores the candidates.
func (f Fusion) fuse(list []candidate) {
	low, high, most := 0.0, 0.0, 0.0
	first := true
	for _, c := range list {
		most = max(most, c.lexical)
		if c.denseRank == 0 {
			continue
		}
		if first {
			low, high, first = c.dense, c.dense, false
		}
		low, high = min(low, c.dense), max(high, c.dense)
	}
	for i := range list {
		c := &list[i]
		weight := f.Dense
		if c.foreign {
			weight *= f.Foreign
		}
		if f.Ranks {
			c.score = weight*f.reciprocal(c.denseRank) + f.Lexical*f.reciprocal(c.lexicalRank)
			continue
		}
		c.score = f.Lexical * ratio(c.lexical, most)
		if c.denseRank > 0 {
			c.score += weight * ratio(c.dense-low, high-low)
		}
	}
}

func (f Fusion) reciprocal(rank int) float64 {
	if rank == 0 {
		return 0
	}
	return 1 / (f.RankConstant + float64(rank))
}

func ratio(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

// sortCandidates puts the best first, the equally good in the order of the
// library.
func sortCandidates(list []candidate) {
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.passage, b.passage))
	})
}
