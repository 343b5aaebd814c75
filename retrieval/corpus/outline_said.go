package corpus

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a colon announces that others said: "Sylvania said the following: We
// object. No norm binds us." Without quotation marks nothing tells where it ends,
// so it goes to the end of its paragraph; where the colon ends that, it is the
// next one, the items of a list, or the paragraphs that are indented alike.

var (
	// saidColon: a verb of saying, and the colon not far behind it
	saidColon = regexp.MustCompile(`(?:^|[^\p{L}])((?:said|says|stated|declared|declares|told|tells|wrote|writes|written|replied|replies|responded|remarked|asserted|asserts|claimed|argued|argues|added|adds|observed|announced|affirmed|proclaimed|insisted|warned|asked|concluded|noted|explained|reported|recalled|reads|put it|(?:[Ii]t|he|she|which|clearly|that|[Aa]rticle \d+|[Pp]aragraph \d+|report|resolution|paper|draft|text) states|` +
		`a (?:déclaré|dit|affirmé|répondu|ajouté|écrit)|déclare|affirme|dijo|declaró|afirmó|señaló|expresó|respondió|manifestó|ha dicho|dice|` +
		`сказал[аои]?|заявил[аои]?|отметил[аои]?|написал[аои]?|ответил[аои]?|подчеркнул[аои]?|заявляет|говорит|` +
		`قالت?|صرحت?|أعلنت?|ذكرت?|أكدت?)(?:[^\p{L}.!?:;,\n][^.!?:;,\n]{0,80})?(?:, (?:and )?(?:I|we) quote)?|` +
		`(?:words|statement|message|reply|answer|letter|remarks?|declaration) (?:of|by|from) [^.!?:;\n]{2,80}) ?[:：]|(` +
		`(?:说|表示|指出|宣称|写道|声称)(?:道|如下|以下内容)?) ?[:：]`)
	// ownSaying: what stands before the verb where the speaker is its subject, or
	// nobody is
	ownSaying = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:I|we|(?:my|our) (?:own )?(?:delegation|country|government|minister|foreign minister|president|prime minister|head of state|nation|people)|be|je|nous|ma délégation|mon pays|yo|nosotros|hemos|mi delegación|nuestra delegación|mi país|я|мы|(?:моя|наша) делегация)(?: (?:have|has|had|already|also|always|just|once|often|consistently|repeatedly|then|therefore|ourselves|avons|ai|déjà|ya|уже|также|всегда))*[\s,]*$|(?:我|我们|我国|我方|我国代表团|本国)(?:曾|已|已经|还|也|要)*$|(?:وفدي|وفد بلدي|بلدي)\s*$`)
	// ownWords: "the statement of my delegation:"
	ownWords = regexp.MustCompile(`(?i)\b(?:my|our|mine|ours)\b`)
)

// said finds these stretches.
func (o *Outline) said(out []Span) []Span {
	for i, p := range o.Paragraphs {
		words := p.In(o.text)
		if !strings.ContainsAny(words, ":：") {
			continue
		}
		for from := 0; from < len(words); {
			at := saidColon.FindStringSubmatchIndex(words[from:])
			if at == nil {
				break
			}
			verb, colon := from+max(at[2], at[4]), from+at[1]
			from = colon
			if o.ownSaid(Span{p.Start + verb, p.Start + colon}) {
				continue
			}
			if rest := o.trimmed(p.Start+colon, p.End); rest.Len() > 0 {
				if !opensQuote(rest.In(o.text)) {
					out = append(out, rest)
					break
				}
				continue
			}
			out = o.saidBelow(out, i)
		}
		if end := lastMark(words); (end == ':' || end == '：') && i+1 < len(o.Paragraphs) && o.deeper(i, i+1) &&
			!ownAnnouncement(o.Sentences[o.lastSentence(i)].In(o.text)) {
			out = o.saidBelow(out, i)
		}
	}
	return out
}

// ownSaid tells whether the verb is the speaker's own, or stands in a quotation.
func (o *Outline) ownSaid(verb Span) bool {
	s := o.Sentences[o.sentenceAt(verb.Start)]
	before := o.text[min(s.Start, verb.Start):verb.Start]
	return ownSaying.MatchString(before) || ownWords.MatchString(verb.In(o.text)) || o.inQuoted(verb.Start)
}

// inQuoted tells whether an offset lies between the text's own quotation marks.
func (o *Outline) inQuoted(at int) bool {
	i := sort.Search(len(o.Quoted), func(i int) bool { return o.Quoted[i].End > at })
	return i < len(o.Quoted) && o.Quoted[i].Start <= at
}

// mostSaid is how many paragraphs a colon announces at most.
const mostSaid = 100

// saidBelow adds what the paragraph at index i announces, which ends in a colon.
func (o *Outline) saidBelow(out []Span, i int) []Span {
	for j := i + 1; j < min(len(o.Paragraphs), i+1+mostSaid); j++ {
		p := o.Paragraphs[j]
		deeper := o.deeper(i, j)
		if j > i+1 && !deeper && (!p.Item || p.Lead < i) {
			break
		}
		if !opensQuote(p.In(o.text)) {
			out = append(out, p.Span)
		}
	}
	return out
}

// deeper tells whether the paragraph at index j is set further in than that at
// index i, as a quotation is.
func (o *Outline) deeper(i, j int) bool {
	const set = 3 // bytes
	return !o.Paragraphs[j].Item && o.indent(o.Paragraphs[j].Start) >= o.indent(o.Paragraphs[i].Start)+set
}

// indent counts the white space before an offset on its line; none where
// something else stands there.
func (o *Outline) indent(at int) int {
	line := o.text[strings.LastIndexByte(o.text[:at], '\n')+1 : at]
	if strings.TrimSpace(line) != "" {
		return 0
	}
	return len(line)
}

// opensQuote tells whether words begin with a quotation mark, whose partner tells
// how far they go.
func opensQuote(words string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(words, unicode.IsSpace))
	return strings.ContainsRune("\"'“”„‘«»「『>", r)
}
