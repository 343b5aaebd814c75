package message

import (
	"encoding/json"
	"strings"
	"testing"

	"verbatim/bot/answer"
	"verbatim/bot/position"
)

func aCheck(t testing.TB) *position.Checked {
	st := invented("FR", "Claire Martin", "2023-03-06", "We do not support a new treaty. @everyone should cooperate.")
	one := cite(t, 1, st, "We do not support a new treaty.")
	two := cite(t, 2, st, "@everyone should cooperate.")
	return &position.Checked{
		Claims: []position.Claim{
			{Text: "France said “we do not support a new treaty”.", Codes: []string{"FR"}, Verdict: position.Stands, Quotes: []answer.Sentence{{Citation: one}}},
			{Text: "France said “**we** support a new treaty” [x](https://evil.example) <@1> ||@here||\n# big", Codes: []string{"FR"}, Verdict: position.Differs,
				Note: "The quoted words do not stand as they are quoted; nearly these do.", Quotes: []answer.Sentence{{Citation: one}, {Citation: two}}},
			{Text: "China wants a treaty.", Codes: []string{"CN"}, Verdict: position.Nothing, Note: "No statement by China is held."},
		},
		Citations: []answer.Citation{one, two},
		Notices:   []string{"Questions claim nothing, and were not checked."},
	}
}

func TestCheckMessage(t *testing.T) {
	k := maker(t)
	m, pages := k.Check(aCheck(t), View{Ref: "r", Private: true, Share: true})
	if err := m.Check(); err != nil || pages != 1 {
		t.Errorf("%d pages: %v", pages, err)
	}
	body, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "check.json", string(body)+"\n")
	for _, not := range []string{"<@1>", "](https://evil", "\n# big", "||@"} {
		if strings.Contains(m.Content, not) {
			t.Errorf("the message has %q:\n%s", not, m.Content)
		}
	}
	m, _ = k.Check(aCheck(t), View{Ref: "r", Gone: map[int]string{2: "was removed"}})
	if strings.Contains(m.Content, "these held words differ") || !strings.Contains(m.Content, "rested on was removed") || !strings.Contains(m.Content, "stands in the record") {
		t.Errorf("a verdict outlives what it rested on, or goes without need:\n%s", m.Content)
	}
	if got := strings.Join(labels(m), " / "); got != "Copy citation|Take back" {
		t.Errorf("buttons: %s", got)
	}
}
