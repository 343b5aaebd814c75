package answer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// A model that translates stands beside the record, never in its place.
func TestTranslation(t *testing.T) {
	for _, c := range []struct {
		name, line string
		err        error
		want       string // the translation shown
	}{
		{name: "fits", line: "[1] Le Groupe devrait devenir une plateforme non seulement de discussions, mais de négociations pragmatiques et constructives.", want: "Le Groupe devrait devenir une plateforme non seulement de discussions, mais de négociations pragmatiques et constructives."},
		{name: "a number of its own", line: "[1] Le Groupe devrait devenir une plateforme de 25 négociations pragmatiques et constructives dans la durée."},
		{name: "another State", line: "[1] La France devrait devenir une plateforme non seulement de discussions, mais de négociations pragmatiques."},
		{name: "another language", line: "[1] The Group should become a platform not just for discussions, but for pragmatic negotiations."},
		{name: "a link", line: "[1] Le Groupe devrait devenir une plateforme, voir https://example.org pour les négociations pragmatiques."},
		{name: "a mention", line: "[1] Le Groupe devrait devenir une plateforme @everyone pour les négociations pragmatiques et constructives."},
		{name: "twice", line: "[1] Le Groupe devrait devenir une plateforme.\n[1] Le Groupe ne devrait pas devenir une plateforme."},
		{name: "no number", line: "Le Groupe devrait devenir une plateforme non seulement de discussions."},
		{name: "fails", err: errors.New("503")},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := theLibrary(t)
			a, err := e.Ask(context.Background(), Question{Text: "What should the OEWG become, a platform for negotiations, according to Russia?"}, nil)
			if err != nil || len(a.Points) == 0 {
				t.Fatalf("%+v, %v", a, err)
			}
			a.Points = a.Points[:1]
			e.Drafter = model(func(prompt string) (string, error) { return c.line, c.err })
			e.translate(context.Background(), Question{}, Understood{Language: "fr"}, a)
			p := a.Points[0]
			if !p.Verbatim || !strings.HasPrefix(p.Text, "The OEWG should become a platform") || p.Translation != c.want {
				t.Errorf("shown %q, translated %q, want %q", p.Text, p.Translation, c.want)
			}
			if told := slices.Contains(a.Notices, TranslatedNotice); told != (c.want != "") {
				t.Errorf("notices: %q", a.Notices)
			}
		})
	}
}

func TestNoTranslationWithinALanguage(t *testing.T) {
	e := theLibrary(t)
	e.Drafter = model(func(prompt string) (string, error) {
		if !strings.HasPrefix(prompt, "Passages:") {
			t.Error("a translation was asked for")
		}
		return "", nil
	})
	ask(t, e, "What should the OEWG become, according to Russia?")
}

func TestDigits(t *testing.T) {
	if got := digits("en ٢٠٢٣, 13 (c) et １２"); !slices.Equal(got, []string{"12", "13", "2023"}) {
		t.Errorf("%q", got)
	}
}
