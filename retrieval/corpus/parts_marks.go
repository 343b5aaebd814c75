package corpus

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus/reader"
)

// The marks of a record: the places at which the speaker may change. There are
// more of them than changes of speaker, since a line that may be a name and is
// none costs its turn's rest a delegation, and a name that is passed over puts
// words into a delegation's mouth.

// mark is such a place.
type mark struct {
	Span          // the words that name a speaker, and the colon after them
	name   string // those words, without markup
	inline bool   // the speech follows on the same line
	loose  bool   // no colon stands after it, so that it may be part of a sentence
	record bool   // it names nobody: the record itself speaks from here
	quoted bool   // it stands within somebody's quotation
}

const (
	longestName = 300 // bytes of a line that names a speaker
	mostName    = 14  // its words
)

// marksIn lists the marks of a text, in order.
func marksIn(text string) []mark {
	lines := textLines(text)
	var out []mark
	for i, l := range lines {
		words := l.In(text)
		opens := i == 0 || l.gap || endsSentence(lastMark(lines[i-1].In(text)))
		if !opens {
			out = midLine(out, text, l.Span)
			continue
		}
		if recordNote.MatchString(words) {
			out = append(out, mark{Span: Span{l.Start, l.Start}, record: true})
		} else if coverLine(words) {
			out = append(out, mark{Span: Span{l.Start, l.Start}, record: true})
		} else if recordLine.MatchString(words) && len(words) < 200 {
			out = append(out, mark{Span: l.Span, record: true})
		} else if n := inlineName(words); n > 0 {
			out = append(out, mark{Span: Span{l.Start, l.Start + n}, name: speakerName(words[:n]), inline: true})
		} else if name := personOpens.FindString(words); name != "" && len(words) > len(name)+8 {
			out = append(out, mark{Span: Span{l.Start, l.Start}, name: name, inline: true, loose: true})
		} else if nameAlone(text, lines, i) {
			out = append(out, mark{Span: l.Span, name: speakerName(words)})
		}
		out = midLine(out, text, l.Span)
	}
	return markQuoted(text, out)
}

// markQuoted notes the marks that stand within the text's quotation marks.
func markQuoted(text string, marks []mark) []mark {
	if len(marks) == 0 {
		return marks
	}
	quoted := QuotedSpans(text)
	for i := range marks {
		at := marks[i].Start
		q := sort.Search(len(quoted), func(j int) bool { return quoted[j].End > at })
		marks[i].quoted = q < len(quoted) && quoted[q].Start < at
	}
	return marks
}

// bareName takes the markup and the colon off a name.
func bareName(s string) string {
	return strings.Join(strings.Fields(strings.Trim(s, "*_#>:： \t\u00a0")), " ")
}

// speakerName gives the bare name of a speaker, with narrow brackets: Chinese
// records have wide ones.
func speakerName(s string) string { return wideBrackets.Replace(bareName(s)) }

var wideBrackets = strings.NewReplacer("（", "(", "）", ")")

// midLine adds the marks that stand within a line, behind the end of a sentence:
// the line's end before them is lost, or somebody reads from a record.
func midLine(out []mark, text string, line Span) []mark {
	from := line.Start
	if n := len(out); n > 0 && out[n-1].End > from {
		from = out[n-1].End
	}
	if !slices.ContainsFunc(nameEnds, func(end string) bool { return strings.Contains(text[from:line.End], end) }) {
		return out
	}
	for _, at := range turnWithin.FindAllStringSubmatchIndex(text[from:line.End], -1) {
		out = append(out, mark{Span: Span{from + at[2], from + at[2]}, name: speakerName(text[from+at[2] : from+at[3]]), inline: true, loose: true})
	}
	return out
}

// nameEnds are how the names end that turnWithin finds.
var nameEnds = []string{"):", ") :", "）：", ")：", "hair:", "ident:", "man:", "son:"}

