package corpus

import (
	"regexp"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// Who speaks in the record of a meeting.
//
// A turn begins at a mark and goes on to the next. It is a delegation's where
// its mark names one voice and something else than the mark says so too: whoever
// presides gave it the floor; or the mark's form is that of a verbatim record
// ("Mr. Smith (Freedonia):"); or the turn before was closed and this one begins
// as turns do, with thanks. A State's name alone on a line may be a heading or
// an item of a list, and is not enough.
//
// It is nobody's where the two contradict each other, where the mark names
// nobody who is known, or several, or stands among other such lines or in a
// quotation; and where what is said shows that a mark is missing: a delegation
// that hands over the floor, a Chair that thanks the Chair. There the hand-over
// before it tells who speaks, if it is certain, and otherwise nobody does.
//
// Personal names are taken from verbatim records alone, never from a transcript
// that somebody made.

// afterFloor is how many bytes whoever presides may go on for after having given
// the floor. Behind more, the mark of the turn that began there may be missing.
const afterFloor = 300

// longestTurn is how many bytes a turn has at most, and mostUnmarked how many
// turns without a mark are looked for in it: what is longer is no speech, and what
// has more, no record.
const (
	longestTurn  = 200 << 10
	mostUnmarked = 16
)

// talk is a record on its way to parts.
type talk struct {
	text       string
	states     *States
	date       time.Time
	unofficial bool
	announced  bool            // the document calls itself a record
	chairs     map[string]bool // names of persons who are seen to preside, folded

	parts    []part
	turn     int     // index of the first part of the delegation's turn before this one
	spoke    voicing // whose that turn is
	firm     int     // turns whose mark is a turn's by its form, or who was called upon
	before   speakerKind
	closed   bool     // the turn before ended with a closing formula
	call     *call    // the hand-over with which the turn before ended
	queue    []callee // those who were called upon together, and did not speak yet
	informal bool
	unmarks  int  // turns without a mark since the last mark
	run      bool // the mark before this one had no words
}

// speakerKind is what kind of speaker a turn has.
type speakerKind int

const (
	nobody speakerKind = iota
	presiding
	delegate
)

// turnsOf divides the record of a meeting. A document that calls itself one
// needs a certain speaker or two in it; any other three turns of two
// delegations, of which nothing stands before the first, and no delegation
// that the document as a whole is by.
func turnsOf(doc reader.Document, base *Statement, states *States) []part {
	announced := doc.Meta.Kind == "transcript"
	if !announced && (base.By != "" && base.By != "chair" || len(base.OnBehalf) > 0) {
		return nil
	}
	marks := marksIn(doc.Whole)
	if len(marks) == 0 || len(marks) > mostParts {
		return nil
	}
	t := &talk{text: doc.Whole, states: states, date: base.Date, announced: announced, unofficial: doc.Meta.Disclaimer != ""}
	marks, ok := t.fromFirst(marks, bodyOf(doc), announced && !isState(states, base.By))
	if !ok {
		return nil
	}
	t.chairs = t.presidingNames(marks)
	if base.Title == marks[0].name {
		base.Title = ""
	}
	t.front(base, trimSpan(t.text, Span{min(bodyOf(doc), marks[0].Start), marks[0].Start}))
	for i, m := range marks {
		end := len(t.text)
		if i+1 < len(marks) {
			end = marks[i+1].Start
		}
		t.take(m, trimSpan(t.text, Span{m.End, end}))
	}
	if !t.convinces(base) && !t.isExchange(marks[0]) {
		return nil
	}
	return t.parts
}

// front takes what stands before the first speaker's name: nobody's words, or no
// more than the record's title, which may be all that the document has for one.
func (t *talk) front(base *Statement, s Span) {
	words := s.In(t.text)
	if strings.ContainsAny(words, ".!?。؟") {
		t.leave(s, "it stands before the first speaker's name")
		return
	}
	if base.Title == "" && len(words) > 0 && len(words) < 400 {
		line, _, _ := strings.Cut(words, "\n")
		base.Title = bareName(line)
		base.from("title", "first line")
	}
	if base.Process == "" {
		if base.Process = reader.ProcessOf(words, base.Date); base.Process != "" {
			base.from("process", "first lines")
		}
	}
}

// fromFirst drops the header's lines among the marks: those before the body
// that name nobody. The first speaker's may stand among them. ok is false where
// prose stands before the first speaker of a text that is not certainly a record:
// then it may be a speech that quotes one.
func (t *talk) fromFirst(marks []mark, body int, certain bool) ([]mark, bool) {
	for i, m := range marks {
		v := t.states.voiceOf(m.name)
		if (m.Start < body || ofRecord.MatchString(m.name)) && (m.record || v.code == "" && !personAlone.MatchString(m.name)) {
			continue
		}
		before := ""
		if m.Start > body {
			before = strings.TrimSpace(t.text[body:m.Start])
		}
		return marks[i:], certain || len(before) < 200 && !strings.Contains(before, ". ")
	}
	return nil, false
}

// ofRecord: a line of the head in which a record names itself.
var ofRecord = regexp.MustCompile(`(?i)\b(?:transcript(?:ion)?|session|meeting|unofficial|OEWG|working group|agenda item)\b`)

// personAlone: a line that names a person with rank or honorific.
var personAlone = regexp.MustCompile(`(?i)^(?:the )?(?:h\. ?e\. )?(?:ambassador|amb\.?|chair(?:man|person|woman)?|mr\.?|mrs\.?|ms\.?|dr\.?|prof\.?|sir|dame) \p{Lu}[\p{L}.'’-]+(?: [\p{L}.'’-]+){0,4}$`)

// presidingNames finds the persons whose turns give the floor, twice or more:
// nobody does so but whoever presides.
func (t *talk) presidingNames(marks []mark) map[string]bool {
	handed, out := map[string]int{}, map[string]bool{}
	for i, m := range marks {
		if m.record || m.quoted || !personAlone.MatchString(m.name) {
			continue
		}
		end := len(t.text)
		if i+1 < len(marks) {
			end = marks[i+1].Start
		}
		for _, s := range Sentences(t.text[m.End:end]) {
			if _, ok := t.states.handOver(s.In(t.text[m.End:end])); ok {
				handed[labelKey(m.name)]++
				break
			}
		}
	}
	for name, n := range handed {
		out[name] = n > 1
	}
	return out
}

// convinces tells whether what was found is the record of a meeting.
func (t *talk) convinces(base *Statement) bool {
	turns, voices := 0, map[string]bool{}
	for _, p := range t.parts {
		if p.by != "" {
			turns++
			voices[p.by] = true
		}
	}
	if t.announced {
		return len(voices) > 1 || turns > 0 && (base.By == "" || base.By == "chair")
	}
	delete(voices, "chair")
	return turns > 2 && len(voices) > 1
}

// isExchange tells whether two short turns are the whole of a document: each has
// a form that opens a turn, or was called upon, and one paragraph, so that no
// author's own words follow it; and no more than a title stands before them.
func (t *talk) isExchange(first mark) bool {
	voices := map[string]bool{}
	for _, p := range t.parts {
		if p.End <= first.Start {
			if !titleOnly(p.In(t.text)) {
				return false
			}
			continue
		}
		if p.by == "" || strings.Contains(p.In(t.text), "\n") {
			return false
		}
		voices[p.by] = true
	}
	return len(voices) > 1 && t.firm > 1 && titleOnly(t.text[:first.Start])
}

// titleOnly tells whether lines are a title and no sentence of an author's.
func titleOnly(words string) bool {
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); len(line) > 160 || strings.HasSuffix(line, ":") || strings.Contains(line, ". ") || endsSentence(lastMark(line)) && len(strings.Fields(line)) > 8 {
			return false
		}
	}
	return true
}
