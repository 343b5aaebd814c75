package corpus

import (
	"regexp"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// Several statements in one file, one below the other, each with its title. What
// stands below another delegation's title is not of the one that the file is by.
// It is nobody's: such a title may also be that of a paper which is annexed,
// listed or read out.

var (
	// titledBy: a line that is a statement's title, up to who made it
	titledBy = regexp.MustCompile(`(?i)^[\W_]*(?:(?:opening|closing|concluding|national|joint|written|general|full|the) )*(?:statement|remarks|intervention|address|speech|explanation of (?:vote|position)|contribution|comments|position paper|response|reply|answer|rebuttal|declaración|intervención|discurso|déclaration|discours|выступление|заявление)\b?[^.!?\n]{0,60}?(?: (?:by|of|from|delivered by|made by|del?|de la|du|par)(?: the)? | (?:представител\p{L}+|делегации) |d[’'])`)
	titledZh = regexp.MustCompile(`^[^。，：\n]{2,30}(?:代表|代表团|常驻代表|大使|外长)[^。：\n]{0,60}(?:发言|声明|讲话)$`)
	titledAr = regexp.MustCompile(`^(?:بيان|كلمة|مداخلة) [^.،:\n]{2,120}$`)
)

// titled divides a document in which another statement's title follows its own.
func titled(doc reader.Document, base *Statement, states *States) []part {
	if base.By == "" && len(base.OnBehalf) == 0 {
		return nil
	}
	text, body := doc.Whole, bodyOf(doc)
	lines := textLines(text)
	for i, l := range lines {
		if l.Start <= body || !l.gap || i+1 == len(lines) || l.Len() > longestName {
			continue
		}
		title := bareName(l.In(text))
		code := titleVoice(states, title)
		if code == "" || code == base.By || agreesWith(states, base, code) {
			continue
		}
		first, rest := trimSpan(text, Span{body, l.Start}), trimSpan(text, Span{l.Start, len(text)})
		if first.Len() == 0 {
			return nil
		}
		return []part{{Span: first}, {Span: rest, own: true, language: true, doubt: "the title “" + title + "” stands above it, and the document is by another"}}
	}
	return nil
}

// titleVoice gives the one State that a line names which is a statement's title.
func titleVoice(states *States, line string) string {
	if endsSentence(lastMark(line)) && !endsInTitle(line) {
		return ""
	}
	a := attribution{states: states}
	phrase := ""
	switch at := titledBy.FindStringIndex(line); {
	case at != nil:
		phrase = line[at[1]:]
	case titledZh.MatchString(line), titledAr.MatchString(line):
		phrase = line
	default:
		return ""
	}
	if codes := a.voices(strings.TrimSpace(phrase)); len(codes) == 1 && isState(states, codes[0]) {
		return codes[0]
	}
	return ""
}

// agreesWith tells whether a document's own statement is made for the State too.
func agreesWith(states *States, base *Statement, code string) bool {
	for _, other := range append([]string{base.By}, base.OnBehalf...) {
		if other == code {
			return true
		}
		for _, m := range states.Members(other, base.Date) {
			if m == code {
				return true
			}
		}
	}
	return false
}
