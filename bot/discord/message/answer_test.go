package message

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// everything holds all that must be true of whatever is shown of an answer.
func everything(t *testing.T, k Maker, a *answer.Answer, v View) {
	t.Helper()
	want := ""
	for i, p := range a.Points {
		if p.Verbatim && (&builder{Maker: k, a: a, v: v}).gone(p.Citations) == "" {
			want += legible(a.Points[i].Text)
		}
	}
	pages := all(t, func(n int) (Message, int) { v := v; v.Page = n; return k.Answer(a, v) })
	if got := quotations(pages); a.Status != answer.Silent && got != plainMarks(want) {
		t.Errorf("the answer's pages quote %.300q, not %.300q", got, plainMarks(want))
	}
	if a.Status != answer.Silent {
		for i := range a.Citations {
			if !numbers(pages)[strconv.Itoa(i+1)] {
				t.Errorf("no page has the source of [%d]", i+1)
			}
		}
	}
	bare := all(t, func(n int) (Message, int) { v := v; v.Page, v.Bare = n, true; return k.Answer(a, v) })
	if got := quotations(bare); a.Status != answer.Silent && got != plainMarks(want) {
		t.Errorf("without embeds the pages quote %.300q, not %.300q", got, plainMarks(want))
	}
	for i := range a.Citations {
		if a.Status != answer.Silent && !bareNumbers(bare)[strconv.Itoa(i+1)] {
			t.Errorf("without embeds no page has the source of [%d]", i+1)
		}
	}
	for _, m := range bare {
		if len(m.Embeds) > 0 {
			t.Error("an embed where there may be none")
		}
	}
	want = ""
	for i, c := range a.Citations {
		if _, gone := v.Gone[i+1]; !gone {
			want += legible(c.Quote)
		}
	}
	words := all(t, func(n int) (Message, int) { v := v; v.Page = n; return k.Words(a, v) })
	if got := quotations(words); got != plainMarks(want) {
		t.Errorf("the words are %.300q, not %.300q", got, plainMarks(want))
	}
	if len(a.Citations) > 40 {
		return
	}
	q := &answer.Quotes{Words: a.Question, Citations: a.Citations, Total: len(a.Citations) + 3, Notices: a.Notices}
	passages := all(t, func(n int) (Message, int) { v := v; v.Page = n; return k.Quotes(q, v) })
	if got := quotations(passages); got != plainMarks(want) {
		t.Errorf("the passages are %.300q, not %.300q", got, plainMarks(want))
	}
	for _, c := range a.Citations[:min(3, len(a.Citations))] {
		all(t, func(n int) (Message, int) { v := v; v.Page = n; return k.Around(c, v) })
		sound(t, k.Source(of(c), 3))
		if err := k.CopyCitation(c, time.Time{}).Check(); err != nil {
			t.Error(err)
		}
	}
	var held []*corpus.Statement
	for _, c := range a.Citations {
		held = append(held, of(c))
	}
	all(t, func(n int) (Message, int) {
		return k.Sources(Listing{Statements: held, Filter: a.Question, Scope: a.Question, Ref: v.Ref, Arg: a.Question, Page: n})
	})
}

// arbitrary makes an answer whose every text is one of the given.
func arbitrary(quote, name, link, title string, n, flags uint8) *answer.Answer {
	a := &answer.Answer{Question: title, Status: answer.Answered, Mode: answer.Extracted, Notices: []string{title, quote}}
	a.Understood = answer.Understood{Completed: flags&1 != 0, Question: quote}
	if flags&2 != 0 {
		a.Mode = answer.Generated
	}
	if flags&4 != 0 {
		a.Status = answer.Silent
	}
	s := &corpus.Statement{
		By: name, OnBehalf: []string{title, name}, Speaker: name, Office: title, Title: title, Venue: quote, URL: link, Symbol: name, Session: title,
		Process: name, Kind: title, Grade: corpus.Grade(int(n) % 7), Text: "Before.\n\n" + quote + "\n\nAfter.", Status: title, SHA256: name, File: link, Language: title,
	}
	for i := range int(n) % 9 {
		c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(s.Text)}, 9, 9+len(quote))
		if !ok {
			c = answer.Citation{Quote: quote, Statement: s, Link: link, Paragraph: name}
		}
		if flags&8 != 0 && i == 0 {
			c.Statement = nil
		}
		c.N = i + 1
		a.Citations = append(a.Citations, c)
		a.Points = append(a.Points, answer.Point{By: name, Text: quote, Verbatim: i%3 != 1, Citations: []int{i + 1, i, 99, -1}[:i%5%4]})
		a.Withheld = append(a.Withheld, answer.Withheld{Text: quote, Reason: title})
		if n&64 != 0 {
			a.Points[len(a.Points)-1].Under = []string{title, quote, ""}[i%3]
			a.Points = append(a.Points, answer.Point{Text: quote, Own: true, Title: i%2 == 0, Under: name, Citations: []int{i + 1}})
		}
	}
	if n&128 != 0 {
		a.Foot = title
	}
	return a
}

