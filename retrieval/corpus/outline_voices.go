package corpus

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Who speaks, in a text that is a dialogue: an interview, a transcript, the
// record of a meeting. A label stands before what is said, at the beginning of
// a line ("Question: …") or alone on the line before ("Ghana").
//
// Headings, salutations and "First:" look alike, and a statement taken for a
// dialogue is lost. So a text is one only if it has a label of a closed list
// of interview words; or two different labels that say themselves to be
// persons, States or offices; or two different names of which one stands
// twice, or which no word of the text belies.

// Label is a stretch of a dialogue, from its label up to the next label or the
// text's end, and the label as written, without its colon. Who that is, and
// whether it is the statement's own speaker, the caller must decide.
type Label struct {
	Span
	Label string
}

// labelKind is how surely a label is one.
type labelKind int

const (
	noLabel        labelKind = iota
	nameLabel                // looks like a name: "Sergey Lavrov"
	voiceLabel               // says that it is a person, a State or an office: "Mr. Smith", "Chair"
	interviewLabel           // "Question", "Q", "Ответ"
)

const (
	longestLabel   = 100 // bytes
	mostLabelWords = 6
)

// candidateLabel is what may be a label.
type candidateLabel struct {
	at    int
	name  string
	kind  labelKind
	alone bool
	// thanks tells that a lone label stands before "Thank you", as a turn begins
	thanks bool
}

var thanks = beginnings(`thank you | thanks | many thanks | mr chair | mr. chair | madam chair | chair, | mr. president | madam president | excellenc
	distinguished | merci | monsieur le | madame la | gracias | muchas gracias | señor presidente | спасибо | благодарю | господин пред
	谢谢 | 主席 | شكرا`)

// labelsIn gives the labelled stretches of a dialogue; nil of other texts.
func (o *Outline) labelsIn(lines []textLine) []Label {
	found := o.candidateLabels(lines)
	if found = dialogue(o.text, found); len(found) == 0 {
		return nil
	}
	out := make([]Label, len(found))
	for i, c := range found {
		end := len(o.text)
		if i+1 < len(found) {
			end = found[i+1].at
		}
		out[i] = Label{o.trimmed(c.at, end), c.name}
	}
	return out
}

// candidateLabels lists what stands where labels stand, in order.
func (o *Outline) candidateLabels(lines []textLine) []candidateLabel {
	var out []candidateLabel
	for i, l := range lines {
		words := l.In(o.text)
		if c, ok := inlineLabel(words); ok {
			c.at = l.Start
			out = append(out, c)
		} else if i+1 < len(lines) && len(words) <= longestLabel {
			before := ""
			if i > 0 {
				before = lines[i-1].In(o.text)
			}
			if c, ok := aloneLabel(words, before, lines[i+1].In(o.text)); ok {
				c.at = l.Start
				out = append(out, c)
			}
		}
	}
	onLines := len(out)
	for _, s := range o.Sentences {
		if c, ok := inlineLabel(s.In(o.text)); ok && c.kind == interviewLabel {
			i := sort.Search(onLines, func(i int) bool { return out[i].at >= s.Start })
			if i == onLines || out[i].at != s.Start {
				c.at = s.Start
				out = append(out, c)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b candidateLabel) int { return a.at - b.at })
	return out
}

// inlineLabel reads the label before the colon that a line has near its
// beginning.
func inlineLabel(line string) (candidateLabel, bool) {
	head := line[:min(len(line), longestLabel)]
	if head[0] == '[' { // "[Moderator] Welcome."
		if n := strings.IndexByte(head, ']'); n > 1 && n+1 < len(head) && head[n+1] == ' ' {
			kind := labelKindOf(head[1:n])
			return candidateLabel{name: head[1:n], kind: kind}, kind != noLabel
		}
	}
	if strings.HasPrefix(head, "Q. ") {
		return candidateLabel{name: "Q", kind: interviewLabel}, true
	}
	n, size := strings.IndexByte(head, ':'), 1
	if wide := strings.Index(head, "："); wide >= 0 && (n < 0 || wide < n) {
		n, size = wide, len("：")
	}
	if n <= 0 || strings.HasPrefix(head[n:], "://") {
		return candidateLabel{}, false
	}
	name := strings.Trim(head[:n], "*_[]#> \u00a0\u202f")
	kind := labelKindOf(name)
	rest := strings.TrimLeft(line[n+size:], "*_ \u00a0")
	if kind != interviewLabel && rest != "" && !speech(rest) { // "Speaker: John Smith"
		return candidateLabel{}, false
	}
	return candidateLabel{name: name, kind: kind}, kind != noLabel
}

// aloneLabel reads a label that has a line for itself, before speech and after
// something that had ended.
func aloneLabel(line, before, after string) (candidateLabel, bool) {
	name := strings.Trim(line, "*_[]# ")
	if endsSentence(lastMark(name)) && !endsInTitle(name) || len(after) < 20 || strings.HasSuffix(name, ",") {
		return candidateLabel{}, false
	}
	kind := labelKindOf(name)
	if kind == noLabel || kind == interviewLabel || !speech(after) {
		return candidateLabel{}, false
	}
	if before != "" && !closed(before) && len(before) > 60 { // a running head within a sentence
		return candidateLabel{}, false
	}
	return candidateLabel{name: name, kind: kind, alone: true, thanks: thanks.begin(headOf(after))}, true
}

// speech tells whether a line is the beginning of what is said, not another
// line of a letterhead.
func speech(line string) bool {
	return endsSentence(lastMark(line)) || endsSentence(rune(line[len(line)-1])) || len(line) >= 48 || strings.HasSuffix(line, ",")
}

// labelKindOf tells what a label's words make of it.
func labelKindOf(name string) labelKind {
	if name == "" || len(name) > longestLabel {
		return noLabel
	}
	bare := name
	if i := strings.IndexAny(name, "(（["); i > 0 { // "Mr. Smith (Ruritania) (spoke in French)"
		bare = strings.TrimSpace(name[:i])
	}
	name = bare
	if first, rest, ok := strings.Cut(bare, " "); ok && len(strings.Fields(rest)) < mostLabelWords && askedBy[strings.ToLower(rest[:len(rest)-len(trimWord(rest))])] {
		bare = first // "Question from the floor"
	}
	bare = strings.TrimRight(bare, " 0123456789№.#")
	if interviewWords[strings.ToLower(bare)] && startsBig(bare) {
		return interviewLabel
	}
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > mostLabelWords {
		return noLabel
	}
	if r, _ := utf8.DecodeRuneInString(name); caseless(r) {
		if len(words) == 1 && utf8.RuneCountInString(name) > 12 || strings.ContainsAny(name, "第、，。") {
			return noLabel
		}
		return nameLabel
	}
	capitals, voice := 0, false
	for i, w := range words {
		plain := strings.ToLower(strings.Trim(w, ".,’'\"“”()-–"))
		switch {
		case labelStops[plain]:
			return noLabel
		case strings.ContainsAny(w, "0123456789/;!?"):
			return noLabel
		case startsBig(w):
			capitals++
			voice = voice || voiceWords[plain]
		case i > 0 && voiceWords[plain]: // "The representative of Ruritania"
			voice = true
		case i == 0 || !particles[plain]:
			return noLabel
		}
	}
	switch {
	case capitals == 0, addresses(words):
		return noLabel
	case voice:
		return voiceLabel
	}
	return nameLabel
}

// trimWord drops the first word.
func trimWord(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return !notLetter(r) })
}

