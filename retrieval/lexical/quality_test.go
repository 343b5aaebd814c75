package lexical

import "testing"

// TestXQuAD holds retrieval to what was measured, less a little, on 1,190
// questions over 240 passages in each of five languages. Run with -v for the
// figures. These passages are short and of an encyclopaedia: they show that the
// analysis of each language works, and say little of the best k1 and b.
func TestXQuAD(t *testing.T) {
	for _, c := range []struct {
		lang string
		want float64
	}{{"en", 0.5}, {"es", 0.5}, {"ru", 0.5}, {"zh", 0.5}, {"ar", 0.5}} {
		s := readSquad(t, c.lang)
		x := Build(s.docs(c.lang))
		ndcg, first := measure(x, s, c.lang)
		guessed, _ := measure(x, s, "")
		t.Logf("%s: nDCG@10 %.4f, first %.4f; language guessed %.4f", c.lang, ndcg, first, guessed)
		if ndcg < c.want {
			t.Errorf("%s: nDCG@10 %.4f, want at least %.4f", c.lang, ndcg, c.want)
		}
		right := 0
		for _, p := range s.passages {
			if Language(p) == c.lang {
				right++
			}
		}
		asked := 0
		for _, q := range s.questions {
			if Language(q) == c.lang {
				asked++
			}
		}
		t.Logf("%s: language told of %d of %d passages, %d of %d questions", c.lang, right, len(s.passages), asked, len(s.questions))
	}
}
