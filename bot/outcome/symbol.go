package outcome

import (
	"regexp"
	"strings"

	"verbatim/retrieval/corpus"
)

var (
	symbolHead   = regexp.MustCompile(`(?i)^(?:https?://(?:undocs|docs\.un)\.org/(?:(?:en|fr|es|ru|zh|ar)/)?|(?:un )?doc(?:ument|\.)? |(?:general assembly )?resolution )`)
	bareRes      = regexp.MustCompile(`^[0-9]{1,2}/[0-9]{1,3}[A-Z]?$`)
	symbolForm   = regexp.MustCompile(`^[A-Z]+(?:/[A-Z0-9.()+]+)+$`)
	draftPart    = regexp.MustCompile(`(?i)(?:^|/)(?:REV|CRP|L|WP)\.[0-9]`)
	smallPart    = regexp.MustCompile(`/(REV|ADD|CORR)\.`)
	symbolSpaces = regexp.MustCompile(`\s*([/.])\s*|\s+`)
)

// Symbol writes a document's symbol as the United Nations does: "a-70-174" is
// A/70/174, "75/240" the resolution A/RES/75/240. What cannot be a symbol gives "".
func Symbol(text string) string {
	const longest = 60
	s := symbolHead.ReplaceAllString(strings.TrimSpace(text), "")
	if len(s) > longest {
		return ""
	}
	s = strings.ToUpper(symbolSpaces.ReplaceAllString(strings.TrimSpace(s), "$1"))
	s = strings.NewReplacer("-", "/", "_", "/", "∕", "/", "⁄", "/").Replace(s)
	if bareRes.MatchString(s) {
		s = "A/RES/" + s
	}
	if !symbolForm.MatchString(s) || !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	return smallPart.ReplaceAllStringFunc(s, func(p string) string { return p[:2] + strings.ToLower(p[2:]) })
}

// sameSymbol tells whether two symbols name one document.
func sameSymbol(a, b string) bool {
	x := Symbol(a)
	return x != "" && x == Symbol(b)
}

// IsDraftSymbol tells whether a symbol is that of a draft: a revision, a
// conference room paper, a document of limited distribution, a working paper.
func IsDraftSymbol(symbol string) bool { return draftPart.MatchString(symbol) }

var draftTitle = regexp.MustCompile(`(?i)\b(?:draft|rev\. ?[0-9])`)

// IsDraft tells whether a document is a draft, by its kind, its status, its
// symbol, its title or what is known of it.
func (f *Facts) IsDraft(st *corpus.Statement) bool {
	_, known := f.Draft(st.Symbol)
	_, adopted := f.Document(st.Symbol)
	return known || st.Kind == "draft" || strings.HasPrefix(st.Status, "draft") || IsDraftSymbol(Symbol(st.Symbol)) || IsDraftSymbol(st.Symbol) ||
		!adopted && draftTitle.MatchString(st.Title)
}

// IsAdopted tells whether a document is an adopted report or resolution: final,
// or of a symbol that is known to be one's, and in no way a draft.
func (f *Facts) IsAdopted(st *corpus.Statement) bool {
	if st.Kind != "report" && st.Kind != "resolution" || f.IsDraft(st) {
		return false
	}
	_, known := f.Document(st.Symbol)
	switch st.Status {
	case "final", "corrected":
		return true
	case "":
		return known
	}
	return false
}
