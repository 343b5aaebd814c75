package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Misspelling is a stretch of a text that is nobody's name and nearly that of a State or group.
type Misspelling struct {
	Span
	Names []string // of those that may be meant, the nearest first
}

// Bounds of what is taken for a misspelling. Shorter words are near too many
// others to mean anything.
const (
	misspeltLeast = 5   // letters
	misspeltWide  = 7   // letters from which on a State two letters off may be meant besides one that is nearer
	misspeltLong  = 8   // letters from which on two may be wrong
	misspeltWords = 4   // words of one name
	misspeltMost  = 3   // States that may be meant
	misspeltText  = 512 // words of a text that are looked at
)

// Misspelt lists the stretches of a question that are nearly a State's name, in
// Latin letters, and no name that is known. Ordinary words that happen to be near
// one are left alone; where a text has capitals, so are words without one. Of the
// ordinary words of other languages than English too little is known: there only
// words with a capital, behind the first, are looked at.
func (s *States) Misspelt(text string, english bool) []Misspelling {
	words := latinWords(text)
	if len(words) > misspeltText {
		return nil
	}
	known := append(s.Find(text), s.FindSeats(text)...)
	capitals := strings.ContainsFunc(text, unicode.IsUpper)
	var out []Misspelling
	for i := 0; i < len(words); i++ {
		first, _ := utf8.DecodeRuneInString(words[i].In(text))
		if (capitals || !english) && !unicode.IsUpper(first) || !english && i == 0 {
			continue
		}
		for n := min(misspeltWords, len(words)-i); n > 0; n-- {
			span := Span{words[i].Start, words[i+n-1].End}
			if !joinedBySpaces(text, words[i:i+n]) || slices.ContainsFunc(known, func(m Mention) bool { return span.Overlaps(Span{m.Start, m.End}) }) {
				continue
			}
			if names := s.nearName(statesKey(span.In(text)), n); len(names) > 0 {
				out = append(out, Misspelling{span, names})
				i += n - 1
				break
			}
		}
	}
	return out
}

// latinWords gives the words of a text that are in Latin letters alone, without
// the ending of a genitive.
func latinWords(text string) []Span {
	var out []Span
	start := -1
	for i, r := range text + " " {
		in := unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Mn, r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			if word := text[start:i]; !(strings.EqualFold(word, "s") && start > 0 && (text[start-1] == '\'' || strings.HasSuffix(text[:start], "’"))) {
				out = append(out, Span{start, i})
			}
			start = -1
		}
	}
	return out
}

func joinedBySpaces(text string, words []Span) bool {
	for i := 1; i < len(words); i++ {
		if between := text[words[i-1].End:words[i].Start]; between != " " && between != "-" {
			return false
		}
	}
	return true
}

// nearName gives the names of the States and groups that a word, or a few, are nearly the
// name of. Of a name in several words all but one must be right.
func (s *States) nearName(key string, words int) []string {
	letters := utf8.RuneCountInString(key)
	limit := 1
	if letters >= misspeltLong {
		limit = 2
	}
	if letters < misspeltLeast || words == 1 && ordinaryWords[key] {
		return nil
	}
	wide := limit // for who else may be meant, once somebody is
	if letters >= misspeltWide {
		wide = 2
	}
	best := map[string]int{}
	for _, n := range s.misspeltNames() {
		wide := wide
		if n.group {
			wide = 1
		}
		if gap := n.letters - letters; n.words == words && gap <= wide && -gap <= wide {
			if off := offName(key, n.key, wide); off <= wide && !(n.group && strings.TrimSuffix(key, "s") == strings.TrimSuffix(n.key, "s")) {
				if known, ok := best[n.code]; !ok || off < known {
					best[n.code] = off
				}
			}
		}
	}
	var all []statesNear
	for code, off := range best {
		all = append(all, statesNear{s.voices[code].Voice.Name, off})
	}
	slices.SortStableFunc(all, func(a, b statesNear) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.name, b.name))
	})
	if len(all) == 0 || all[0].distance > limit {
		return nil
	}
	var out []string
	for _, a := range all {
		if len(out) < misspeltMost && !slices.Contains(out, a.name) {
			out = append(out, a.name)
		}
	}
	return out
}

// misspeltName is a name that a word may be a misspelling of.
type misspeltName struct {
	code, key      string
	words, letters int
	group          bool // of which one letter alone may be wrong, and not for its plural: other phrases are near
}

// misspeltNames lists the English names of States that are long enough, and the
// names of groups in several words, folded once.
func (s *States) misspeltNames() []misspeltName {
	s.foldNames.Do(func() {
		for i := range s.data.State {
			r := &s.data.State[i]
			for _, name := range slices.Concat([]string{r.Name}, r.Aliases, r.Adjectives) {
				key := statesKey(name)
				if letters := utf8.RuneCountInString(key); letters >= misspeltLeast {
					s.folded = append(s.folded, misspeltName{code: r.Code, key: key, words: wordsOfKey(key), letters: letters})
				}
			}
		}
		for i := range s.data.Group {
			r := &s.data.Group[i]
			key := statesKey(r.Name)
			if words := wordsOfKey(key); words > 1 && s.voices[r.Code].Voice.Kind == KindGroup {
				s.folded = append(s.folded, misspeltName{code: r.Code, key: key, words: words, letters: utf8.RuneCountInString(key), group: true})
			}
		}
	})
	return s.folded
}

func wordsOfKey(key string) int {
	return strings.Count(strings.ReplaceAll(key, "-", " "), " ") + 1
}

// offName is how many letters a word is off a name, more than limit where it is
// no misspelling of it.
func offName(key, name string, limit int) int {
	off := typos(key, name, limit)
	if off > 1 && key[0] != name[0] { // whoever errs twice begins right
		return limit + 1
	}
	return off
}

// typos counts the letters that are wrong, missing, too many, or swapped with
// their neighbour, and gives limit+1 for more than limit.
func typos(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if gap := len(x) - len(y); gap > limit || -gap > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			wrong := 1
			if x[i-1] == y[j-1] {
				wrong = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+wrong)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit+1)
}
