package corpus

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// Several statements in one file, one below the other, each with its title. What
// stands below another delegation's title is not of the one that the file is by.
// It is that delegation's where it is a whole statement (parts_heads.go), and
// otherwise nobody's: such a title may also be that of a paper which is annexed,
// listed or read out.

var (
	// titledBy: a line that is a statement's title, up to who made it
	titledBy = regexp.MustCompile(`(?i)^[\W_]*(?:(?:opening|closing|concluding|national|joint|written|general|full|the) )*(?:statement|remarks|intervention|address|speech|explanation of (?:vote|position)|contribution|comments|position paper|response|reply|answer|rebuttal|declaración|intervención|discurso|déclaration|discours|выступление|заявление)\b?[^.!?\n]{0,60}?(?: (?:by|of|from|delivered by|made by|del?|de la|du|par)(?: the)? | (?:представител\p{L}+|делегации) |d[’'])`)
	titledZh = regexp.MustCompile(`^[^。，：\n]{2,30}(?:代表|代表团|常驻代表|大使|外长)[^。：\n]{0,60}(?:发言|声明|讲话)$`)
	titledAr = regexp.MustCompile(`^(?:بيان|كلمة|مداخلة) [^.،:\n]{2,120}$`)
)

// titled divides a document in which another statement's title follows its own.
func titled(doc reader.Document, base *Statement, states *States) []part {
	text, body := doc.Whole, bodyOf(doc)
	below := headsBelow(doc, base, states)
	if base.By != "" || len(base.OnBehalf) > 0 {
		heads := below
		for _, at := range breaksIn(text, body, base, states) {
			if !slices.ContainsFunc(heads, func(h beginning) bool { return h.Start <= at.Start && at.Start < h.End }) {
				below = append(below, at)
			}
		}
	}
	slices.SortStableFunc(below, func(a, b beginning) int { return a.Start - b.Start })
	if len(below) == 0 {
		return nil
	}
	first := trimSpan(text, Span{body, below[0].Start})
	if first.Len() == 0 {
		return nil
	}
	return divided(text, []part{{Span: first}}, below)
}

// breaksIn finds the places from which on a document's words are not certainly
// those of whom it is by.
func breaksIn(text string, body int, base *Statement, states *States) (out []beginning) {
	lines := textLines(text)
	for i, l := range lines {
		if l.Start <= body || i+1 == len(lines) {
			continue
		}
		at := beginning{Span: Span{l.Start, l.Start}}
		if title := bareName(l.In(text)); l.gap && l.Len() <= longestName && (anothersTitle(states, base, title) || annexesAnother(states, base, title)) {
			at.doubt = "the title “" + title + "” stands above it, and the document is by another"
		} else if sentOn(text, lines[i:]) {
			at.doubt, at.last = "it stands below the head of another message", true
		} else if givesFloor(states, l.In(text)) || handsOn(states, base, l.In(text)) {
			at.doubt, at.last = "the floor is given to another in it", true
		} else {
			continue
		}
		if out = append(out, at); at.last {
			break
		}
	}
	return out
}

// anothersTitle tells whether a line is the title of a statement that another State
// made than those that the document is by.
func anothersTitle(states *States, base *Statement, title string) bool {
	if startsLower(title) { // a sentence that goes on behind a page's end
		return false
	}
	code := titleVoice(states, title)
	return code != "" && code != base.By && !agreesWith(states, base, code)
}

// annexesAnother tells whether a line is the title of an annex and names another
// State, and none that the document is by.
func annexesAnother(states *States, base *Statement, title string) bool {
	at := annexTitle.FindStringIndex(title)
	if at == nil || endsSentence(lastMark(title)) {
		return false
	}
	another := false
	for _, m := range states.Find(title[at[1]:]) {
		switch {
		case m.Code == base.By || m.Code != "" && agreesWith(states, base, m.Code):
			return false
		case isStateKind(m.Kind) && !elsewhere(title[at[1]:], m):
			another = true
		}
	}
	return another
}

var annexTitle = regexp.MustCompile(`(?i)^[\W_]*(?:annexe?|appendix|enclosure|attachment|addendum|anexo|apéndice|приложение)(?: (?:[\dIVX]{1,4}|[A-H]))?\b?[ .:–—-]`)

// givesFloor tells whether whoever presides gives the floor to a State in a line.
func givesFloor(states *States, line string) bool {
	if len(line) > longestCall || !strings.Contains(line, "floor") {
		return false
	}
	return slices.ContainsFunc(Sentences(line), func(s Span) bool {
		c, ok := states.handOver(s.In(line))
		return ok && c.to.one != "" && c.to.one != "chair"
	})
}

// handsOn tells whether a speaker hands over to somebody of another delegation in a
// line: "Let me now hand over to my colleague from Sylvania."
func handsOn(states *States, base *Statement, line string) bool {
	if len(line) > longestCall {
		return false
	}
	at := handsOver.FindStringIndex(line)
	return at != nil && slices.ContainsFunc(states.Find(line[at[1]:]), func(m Mention) bool {
		return m.Code != "" && m.Code != base.By && m.Kind != KindBody && m.Form != "adjective"
	})
}

var handsOver = regexp.MustCompile(`(?i)\b(?:I|we|let me|allow me to)\b[^.!?]{0,30}\b(?:hand(?:ing)? (?:this |it |the (?:floor|microphone|word) )?(?:over|on)|pass(?:ing)? (?:this |it |the (?:floor|microphone|word) )?(?:over|on)?|giv(?:e|ing) (?:way|the word|the microphone)|yield(?:ing)?(?: the floor)?|turn(?:ing)? (?:now )?) ?to (?:my |our |the |his |her )?(?:distinguished |dear |esteemed |good )?(?:colleagues?|friends?|delegat\p{L}+|ambassador|representative|counterpart|neighbou?r|mr|ms|mrs|h\.e)\b`)

// longestCall is how many bytes a line has at most that gives the floor.
const longestCall = 600

// sentOn tells whether the head of another message stands in the first of lines:
// what a mail program writes above a message that is answered or sent on.
func sentOn(text string, lines []textLine) bool {
	words := strings.TrimSpace(lines[0].In(text))
	if len(words) > 300 {
		return false
	}
	if messageHead.MatchString(words) || wroteAt.MatchString(words) && mailClock.MatchString(words) {
		return true
	}
	if !messageFrom.MatchString(words) {
		return false
	}
	for _, l := range lines[1:min(len(lines), 4)] {
		if messageTo.MatchString(strings.TrimSpace(l.In(text))) {
			return true
		}
	}
	return false
}

var (
	messageHead = regexp.MustCompile(`(?i)^[-_=* ]*(?:original message|message d[’']origine|mensaje original|исходное сообщение|forwarded message|message transféré|mensaje reenviado|begin forwarded message:?)[-_=* ]*$`)
	messageFrom = regexp.MustCompile(`(?i)^[*_]*(?:from|de|от)\s?:[*_]*\s*[\p{L}"“<]`)
	messageTo   = regexp.MustCompile(`(?i)^[*_]*(?:sent|date|to|subject|envoyé|à|objet|enviado|fecha|para|asunto|отправлено|кому|тема)\s?:`)
	wroteAt     = regexp.MustCompile(`(?i)^(?:on|le|el) .{4,200} (?:wrote|a écrit|escribió) ?:$`)
	// mailClock: a mail program gives the minute, or the address
	mailClock = regexp.MustCompile(`\d{1,2}[:h]\d{2}|\S@\S`)
)

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
