package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestQuotedSpans(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"curly":                    {"He said “yes” and “no”.", []string{"“yes”", "“no”"}},
		"straight":                 {`My "bosses" – the "baton" in 2018.`, []string{`"bosses"`, `"baton"`}},
		"straight after a digit":   {`He wrote "in 2018" twice.`, []string{`"in 2018"`}},
		"inches":                   {`A pipe of 6" and one of 8" in "steel".`, []string{`"steel"`}},
		"unpaired":                 {"He said \"yes and left.\n\nWe say \"no\" to it.", []string{`"no"`}},
		"unpaired, then paired":    {`He said "yes and then "no" to it.`, []string{`"no"`}},
		"unpaired curly":           {"He said “yes and left.\n\nWe stay.\n\nWe stay.\n\nWe stay.\n\nWe go ” on.", nil},
		"stray closing":            {"He said yes” and “no”.", []string{"“no”"}},
		"nested":                   {"He said “we call it ‘peace’ here” now.", []string{"“we call it ‘peace’ here”"}},
		"nested alike":             {"“He said “yes” to us” and left.", []string{"“He said “yes” to us”"}},
		"apostrophes":              {"The States’ rights and Russia’s approach; it's 'tis.", nil},
		"single curly":             {"The ‘digital divide’ and ‘States’ rights’ matter.", []string{"‘digital divide’", "‘States’ rights’"}},
		"single straight":          {"The 'rules-based order' isn't the Chair's.", []string{"'rules-based order'"}},
		"German and Polish":        {"„Ja“, sagte er. „Tak”, powiedział.", []string{"„Ja“", "„Tak”"}},
		"Russian, nested":          {"Он сказал: «Это „норма“ и „право“».", []string{"«Это „норма“ и „право“»"}},
		"French":                   {"Il dit : « oui », puis « non ».", []string{"« oui »", "« non »"}},
		"turned":                   {"Er sagte »ja« und »nein«.", []string{"»ja«", "»nein«"}},
		"Chinese":                  {"他说：“同意。”《宪章》适用，「和平『与』发展」。", []string{"“同意。”", "《宪章》", "「和平『与』发展」"}},
		"Arabic":                   {"قال: «نعم» ثم قال \"لا\".", []string{"«نعم»", "\"لا\""}},
		"several paragraphs":       {"He said:\n\n“One.\n\n“Two.\n\n“Three.”\n\nWe “stay”.", []string{"“One.\n\n“Two.\n\n“Three.”", "“stay”"}},
		"several, straight":        {"He said:\n\n\"One.\n\n\"Two.\"\n\nWe stay.", []string{"\"One.\n\n\"Two.\""}},
		"several, not marked":      {"He said:\n\n“One.\n\nTwo.”\n\nWe stay.", []string{"“One.\n\nTwo.”"}},
		"several, guillemets":      {"Il dit :\n\n« Un.\n\n« Deux. »\n\nNous restons.", []string{"« Un.\n\n« Deux. »"}},
		"closing and opening meet": {`("yes"), then—"no".`, []string{`"yes"`, `"no"`}},
		"nothing":                  {"Nothing is quoted here.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range QuotedSpans(c.text) {
				got = append(got, s.In(c.text))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestQuotedSpansManyOpen holds that marks without partners cost no more time
// than their number: the test would not end otherwise.
func TestQuotedSpansManyOpen(t *testing.T) {
	for _, mark := range []string{"“", "«", "‘a ", "„", "\"a ", "“\n\n", " '"} {
		QuotedSpans(strings.Repeat(mark, 1<<15))
	}
}
