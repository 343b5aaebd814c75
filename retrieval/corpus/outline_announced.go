package corpus

import "strings"

// announced finds what a sentence that ends in "the following." or "as
// follows." announces: the rest of its paragraph or, where it ends that, the
// next one. What the speaker says that he himself will say is his own.
func (o *Outline) announced(out []Span) []Span {
	for i, s := range o.Sentences {
		words := s.In(o.text)
		if !announces(words) || ownAnnouncement(words) {
			continue
		}
		p := s.Paragraph
		if o.lastSentence(p) > i {
			out = append(out, Span{o.Sentences[i+1].Start, o.Paragraphs[p].End})
		} else if p+1 < len(o.Paragraphs) {
			out = append(out, o.Paragraphs[p+1].Span)
		}
	}
	return out
}

var announcingEnds = []string{"the following", "as follows", "following words", "like this", "in these words", "these were his words", "these were her words",
	"lo siguiente", "ce qui suit", "comme suit", "como sigue", "следующее", "так", "如下", "ما يلي", "التالي"}

// announces tells whether a sentence, which ends in a full stop, says that
// words follow it.
func announces(sentence string) bool {
	switch lastMark(sentence) {
	case '.', '。', '!':
	default:
		return false
	}
	tail := strings.ToLower(strings.TrimRight(sentence[max(0, len(sentence)-64):], ".。!\"'”’») \n\t*"))
	for _, end := range announcingEnds {
		if rest, ok := strings.CutSuffix(tail, end); ok && (end != "так" && end != "like this" || strings.HasSuffix(rest, "сказал ") || strings.HasSuffix(rest, "it ") || strings.HasSuffix(rest, "goes ")) {
			return caselessStart(end) || endsNotLetter(rest)
		}
	}
	return false
}

// ownAnnouncement tells whether the sentence's subject is the speaker, and
// what he does is not to be told.
func ownAnnouncement(sentence string) bool {
	head := headOf(sentence)
	if suppositions.begin(head) {
		return false
	}
	words := strings.FieldsFunc(head, func(r rune) bool { return notLetter(r) && r != '\'' })
	for i, w := range words[:min(len(words), 10)] {
		if !ownSubjects[w] {
			continue
		}
		for _, v := range words[i+1:] {
			if toldVerbs[v] {
				return false
			}
		}
		for _, v := range words[:i] {
			if otherSubjects[v] {
				return false
			}
		}
		return true
	}
	for _, start := range []string{"我们", "我国", "我"} {
		if strings.HasPrefix(head, start) {
			return true
		}
	}
	return false
}

var ownSubjects = wordSet(`i we my our let allow permit nous je notre ma mon quisiera quisiéramos deseamos deseo mi nuestra queremos
	мы я хотел хотели хотим хочу наша считаем подчеркнём отметим أود نود نؤكد`)

// otherSubjects, before "we" or "our", show that somebody else is the subject.
var otherSubjects = wordSet(`he she they who imagine suppose told said says tells wrote writes asked stated declared`)

// toldVerbs make the speaker the one who is told.
var toldVerbs = wordSet(`told heard hear read reads received receive were are was tell tells said says wrote writes asked assured warned accused
	dijo dicen escuchamos leemos entendons entendu lit lisons слышим слышали читаем сказали говорят`)
