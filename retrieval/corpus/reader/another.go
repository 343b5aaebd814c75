package reader

import "regexp"

// aboutAnother tells whether a title is that of a text about somebody else's
// statement: "Reaction to the statement by ...", "Analysis of ...'s remarks".
// Whoever is named there has not said what follows.
func aboutAnother(title string) bool { return aboutMade(title) || mailHead.MatchString(title) }

func aboutMade(title string) bool {
	if byAnother.MatchString(title) {
		return true
	}
	if at := madeBy.FindStringIndex(title); at != nil && aboutBefore.MatchString(title[:at[0]]) {
		return true
	}
	return aboutFirst.MatchString(title)
}

// mailHead: to whom a message is sent, and the subject of one that answers or sends
// on another's.
var mailHead = regexp.MustCompile(`(?i)^[\W_]*(?:(?:to|cc|bcc|para|pour|кому)\s?:|(?:(?:subject|objet|asunto|тема)\s?:[\W_]*)?(?:re|fwd?|rv|tr)\s?:)`)

const aboutWords = `(?:comments?|commentary|reactions?|repl(?:y|ies)|responses?|answers?|rebuttals?|analys[ei]s|reviews?|summar(?:y|ies)|reports?|notes?|observations?|reflections?|assessments?|thoughts|questions?|critique|comentarios|respuesta|resumen|análisis|réponse|résumé|commentaires)`

// tellsOf: what one did with another, as headlines of the press tell it: "Minister
// X Meets with the Foreign Minister of Y". Neither has said what follows.
var tellsOf = regexp.MustCompile(`(?i)\p{L} (?:meets?|met|receives?|received|welcomes?|welcomed|visits?|visited|hosts?|hosted|greets|congratulates|summons|phones|(?:holds?|held|has|had) (?:\p{L}+ ){0,2}(?:talks?|meetings?|consultations?|conversations?|calls?)|presents (?:\p{L}+ ){0,2}credentials|speaks (?:by (?:tele)?phone|on the (?:tele)?phone)|(?:phone|telephone) call|calls? on)(?:$| )`)

var (
	// what was said, and by whom
	madeBy = regexp.MustCompile(`(?i)(?:` + spoken + `)s? ?(?:\([^)]{1,60}\) ?)?(?:(?:was |as )?(?:delivered|made|given|submitted|presented|issued) )?(?:(?:by|of|from|del?|par|du) |d[’'])`)
	// "Sylvania's statement rejected by Freedonia"
	byAnother = regexp.MustCompile(`(?i)[’']s? (?:\p{L}+ ){0,2}(?:` + spoken + `)s? (?:is |was |has been |strongly |firmly )*(?:rejected|refuted|rebutted|condemned|criticized|criticised|denounced|answered|welcomed|dismissed|denied|disputed|analysed|analyzed|summari[sz]ed|discussed|assessed|reviewed|explained|questioned|contested|protested|opposed|supported|endorsed) by `)
	// a word on such a text, at the title's beginning or not, leads to it
	aboutBefore = regexp.MustCompile(`(?i)\b` + aboutWords + `(?: [\p{L}’'.-]+){0,10}? (?:on|to|of|about|regarding|concerning|sobre|al?|del?|sur|à|aux?|du) (?:\p{L}+[ -]|l[’']){0,4}$`)
	// "Analysis of China's statement", "Reply to Russia's remarks"
	aboutFirst = regexp.MustCompile(`(?i)^["“«*#\[ ]*(?:(?:the|a|an|our|some|short|brief|initial|first|expert|legal) )*` + aboutWords + ` (?:on|to|of|about|regarding|concerning) .{1,80}?(?:['’]s?|s['’]) (?:\p{L}+ ){0,2}(?:` + spoken + `)`)
)

// A title may name what its statement is on or answers, and who made that:
// "Comments by Freedonia on the working paper presented by Sylvania". The latter
// has not said what follows.

const (
	upon       = `(?i:(?:^|[^\p{L}])(?:to|on|against|about|after|following|for|with|regarding|concerning|introducing|amending|rejecting|supporting|respuesta al?|sobre|tras|réponse (?:à|aux?)|sur|après)(?: all)? `
	determiner = `(?:the|an?|its|this|that|those|these|their|such|la|las|los|el|les?|l[’']|cette|ce) ?`
	tabled     = `(?:proposals?|papers?|non-?papers?|drafts?|resolutions?|amendments?|texts?|initiatives?|letters?|reports?|documents?|motions?|suggestions?|requests?|questions?|points?|views?|concepts?|concept note|accusations?|allegations?|claims?|attacks?|threats?|propuestas?|propositions?|proyectos?|projets?)`
	told       = `(?:presentations?|comments|` + spoken + `|` + written + `)s?`
)

var (
	// what stands before "made by" and "presented by" where it is another's thing
	uponTabled = regexp.MustCompile(upon + `(?:` + determiner + `)?(?:[\p{L}\d’'-]+ ){0,4}?(?:` + tabled + `|` + told + `)(?: \p{Lu}[\p{L}\d./]*\d[\d./\p{L}]*)?(?: \([^)]{1,60}\))? (?:(?:as|was|were|which was|that was) )?)$`)
	// and before "delivered by", which no proposal is
	uponTold = regexp.MustCompile(upon + `(?:` + determiner + `)?(?:[\p{L}\d’'-]+ ){0,4}?` + told + `(?: \([^)]{1,60}\))? (?:(?:as|was|were|which was|that was) )?)$`)
	// and before "statement by", written small as no title's first word is
	uponThe = regexp.MustCompile(upon + determiner + `(?:[\p{L}’'-]+ ){0,2})$`)

	delivers = regexp.MustCompile(`(?i)^(?:delivered|read|pronunciad|prononcé|leíd)`)
)

// ownBy finds where a line says who made or delivered the statement that it is
// the title of.
func ownBy(line string) []int {
	for _, at := range byStart.FindAllStringIndex(line, 8) {
		another := uponTabled
		if delivers.MatchString(line[at[0]:]) {
			another = uponTold
		}
		if !another.MatchString(line[:at[0]]) {
			return at
		}
	}
	return nil
}

// ownWho finds where a title says whose statement it is itself.
func ownWho(title string) []int {
	for _, at := range whoStart.FindAllStringIndex(title, 8) {
		if !startsLower(title[at[0]:]) || !uponThe.MatchString(title[:at[0]]) {
			return at
		}
	}
	return nil
}
