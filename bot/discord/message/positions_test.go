package message

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

// said makes quotations of a topic, numbered as the commands number them.
func said(cites ...answer.Citation) (out []position.Quote) {
	for _, c := range cites {
		out = append(out, position.Quote{Sentence: answer.Sentence{Citation: c}})
	}
	return out
}

var asked = position.Request{Topic: "a *binding* treaty @everyone"}

func aWho(t testing.TB) *answer.Answer {
	fr, eu := invented("FR", "Claire Martin", "2022-03-28", "France supports a binding treaty."), invented("eu", "", "2023-07-24", "The European Union sees no need for a binding treaty. <@1>")
	a, b := cite(t, 1, fr, fr.Text), cite(t, 2, eu, eu.Text)
	w := &position.Who{Topic: asked.Topic, Speaking: 2, Holding: 7, Citations: []answer.Citation{a, b}, Notices: []string{"Documents of a chair are not listed."}}
	w.Groups = []position.Group{
		{Sort: position.Supports, Quotes: []position.Entry{{Code: "FR", Quote: said(a)[0]}}},
		{Sort: position.Opposes, Quotes: []position.Entry{{Code: "eu", Quote: said(b)[0]}}},
	}
	return w.Answer(maker(t).States, asked)
}

func aComparison(t testing.TB) *answer.Answer {
	fr, cn := invented("FR", "Claire Martin", "2022-03-28", "France opposes a binding treaty.\n\nIt is too early."), invented("CN", "", "2023-07-24", "China supports a binding treaty.")
	a, b := cite(t, 1, fr, fr.Text), cite(t, 2, cn, cn.Text)
	c := &position.Comparison{Topic: asked.Topic, Citations: []answer.Citation{a, b},
		Sides: []position.Side{
			{Code: "FR", Quotes: said(a), Held: answer.Held{Statements: 4, To: date("2023-12-11")}},
			{Code: "CN", Quotes: said(b), Held: answer.Held{Statements: 1}},
			{Code: "TO", Held: answer.Held{Statements: 3, To: date("2024-03-04")}, Report: "The 3 statements by Tonga that are held do not speak of this."},
		},
		Relations: []position.Relation{{A: "FR", B: "CN", Marks: []int{1, 2}}},
	}
	return c.Answer(maker(t).States, asked)
}

func aTimeline(t testing.TB) *position.Timeline {
	one, two, three := invented("FR", "Claire Martin", "2020-02-11", "France asked for a binding treaty."), invented("FR", "", "2023-07-24", "France does not ask for it now."), invented("FR", "", "2023-07-24", "France spoke on no day.")
	one.Process, one.Session, two.Session = "oewg-2019-2021", "second substantive session", "fifth substantive session"
	three.Date, three.Process, three.Session = time.Time{}, "other", ""
	a, b, c := cite(t, 1, one, one.Text), cite(t, 2, two, two.Text), cite(t, 3, three, three.Text)
	return &position.Timeline{Topic: asked.Topic, Code: "FR", Quotes: said(a, b, c), Undated: 1, Citations: []answer.Citation{a, b, c},
		Held: answer.Held{Statements: 9, From: one.Date, To: two.Date}, Earliest: one.Date, Latest: two.Date,
		Meetings: []position.Meeting{
			{Process: "oewg-2019-2021", Session: 2, From: date("2020-02-10"), To: date("2020-02-14"), Held: 1, Quoted: 1},
			{Process: "oewg-2019-2021", Session: 3, From: date("2021-03-08"), To: date("2021-03-12")},
			{Process: "oewg-2021-2025", Session: 1, From: date("2021-12-13"), To: date("2021-12-17"), Held: 2},
		}}
}

func TestGoldenPositions(t *testing.T) {
	k := maker(t)
	for name, a := range map[string]*answer.Answer{"who": aWho(t), "compare": aComparison(t), "timeline": aTimeline(t).Answer(k.States, asked)} {
		everything(t, k, a, View{Ref: "r1"})
		everything(t, k, a, View{Ref: "r1", Gone: map[int]string{2: "was removed from the library"}})
		m, pages := k.Answer(a, View{Ref: "r1"})
		if err := m.Check(); err != nil || pages != 1 {
			t.Errorf("%s: %d pages, %v", name, pages, err)
		}
		out, err := json.MarshalIndent(m, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name+".json", string(out)+"\n")
	}
}

