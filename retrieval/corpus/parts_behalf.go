package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// For whom a turn is said, where the turn itself says so at its beginning: "I
// have the honour to speak on behalf of the Middle Kingdoms". It counts where
// whoever speaks says it of these words: what another delivered on behalf of a
// group, or what the turn aligns itself with, makes it nobody's but the
// speaker's. From "in my national capacity" on it is that State's alone.

const (
	behalfWithin    = 600 // bytes of a turn's beginning that are asked for whom it is said
	behalfSentences = 5   // and sentences
	behalfNamed     = 400 // bytes after "on behalf of"
)

var (
	// takesFloor: the words before "on behalf of" in which a speaker says so
	takesFloor = regexp.MustCompile(`(?i)(?:\b(?:I|we|me|us|(?:my|our) (?:delegation|country|pleasure|honou?r|privilege|distinct honou?r)|it is (?:an?|my|our) (?:great )?(?:honou?r|pleasure|privilege)|the honou?r|this (?:statement|intervention)|let me)\b[^.!?;]{0,90}\b(?:speak(?:ing)?|deliver(?:ing|ed)?|mak(?:e|ing)|made|tak(?:e|ing) the floor|address(?:ing)?|present(?:ing)?|read(?:ing)?(?: out)?|interven(?:e|ing)|giv(?:e|ing)|honou?r)\b[^.!?;]{0,60}|^\W*(?:speaking|taking the floor) |^\W*)$`)
	// ofOthers: words before "on behalf of" that tell of somebody else's statement
	ofOthers = regexp.MustCompile(`(?i)\b(?:align\p{L}*|associat\p{L}+|support\p{L}*|endors\p{L}+|echo\p{L}*|subscrib\p{L}+|joins?|joined|thank\p{L}*|congratulat\p{L}+|statements? (?:just |previously |earlier |to be )?(?:made|delivered|given|read) by|(?:to be |been )?(?:delivered|made|given|read(?: out)?|presented) (?:earlier |yesterday |just now )?by|not|never|instead of|rather than|will later|will be|shall later|heard|said|refer(?:s|red|ring)? to|welcomes?d?)\b`)
	// otherBehalf and foreignFloor: the same in other languages
	otherBehalf  = regexp.MustCompile(`(?i)(?:\b(?:prends?|prenons|prendre) la parole|\bm[’']exprimer?|\bintervenir|\binterviens|\bprononcer? (?:cette|la présente) (?:déclaration|intervention)|\bfaire cette (?:déclaration|intervention)|\bhablar|\bhablo|\bintervengo|\bformular (?:esta|la presente) (?:declaración|intervención)|\bhacer uso de la palabra|\btomo la palabra|\bpronunciar (?:esta|la presente) (?:declaración|intervención))\b[^.!?;]{0,30}$`)
	foreignFloor = regexp.MustCompile(`(?i)(?:(?:^|[^\p{L}])выступ(?:аю|аем|ить)(?:[^\p{L}.][^.;]{0,40})?|(?:имею|имеем) честь.{0,60}|делаю это заявление.{0,20}) от имени |(?:^|我|谨|荣幸地?|很荣幸)代表|(?:أتحدث|أتكلم|أدلي بهذا البيان|ألقي هذا البيان|نتحدث)[^.؟]{0,30} (?:باسم|نيابة عن|بالنيابة عن) `)
	foreignNot   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:не|нет|لا|لم|لن|لست|لسنا) |不|非`)
	behalfOf     = regexp.MustCompile(`(?i)\b(?:on behalf of(?: the)?|au nom d(?:e la|e l[’']|u|es|e)|en nombre de(?: la| los| las|l)?) ?`)
	behalfStops  = regexp.MustCompile(`(?i)[.;:!?\n。；]|,? (?:at|on|in|to|under|regarding|during|before) (?:this|the|today|agenda|our|my|its|cluster)\b|, (?:I|we|which|who)\b|, and (?:I|we)\b|发言|作如下`)
	// nationalWords: where a speaker goes over to their own State
	nationalWords = regexp.MustCompile(`(?i)\bin (?:my|our|its|a) (?:own )?national capacity\b|(?:^|[^\p{L}])à titre national\b|\ben (?:mi|nuestra|su) (?:propia )?capacidad nacional\b|\ba título nacional\b|(?:^|[^\p{L}])в (?:своём |своем |нашем |моем )?национальном качестве|以(?:本国|国家)(?:身份|名义)|بصفت(?:ي|نا) الوطنية`)
	nationalLater = regexp.MustCompile(`(?i)\b(?:later|tomorrow|afterwards?|subsequent(?:ly)?|another|separate(?:ly)?|not|never|deliver(?:ed)? yesterday|earlier|yesterday|already|will also|others?|delegations|States|members|their)\b`)
)

// spokenFor gives those for whom a turn says at its beginning to be made, and
// the index of the sentence that says so; -1 where none does. both tells that the
// same sentence announces words of the speaker's own State too.
func (t *talk) spokenFor(sentences []Span, by string) (codes []string, at int, both bool) {
	for k, s := range sentences {
		if k == behalfSentences || s.Start-sentences[0].Start > behalfWithin {
			break
		}
		words := s.In(t.text)
		rest, ok := t.saysBehalf(words, by)
		if !ok {
			continue
		}
		for _, m := range t.states.Find(rest) {
			if m.Code == "" || m.NoDelegation || m.Code == by || m.Form == "adjective" || m.Kind == KindBody && organ(m.Code) || elsewhere(rest, m) {
				continue
			}
			if !slices.Contains(codes, m.Code) {
				codes = append(codes, m.Code)
			}
		}
		if len(codes) > 0 {
			return codes, k, nationalWords.MatchString(words)
		}
	}
	return nil, -1, false
}

// saysBehalf gives the words after "on behalf of" of a sentence in which its
// speaker, of the delegation by, says to speak for others.
func (t *talk) saysBehalf(words, by string) (rest string, ok bool) {
	at := foreignFloor.FindStringIndex(words)
	if at != nil && foreignNot.MatchString(words[:at[1]]) {
		return "", false
	}
	if at == nil {
		if at = behalfOf.FindStringIndex(words); at == nil {
			return "", false
		}
		before := strings.TrimRight(words[:at[0]], " ,")
		if ofOthers.MatchString(before) || !takesFloor.MatchString(before) && !otherBehalf.MatchString(before) && !t.ownName(before, by) {
			return "", false
		}
		for _, m := range t.states.Find(before) {
			if m.Code != by && m.Kind != KindBody {
				return "", false
			}
		}
	}
	rest = words[at[1]:]
	rest = strings.ToValidUTF8(rest[:min(len(rest), behalfNamed)], "")
	if end := behalfStops.FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	return rest, true
}

// ownName tells whether the words before "on behalf of" have the speaker's State
// for their subject: "Freedonia has the honour to speak".
func (t *talk) ownName(before, by string) bool {
	m := t.states.Find(before)
	return len(m) == 1 && m[0].Code == by && m[0].Start < 5 && speaksAs.MatchString(before[m[0].End:])
}

var speaksAs = regexp.MustCompile(`(?i)^ (?:has the honou?r|is (?:honou?red|pleased|speaking|delivering|taking|making)|speaks|takes the floor|delivers|makes|would like|wishes)\b[^.!?;]{0,80}$`)

// turnOf credits a delegation's turn to it and to those for whom it is said,
// and what comes after its own State was named to that State alone.
func (t *talk) turnOf(s Span, v voicing, origin string) {
	sentences := t.sentences(trimSpan(t.text, s))
	codes, at, both := t.spokenFor(sentences, v.code)
	if len(codes) > 0 && len(v.behalf) == 0 {
		v.behalf = codes
	}
	if len(v.behalf) == 0 && t.call != nil && t.call.to.one == v.code && !t.opensNational(sentences) {
		v.behalf = slices.Clone(t.call.to.behalf)
	}
	if len(v.behalf) == 0 {
		t.credit(s, v, origin)
		return
	}
	for k, sentence := range sentences {
		words := sentence.In(t.text)
		here := nationalWords.FindStringIndex(words)
		if k <= at || here == nil || nationalLater.MatchString(words[:here[0]]) {
			continue
		}
		if sentence.Start > s.Start {
			t.credit(Span{s.Start, sentence.Start}, v, origin)
		}
		if t.states.ofAnother(words, v.code) {
			t.add(part{Span: Span{sentence.Start, s.End}, doubt: anothersCapacity})
			return
		}
		v.behalf = nil
		t.credit(Span{sentence.Start, s.End}, v, inNationalCapacity)
		return
	}
	if both {
		t.add(part{Span: s, doubt: "it is said for a group and for the speaker's own State, and nothing tells where the one ends"})
		return
	}
	t.credit(s, v, origin)
}

// opensNational tells whether a turn begins in its speaker's national capacity.
func (t *talk) opensNational(sentences []Span) bool {
	for _, s := range sentences[:min(len(sentences), behalfSentences)] {
		if nationalWords.MatchString(s.In(t.text)) {
			return true
		}
	}
	return false
}
