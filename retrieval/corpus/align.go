package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// Alignment: the States that a group's statement says align themselves with it,
// "The Candidate Countries North Macedonia*, Montenegro* and Albania* align
// themselves with this statement". They have not spoken, and are none of its
// voices; but whoever asks for them is shown the statement, and told so.
//
// A State that says in its own statement that it aligns itself with another's is
// no matter of this: those words credit it with nothing of that other statement.

var (
	aligns    = regexp.MustCompile(`(?i)\b(?:align|associate)s? (?:themselves|itself) with (?:this|the present) (?:statement|declaration|intervention)\b|\bs[’']associent? à (?:cette|la présente) (?:déclaration|intervention)\b|\bse (?:suman?|adhieren?|asocian?) a (?:esta|la presente) (?:declaración|intervención)\b`)
	alignsNot = regexp.MustCompile(`(?i)\b(?:not|never|ne|no)\b[^,;]{0,40}$`)
)

// align fills Aligned where the statement is a group's, or made for one.
func align(s *Statement, states *States) {
	if states == nil || s.By == "" && len(s.OnBehalf) == 0 || !aligns.MatchString(s.Text) {
		return
	}
	if !slices.ContainsFunc(append([]string{s.By}, s.OnBehalf...), SpeaksForMembers) {
		return
	}
	voices := s.Voices(states)
	for _, sentence := range Sentences(s.Text) {
		words := sentence.In(s.Text)
		at := aligns.FindStringIndex(words)
		if at == nil || alignsNot.MatchString(words[:at[0]]) {
			continue
		}
		for _, m := range states.Find(strings.ReplaceAll(words[:at[0]], "*", " ")) {
			if isStateKind(m.Kind) && m.Form != "adjective" && !slices.Contains(voices, m.Code) && !slices.Contains(s.Aligned, m.Code) {
				s.Aligned = append(s.Aligned, m.Code)
			}
		}
	}
}