// A sentence of the program's own goes with any source that it rests on.
func TestOwnSentencesGoWithTheirSources(t *testing.T) {
	k := maker(t)
	gone := View{Ref: "r1", Gone: map[int]string{2: "was removed"}}
	m, _ := k.Answer(aComparison(t), gone)
	if strings.Contains(m.Content, "differ:") || strings.Contains(m.Content, "China supports") || !strings.Contains(m.Content, "France opposes") {
		t.Errorf("a relation outlives a source of it:\n%s", m.Content)
	}
	m, _ = k.Answer(aTimeline(t).Answer(k.States, asked), gone)
	if strings.Contains(m.Content, "Latest held") || !strings.Contains(m.Content, "asked for a binding treaty") {
		t.Errorf("the latest outlives its source:\n%s", m.Content)
	}
}

// A page that begins among quotations of one sort says of which, and that they
// are sorted.
func TestEveryPageSaysUnderWhat(t *testing.T) {
	k := maker(t)
	w := &position.Who{Topic: "x", Speaking: 40, Holding: 40, Groups: []position.Group{{Sort: position.Opposes}}}
	for i := range 40 {
		s := invented("FR", "", "2022-03-28", strings.Repeat("France sees no need for a treaty of this kind. ", 3))
		s.Date = s.Date.AddDate(0, 0, i)
		c := cite(t, i+1, s, strings.TrimSpace(s.Text))
		w.Citations = append(w.Citations, c)
		w.Groups[0].Quotes = append(w.Groups[0].Quotes, position.Entry{Code: "FR", Quote: said(c)[0]})
	}
	a := w.Answer(k.States, asked)
	everything(t, k, a, View{Ref: "r"})
	pages := all(t, func(n int) (Message, int) { return k.Answer(a, View{Ref: "r", Page: n}) })
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, m := range pages {
		if strings.Count(m.Content, "**Sentences that say opposition**") != 1 || !strings.Contains(m.Content, position.Sorted) {
			t.Errorf("page %d:\n%s", i+1, m.Content)
		}
	}
}

func FuzzPositions(f *testing.F) {
	for i, s := range nasty {
		f.Add(s+"words "+s, s, s+s, s, uint8(i*7), uint8(i*5))
	}
	f.Add("words", "", "topic", "", uint8(136), uint8(92))
	for i := range 3 {
		f.Add("\x0c", "\x0c", "\x0c", " ", uint8(255), uint8(3+7*i))
	}
	f.Add(strings.Repeat("长", 2500), strings.Repeat("*", 300), strings.Repeat("]( ", 300), "t", uint8(7), uint8(7))
	k := maker(f)
	f.Fuzz(func(t *testing.T, quote, name, topic, session string, flags, n uint8) {
		if (len(quote)+len(name)+len(topic)+len(session))*(1+int(n)%7) > 12_000 {
			t.Skip("long texts have a test of their own")
		}
		s := &corpus.Statement{By: name, Process: name, Session: session, Title: topic, Text: "Before.\n\n" + quote + "\n\nAfter.", Grade: corpus.Supplied}
		if flags&1 != 0 {
			s.Date = date("2022-03-28")
		}
		var cites []answer.Citation
		for i := range 1 + int(n)%7 {
			c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(s.Text)}, 9, 9+len(quote))
			if !ok {
				c = answer.Citation{Quote: quote, Statement: s}
			}
			c.N = i + 1
			cites = append(cites, c)
		}
		quotes := said(cites...)
		held := answer.Held{Statements: int(n), To: s.Date}
		r := position.Request{Topic: topic, States: []string{name}, Process: name}
		who := &position.Who{Topic: topic, Citations: cites, Speaking: int(n), Holding: int(flags), Notices: []string{topic}}
		for i, q := range quotes {
			who.Groups = append(who.Groups, position.Group{Sort: position.Sorts[i%len(position.Sorts)], Quotes: []position.Entry{{Code: name, Quote: q}}})
		}
		comparison := &position.Comparison{Topic: topic, Citations: cites, Relations: []position.Relation{{A: name, B: "FR", Agree: flags&2 != 0, ByName: flags&4 != 0, Marks: []int{1, len(cites)}}},
			Sides: []position.Side{{Code: name, Quotes: quotes, Held: held}, {Code: "FR", Held: held, Report: topic}}}
		timeline := &position.Timeline{Topic: topic, Code: name, Quotes: quotes, Citations: cites, Held: held, Earliest: s.Date, Latest: s.Date, Report: topic,
			Meetings: []position.Meeting{{Process: name, Session: int(n)}}}
		if s.Date.IsZero() {
			timeline.Undated = len(quotes)
		}
		v := View{Ref: name, Page: int(n), Private: flags&8 != 0, Thread: flags&16 != 0}
		if flags&32 != 0 {
			v.Gone = map[int]string{1: topic, 3: "was removed"}
		}
		all := []*answer.Answer{who.Answer(k.States, r), comparison.Answer(k.States, r), timeline.Answer(k.States, r)}
		everything(t, k, all[int(n)/7%len(all)], v)
	})
}
