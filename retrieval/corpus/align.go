package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// Alignment: the States that a group's statement says align themselves with it,
// "The Candidate Countries North Macedonia*, Montenegro* and Albania* align
// themselves with this statement", or "The following States align themselves with
// this statement: Norway and Iceland". They have not spoken, and are none of its
// voices; but whoever asks for them is shown the statement, and told so.
//
// A State that says in its own statement that it aligns itself with another's is
// no matter of this: those words credit it with nothing of that other statement.

var (
	aligns    = regexp.MustCompile(`(?i)\b(?:align|associate)(?:s|ed|d)? (?:themselves|itself) with (?:this|the present|our) (?:joint )?(?:statement|declaration|intervention)\b|(?:присоедин(?:я[ею]тся|илась|ился|ились)) к (?:настоящему|данному|этому) (?:совместному )?заявлению|(?:赞同|加入)(?:本|这一|这个)(?:联合)?(?:发言|声明)|\bs[’']associent? à (?:cette|la présente) (?:déclaration|intervention)\b|\bse (?:suman?|adhieren?|asocian?) a (?:esta|la presente) (?:declaración|intervención)\b`)
	alignsNot = regexp.MustCompile(`(?i)\b(?:not|never|ne|no)\b[^,;]{0,40}$`)
)

// align fills Aligned where the statement is a group's, or made for one.
func align(s *Statement, states *States) {
	if states == nil || s.By == "" && len(s.OnBehalf) == 0 || !aligns.MatchString(s.Text) {
		return
	}
	if len(s.OnBehalf) == 0 && !SpeaksForMembers(s.By) {
		return
	}
	voices := s.Voices(states)
	for _, sentence := range Sentences(s.Text) {
		words := sentence.In(s.Text)
		at := aligns.FindStringIndex(words)
		if at == nil || alignsNot.MatchString(words[:at[0]]) {
			continue
		}
		who := strings.ReplaceAll(words[:at[0]], "*", " ")
		if list := listBehind(words[at[1]:], states); list != "" {
			who = list
		}
		for _, m := range states.Find(who) {
			if isStateKind(m.Kind) && m.Form != "adjective" && !slices.Contains(voices, m.Code) && !slices.Contains(s.Aligned, m.Code) {
				s.Aligned = append(s.Aligned, m.Code)
			}
		}
	}
}

// listBehind gives what follows a colon where it is names and nothing else: a list
// in which something is said may name those who do not align themselves.
func listBehind(words string, states *States) string {
	list, ok := strings.CutPrefix(strings.ReplaceAll(words, "*", " "), ":")
	if !ok {
		return ""
	}
	rest, end := "", 0
	for _, m := range states.Find(list) {
		rest += list[end:m.Start]
		end = m.End
	}
	if rest += list[end:]; end == 0 || !amidNames.MatchString(rest) {
		return ""
	}
	return list
}

var amidNames = regexp.MustCompile(`(?i)^(?:[\s,;.·•–-]|\b(?:and|the|as well as|et|la|le|les|y|e|el|los)\b|(?:^|\s)и(?:\s|$)|和|、)*$`)