var askedBy = wordSet(`from by de del du от`)

func startsBig(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || caseless(r)
}

// addresses tells whether the words speak to the chair: "Mr. President".
func addresses(words []string) bool {
	first := strings.ToLower(strings.Trim(words[0], ".,"))
	if !honorifics[first] || len(words) == 1 {
		return first == "dear" || first == "distinguished" || len(words) == 1 && honorifics[first]
	}
	for _, w := range words[1:] {
		w = strings.ToLower(strings.Trim(w, ".,"))
		if !salutationWords[w] && !honorifics[w] && !particles[w] {
			return false
		}
	}
	return true
}

// dialogue gives the labels of a text that is a dialogue.
func dialogue(text string, found []candidateLabel) []candidateLabel {
	count := map[string]int{}
	named := false
	for _, c := range found {
		count[labelKey(c.name)]++
		named = named || c.kind == nameLabel
	}
	if named {
		small := smallWords(text)
		found = slices.DeleteFunc(found, func(c candidateLabel) bool { return c.kind == nameLabel && belied(c.name, small) })
	}
	if len(found) == 0 {
		return nil
	}
	atStart := strings.TrimLeft(text[:found[0].at], "*_#>[ \n\r\t\ufeff") == ""
	voices, names, repeated := map[string]bool{}, map[string]bool{}, false
	for _, c := range found {
		key := labelKey(c.name)
		again := count[key] > 1
		if c.kind == interviewLabel {
			return found
		}
		if c.alone && !again && !c.thanks {
			continue
		}
		names[key] = true
		repeated = repeated || again
		if c.kind == voiceLabel || c.alone && c.thanks || !c.alone && c.telling(atStart) {
			voices[key] = true
		}
	}
	if len(names) < 2 || len(voices) == 0 && !repeated {
		return nil
	}
	if len(voices) < 2 && !repeated && !atStart {
		return nil
	}
	return found
}

// telling tells whether a label that looks like a name is one though it stands
// once: it has two words, or the text begins with a label, as no statement
// does.
func (c candidateLabel) telling(atStart bool) bool {
	r, _ := utf8.DecodeRuneInString(c.name)
	return !caseless(r) && (atStart || strings.Contains(c.name, " "))
}

func labelKey(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// smallWords lists the words that a text writes small somewhere.
func smallWords(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, notLetter) {
		if startsLower(w) {
			out[w] = true
		}
	}
	return out
}

// belied tells whether a word of a name is written small elsewhere, so that it
// is no name but a heading.
func belied(name string, small map[string]bool) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(name), notLetter) {
		if small[w] && !particles[w] {
			return true
		}
	}
	return false
}
