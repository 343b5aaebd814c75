package twins

import (
	"hash/maphash"
	"slices"
	"strings"
	"time"
	"unicode"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/disk"
)

// How alike two texts are that are the same: by the share of runs of words that
// they have in common.
const (
	shingleWords = 6
	twinShare    = 0.9
	fewestRuns   = 12 // shorter texts are the same only where all runs are
	// sketched is how many runs of a text are kept, those of the least hashes
	// (Broder, On the resemblance and containment of documents, 1997): 256 tell a
	// share of 0.9 within about 0.02.
	sketched = 256
	// twinDays is how far the dates of one statement may lie apart: a page often
	// bears the day on which it was put up. Then all words have to be the same: what
	// a delegation says again some days later may differ by one "not".
	twinDays = 30
)

// Text is what a document's words are compared by, and what is known of them.
type Text struct {
	By, Language string    // By is empty where several speak
	Date         time.Time // of its first statement
	Words        int
	Bearings     []Bearing

	runs  []uint64 // of words, the least, in order
	whole uint64   // of all words in their order
}

// seed is of this run of the program: no hash outlives it.
var seed = maphash.MakeSeed()

// Of makes it of a document's statements.
func Of(statements []*corpus.Statement) Text {
	t := Text{Bearings: Bearings(statements)}
	for i, st := range statements {
		if i == 0 {
			t.By, t.Language, t.Date = st.By, st.Language, st.Date
		} else if st.By != t.By {
			t.By = ""
		}
		words := hashes(disk.Copy(st.Text)) // nothing of the whole library at once
		t.Words += len(words)
		t.whole = t.whole*31 + joined(words)
		for at := range words {
			t.runs = append(t.runs, joined(words[at:min(at+shingleWords, len(words))]))
		}
	}
	slices.Sort(t.runs)
	t.runs = slices.Compact(t.runs)
	t.runs = slices.Clip(slices.Clone(t.runs[:min(len(t.runs), sketched)]))
	return t
}

// hashes gives the hash of each word of a text, in lower case.
func hashes(text string) []uint64 {
	text = strings.ToLower(text)
	out := make([]uint64, 0, len(text)/6)
	start := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsNumber(r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			out, start = append(out, maphash.String(seed, text[start:i])), -1
		}
	}
	if start >= 0 {
		out = append(out, maphash.String(seed, text[start:]))
	}
	return out
}

// joined makes one hash of those of some words, in their order (FNV's way, with
// the bits spread at the end as SplitMix64 does, so that the least of many
// hashes are a fair sample).
func joined(words []uint64) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ w) * 1099511628211
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// Bears gives the mark that both documents bear, if there is one.
func (s *Text) Bears(t *Text) (name string, both bool) {
	for _, b := range s.Bearings {
		if slices.ContainsFunc(t.Bearings, func(c Bearing) bool { return b.key == c.key }) {
			return b.Name, true
		}
	}
	return "", false
}

// Same tells whether two documents hold the same text. Whoever speaks is the
// same as far as that is known.
func (s *Text) Same(t *Text) bool {
	if s.Language != t.Language || s.By != "" && t.By != "" && s.By != t.By {
		return false
	}
	if len(s.runs) == 0 || len(t.runs) == 0 {
		return false
	}
	if !s.Date.IsZero() && !t.Date.IsZero() && !s.Date.Equal(t.Date) {
		near := s.Date.Sub(t.Date).Abs() <= twinDays*24*time.Hour
		return near && s.whole == t.whole && len(s.runs) >= fewestRuns
	}
	if min(len(s.runs), len(t.runs)) < fewestRuns {
		return s.Alike(t) == 1
	}
	return s.Alike(t) >= twinShare
}

// Alike gives the share of their runs of words that two documents have in common.
func (s *Text) Alike(t *Text) float64 {
	all, common := 0, 0
	for i, j := 0, 0; all < sketched && (i < len(s.runs) || j < len(t.runs)); all++ {
		switch {
		case j == len(t.runs) || i < len(s.runs) && s.runs[i] < t.runs[j]:
			i++
		case i == len(s.runs) || t.runs[j] < s.runs[i]:
			j++
		default:
			i, j, common = i+1, j+1, common+1
		}
	}
	return float64(common) / float64(max(all, 1))
}
