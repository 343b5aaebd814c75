package corpus

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Notes: footnotes, which may hold others' words, and what those say who
// interpreted, translated or edited a statement. None of it was said by its
// speaker.

// noteHead: a paragraph that begins as footnotes do, with a number and no full stop.
var noteHead = regexp.MustCompile(`^(\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\])[ \t\x{00a0}]*[“"«]?[\p{L}]`)

// aside: what somebody else says within brackets or before a colon.
var aside = regexp.MustCompile(`(?i)[\[(](?:the |an? )?(?:note (?:by|from|of) the )?(?:interpreter|translator|transcriber|editor)(?:[’']?s?[’']?)?(?: note)?\b[^\[\]()\n]{0,400}[\])]`)

// asideLabel: the same, at a paragraph's beginning and without brackets.
var asideLabel = regexp.MustCompile(`(?i)^[\W_]*(?:(?:note (?:by|from|of) the )?(?:interpreter|translator|transcriber|editor)(?:[’']?s?[’']?)?(?: note)?s? ?[:：–—]|n\. ?d\. ?(?:t|tr|l\.? ?t|e|l\.? ?r|r|trad)\b|n\. ?del? ?(?:la )?(?:t|e|r|trad)\b|note d(?:u|e la|e l[’'])\s?(?:traduct|interpr|rédact)\p{L}+|nota d(?:el|e la) (?:traductor|intérprete|editor|redacci)\p{L}*|(?:примечание|прим\.) (?:переводчика|перев\.|редактора|редакции|ред\.)|(?:译者|译|编者|口译员)[注按]|ملاحظة (?:المترجم|المحرر))`)

// passedOn: a post of another that is passed on, or one's name before its own.
var passedOn = regexp.MustCompile(`^(?:RT|MT|QT|via)\b:? ?@\w{2,30}|^@\w{2,30} ?[:：]`)

// notes finds these stretches.
func (o *Outline) notes(out []Span) []Span {
	for _, p := range o.Paragraphs {
		words := p.In(o.text)
		if g := noteHead.FindStringSubmatch(words); g != nil && refersTo(o.text[:p.Start], g[1]) {
			out = append(out, p.Span)
			continue
		}
		if asideLabel.MatchString(words) || passedOn.MatchString(words) {
			out = append(out, p.Span)
			continue
		}
		if !strings.ContainsAny(words, "[(") {
			continue
		}
		for _, at := range aside.FindAllStringIndex(words, -1) {
			out = append(out, Span{p.Start + at[0], p.Start + at[1]})
		}
	}
	return out
}

// noteWithin is how many bytes before a note its reference is looked for, and
// noteTries at how many places.
const (
	noteWithin = 32 << 10
	noteTries  = 64
)

// refersTo tells whether a note's mark stands glued to a word of the text before
// it, as a reference does.
func refersTo(text, label string) bool {
	bracketed := label[0] == '['
	text = text[max(0, len(text)-noteWithin):]
	for at, n := len(text), 0; n < noteTries; n++ {
		at = strings.LastIndex(text[:at], label)
		if at <= 0 {
			return false
		}
		before, size := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(label):])
		behind, _ := utf8.DecodeLastRuneInString(text[:at-size])
		glued := unicode.IsLower(before) || strings.ContainsRune(".,;:”\"’)»", before) && (unicode.IsLetter(behind) || isCloser(behind)) || bracketed && before == ' '
		if glued && !unicode.IsDigit(after) && (bracketed || after != '.' && after != ',' || !unicode.IsDigit(before)) {
			return true
		}
	}
	return false
}
