package position

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

const groupOfTwo = `
[[group]]
code = "duck-soup"
name = "Duck Soup Union"
members = ["FD", "YL"]
`

// engineOver answers from statements of delegations that do not exist.
func engineOver(t testing.TB, sts []*corpus.Statement) *answer.Engine {
	t.Helper()
	states, err := corpus.ParseStates("own.toml", []byte("[[state]]\ncode = \"BT\"\nname = \"Brutopia\"\n\n[[state]]\ncode = \"KP\"\nname = \"Klopstokia\"\n"+groupOfTwo), testStates(t))
	if err != nil {
		t.Fatal(err)
	}
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(sts, func(a, b *corpus.Statement) int { return strings.Compare(a.ID, b.ID) })
	x, _, err := retrieval.Build(context.Background(), &corpus.Library{Statements: sts, States: states}, retrieval.BagOfWords{}, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Engine{Index: func() *retrieval.Index { return x }, States: states, Embedder: retrieval.BagOfWords{}}
}

// spoken makes a statement one in a language, by a person.
func spoken(language, person string) func(*corpus.Statement) {
	return func(s *corpus.Statement) { s.Language, s.Speaker = language, person }
}

// one makes a statement.
func one(id, by, date, process, text string, more ...func(*corpus.Statement)) *corpus.Statement {
	st := &corpus.Statement{ID: id, Title: id, By: by, Process: process, Kind: "statement", Language: "en", Grade: corpus.Supplied, Status: "final", Text: text, SHA256: corpus.Hash(text)}
	if date != "" {
		st.Date, _ = time.Parse(time.DateOnly, date)
	}
	for _, m := range more {
		m(st)
	}
	return st
}

// checkLibrary is a library of delegations that do not exist.
func checkLibrary(t testing.TB) *answer.Engine {
	t.Helper()
	return engineOver(t, []*corpus.Statement{
		one("a-2020", "FD", "2020-02-11", "oewg-2019-2021", "We could support a legally binding treaty, provided that it is negotiated by consensus. Capacity-building remains the first need of small States."),
		one("b-2024", "FD", "2024-03-05", "oewg-2021-2025", "We do not support a legally binding treaty at this stage. The norms of 2015 should be put into practice first, and each State should say how it does so. "+
			"The representative of Sylvania said: “Norms without law are promises written on water.” We read that with interest. The directory should list 24 points of contact by 2025."),
		one("b-more", "FD", "2024-03-06", "oewg-2021-2025", "We doubt that a treaty would solve nothing at all today. Sylvania believes that law is the only thing that binds. "+
			"It has been put to us that registers are useful tools. We believe that transparency matters to all of us here. We regret, all the same, the delay."),
		one("c-2022", "YL", "2022-12-12", "first-committee", "We support a legally binding treaty on the use of these technologies. Freedonia opposes the creation of any new forum for reasons of its own. Norms without law are promises written on water."),
		one("d-joint", "YL", "2023-07-25", "oewg-2021-2025", "The future mechanism should meet twice a year in New York.", func(s *corpus.Statement) { s.OnBehalf = []string{"duck-soup"} }),
		one("d-same", "YL", "2023-07-26", "oewg-2021-2025", "We regret all the same the delay."),
		one("g-fr", "FD", "2023-03-07", "oewg-2021-2025", "Deuxième idée : Freedonia n'admet pas les contre-mesures collectives. Pour les capacités, nous verserons 1,2 million d'euros en 2023.", spoken("fr", "Chicolini Firefly")),
		one("g-es", "FD", "2023-03-08", "oewg-2021-2025", "Freedonia no se opone a que se estudie un instrumento vinculante.", spoken("es", "Rufus T. Firefly")),
		one("g-ru", "FD", "2023-03-09", "oewg-2021-2025", "Freedonia выступает против создания тематической группы по праву. Решения должны приниматься только консенсусом.", spoken("ru", "")),
		one("g-ar", "FD", "2023-03-10", "oewg-2021-2025", "ولا نؤيد إنشاء فريق مواضيعي ثالث. وتتبرع Freedonia بمبلغ 750 ألف دولار للصندوق.", spoken("ar", "")),
		one("g-zh", "FD", "2023-03-11", "oewg-2021-2025", "关于能力建设，我们愿在今后三年培训一千名人员。Freedonia主张尊重各国网络主权。", spoken("zh", "")),
		one("h-quota", "YL", "2023-12-12", "oewg-2021-2025", "We welcome all forty proposals that were made by the group of friends. Sylvania will pay 3 million dollars to the new fund, and calls on others to follow.", spoken("en", "Trentino Louis")),
		one("i-teasdale", "YL", "2024-12-02", "oewg-2021-2025", "Small print matters to large States.", spoken("en", "Gloria Teasdale")),
		one("j-teasdale", "FD", "2024-12-02", "oewg-2021-2025", "Freedonia has read the small print.", spoken("en", "Max Teasdale")),
		one("d-twice", "FD", "2024-03-07", "oewg-2021-2025", "The norms of 2015 are old."),
		one("e-undated", "YL", "", "", "Small delegations need travel funds to take part at all."),
		one("f-unknown", "", "2022-03-29", "oewg-2021-2025", "Every register of incidents must remain entirely voluntary."),
	})
}

// none stands for a text in which no claim is found.
const none Verdict = ""

func TestCheckText(t *testing.T) {
	e := checkLibrary(t)
	for _, c := range []struct {
		text string
		want Verdict
		has  string // in the note, or in a quotation
	}{
		// Words that stand, whose they are said to be.
		{"Freedonia said: “We do not support a legally binding treaty at this stage.”", Stands, "We do not support"},
		{"On 5 March 2024 Freedonia said “we do NOT support a legally   binding treaty at this stage”.", Stands, "We do not"},
		{"Freedonia: \"Capacity-building remains the first need of small States.\"", Stands, "Capacity"},
		{"“Capacity-building remains the first need of small States.” — Freedonia, February 2020", Stands, "Capacity"},
		{"According to Freedonia, “the norms of 2015 should be put into practice first”.", Stands, "The norms of 2015"},
		{"In 2020, at the OEWG, Freedonia stated that “capacity-building remains the first need of small States”.", Stands, "Capacity"},
		{"At the seventh session Freedonia said “the norms of 2015 should be put into practice first”.", Stands, "The norms"},
		{"Sylvania said “the future mechanism should meet twice a year in New York”.", Stands, "joint statement"},
		{"Freedonia said “the future mechanism should meet twice a year in New York”.", Stands, "joint statement"},
		{"Freedonia said “the norms of 2015 ... should be put into practice first”.", Stands, "The norms"},
		{"The Freedonian delegation said “the norms of 2015 should be put into practice first”.", Stands, "The norms"},
		{"Freedonia said `“the norms of 2015 should be put into practice first”` <@123456> https://example.org/x", Stands, "The norms"},
		{"Freedonia spoke. It said “the norms of 2015 should be put into practice first”.", Stands, "The norms"},

		// Whole sentences without quotation marks.
		{"Freedonia does not support a legally binding treaty at this stage.", Stands, "We do not support"},
		{"Sylvania supports a legally binding treaty on the use of these technologies.", Stands, "We support"},

		{"Freedonia doesn't support a legally binding treaty at this stage", Stands, "We do not support"},
		{"In 2024 Freedonia did not support a legally binding treaty at this stage.", Undecided, ""},

		// Words that differ.
		{"Freedonia supports a legally binding treaty at this stage.", Differs, "but for a negation"},
		{"Sylvania does not support a legally binding treaty on the use of these technologies.", Differs, "but for a negation"},
		{"Freedonia said: “We support a legally binding treaty at this stage.”", Differs, "We do not support"},
		{"Freedonia said: “The norms of 2018 should be put into practice first.”", Differs, "The norms of 2015"},
		{"Freedonia said: “The norms of 2015 could be put into practice first.”", Differs, "should be put"},
		{"Freedonia said: “The directory should list 42 points of contact by 2025.”", Differs, "24 points"},
		{"Sylvania said: “We do not support a legally binding treaty on the use of these technologies.”", Differs, "We support"},
		{"In 2023 Freedonia said “the norms of 2015 should be put into practice first”.", Differs, "5 March 2024"},
		{"At the First Committee Freedonia said “the norms of 2015 should be put into practice first”.", Differs, "another day or meeting"},
		{"At the third session Freedonia said “the norms of 2015 should be put into practice first”.", Differs, "another day or meeting"},
		{"Freedonia said “We support a legally binding treaty on the use of these technologies.”", Differs, "held of Sylvania, and in what is held not of Freedonia"},
		{"Brutopia said “the norms of 2015 should be put into practice first”.", Differs, "not of Brutopia"},
		{"Freedonia said “Capacity-building ... should be put into practice first”.", Undecided, ""},
		{"Freedonia said “The norms of 2015 should be put into practice first ... We read that with interest.”", Differs, "separate sentences"},
		{"Freedonia never said “the norms of 2015 should be put into practice first”.", Differs, "words are held"},
		{"Freedonia did not say “capacity-building remains the first need of small States”.", Differs, "words are held"},

		// What words do not decide.
		{"Freedonia said it would “support a legally binding treaty”.", Undecided, ""},
		{"Freedonia said “support a legally binding treaty”.", Undecided, "read it whole"},
		{"Freedonia said “We could support a legally binding treaty”.", Undecided, "read it whole"},
		{"Freedonia rejects “the norms of 2015”.", Undecided, "do not decide"},
		{"Freedonia said “Norms without law are promises written on water.”", Undecided, "not certain"},
		{"Freedonia supports a legally binding treaty.", Undecided, ""},
		{"Freedonia opposes a legally binding treaty.", Undecided, ""},
		{"Sylvania says that Freedonia opposes a new forum.", Undecided, "several"},
		{"Freedonia and Sylvania said “the norms of 2015 should be put into practice first”.", Differs, "not of Freedonia and Sylvania"},
		{"Freedonia never said that it supports a legally binding treaty.", Undecided, "never said"},
		{"Freedonia never said “we shall leave the group tomorrow at noon”.", Nothing, "never said"},
		{"Freedonia said “treaty”.", Undecided, "fewer than"},
		{"Sylvania said “Every register of incidents must remain entirely voluntary.”", Nothing, ""},
		{"Sylvania said in 2021 “small delegations need travel funds to take part at all”.", Undecided, "does not tell the day"},
		{"Freedonia said “the nоrms of 2015 should be put into practice first”.", Undecided, "different scripts"},
		{"According to Klaus, Freedonia said “the norms of 2015 should be put into practice first”.", Undecided, "do not decide"},
		{"Freedonia said “the norms of 2015 should ~~not~~ be put into practice first”.", Differs, "The norms"},

		{"No, Freedonia said “the norms of 2015 should be put into practice first”.", Undecided, "do not decide"},
		{"Freedonia did say “the norms of 2015 should be put into practice first”.", Stands, "The norms"},
		{"Freedonia has not said “the norms of 2015 should be put into practice first”.", Differs, "words are held"},
		{"Freedonia has said “the norms of 2015 should be put into practice first”.", Stands, "The norms"},
		{"Freedonia has yet to say “the norms of 2015 should be put into practice first”.", Undecided, "do not decide"},
		{"Freedonia said in 2021-2025 “the norms of 2015 should be put into practice first”.", Stands, "The norms"},
		{"At the OEWG 2019-2021 Freedonia said “the norms of 2015 should be put into practice first”.", Differs, "another day or meeting"},
		{"Freedonia said in 2020 and 2024 “the norms of 2015 should be put into practice first”.", Undecided, "do not decide"},
		{"Freedonia affirms “the norms of 2015”.", Undecided, "do not decide"},
		{"Freedonia said “each State should say how it does so”.", Stands, "The norms"},
		{"Freedonia said “a treaty would solve nothing at all today”.", Undecided, "read it whole"},
		{"Freedonia said “law is the only thing that binds”.", Undecided, "read it whole"},
		{"Freedonia said “registers are useful tools”.", Undecided, "read it whole"},
		{"Freedonia said “transparency matters to all of us here”.", Stands, "We believe"},
		{"Freedonia said “we regret, all the same, the delay”.", Stands, "We regret"},
		{"Freedonia said “we regret all the same the delay”.", Undecided, "other punctuation"},
		{"Freedonia never supports a legally binding treaty at this stage.", Undecided, ""},
		{"Freedonia did support a legally binding treaty at this stage.", Undecided, ""},

		// Reported verbs.
		{"Freedonia claims that it does not support a legally binding treaty at this stage.", Stands, ""},
		{"Freedonia has stated that it does not support a legally binding treaty at this stage.", Stands, ""},
		{"Freedonia claimed that it supports a legally binding treaty at this stage.", Differs, "do not support"},
		{"Freedonia claimed “We do not support a legally binding treaty at this stage.”", Stands, ""},
		{"Freedonia insists “We support a legally binding treaty at this stage.”", Differs, "do not support"},
		{"Freedonia falsely claimed “We do not support a legally binding treaty at this stage.”", Undecided, ""},
		{"Sylvania claims that Freedonia does not support a legally binding treaty at this stage.", Undecided, ""},
		{"Freedonia claims that they never supported a legally binding treaty at this stage.", Undecided, ""},
		{"Freedonia said that it does not support a legally binding treaty at this stage or later.", Undecided, ""},
		{"Freedonia said that it does not support two legally binding treaties at this stage.", Undecided, ""},
		{"Freedonia said in 2021 that it does not support a legally binding treaty at this stage.", Differs, "under another day or meeting: 5 March 2024"},
		{"Freedonia a déclaré : « We do not support a legally binding treaty at this stage. »", Stands, ""},
		{"Freedonia n'a jamais dit : « We do not support a legally binding treaty at this stage. »", Undecided, ""},
		{"Freedonia no dijo: «We do not support a legally binding treaty at this stage.»", Undecided, ""},
		{"Freedonia не заявила: «We do not support a legally binding treaty at this stage.»", Undecided, ""},

		// Somebody else's words, unquoted, whole.
		{"Freedonia will pay 3 million dollars to the new fund, and calls on others to follow.", Differs, "held of Sylvania, and in what is held not of Freedonia"},
		{"Brutopia supports a legally binding treaty on the use of these technologies.", Differs, "held of Sylvania, and in what is held not of Brutopia"},

		// What decides, in a sentence without quotation marks.
		{"Sylvania will pay 5 million dollars to the new fund, and calls on others to follow.", Differs, "The record has “3” where the claim has “5”."},
		{"Sylvania would pay 3 million dollars to the new fund, and calls on others to follow.", Differs, "The record has “will” where the claim has “would”."},
		{"Sylvania welcomes some forty proposals that were made by the group of friends.", Differs, "The record has “all” where the claim has “some”."},
		{"Sylvania welcomes all forty ideas that were made by the group of friends.", Undecided, "The record has “proposals” where the claim has “ideas”."},
		{"In 2021 Sylvania would pay 3 million dollars to the new fund, and calls on others to follow.", Differs, "12 December 2023"},
		{"In 2021 Sylvania welcomes all forty proposals that were made by the group of friends.", Differs, "under another day or meeting: 12 December 2023"},
		{"In 2023 Sylvania welcomes all forty proposals that were made by the group of friends.", Stands, ""},
		{"Freedonia should put the norms of 2016 into practice first.", Undecided, ""},

		// Who spoke.
		{"Trentino Louis of Sylvania said “Sylvania will pay 3 million dollars to the new fund”.", Undecided, "read it whole"},
		{"Ambassador Firefly said “Freedonia no se opone a que se estudie un instrumento vinculante.”", Stands, ""},
		{"Minister Teasdale said “We welcome all forty proposals that were made by the group of friends.”", Undecided, "spoke for more than one"},
		{"Trentino Louis said “We welcome all forty proposals that were made by the group of friends.”", Stands, ""},
		{"Ambassador Louis said “We welcome all forty proposals that were made by the group of friends.”", Stands, ""},
		{"Chicolini Firefly of Freedonia said “Freedonia no se opone a que se estudie un instrumento vinculante.”", Differs, "of another speaker: Rufus T. Firefly"},
		{"Trentino Louis of Freedonia said “We welcome all forty proposals that were made by the group of friends.”", Differs, "not of Freedonia"},
		{"Otis Driftwood of Sylvania said “We welcome all forty proposals that were made by the group of friends.”", Undecided, "The record has Trentino Louis as the speaker"},
		{"Trentino Louis said that Sylvania would pay 3 million dollars to the new fund, and calls on others to follow.", Differs, "The record has “will” where"},

		// What both say was said.
		{"Freedonia says that transparency matters to all of us here.", Stands, "We believe"},
		{"Freedonia said that transparency matters to few of us here.", Differs, "“all” where the claim has “few”"},
		{"Freedonia doubts that transparency matters to all of us here.", Undecided, ""},
		{"Freedonia said that a treaty would solve nothing at all today.", Undecided, ""},

		{"Freedonia says transparency matters to all of us here.", Stands, "We believe"},
		{"Freedonia said in 2020: “the norms of 2015 could be put into practice first”.", Differs, "They are held under another day or meeting: 5 March 2024"},
		{"Freedonia said: “The directory should list points of contact by 2025.”", Differs, "The record has “24”, which the quotation leaves out."},
		{"Freedonia said: “The norms of 2015 be put into practice first.”", Differs, "“should”, which the quotation leaves out"},

		// In the other languages of the United Nations.
		{"Freedonia n'admet pas les contre-mesures collectives.", Stands, ""},
		{"Freedonia admet les contre-mesures collectives.", Differs, "but for a negation"},
		{"Pour les capacités, Freedonia versera 1,8 million d'euros en 2023.", Differs, "“verserons 1,2” where the claim has “versera 1,8”"},
		{"Freedonia no se opone a que se estudie un instrumento vinculante.", Stands, ""},
		{"Freedonia se opone a que se estudie un instrumento vinculante.", Differs, "but for a negation"},
		{"Freedonia выступает против создания тематической группы по праву.", Stands, ""},
		{"Freedonia не выступает против создания тематической группы по праву.", Differs, "but for a negation"},
		{"Решения должны приниматься только консенсусом, заявила Freedonia.", Stands, ""},
		{"Sylvania выступает против создания тематической группы по праву.", Differs, "held of Freedonia, and in what is held not of Sylvania"},
		{"Freedonia: لا نؤيد إنشاء فريق مواضيعي ثالث.", Stands, ""},
		{"Freedonia: نؤيد إنشاء فريق مواضيعي ثالث.", Differs, "but for a negation"},
		{"تتبرع Freedonia بمبلغ 950 ألف دولار للصندوق.", Differs, "“750” where the claim has “950”"},
		{"Freedonia说：“我们愿在今后三年培训两千名人员”。", Differs, "“一” where the quotation has “两”"},
		{"Freedonia主张尊重各国网络主权。", Stands, ""},
		{"Freedonia不主张尊重各国网络主权。", Differs, "but for a negation"},
		{"关于能力建设，Freedonia愿在今后三年培训两千名人员。", Differs, "“一” where the claim has “两”"},

		{"Sylvania soutient un traité juridiquement contraignant sur l'usage de ces technologies, et elle le dit.", Undecided, "in another language"},

		// Several in one sentence: the last is looked at.
		{"Sylvania supports a legally binding treaty on the use of these technologies, but Freedonia does not support a legally binding treaty at this stage.", Stands, "We do not support"},
		{"Freedonia does not support a legally binding treaty at this stage; Sylvania does not support a legally binding treaty on the use of these technologies.", Differs, "We support"},

		{"Freedonia said “We do not support a legally binding treaty at this stage” and Sylvania said “We do not support a legally binding treaty on the use of these technologies”.", Differs, "We support"},

		// Nothing held.
		{"Brutopia wants a legally binding treaty.", Nothing, "The library has no statement by Brutopia"},
		{"Klopstokia said “we shall all be whales tomorrow morning”.", Nothing, "The library has no statement by Klopstokia"},
		{"Freedonia breeds penguins.", Nothing, ""},
		{"Taiwan said “the norms of 2015 should be put into practice first”.", Nothing, ""},

		// No claims.
		{"Does Freedonia support a legally binding treaty?", none, ""},
		{"A legally binding treaty is needed.", none, ""},
		{"— Freedonia", none, ""},
		{"He said “the norms of 2015 should be put into practice first”.", none, ""},
	} {
		got, err := CheckText(context.Background(), e, c.text, "")
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		v, seen := none, ""
		if len(got.Claims) > 0 {
			last := got.Claims[len(got.Claims)-1]
			v, seen = last.Verdict, last.Note
			for _, q := range last.Quotes {
				seen += "\n" + q.Citation.Quote
			}
		}
		if v != c.want || !strings.Contains(seen, c.has) {
			t.Errorf("%s\n  is %q, want %q with %q:\n%s", c.text, v, c.want, c.has, seen)
		}
	}
}

// A claim may stand in any of the tempers that messages have, and no text stops
// the check.
func TestCheckTextTakesAnyText(t *testing.T) {
	e := checkLibrary(t)
	for _, text := range []string{"", " \n", "https://example.org/a.png", "<@1234>", "```\n```", "\x00\x01"} {
		if _, err := CheckText(context.Background(), e, text, ""); err != ErrNoText {
			t.Errorf("%q: %v, want ErrNoText", text, err)
		}
	}
	long := strings.Repeat("Freedonia said “the norms of 2015 should be put into practice first”. ", 57)
	got, err := CheckText(context.Background(), e, long, "")
	if err != nil || len(got.Claims) != claimsMost || len(got.Citations) != 1 || !strings.Contains(strings.Join(got.Notices, " "), "first 12 of") {
		t.Errorf("%d claims, %d citations, %q (%v)", len(got.Claims), len(got.Citations), got.Notices, err)
	}
	code := "```go\nFreedonia said “the norms of 2015 should be put into practice first”.\n```\n> Sylvania said: “We support **a legally binding treaty** on the use of these technologies.”"
	if got, err = CheckText(context.Background(), e, code, ""); err != nil || len(got.Claims) != 2 || got.Claims[0].Verdict != Stands || got.Claims[1].Verdict != Stands {
		t.Errorf("%+v (%v)", got, err)
	}
	mixed := "Freedonia said “the norms of 2015 should be put into practice first”. It said “we support a legally binding treaty on the use of these technologies”. Sylvania smiled."
	if got, err = CheckText(context.Background(), e, mixed, ""); err != nil || len(got.Claims) != 2 {
		t.Errorf("a pronoun was carried though the text names two: %+v (%v)", got, err)
	}
}

// A sentence in which nobody known is named was not checked, and that is told.
func TestCheckTextTellsOfWhatItPassesOver(t *testing.T) {
	e := checkLibrary(t)
	const claim = "Freedonia said “the norms of 2015 should be put into practice first”."
	for text, want := range map[string]string{
		claim:                                   "",
		claim + " Freedonnia opposes a treaty.": "1 sentence names no State",
		claim + " Freedonnia opposes a treaty. Anna Nobody opposes it.": "2 sentences name no State",
	} {
		got, err := CheckText(context.Background(), e, text, "")
		notices := strings.Join(got.Notices, " ")
		if err != nil || len(got.Claims) != 1 || !strings.Contains(notices, want) || want == "" && strings.Contains(notices, "not checked") {
			t.Errorf("%q: %d claims, %q (%v)", text, len(got.Claims), notices, err)
		}
	}
}

func TestClaimsOfOneSentence(t *testing.T) {
	states := testStates(t)
	for text, want := range map[string]int{
		"Freedonia supports the plan, and Sylvania opposes the plan.":           2,
		"Freedonia supports the plan; the Sylvania of old opposed it.":          2,
		"Freedonia supports it, while France and Germany oppose it, they said.": 1,
		"Freedonia, Sylvania, and France support the plan.":                     1,
		"Freedonia supports the plans of Germany, and France.":                  1,
		"Sylvania says that Freedonia opposes a new forum.":                     1,
		"Freedonia said “we agree, and France does not agree with us”.":         1,
	} {
		if got := partsOf(states, text); len(got) != want {
			t.Errorf("%s is cut into %q", text, got)
		}
	}
}

// What one server added is seen in that server alone.
func TestCheckTextKeepsToItsScope(t *testing.T) {
	e := checkLibrary(t)
	x := e.Index()
	st := x.Statement("b-2024")
	st.Scope = "17"
	defer func() { st.Scope = "" }()
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	y, _, err := retrieval.Build(context.Background(), &corpus.Library{Statements: x.Statements(), States: e.States}, retrieval.BagOfWords{}, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	e.Index = func() *retrieval.Index { return y }
	const text = "Freedonia said “the norms of 2015 should be put into practice first”."
	for scope, want := range map[string]Verdict{"17": Stands, "": Undecided, "18": Undecided} {
		got, err := CheckText(context.Background(), e, text, scope)
		if err != nil {
			t.Fatal(err)
		}
		if v := got.Claims[0].Verdict; (v == Stands) != (want == Stands) {
			t.Errorf("in %q: %s", scope, v)
		}
	}
}

// A person is not let pass as another delegation's, and positions change: of the
// words near a claim the newest is shown.
func TestCheckPutsPersonsAndDaysRight(t *testing.T) {
	e := checkLibrary(t)
	for _, c := range []struct{ text, want string }{
		{"Trentino Louis of Freedonia said that norms should be put into practice.", "Trentino Louis is held as a speaker of Sylvania, and not of Freedonia."},
		{"Trentino Louis of Sylvania said that proposals matter.", ""},
	} {
		got, err := CheckText(t.Context(), e, c.text, "")
		if err != nil || len(got.Claims) != 1 {
			t.Fatalf("%s: %+v, %v", c.text, got, err)
		}
		if note := got.Claims[0].Note; c.want == "" && strings.Contains(note, "is held as a speaker") || !strings.HasPrefix(note, c.want) {
			t.Errorf("%s: %q", c.text, note)
		}
	}
	got, err := CheckText(t.Context(), e, "Freedonia wants a legally binding treaty.", "")
	if err != nil || len(got.Claims) != 1 || len(got.Claims[0].Quotes) < 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if q := got.Claims[0].Quotes; q[len(q)-1].Citation.Statement.ID != "b-2024" {
		t.Errorf("%s, %s", q[0].Citation.Quote, q[1].Citation.Quote)
	}
}

func TestLeadsIn(t *testing.T) {
	c, st := checker{e: checkLibrary(t)}, &corpus.Statement{By: "FD"}
	for before, want := range map[string]bool{
		"On a treaty, our answer is the same as in 2019:":            true,
		"Freedonia's position remains what it was:":                  true,
		"Our answer is not the same:":                                false,
		"They call it our position, and some hold that our view is:": false,
		"Freedonia rejects what is said:":                            false,
		"Sylvania's position is:":                                    false,
		"We are told:":                                               false,
	} {
		if got := c.leadsIn(st, before); got != want {
			t.Errorf("%q: %v", before, got)
		}
	}
}
