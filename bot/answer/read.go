package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// read tells what a question asks for. Filters given beside the question win
// over what its text names. A State is asked for its words unless the question
// makes it the subject of others' words; a process, a session or a date is a
// filter only where the question says that words were spoken there or then,
// and otherwise a topic like any other.
func read(states *corpus.States, q Question) Understood {
	text := q.Text
	if q.Completed != "" {
		text = q.Completed
	}
	u := Understood{Question: text, Completed: q.Completed != "", Language: lexical.Language(quiet(text)), Topics: topicsOf(text),
		scope: q.Scope, near: map[string]bool{}}
	u.States, u.Ambiguous = voicesAsked(states, text)
	if len(q.States) > 0 {
		u.States, u.Ambiguous = slices.Clone(q.States), nil
	}
	d, drafts := draftingOf(states, text)
	if !drafts && len(q.States) == 0 {
		u.withOffices(states)
	}
	if drafts {
		return readDraft(q, u, d)
	}
	u.Processes = processesAsked(text)
	if q.Process != "" {
		u.Processes = []string{q.Process}
	}
	u.Session = sessionAsked(text)
	u.Since, u.Until = datesAsked(text)
	if !q.Since.IsZero() || !q.Until.IsZero() {
		u.Since, u.Until = q.Since, q.Until
	}
	return u
}

// quiet gives a question that is all in capitals in small letters, as words in
// capitals are taken for names and abbreviations.
func quiet(text string) string {
	if len(strings.Fields(text)) < 4 || strings.ContainsFunc(text, unicode.IsLower) {
		return text
	}
	return strings.ToLower(text)
}

// ofNoKnownLanguage tells whether a question is long enough that its language
// could be told, and is in none that the search reads.
func (u Understood) ofNoKnownLanguage() bool {
	return u.Language == "" && (len(strings.Fields(u.Question)) > 3 || strings.ContainsFunc(u.Question, func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
	}))
}

// readDraft reads a request to draft: where and when the draft is to be used
// filters nothing, and what was given beside the question does.
func readDraft(q Question, u Understood, d drafting) Understood {
	u.draft = &d
	if len(q.States) == 0 {
		u.States, u.Ambiguous = d.states, d.ambiguous
	}
	u.Topics = topicsOf(d.topic)
	if q.Process != "" {
		u.Processes = []string{q.Process}
	}
	u.Since, u.Until = q.Since, q.Until
	return u
}

// wordless tells whether a text has no word: no letter and no digit, but
// marks, spaces of any width and pictures alone.
func wordless(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
	})
}

// speaking finds a word that says that words were spoken.
var speaking = regexp.MustCompile(`(?i)\b(?:sa(?:y|ys|id|ying)|stat(?:e|es|ed|ing|ements?)|sp(?:eak|eaks|oke|oken|eeches|eech)|propos(?:e|es|ed)|argu(?:e|es|ed)|deliver(?:ed)?|declar(?:e|es|ed)|told|tell|remark(?:s|ed)?|comment(?:s|ed)?|express(?:ed)?|position|support(?:ed)?|oppos(?:e|ed)|call(?:ed)? for|ask(?:ed)? for|dit|déclaré|dijo|declaró|words?|view(?:s)?|raise(?:d)?|voice(?:d)?|mention(?:ed)?|announce(?:d)?|sought|want(?:ed)?|stress(?:ed)?)\b|говори|сказал|заяви|заявл|说|表示|قال`)

var aboutWord = regexp.MustCompile(`(?i)\b(?:about|on|regarding|concerning|for|whether|that|how|role|future|mandate|sobre|sur)\b`)

// spokenThere tells whether the phrase at [start,end) is where words were
// spoken: behind a preposition of place, after a word of speaking with no
// "about" between, or at the head of the question.
func spokenThere(text string, start int) bool {
	head := text[:start]
	at := placeWord.FindStringIndex(head)
	if at == nil {
		return false
	}
	before := strings.TrimSpace(head[:at[0]])
	if before == "" {
		return speaking.MatchString(text[start:])
	}
	spoken := speaking.FindAllStringIndex(before, -1)
	if spoken == nil {
		return false
	}
	return !aboutWord.MatchString(before[spoken[len(spoken)-1][1]:]) || strings.EqualFold(strings.Fields(head[at[0]:])[0], "at") || strings.EqualFold(strings.Fields(head[at[0]:])[0], "during")
}

