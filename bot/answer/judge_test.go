package answer

import (
	"context"
	"errors"
	"strings"
	"testing"

	"verbatim/prompts"
)

// TestJudge reads a verdict only where it is one, and shows the model who said
// what it judges by.
func TestJudge(t *testing.T) {
	cited := ask(t, theLibrary(t), "What did France say about a treaty?").Citations[:1]
	for said, want := range map[string]string{
		"YES": "yes", "No.": "no", "**yes**": "yes", " \"no\"\n": "no",
		"": "", "Yes and no": "", "YES, but the date differs": "", "I cannot tell": "", "NOT AT ALL": "",
	} {
		d := model(func(prompt string) (string, error) {
			if !strings.Contains(prompt, "- France, ") || !strings.Contains(prompt, cited[0].Quote) || !strings.Contains(prompt, "<<< France objects. >>>") {
				t.Errorf("the prompt is %s", prompt)
			}
			return said, nil
		}).(Generative)
		d.States = states(t)
		borne, _, err := d.Judge(t.Context(), "France objects.", cited)
		if (want == "") != errors.Is(err, ErrNoVerdict) || borne != (want == "yes") {
			t.Errorf("%q: %v, %v", said, borne, err)
		}
	}
	d := Generative{Tokens: func(s string) int { return len(s) }, Context: 100, Complete: func(context.Context, []prompts.Message, func(string)) (Completion, error) {
		t.Error("the model was asked though there is no room")
		return Completion{}, nil
	}}
	if _, _, err := d.Judge(t.Context(), "France objects.", cited); !errors.Is(err, ErrNoRoom) {
		t.Error(err)
	}
}
