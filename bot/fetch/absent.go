package fetch

import (
	"regexp"

	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

// Many sites answer 200 where they have nothing: with a page that says that there
// is none, that asks who is there, or that doubts that it is a person. Such a page
// often names what was looked for, and must not become a State's words.

// absentTitle matches the title of such a page, and nothing that a statement is
// titled.
var absentTitle = regexp.MustCompile(`(?i)^\W*(?:` +
	`(?:error|erreur|fehler|http)?\W*\b(?:403|404|410|500|502|503)\b(?:\W*$|\W*[-:|]|\W+(?:not|forbidden|gone|error|page|internal|service|bad)\b)|` +
	`(?:the |this )?(?:requested )?(?:page|document|file|content|resource|url)(?: you (?:requested|are looking for|were looking for))? (?:(?:was |is |could |can )?(?:not|n.t|cannot)(?: be)? (?:found|available|exist)|(?:is |was )?(?:no longer available|unavailable|not available)|does(?: not|n.t) exist)|` +
	`(?:not found|access (?:is )?(?:denied|forbidden)|forbidden|unauthori[sz]ed|service unavailable|bad gateway|internal server error)\W*$|` +
	`(?:sign|log)[ -]?(?:in|on)\b(?:\W*$| to | required| - | \| )|login(?:\W*$|\W+(?:page|required|to)\b)|(?:please )?(?:authenticate|authentication required)\W*$|` +
	`just a moment\W*$|attention required\b|are you (?:a )?(?:human|robot)|(?:security check|checking your browser|verify(?:ing)? (?:that )?you are human|robot check|captcha)\b|` +
	`(?:site |website )?(?:is )?(?:under maintenance|under construction)\W*$|` +
	`page (?:non trouv\x{e9}e|introuvable)|acc\x{e8}s (?:refus\x{e9}|interdit)|` +
	`p\x{e1}gina no (?:encontrada|existe|disponible)|p\x{e1}gina n\x{e3}o encontrada|acceso denegado|` +
	`\x{441}\x{442}\x{440}\x{430}\x{43d}\x{438}\x{446}\x{430} \x{43d}\x{435} \x{43d}\x{430}\x{439}\x{434}\x{435}\x{43d}\x{430}|` +
	`\x{9875}\x{9762}(?:\x{672a}\x{627e}\x{5230}|\x{4e0d}\x{5b58}\x{5728})|` +
	`\x{627}\x{644}\x{635}\x{641}\x{62d}\x{629} \x{63a}\x{64a}\x{631} \x{645}\x{648}\x{62c}\x{648}\x{62f}\x{629}` +
	`)`)

// absent refuses a page that says of itself that it is not there.
func absent(read []*corpus.Statement) error {
	if len(read) != 1 || !absentTitle.MatchString(read[0].Title) {
		return nil
	}
	return &library.RejectedError{
		Reason: "is no document: a page stands there that says that there is none, or asks who is there",
		Fix:    "open the address in a browser; the document may have moved, or may have to be saved there and added as a file",
	}
}
