package lexical

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// stem gives the stem of a folded word, without accents.
func (a *analyser) stem(s, lang string) string {
	var f func(*snowballstem.Env) bool
	switch lang {
	case "en":
		f = english.Stem
	case "fr":
		f, s = french.Stem, frenchAccent(s)
	case "es":
		f, s = spanish.Stem, spanishAccent(s)
	case "ru":
		f = russian.Stem
	case "ar":
		f, s = arabic.Stem, arabicPrefix(s)
	default:
		return unaccent(s)
	}
	a.env.SetCurrent(s)
	f(a.env)
	return unaccent(a.env.Current())
}

// spanishAccent and frenchAccent restore the accent of the commonest endings that
// people leave off, for the stemmers know the endings with it only. Documents go
// through them too, so that both sides agree.
func spanishAccent(s string) string {
	if stem, ok := strings.CutSuffix(s, "ion"); ok && len(stem) > 2 {
		return stem + "ión"
	}
	return s
}

func frenchAccent(s string) string {
	stem, plural := strings.CutSuffix(s, "s")
	stem, ok := strings.CutSuffix(stem, "ite")
	if !ok || len(stem) < 4 {
		return s
	}
	if plural {
		return stem + "ités"
	}
	return stem + "ité"
}

// arabicPrefix takes off the article with what is written onto it ("and the",
// "with the" ...), which the stemmer does only in part.
func arabicPrefix(s string) string {
	for _, p := range []string{"وال", "بال", "كال", "فال", "ولل", "لل", "ال"} {
		if rest, ok := strings.CutPrefix(s, p); ok && utf8.RuneCountInString(rest) > 2 {
			return rest
		}
	}
	return s
}
