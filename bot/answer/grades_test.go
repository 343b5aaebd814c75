package answer

import (
	"testing"

	"verbatim/retrieval/corpus"
)

func TestAWeakerGradeOnlyWhereNoStrongerSaysIt(t *testing.T) {
	const words = "We do not support a legally binding treaty at this stage."
	heard := "On a legally binding treaty: what is said there about a legally binding treaty we would not, uh, support."
	official := statement("fr-a", "FR", "2022-03-28", words, graded(corpus.Official))
	for name, c := range map[string]struct {
		weaker *corpus.Statement
		shown  bool
	}{
		"a transcript of the day":       {statement("fr-0", "FR", "2022-03-28", heard, graded(corpus.UnofficialTranscript)), false},
		"a copy in the same words":      {statement("fr-0", "FR", "2022-03-28", words+" ", graded(corpus.Supplied)), false},
		"a transcript of another day":   {statement("fr-0", "FR", "2023-03-08", "Well, we could support a legally binding treaty now.", graded(corpus.UnofficialTranscript)), true},
		"a transcript of another State": {statement("fr-0", "RU", "2022-03-28", "Well, we support a legally binding treaty at this stage.", graded(corpus.UnofficialTranscript)), true},
		"another statement of the day":  {statement("fr-0", "FR", "2022-03-28", "A legally binding treaty should be discussed.", graded(corpus.Supplied)), true},
	} {
		a := ask(t, library(t, official, c.weaker), "What is said about a legally binding treaty?")
		of := map[*corpus.Statement]bool{}
		for _, cite := range a.Citations {
			of[cite.Statement] = true
		}
		if !of[official] || of[c.weaker] != c.shown {
			t.Errorf("%s: official shown %t, weaker shown %t", name, of[official], of[c.weaker])
		}
	}
}
