package reader

import "testing"

// TestShortEnglish: a short text whose only frequent word another language has too.
func TestShortEnglish(t *testing.T) {
	for _, text := range []string{"States recommend the following: to keep norms; to build trust. States agree to meet.", "We need to do so. We have to."} {
		if got := LanguageOf(text); got != "en" && got != "" {
			t.Errorf("%q is %q", text, got)
		}
	}
}