func FuzzMessages(f *testing.F) {
	for i, s := range nasty {
		f.Add(s+"words "+s, s, "https://a.example/"+s, s+s, uint8(i), uint8(i*3), i)
	}
	f.Add(strings.Repeat("A long sentence of a statement. ", 200), strings.Repeat("name ", 100), "https://a.example/"+strings.Repeat("x", 3000), strings.Repeat("t", 1000), uint8(2), uint8(16), 3)
	f.Add(strings.Repeat("长", 5000), strings.Repeat("*", 500), "https://a.example/"+strings.Repeat("(", 900), strings.Repeat("_ ", 500), uint8(2), uint8(0), 0)
	f.Add(strings.Repeat("*", 4000), strings.Repeat("\u0301", 500), "", strings.Repeat("]( ", 500), uint8(3), uint8(32), 1)
	f.Add("x"+strings.Repeat("\u0301", 5000), "", "", "", uint8(2), uint8(8), 1)
	f.Add("\f", "\v", "\u2028", "\u0085", uint8(1), uint8(0), 0)
	f.Add("one\ftwo\u2029three", "a\vb", "https://a.example/", "\u0085", uint8(2), uint8(2), 0)
	k := maker(f)
	f.Fuzz(func(t *testing.T, quote, name, link, title string, n, flags uint8, page int) {
		if (len(quote)+len(name)+len(link)+len(title))*(1+int(n)%9) > 40_000 {
			t.Skip("long texts have a test of their own")
		}
		v := View{Ref: name, Page: page, Model: title, Notices: []string{quote}, Private: flags&64 != 0, Thread: flags&128 != 0, Growing: flags&16 != 0}
		if flags&32 != 0 {
			v.Gone = map[int]string{1: title, 3: "was removed"}
		}
		everything(t, k, arbitrary(quote, name, link, title, n, flags), v)
		sound(t, Plain(Escape(quote)))
		sound(t, Card(title, [][2]string{{name, Escape(quote)}, {"", Escape(name)}}, Escape(quote)))
		sound(t, Progress(title, name, page, int(n), time.Duration(page), []string{Escape(quote)}, ID{name, title, quote}))
		sound(t, Confirm(Escape(quote), name, ID{"x", name, ""}, ID{"x", name, ""}))
		all(t, func(n int) (Message, int) {
			return List(title, []string{Escape(line(quote)), Escape(line(name))}, n, ID{name, title, quote})
		})
	})
}

// TestLong takes a quotation of three megabytes, and a hundred citations under one point.
func TestLong(t *testing.T) {
	k := maker(t)
	text := strings.Repeat("States should *not* attack hospitals, as we said in paragraph_7. We call for restraint! ", 300<<10/88)
	s := invented("FR", "Claire Martin", "2022-03-28", text)
	c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(text)}, 0, len(text))
	if !ok {
		t.Fatal("not cited")
	}
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Extracted, Citations: []answer.Citation{c}}
	a.Points = []answer.Point{{By: "FR", Date: s.Date, Text: c.Quote, Verbatim: true, Citations: []int{1}}}
	v := View{Ref: "r", Page: 1 << 30}
	m, pages := k.Answer(a, v)
	sound(t, m)
	if pages < 150 || pages > 250 {
		t.Errorf("%d pages", pages)
	}
	var got []Message
	for _, p := range pagesOf(mustBlocks(k, a), maxContent) {
		got = append(got, Message{Content: p.content})
		if Count(p.content) > maxContent {
			t.Fatalf("a page has %d characters", Count(p.content))
		}
	}
	if quotations(got) != plainMarks(text) {
		t.Error("words are missing")
	}
}

func mustBlocks(k Maker, a *answer.Answer) []block {
	b := k.builder(a, View{})
	b.points()
	return b.blocks
}

