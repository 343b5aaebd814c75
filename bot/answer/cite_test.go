package answer

import (
	"testing"

	"verbatim/retrieval/corpus"
)

func TestLink(t *testing.T) {
	text := "We agree. The group, for its part, should meet each year in New York.\n\nWe agree. It should - as we said & meant - report on all that was done in each of its many long sessions, \"first\" to last."
	at := func(words string, n int) corpus.Span {
		spans := corpus.Locate(corpus.Fold(text), words)
		return spans[n]
	}
	for _, c := range []struct {
		name, address, want string
		span                corpus.Span
	}{
		{"short words whole", "https://a.example/p", "https://a.example/p#:~:text=The%20group%2C%20for%20its%20part%2C%20should%20meet%20each%20year", at("The group, for its part, should meet each year", 0)},
		{"words that stand earlier take a prefix", "https://a.example/p", "https://a.example/p#:~:text=year%20in%20New%20York.-,We%20agree", at("We agree", 1)},
		{"long words by their ends", "https://a.example/p?x=1#part", "https://a.example/p?x=1#part:~:text=It%20should%20%2D%20as%20we%20said,of%20its%20many%20long%20sessions%2C%20%22first%22",
			at(`It should - as we said & meant - report on all that was done in each of its many long sessions, "first"`, 0)},
		{"over paragraphs by their ends", "http://a.example/", "http://a.example/#:~:text=should%20meet%20each%20year%20in%20New,We%20agree.", at("should meet each year in New York. We agree.", 0)},
		{"no other scheme", "javascript:alert(1)", "", at("We agree", 0)},
		{"no credentials", "https://user:pass@a.example/", "", at("We agree", 0)},
		{"no address", "", "", at("We agree", 0)},
		{"an older fragment directive goes", "https://a.example/#:~:text=old", "https://a.example/#:~:text=We%20agree", at("We agree", 0)},
	} {
		if got := Link(c.address, text, c.span); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestCiteRefuses(t *testing.T) {
	st := &corpus.Statement{Text: "  Ünï  "}
	p := corpus.Passage{Statement: st, End: len(st.Text)}
	if c, ok := Cite(p, 0, len(st.Text)); !ok || c.Quote != "Ünï" || c.Start != 2 {
		t.Errorf("trimmed: %+v %v", c, ok)
	}
	bullets := &corpus.Statement{Text: "- Second, training.\n• Third – and last."}
	if c, ok := Cite(corpus.Passage{Statement: bullets, End: len(bullets.Text)}, 0, 19); !ok || c.Quote != "Second, training." || c.Start != 2 {
		t.Errorf("a list's sign: %+v %v", c, ok)
	}
	for _, s := range []corpus.Span{{Start: 0, End: 2}, {Start: 3, End: 5}, {Start: -1, End: 3}, {Start: 2, End: 99}, {Start: 4, End: 3}} {
		if c, ok := Cite(p, s.Start, s.End); ok {
			t.Errorf("%v gave %q", s, c.Quote)
		}
	}
}
