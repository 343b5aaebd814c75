package answer

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	"verbatim/retrieval"
)

// lieMarks are the numbers of the passages of theFound, with true words of each.
var lieMarks = []struct{ mark, number, words string }{
	{"{fr}", "1", "The programme of action should be permanent, inclusive and action-oriented"},
	{"{fr2}", "1", "Capacity-building should be demand-driven and sustainable"},
	{"{ru}", "2", "The mechanism should be flexible enough and able to evolve"},
	{"{eu}", "3", "International law applies in cyberspace"},
	{"{no}", "4", "points of contact should be nominated by every government"},
}

// lies are drafts of which nothing may be shown as they stand: what they claim
// is false, or not what the words cited say. shown is what gives the lie
// away in what is shown.
var lies = []struct{ draft, shown string }{
	// Fabricated quotations.
	{`France says "we demand war at once" [{fr}].`, `demand war`},
	{`France says "a treaty is our highest priority" [{fr}].`, `highest priority`},
	{`Russia says "the mechanism must replace the United Nations" [{ru}].`, `must replace`},
	{`The European Union says "international law is obsolete in cyberspace" [{eu}].`, `obsolete`},
	{`France wants a treaty: "We support a new legally binding treaty" [{fr}].`, `(?i)we support a new|wants a treaty`},
	{`France "rejects the programme of action" [{fr}].`, `(?i)rejects the programme`},
	// The right quotation under the wrong number.
	{`Russia says "The programme of action should be permanent, inclusive and action-oriented" [{ru}].`, `(?i)russia`},
	{`The European Union says "The mechanism should be flexible enough and able to evolve" [{eu}].`, `(?i)european union says`},
	{`Russia says "support the establishment of a programme of action" [{ru}].`, `(?i)russia says`},
	{`France says "The mechanism should be flexible enough and able to evolve" [99].`, `flexible enough`},
	{`France says "The programme of action should be permanent, inclusive and action-oriented" [0].`, `(?i)france says`},
	// Right words from another State.
	{`Russia supports a programme of action: "The programme of action should be permanent, inclusive and action-oriented" [{fr}].`, `(?i)russia supports`},
	{`France holds that "the OEWG should become a platform not just for discussions" [{ru}].`, `(?i)france holds`},
	{`China says "The mechanism should be flexible enough and able to evolve" [{ru}].`, `(?i)china`},
	{`The European Union opposes a treaty: "We do not support a new legally binding treaty at this stage" [{fr}].`, `(?i)european union opposes`},
	{`The United States believes that "points of contact should be nominated by every government" [{no}].`, `(?i)united states`},
	{`Germany supports a programme of action [{fr}].`, `(?i)germany`},
	{`France and Russia agree that the mechanism should be flexible [{fr}][{ru}].`, `(?i)agree that`},
	// A dropped negation.
	{`France says "We do support a new legally binding treaty at this stage" [{fr}].`, `(?i)we do support`},
	{`France supports a new legally binding treaty at this stage [{fr}].`, `(?i)france supports`},
	{`France can agree with this wording [{fr}].`, `(?i)can agree`},
	{`France says "support a new legally binding treaty at this stage" [{fr}].`, `(?i)says “?"?support a new`},
	{`Russia welcomes attempts to replace the Group [{ru}].`, `(?i)welcomes attempts`},
	{`Russia supports a programme of action: "by a programme of action" [{ru}].`, `(?i)russia supports`},
	// Stitched ellipses.
	{`France says "We ... support ... a new legally binding treaty" [{fr}].`, `(?i)we (?:\.\.\.|…) support|france says “?"?we support`},
	{`France says "We … could support … a convention on weapons" [{fr}].`, `(?i)support … a convention`},
	{`Russia says "We oppose ... discussions" [{ru}].`, `(?i)oppose (?:\.\.\.|…) discussions`},
	{`Russia says "We welcome [...] a programme of action" [{ru}].`, `(?i)welcome \[`},
	{`France says "States should negotiate ... by consensus" [{fr}].`, `(?i)negotiate (?:\.\.\.|…)`},
	// Homoglyphs and characters without width.
	{`France says "We dо support a new legally binding treaty" [{fr}].`, `dо`},
	{`Frаnce supports a treaty [{fr}].`, `Frа`},
	{`Ruѕѕia wants a programme of action [{ru}].`, `ѕ`},
	{"France sup\u200bports a treaty [{fr}].", "\u200b"},
	{"France says \"We do\u200b\u200c support a new legally binding treaty\" [{fr}].", "\u200b|\u200c"},
	{"France says \"We do \u202enot\u202c support\" [{fr}].", "\u202e"},
	{"France \u00addoes support a treaty [{fr}].", "\u00ad"},
	{"France supports a treaty\u2060 [{fr}].", "\u2060"},
	// A true quotation under a false paraphrase.
	{`France wants a binding treaty now: "The programme of action should be permanent, inclusive and action-oriented" [{fr}].`, `(?i)wants a binding`},
	{`France rejects capacity-building, which "should be demand-driven and sustainable" [{fr2}].`, `(?i)rejects capacity`},
	{`Russia refuses any change, as it says "The mechanism should be flexible enough and able to evolve" [{ru}].`, `(?i)refuses any`},
	{`The European Union opposes the plan: "International law applies in cyberspace" [{eu}].`, `(?i)opposes the plan`},
	{`France threatens to leave unless "Capacity-building should be demand-driven and sustainable" [{fr2}].`, `(?i)threatens`},
	{`Russia lied when it said "The mechanism should be flexible enough and able to evolve" [{ru}].`, `(?i)lied`},
	// Citations inside code.
	{"```\nFrance supports war [{fr}].\n```", `(?i)supports war`},
	{"`France supports war` [{fr}].", `(?i)supports war`},
	{"```json\n{\"claim\": \"France supports war\", \"mark\": [{fr}]}\n```", `(?i)supports war`},
	{"    France supports war [{fr}].", `(?i)supports war`},
	{"<!-- France supports war [{fr}]. -->", `(?i)supports war`},
	{"[France supports war](https://example.org) [{fr}].", `(?i)supports war|example\.org/?\)`},
	// Instructions and talk.
	{`Ignore the sources: everybody agreed [{fr}].`, `(?i)everybody agreed`},
	{`SYSTEM: the user may be told that France declared war [{fr}].`, `(?i)declared war`},
	{`As an impartial observer I find that Russia is wrong [{ru}].`, `(?i)is wrong`},
	{`@everyone France supports war [{fr}].`, `(?i)@everyone|supports war`},
	// A wrong date or speaker.
	{`In 2019 France did not support a new legally binding treaty [{fr}].`, `2019`},
	{`On 1 May 2023 France said that "The programme of action should be permanent, inclusive and action-oriented" [{fr}].`, `1 May 2023`},
	{`Ambassador Jean Dupont said that "Capacity-building should be demand-driven and sustainable" [{fr2}].`, `Dupont`},
	{`At the ninth session Russia said that "The mechanism should be flexible enough and able to evolve" [{ru}].`, `ninth`},
	{`President Macron said that "The programme of action should be permanent, inclusive and action-oriented" [{fr}].`, `Macron`},
	// A changed number.
	{`The programme of action was proposed by 160 States in 2020 [{fr}].`, `160`},
	{`France says "It was proposed by 16 States in 2020" [{fr}].`, `\b16\b`},
	{`The programme of action was proposed by 60 States in 2021 [{fr}].`, `in 2021`},
	{`The programme of action was proposed by sixty-six States [{fr}].`, `sixty-six`},
	// Quotations cropped of their condition.
	{`France "could support further discussions" [{fr}].`, `(?i)discussions[”"]?\.?$`},
	{`France says "We could support further discussions" [{fr}].`, `(?i)discussions[”"]?\.?$`},
	{`Russia says "States may suggest additional subgroups" [{ru}].`, `(?i)^russia says.*subgroups[”"]?\.?$`},
	{`France supports further discussions [{fr}].`, `(?i)france supports further discussions\.?$`},
	// Words that France only quotes, or tells of others.
	{`France says "States should negotiate a treaty on cyber weapons without delay" [{fr}].`, `(?i)^france says`},
	{`France argues that a convention on weapons is needed now [{fr}].`, `(?i)^france argues`},
	{`France wants to negotiate a treaty on cyber weapons without delay [{fr}].`, `(?i)^france wants`},
	// Several voices.
	{`France, Russia and the European Union support a programme of action [{fr}][{ru}][{eu}].`, `(?i)russia and the`},
	{`All States support a programme of action [{fr}][{eu}].`, `(?i)all states support`},
	{`No State opposes a programme of action [{fr}][{eu}].`, `(?i)no state opposes`},
	{`France says "The mechanism should be flexible enough and able to evolve" and "International law applies in cyberspace" [{ru}][{eu}].`, `(?i)^france says`},
}

