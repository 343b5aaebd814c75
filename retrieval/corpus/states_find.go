package corpus

import "unicode/utf8"

// Mention is a place in a text where a State, a group or another known name is
// named.
type Mention struct {
	Code         string   // of the voice; empty where Kind is ambiguous or no-delegation
	Kind         string   // the voice's kind, or ambiguous, or no-delegation
	Start, End   int      // bytes of the text, End exclusive, both on rune boundaries
	Form         string   // name, short (US), adjective, demonym, no-delegation
	NoDelegation bool     // nobody speaks under this name
	Candidates   []string // the codes that an ambiguous word may mean

	barred int // place in the data of a name without a delegation
}

// A text is read in windows, so that memory does not grow with it. A window is
// read with what stands around it: names are shorter than its margins.
const (
	statesWindow = 32 << 10
	statesBefore = 96
	statesAfter  = 1 << 10
)

// Find lists what a text names, from left to right. Mentions do not overlap:
// of the names that begin at a place the longest wins, and what stands inside
// it is not read again, so that "Papua New Guinea" never names Guinea, nor
// "the South China Sea" China. Names are whole words, save in Chinese, which
// has none, and after the words that Arabic attaches. Time is proportional to
// the text, memory constant beside the mentions.
func (s *States) Find(text string) []Mention {
	f := statesFinder{s: s, text: text}
	for from := 0; from < len(text); {
		to := statesRuneStart(text, min(from+statesWindow, len(text)))
		f.window(from, to)
		from = to
	}
	return s.withoutOwners(text, f.found)
}

// statesRuneStart moves a place back to where a rune begins. Bytes that are no
// UTF-8 are each a rune, so it moves three bytes at most.
func statesRuneStart(text string, at int) int {
	for back := 0; back < utf8.UTFMax-1 && at-back > 0 && at-back < len(text); back++ {
		if utf8.RuneStart(text[at-back]) {
			return at - back
		}
	}
	return at
}

type statesFinder struct {
	s     *States
	text  string
	units []statesUnit // of the window and its margins
	found []Mention
	done  int // bytes before this are read
}

// window finds the names that begin in text[from:to].
func (f *statesFinder) window(from, to int) {
	left := statesRuneStart(f.text, max(from-statesBefore, 0))
	right := statesRuneStart(f.text, min(to+statesAfter, len(f.text)))
	f.units = statesFoldInto(f.units[:0], f.text[left:right], left)
	f.done = max(f.done, from)
	for i := 0; i < len(f.units); {
		at := int(f.units[i].start)
		if at >= to {
			return
		}
		if at < f.done || !f.starts(i) {
			i++
			continue
		}
		e, n := f.longest(i)
		if n == 0 {
			i++
			continue
		}
		end := int(f.units[i+n-1].end)
		f.take(e, at, end)
		f.done = end
		i += n
	}
}

func (f *statesFinder) take(e *statesEntry, start, end int) {
	m := Mention{Code: e.voice, Start: start, End: end, Form: e.form}
	switch {
	case e.guard:
		return
	case e.barred > 0:
		m.Kind, m.NoDelegation, m.barred = KindNoDelegation, true, e.barred-1
	case e.voice == "":
		m.Kind, m.Candidates = KindAmbiguous, append([]string(nil), e.mayBe...)
	default:
		m.Kind = f.s.voices[e.voice].Kind
	}
	f.found = append(f.found, m)
}

// starts tells whether a name may begin at unit i: at a word's beginning, at
// any Chinese character, and after what Arabic attaches to a word.
func (f *statesFinder) starts(i int) bool {
	u := f.units[i]
	if u.class&statesHan != 0 || i == 0 {
		return u.r != ' '
	}
	before := f.units[i-1]
	switch {
	case u.class&(statesWord|statesDigit) == 0:
		return false
	case before.class&statesWord == 0, before.class&statesHan != 0:
		return true
	case u.class&statesArabic != 0:
		return f.attached(i)
	}
	return false
}