// coverLine tells whether a line is one of a record's cover, which names whoever
// presides and says nothing: "President: Mr. Smith . . . (Freedonia)".
func coverLine(line string) bool {
	n := inlineName(line)
	if n == 0 || len(line) > longestName || !inlineChair.MatchString(speakerName(line[:n])) {
		return false
	}
	rest := speakerName(coverDots.ReplaceAllString(line[n:], " "))
	return inlinePerson.MatchString(rest)
}

// inlineName measures the name before the colon with which a line begins, the
// colon and markup behind it included; 0 where there is none.
func inlineName(line string) int {
	head := line[:min(len(line), longestName)]
	n, size := strings.IndexByte(head, ':'), 1
	if wide := strings.Index(head, "："); wide >= 0 && (n < 0 || wide < n) {
		n, size = wide, len("：")
	}
	if n < 2 || strings.HasPrefix(head[n:], "://") {
		return 0
	}
	name := speakerName(head[:n])
	if !inlinePerson.MatchString(name) && !inlineChair.MatchString(name) && !inlineShort(name) {
		return 0
	}
	end := n + size
	for end < len(line) && strings.ContainsRune("*_", rune(line[end])) {
		end++
	}
	return end
}

// inlineShort tells whether the words before a colon may be a speaker's name
// that says no more than itself: few, and each with a capital.
func inlineShort(name string) bool {
	if interviewWords[strings.ToLower(strings.TrimRight(name, " 0123456789."))] {
		return true
	}
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > mostLabelWords || len(name) > longestLabel || strings.ContainsAny(name, "0123456789;,/!") {
		return false
	}
	for i, w := range words {
		plain := strings.ToLower(strings.Trim(w, ".,’'()[]?"))
		switch {
		case labelStops[plain] && !strings.HasPrefix(strings.ToLower(name), "member states of"):
			return false
		case !startsBig(strings.TrimLeft(w, "([")) && (i == 0 || !particles[plain]):
			return false
		}
	}
	return !addresses(words)
}

// brackets: a stretch in brackets, which may hold another: "(Iran (Islamic Republic of))".
const brackets = `\((?:[^()]|\([^()]*\))+\)`

var (
	inlinePerson = regexp.MustCompile(`(?i)^(?:(?:h\. ?e\. )?(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|amb|ambassador|archbishop|monsignor|sheikh|mme|m|sr|sra|г-н|г-жа|господин|госпожа|السيدة?|السفيرة?)\.? [^:()]{2,70}|[\p{Han}·•‧ .a-z-]{1,60}(?:先生|女士|夫人|小姐|博士|大使))(?: ?` + brackets + `){1,3}(?:, [^:]{2,120})?$`)
	inlineChair  = regexp.MustCompile(`(?i)^(?:(?:the )?(?:acting |vice[- ]|temporary |co-?)*(?:chair(?:man|person|woman)?|president)|(?:le |la )?président[e]?|(?:el |la )?president[ea]|председатель(?:ствующ(?:ий|ая))?|(?:副|代理)?主席|(?:نائب )?الرئيسة?)(?: ?\([^()]{2,90}\)){0,2}$`)
	// turnWithin: a turn's beginning within a line, behind the end of a sentence
	turnWithin = regexp.MustCompile(`[.!?…。！？][”"»’)]* ?((?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Amb|Ambassador|Mme|M|Sr|Sra|Г-н|Г-жа|السيدة?)\.? [^:()\n.!?]{2,60}(?: ?` + brackets + `){1,3}|\p{Han}{1,12}(?:·\p{Han}{1,12}){0,3}(?:先生|女士|大使) ?（[^（）\n]{1,40}）(?:（[^（）\n]{1,40}）)?|(?:The|Acting) (?:Acting )?(?:President|Chair(?:man|person|woman)?)) ?[:：])`)
	coverDots  = regexp.MustCompile(`(?:[ \t\x{00a0}]*[.…]){2,}[ \t\x{00a0}]*|\t+`)
	// personOpens: a paragraph that begins with a person and a bracket, as turns do
	personOpens = regexp.MustCompile(`(?i)^[*_]*(?:h\. ?e\. )?(?:mr|mrs|ms|miss|dr|prof|sir|dame|amb|ambassador|archbishop|monsignor|mme)\.? \p{Lu}[^:();,!?]{1,60} ?\([^()]{2,60}[()]`)
	// recordLine: what the record says in its own words
	recordLine = regexp.MustCompile(`(?i)^[\W_]*(?:(?:the )?(?:meeting|session|sitting) (?:was |is |has been )?(?:called to order|rose|resumed|suspended|adjourned|opened|closed|reconvened|ended|concluded)\b.{0,120}|(?:end|start|beginning) of (?:the )?(?:transcript|recording|audio|meeting|session)|(?:applause|break|coffee break|lunch break|video(?: message)?(?: plays?| is played)?|silence|crosstalk|inaudible|no audio|technical (?:break|problems?)|interpretation (?:fails|lost)|recording (?:starts|ends|stops))|la séance est (?:levée|ouverte|suspendue|reprise).{0,80}|se (?:levanta|abre|suspende|reanuda) la sesión.{0,80}|заседание (?:открывается|закрывается|прерывается|возобновляется).{0,80}|(?:上午|下午|中午|晚上)?.{0,24}(?:宣布开会|开会|散会|会议暂停|复会)。?|(?:افتتحت|رفعت|علقت|استؤنفت) الجلسة.{0,80})[\W_]*$`)
)

