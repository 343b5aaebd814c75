package answer

import (
	"testing"

	"verbatim/retrieval/corpus"
)

// The end of a longer number is no session's.
func TestSessionOfTheAssembly(t *testing.T) {
	for text, want := range map[string]int{
		"What did France say at the eighth session?":                      8,
		"What did France say at the seventy-eighth session?":              0,
		"What did France say at the seventy-eighth or the fifth session?": 5,
		"Eighth substantive session":                                      8,
	} {
		if n, _ := SessionNamed(text); n != want {
			t.Errorf("%q names session %d, want %d", text, n, want)
		}
	}
	if atSession(&corpus.Statement{Session: "seventy-eighth session", Process: "first-committee"}, 8) {
		t.Error("the seventy-eighth session is taken for the eighth")
	}
}