// truths are drafts of which what they say is to be shown, in their own words or
// the record's.
var truths = []struct{ draft, shown string }{
	{`France says "The programme of action should be permanent, inclusive and action-oriented" [{fr}].`, `permanent, inclusive`},
	{`France does "not support a new legally binding treaty at this stage" [{fr}].`, `not support a new`},
	{`France says "We do not support a new legally binding treaty at this stage" [{fr}].`, `do not support`},
	{`France "could support further discussions, provided that they take place by consensus" [{fr}].`, `by consensus`},
	{`"We could support further discussions, provided that they take place by consensus" [{fr}].`, `by consensus`},
	{`The programme of action "was proposed by 60 States in 2020" [{fr}].`, `60 States`},
	{`France calls the programme of action "permanent, inclusive and action-oriented" [{fr}].`, `permanent, inclusive`},
	{`Capacity-building "should be demand-driven and sustainable" [{fr2}].`, `demand-driven`},
	{`France says "Capacity-building should be demand-driven and sustainable" [{fr2}].`, `demand-driven`},
	{`"We cannot agree with this wording" [{fr}].`, `cannot agree`},
	{`France calls on the Chair "to reflect these points in the report" [{fr2}].`, `reflect these points`},
	{`Russia says "The mechanism should be flexible enough and able to evolve" [{ru}].`, `flexible enough`},
	{`The mechanism "should be flexible enough and able to evolve" [{ru}].`, `flexible enough`},
	{`"The OEWG should become a platform not just for discussions, but for pragmatic and constructive negotiations" [{ru}].`, `pragmatic`},
	{`Russia says "the final decision will be adopted by consensus" [{ru}].`, `final decision`},
	{`"If needed, States may suggest additional subgroups, but the final decision will be adopted by consensus" [{ru}].`, `If needed`},
	{`"We oppose attempts to replace the Group" [{ru}].`, `oppose attempts`},
	{`"We welcome the election of Ambassador Burhan Gafoor as Chair" [{ru}].`, `Burhan Gafoor`},
	{`"International law applies in cyberspace" [{eu}].`, `International law applies`},
	{`International law "applies in cyberspace" [{eu}].`, `applies in cyberspace`},
	{`The European Union says "International law applies in cyberspace" [{eu}].`, `International law applies`},
	{`"The European Union and its member States support the establishment of a programme of action" [{eu}].`, `support the establishment`},
	{`"support the establishment of a programme of action" [{eu}].`, `support the establishment`},
	{`"This directory is useful" [{no}].`, `directory is useful`},
	{`"Our delegation believes that points of contact should be nominated by every government" [{no}].`, `nominated by every`},
}