// recordNote: what records print about themselves at the first page's foot, in
// the midst of a speech that goes on overleaf.
var recordNote = regexp.MustCompile(`(?i)^[\W_]*(?:this record (?:contains|is subject to)|la présente séance|le présent (?:procès-verbal|compte rendu) |la presente acta |в настоящем отчете )`)

// nameAlone tells whether a line may be a name that has it for itself.
func nameAlone(text string, lines []textLine, i int) bool {
	words := lines[i].In(text)
	name := bareName(words)
	if name == "" || len(words) > longestName/2 || len(strings.Fields(name)) > mostName || !mayBeName(name) {
		return false
	}
	if i > 0 && !lines[i].gap { // a text whose paragraphs are lines
		return i+1 < len(lines) && len(name) < 60 && (lines[i+1].gap || speech(lines[i+1].In(text)) && !startsLower(lines[i+1].In(text)))
	}
	if i+1 == len(lines) {
		return true
	}
	next := lines[i+1].In(text)
	if startsLower(next) {
		return false
	}
	return lines[i+1].gap || speech(next)
}

// mayBeName tells whether the words of a line can be a speaker's, or a heading:
// no sentence, no salutation, no item of a list, no page's number.
func mayBeName(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	switch {
	case !unicode.IsUpper(r) && !caseless(r) && r != '[' && r != '(':
		return false
	case endsSentence(lastMark(name)) && !strings.HasSuffix(name, "?") && !endsInTitle(name), strings.HasSuffix(name, ","), strings.HasSuffix(name, ";"):
		return false
	case listMark.MatchString(name), noName.MatchString(name), !threeLetters.MatchString(name):
		return false
	}
	if isSalutation(name) && !honorifics[strings.ToLower(strings.Trim(strings.Fields(name)[0], "."))] && !strings.HasPrefix(strings.ToLower(name), "ambassador") {
		return inlineChair.MatchString(name)
	}
	return !reader.Closes(name) && !thanksWord.MatchString(name) && !addresses(strings.Fields(name))
}

var (
	listMark     = regexp.MustCompile(`^(?:[-•·–—*‣▪]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s`)
	noName       = regexp.MustCompile(`^(?:[A-Z]{1,4}/\S+.{0,30}|(?:[Pp]age )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|https?://\S+)$`)
	threeLetters = regexp.MustCompile(`\p{L}{2}|\p{Han}`)
	thanksWord   = regexp.MustCompile(`(?i)^(?:i |we |many )?(?:thank|merci|gracias|obrigad|спасибо|благодар|谢谢|شكرا|good (?:morning|afternoon|evening|day)|bonjour|buenos|buenas)`)
)
