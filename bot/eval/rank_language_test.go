package eval

import (
	"fmt"
	"testing"
)

// TestBEIRLanguage holds that the one query taken for French in a set of English
// ones is English, and that a language which many have is theirs.
func TestBEIRLanguage(t *testing.T) {
	set := &BEIR{Queries: map[string]string{}}
	for i := range 12 {
		set.Queries[fmt.Sprint("english", i)] = "When will the harvest of the orchards begin, and what is it to be?"
	}
	set.Queries["short"] = "Apples"
	set.Queries["french"] = "Quelle est la récolte des vergers et où sont les pommes ?"
	for _, query := range []string{"short", "french"} {
		if got := set.spoken()[query]; got != "en" {
			t.Errorf("%s: %q among English ones; want en", query, got)
		}
	}
	set.Queries["french too"] = "Nous ne voulons pas des poires qui sont dans les vergers."
	if got := set.spoken(); got["french"] != "fr" || got["short"] != "en" {
		t.Errorf("french %q, short %q; want fr, en, as a tenth is French", got["french"], got["short"])
	}
}
