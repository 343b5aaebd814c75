package corpus

import (
	"strings"
	"testing"
)

// TestProxy: what one State's representative reads for another's minister is
// credited to neither.
func TestProxy(t *testing.T) {
	for head, want := range map[string]string{
		"Statement read by the Chargé d'affaires of Freedonia on behalf of the Minister for Foreign Affairs of Sylvania":     "",
		"Statement by the Ambassador of Freedonia on behalf of H.E. Mr. Otto Grau, Minister for Foreign Affairs of Sylvania": "",
		"Statement by Sylvania\n\nRead by the chargé d'affaires of Freedonia on behalf of the Minister of Sylvania":          "XB",
		"Statement read by the Ambassador of Freedonia on behalf of the Minister for Foreign Affairs of Freedonia":           "XA",
		"Statement by the Ambassador of Freedonia on behalf of Minister Rufus Firefly":                                       "XA",
		"Statement by the Ambassador of Freedonia on behalf of the President, delivered at the Council of Elbonia":           "XA",
	} {
		for _, s := range loadParts(t, map[string]string{"a.txt": head + "\n\n3 May 2021\n\nMr. Chair,\n\nNorms are binding on all of us.\n"}).Statements {
			if s.By != want || want == "" && !strings.Contains(strings.Join(s.Doubts, "\n"), "by: ") {
				t.Errorf("%s\n is by %q (%v), want %q", head, s.By, s.Doubts, want)
			}
		}
	}
}
