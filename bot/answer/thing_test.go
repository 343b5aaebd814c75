package answer

import (
	"slices"
	"testing"
)

// Whose thing it is that somebody does something with is not asked for words.
func TestSomebodysThing(t *testing.T) {
	for _, c := range []struct {
		question string
		want     []string
	}{
		{"Why did France sign the draft convention of Russia?", []string{"FR"}},
		{"Why did France sign the draft convention on information security of Russia?", []string{"FR"}},
		{"Does France support China's proposal?", []string{"FR"}},
		{"Did Cuba reject Germany's draft resolution?", []string{"CU"}},
		{"What did Brazil say of the amendments by Egypt?", []string{"BR"}},
		{"What does the proposal of Russia say?", []string{"RU"}},
		{"What is Russia's proposal?", []string{"RU"}},
		{"Compare the proposals of France and Russia.", []string{"FR", "RU"}},
		{"How do the drafts of France and of Russia differ?", []string{"FR", "RU"}},
		{"What do France and Germany say about a treaty?", []string{"FR", "DE"}},
	} {
		got := read(states(t), Question{Text: c.question}).States
		if !slices.Equal(got, c.want) {
			t.Errorf("%q asks %v, want %v", c.question, got, c.want)
		}
	}
}