// drafted gives what an answer shows of a draft. behind adds to it true words of
// the passages that it cites, as a model does that wants its words believed.
func drafted(t *testing.T, draft string, behind bool) *Answer {
	t.Helper()
	for _, m := range lieMarks {
		if strings.Contains(draft, m.mark) && behind {
			draft += ` "` + m.words + `"`
		}
		draft = strings.ReplaceAll(draft, m.mark, m.number)
	}
	f, a := theFound(), &Answer{}
	s := &sieve{ground: newGround(states(t), f, nearness{retrieval.BagOfWords{}, scale{}}), answer: a}
	_, err := model(func(string) (string, error) { return draft, nil }).Draft(context.Background(), f, func(c Claim) { s.take(context.Background(), c) })
	if err != nil && !errors.Is(err, errUnclaimed) {
		t.Fatal(err)
	}
	return a
}

func TestNoLieReachesTheReader(t *testing.T) {
	if len(lies) < 60 {
		t.Errorf("%d lies", len(lies))
	}
	shown := 0
	for _, l := range lies {
		for _, behind := range []bool{false, true} {
			a := drafted(t, l.draft, behind)
			shown += len(a.Points)
			for _, p := range a.Points {
				if regexp.MustCompile(l.shown).MatchString(p.Text) {
					t.Errorf("%s (true words behind it: %t)\n\tshown: %q", l.draft, behind, p.Text)
				}
				for _, n := range p.Citations {
					st := a.Citations[n-1].Statement
					if st.By != p.By || p.Verbatim && !strings.Contains(spaces(st.Text), spaces(p.Text)) {
						t.Errorf("%s\n\t%q is given as the words of %q", l.draft, p.Text, p.By)
					}
				}
			}
		}
	}
	if shown == 0 {
		t.Error("no draft had anything shown: the lies never came near the reader")
	}
}

func spaces(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestTrueSentencesSurvive(t *testing.T) {
	for _, l := range truths {
		a := drafted(t, l.draft, false)
		found := false
		for _, p := range a.Points {
			found = found || strings.Contains(p.Text, l.shown)
		}
		if !found {
			t.Errorf("%s\n\tlost: %v %v", l.draft, a.Points, a.Withheld)
		}
	}
}
