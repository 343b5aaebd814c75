package reader

import "regexp"

// aboutAnother tells whether a title is that of a text about somebody else's
// statement: "Reaction to the statement by ...", "Analysis of ...'s remarks".
// Whoever is named there has not said what follows.
func aboutAnother(title string) bool {
	if at := madeBy.FindStringIndex(title); at != nil && aboutBefore.MatchString(title[:at[0]]) {
		return true
	}
	return aboutFirst.MatchString(title)
}

const aboutWords = `(?:comments?|commentary|reactions?|repl(?:y|ies)|responses?|answers?|rebuttals?|analys[ei]s|reviews?|summar(?:y|ies)|reports?|notes?|observations?|reflections?|assessments?|thoughts|questions?|critique|comentarios|respuesta|resumen|análisis|réponse|résumé|commentaires)`

// tellsOf: what one did with another, as headlines of the press tell it: "Minister
// X Meets with the Foreign Minister of Y". Neither has said what follows.
var tellsOf = regexp.MustCompile(`(?i)\p{L} (?:meets?|met|receives?|received|welcomes?|welcomed|visits?|visited|hosts?|hosted|greets|congratulates|summons|phones|(?:holds?|held|has|had) (?:\p{L}+ ){0,2}(?:talks?|meetings?|consultations?|conversations?|calls?)|presents (?:\p{L}+ ){0,2}credentials|speaks (?:by (?:tele)?phone|on the (?:tele)?phone)|(?:phone|telephone) call|calls? on)(?:$| )`)

var (
	// what was said, and by whom
	madeBy = regexp.MustCompile(`(?i)(?:` + spoken + `)s? ?(?:\([^)]{1,60}\) ?)?(?:(?:was |as )?(?:delivered|made|given|submitted|presented|issued) )?(?:(?:by|of|from|del?|par|du) |d[’'])`)
	// a word on such a text, at the title's beginning or not, leads to it
	aboutBefore = regexp.MustCompile(`(?i)\b` + aboutWords + `(?: [\p{L}’'.-]+){0,10}? (?:on|to|of|about|regarding|concerning|sobre|al?|del?|sur|à|aux?|du) (?:\p{L}+[ -]){0,4}$`)
	// "Analysis of China's statement", "Reply to Russia's remarks"
	aboutFirst = regexp.MustCompile(`(?i)^["“«*#\[ ]*(?:(?:the|a|an|our|some|short|brief|initial|first|expert|legal) )*` + aboutWords + ` (?:on|to|of|about|regarding|concerning) .{1,80}?(?:['’]s?|s['’]) (?:\p{L}+ ){0,2}(?:` + spoken + `)`)
)