// attached tells whether the letters between a word's beginning and unit i are
// Arabic words that are written on to the next one: and, so; in, to, like; the.
func (f *statesFinder) attached(i int) bool {
	j := i
	for j > 0 && i-j <= 4 && f.units[j-1].class&statesWord != 0 {
		j--
	}
	if j > 0 && f.units[j-1].class&statesWord != 0 {
		return false
	}
	head := f.units[j:i]
	if len(head) > 0 && (head[0].r == 'و' || head[0].r == 'ف') {
		head = head[1:]
	}
	if len(head) > 0 && (head[0].r == 'ب' || head[0].r == 'ل' || head[0].r == 'ك') {
		if len(head) == 2 && head[0].r == 'ل' && head[1].r == 'ل' {
			return true
		}
		head = head[1:]
	}
	return len(head) == 0 || len(head) == 2 && head[0].r == 'ا' && head[1].r == 'ل'
}

// longest walks the names from unit i and gives the longest that counts there,
// with its length in units.
func (f *statesFinder) longest(i int) (best *statesEntry, length int) {
	node := int32(0)
	for j := i; j < len(f.units); j++ {
		if node = f.s.trie.child(node, f.units[j].r); node < 0 {
			break
		}
		for _, at := range f.s.trie.entriesOf(node) {
			if e := &f.s.entries[at]; f.counts(e, i, j+1) {
				best, length = e, j+1-i
				break
			}
		}
	}
	return best, length
}

// counts tells whether units[i:j] are e's name as a text means it.
func (f *statesFinder) counts(e *statesEntry, i, j int) bool {
	first, last := f.units[i], f.units[j-1]
	switch {
	case e.quiet, !f.ends(e, j):
		return false
	case e.capital && first.class&statesUpper == 0:
		return false
	case e.upper && !f.allUpper(i, j):
		return false
	case e.upper && i > 0 && f.units[i-1].class&statesDigit != 0:
		return false
	case e.exact != "" && f.text[first.start:last.end] != e.exact:
		return false
	case e.alone && (f.capitalBefore(i) || f.capitalAfter(j)):
		return false
	case e.shouted && f.shouting(i, j):
		return false
	}
	return len(f.s.never) == 0 || !f.s.never[f.text[first.start:last.end]]
}

// ends tells whether a name may end before unit j. A footnote's digits may be
// glued to a full name, never to an abbreviation.
func (f *statesFinder) ends(e *statesEntry, j int) bool {
	if j == len(f.units) {
		return true
	}
	last, next := f.units[j-1], f.units[j]
	switch {
	case last.class&statesHan != 0 || next.class&statesHan != 0:
		return true
	case last.class&(statesWord|statesDigit) == 0:
		return true
	case next.class&statesDigit != 0:
		return !e.upper
	}
	return next.class&statesWord == 0
}

func (f *statesFinder) allUpper(i, j int) bool {
	for _, u := range f.units[i:j] {
		if u.class&statesWord != 0 && u.class&statesUpper == 0 {
			return false
		}
	}
	return true
}

// capitalBefore and capitalAfter tell whether the next word on that side, with
// only a space between, begins with a capital.
func (f *statesFinder) capitalBefore(i int) bool {
	j := i - 2
	if j < 0 || f.units[i-1].r != ' ' || f.units[j].class&statesWord == 0 {
		return false
	}
	for j > 0 && f.units[j-1].class&statesWord != 0 {
		j--
	}
	return f.units[j].class&statesUpper != 0
}

func (f *statesFinder) capitalAfter(j int) bool {
	return j+1 < len(f.units) && f.units[j].r == ' ' && f.units[j+1].class&statesUpper != 0
}

// shouting tells whether the two words on either side of units[i:j], as far as
// the sentence goes, are all in capitals, and one of them long enough to be no
// abbreviation.
func (f *statesFinder) shouting(i, j int) bool {
	long, lower := false, false
	word := 0
	read := func(u statesUnit) (more bool) {
		switch {
		case u.class&statesWord != 0:
			word++
			lower = lower || u.class&statesUpper == 0
			long = long || word >= 5
			return true
		case u.r == ' ' || u.r == '\'' || u.r == ',':
			word = 0
			return true
		}
		return false
	}
	const words = 2
	for k, spaces := i-1, 0; k >= 0 && spaces <= words && read(f.units[k]); k-- {
		if f.units[k].r == ' ' {
			spaces++
		}
	}
	word = 0
	for k, spaces := j, 0; k < len(f.units) && spaces <= words && read(f.units[k]); k++ {
		if f.units[k].r == ' ' {
			spaces++
		}
	}
	return long && !lower
}
