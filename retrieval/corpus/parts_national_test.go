package corpus

import (
	"strings"
	"testing"
)

// TestNationalPart: what a group's speaker adds for their own State is not the
// group's.
func TestNationalPart(t *testing.T) {
	const head = "Statement by Sylvania on behalf of the Middle Kingdoms\n\n3 May 2021\n\nMr. Chair,\n\nNorms are binding.\n\n"
	for text, want := range map[string]string{
		head + "Mr. Chair, allow me to add a few words in my national capacity. Norms are costly.": "XB for middle-kingdoms; XB for ",
		head + "Some will speak of this too, and in their national capacity. Norms are costly.":    "XB for middle-kingdoms",
	} {
		var got []string
		for _, s := range loadParts(t, map[string]string{"a.txt": text}).Statements {
			got = append(got, s.By+" for "+strings.Join(s.OnBehalf, ","))
			if len(s.OnBehalf) > 0 == strings.Contains(s.Text, "capacity. Norms") && strings.Contains(text, "in my") {
				t.Errorf("%q is for %v", s.Text, s.OnBehalf)
			}
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%s, want %s", g, want)
		}
	}
}

// TestNationalSidecar: a sidecar's delegation is never put aside for the document's.
func TestNationalSidecar(t *testing.T) {
	const text = "Statement by Sylvania on behalf of the Middle Kingdoms\n\n3 May 2021\n\nMr. Chair,\n\nNorms bind.\n\nIn my national capacity, I add that norms are costly."
	for _, s := range loadParts(t, map[string]string{"a.txt": text, "a.toml": "by = \"Ruritania\""}).Statements {
		if want := map[bool]string{true: "XE", false: ""}[strings.Contains(s.Text, "bind")]; s.By != want {
			t.Errorf("%q is by %q, not %q", s.Text, s.By, want)
		}
	}
}