var placeWord = regexp.MustCompile(`(?i)(?:\b(?:at|in|during|before|within|to|throughout|à|au|lors de|dans|en|durante)|(?:^|\s)(?:на|в|во|в ходе))\s+(?:the\s+|la\s+|le\s+|l['’]|el\s+)?(?:(?:\S+\s+){0,3}(?:session|meeting|debate)s?\s+(?:of\s+)?(?:the\s+)?)?$`)

// processNames are how questions name the processes; the longer come first.
var processNames = []struct {
	re        *regexp.Regexp
	processes []string
}{
	{regexp.MustCompile(`(?i)\b(?:(?:first|1st|old|previous) (?:oewg|open-ended working group)|oewg (?:i|1)\b|(?:oewg|open-ended working group)[^?.]{0,40}2019[-–]2021|2019[-–]2021 oewg)`), []string{"oewg-2019-2021"}},
	{regexp.MustCompile(`(?i)\b(?:(?:second|2nd|new|current) (?:oewg|open-ended working group)|oewg (?:ii|2)\b|(?:oewg|open-ended working group)[^?.]{0,60}2021[-–]2025|2021[-–]2025 oewg)`), []string{"oewg-2021-2025"}},
	{regexp.MustCompile(`(?i)\b(?:oewg|open-ended working group)\b|рабоч\S+ групп|РГОС|不限成员名额工作组|الفريق العامل المفتوح`), []string{"oewg-2019-2021", "oewg-2021-2025"}},
	{regexp.MustCompile(`(?i)\b(20(?:05|10|13|15|17|21)) (?:gge|group of governmental experts)|\b(?:gge|group of governmental experts)(?: of| in)? (20(?:05|10|13|15|17|21))\b`), nil},
	{regexp.MustCompile(`(?i)\b(?:gge|ggees|group of governmental experts)\b`), []string{"gge-2005", "gge-2010", "gge-2013", "gge-2015", "gge-2017", "gge-2021"}},
	{regexp.MustCompile(`(?i)\bglobal mechanism\b`), []string{"global-mechanism"}},
	{regexp.MustCompile(`(?i)\bfirst committee\b`), []string{"first-committee"}},
	{regexp.MustCompile(`(?i)\bsecurity council\b`), []string{"security-council"}},
	{regexp.MustCompile(`(?i)\bgeneral debate\b`), []string{"general-debate"}},
}

// processesAsked lists the processes in which a question says that words were
// spoken.
func processesAsked(text string) []string {
	var out []string
	for _, at := range placesAsked(text) {
		out = append(out, at.processes...)
	}
	return out
}

// placeAsked is the stretch of a question that says in which processes words
// were spoken, the preposition included.
type placeAsked struct {
	corpus.Span
	processes []string
}

func placesAsked(text string) []placeAsked {
	var out []placeAsked
	taken := corpus.Span{}
	for _, p := range processNames {
		at := p.re.FindStringSubmatchIndex(text)
		if at == nil || taken.Overlaps(corpus.Span{Start: at[0], End: at[1]}) {
			continue
		}
		taken = corpus.Span{Start: at[0], End: at[1]}
		if !spokenThere(text, at[0]) {
			continue
		}
		found := p.processes
		if found == nil {
			found = []string{"gge-" + firstGroup(text, at)}
		}
		from := placeWord.FindStringIndex(text[:at[0]])[0]
		out = append(out, placeAsked{corpus.Span{Start: from, End: at[1]}, found})
	}
	return out
}

func firstGroup(text string, at []int) string {
	for i := 2; i+1 < len(at); i += 2 {
		if at[i] >= 0 {
			return text[at[i]:at[i+1]]
		}
	}
	return ""
}