func TestManyCitations(t *testing.T) {
	k := maker(t)
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Generated, Points: []answer.Point{{By: "FR", Text: "France says all of it."}}}
	for i := range 150 {
		s := invented("FR", "Claire Martin", "2022-03-28", fmt.Sprintf("Sentence %d of the statement.", i))
		a.Citations = append(a.Citations, cite(t, i+1, s, s.Text))
		a.Points[0].Citations = append(a.Points[0].Citations, i+1)
	}
	everything(t, k, a, View{Ref: "r"})
}

// TestPointsInOrder holds that no point of a model's is lost or moved.
func TestPointsInOrder(t *testing.T) {
	k := maker(t)
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Generated}
	for i := range 200 {
		a.Points = append(a.Points, answer.Point{By: []string{"FR", "RU", "FR"}[i%3], Text: fmt.Sprintf("Point number%04d of this answer is a sentence of a usual length.", i)})
	}
	text := ""
	for _, m := range all(t, func(n int) (Message, int) { return k.Answer(a, View{Ref: "r", Page: n}) }) {
		text += m.Content + "\n"
	}
	last := -1
	for i := range a.Points {
		at := strings.Index(text, fmt.Sprintf("number%04d", i))
		if at <= last {
			t.Fatalf("point %d stands at %d, behind %d", i, at, last)
		}
		last = at
	}
}

// TestGone holds that words which were removed are not shown any more.
func TestGone(t *testing.T) {
	k := maker(t)
	v := View{Ref: "r", Gone: map[int]string{2: "was removed"}}
	a := modelAnswer(t)
	m, _ := k.Answer(a, v)
	w, _ := k.Words(a, v)
	q, _ := k.Quotes(&answer.Quotes{Citations: a.Citations}, View{Ref: "r", Page: 1, Gone: v.Gone})
	o, _ := k.Around(a.Citations[1], v)
	for _, m := range []Message{m, w, q, o} {
		sound(t, m)
		if out, _ := m.MarshalJSON(); strings.Contains(string(out), "demand-driven") {
			t.Errorf("words that were removed are shown: %s", out)
		}
	}
	if !strings.Contains(m.Content, "(The statement that this rested on was removed.)") || !strings.Contains(m.Embeds[0].Description, "was removed from the library") {
		t.Errorf("it is not said that the statement is gone: %s", m.Content)
	}
}

// TestGrowing holds that an answer under way has no buttons and says so last.
func TestGrowing(t *testing.T) {
	m, _ := maker(t).Answer(modelAnswer(t), View{Ref: "r", Growing: true})
	if len(m.Components) > 0 || !strings.HasSuffix(m.Content, "Still writing…") {
		t.Errorf("%q with %d rows", m.Content, len(m.Components))
	}
}

// TestSpeeches lays out real speeches whole.
func TestSpeeches(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpus/ungdc/*.txt")
	if len(files) == 0 {
		t.Skip("../shared/corpus/ungdc is not here")
	}
	k := maker(t)
	for _, name := range files[:min(len(files), 12)] {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := invented("CH", "Speaker", "2021-09-20", string(text))
		c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(s.Text)}, 0, len(s.Text))
		if !ok {
			t.Fatalf("%s: not cited", name)
		}
		everything(t, k, &answer.Answer{Status: answer.Answered, Mode: answer.Extracted, Citations: []answer.Citation{c},
			Points: []answer.Point{{By: "CH", Text: c.Quote, Verbatim: true, Citations: []int{1}}}}, View{Ref: "r"})
	}
}

// TestTranslation holds that a translation is shown as one, with where its
// original is held, and that the name of a file is no markup.
func TestTranslation(t *testing.T) {
	k := maker(t)
	s := invented("FR", "Claire Martin", "2022-03-28", "France supports a permanent mechanism.")
	s.Translation, s.Original = "official", &corpus.Original{ID: "fr-**2022**", Language: "fr", URL: "https://example.org/fr"}
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Extracted, Citations: []answer.Citation{cite(t, 1, s, s.Text)},
		Points: []answer.Point{{By: "FR", Date: s.Date, Text: s.Text, Verbatim: true, Citations: []int{1}}}}
	const want = `official translation; the original, in French, is held as fr-\*\*2022\*\*`
	m, _ := k.Answer(a, View{Ref: "r"})
	q, _ := k.Quotes(&answer.Quotes{Citations: a.Citations, Total: 1}, View{Ref: "r"})
	for _, m := range []Message{m, q} {
		sound(t, m)
		if out := m.Content + m.Embeds[0].Description; !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	card := k.Source(s, 1)
	sound(t, card)
	if out, _ := card.MarshalJSON(); !strings.Contains(string(out), "https://example.org/fr") || !strings.Contains(string(out), "French, held as") {
		t.Errorf("%s", out)
	}
}
