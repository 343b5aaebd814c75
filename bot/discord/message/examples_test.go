package message

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// example is a message with the name of its golden file.
type example struct {
	name    string
	message Message
}

func extractsAnswer(t testing.TB) *answer.Answer {
	s := founding(t)
	a := &answer.Answer{
		Status: answer.Answered, Mode: answer.Extracted,
		Understood: answer.Understood{Question: "What should the new OEWG be, in Russia's view?", Completed: true},
		Withheld:   []answer.Withheld{{Text: "It must be fast.", Reason: "a number \"5\" that the cited words do not have"}},
		Notices:    []string{"The words of source 2 hold a quotation by the speaker."},
	}
	for i, words := range []string{
		"In our view, the Group's work should remain grounded on the principles of inclusivity, openness, transparency and be democratic in nature.",
		"The OEWG should become a platform not just for discussions, but for pragmatic and constructive negotiations, aimed at achieving tangible, practical results. In other words, the structure and the activities of the Group should be “result-oriented, not report-oriented”.",
		"Given that this mechanism will work for five years, it should be flexible enough and able to evolve accompanying the needs of the international community.",
	} {
		c := cite(t, i+1, s, adjusted(s.Text, words))
		a.Citations = append(a.Citations, c)
		a.Points = append(a.Points, answer.Point{By: "RU", Date: s.Date, Text: c.Quote, Verbatim: true, Citations: []int{i + 1}})
	}
	return a
}

// modelAnswer has two delegations and sentences of a model's.
func modelAnswer(t testing.TB) *answer.Answer {
	fr := invented("FR", "Claire Martin", "2022-03-28", "12. The programme of action should be permanent, inclusive and action-oriented. It was proposed by 60 States in 2020.\n\n13. Capacity-building should be demand-driven and sustainable.")
	fr.Office = "Ambassador for Digital Affairs"
	eu := invented("eu", "", "2023-07-24", "The European Union and its member States support the establishment of a programme of action. International law applies in cyberspace.")
	eu.Grade = corpus.Official
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Generated}
	a.Citations = []answer.Citation{
		cite(t, 1, fr, "The programme of action should be permanent, inclusive and action-oriented."),
		cite(t, 2, fr, "Capacity-building should be demand-driven and sustainable."),
		cite(t, 3, eu, "The European Union and its member States support the establishment of a programme of action."),
	}
	a.Points = []answer.Point{
		{By: "FR", Date: fr.Date, Text: "France says that “the programme of action should be permanent, inclusive and action-oriented”.", Citations: []int{1}},
		{By: "FR", Date: fr.Date, Text: "It adds that “capacity-building should be demand-driven and sustainable”.", Citations: []int{2}},
		{By: "eu", Date: eu.Date, Text: "The European Union states that “the European Union and its member States support the establishment of a programme of action”.", Citations: []int{3, 1}},
	}
	return a
}

func silentAnswer() *answer.Answer {
	return &answer.Answer{
		Status: answer.Silent, Understood: answer.Understood{Question: "What does France say of quantum computing?"},
		Notices: []string{"The 4 statements by France that are held, from 28 March 2022 to 11 December 2023, do not speak of this.", "Held in all: 212 statements by 61 delegations."},
	}
}

// longAnswer takes several pages.
func longAnswer(t testing.TB) *answer.Answer {
	s := founding(t)
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Extracted}
	for _, p := range corpus.OutlineOf(s.Text).Paragraphs[4:16] {
		c := cite(t, len(a.Citations)+1, s, p.In(s.Text))
		a.Citations = append(a.Citations, c)
		a.Points = append(a.Points, answer.Point{By: "RU", Date: s.Date, Text: c.Quote, Verbatim: true, Citations: []int{c.N}})
	}
	return a
}

// splitAnswer has a quotation longer than a page.
func splitAnswer(t testing.TB) *answer.Answer {
	s := founding(t)
	o := corpus.OutlineOf(s.Text)
	c := cite(t, 1, s, s.Text[o.Paragraphs[4].Start:o.Paragraphs[12].End])
	return &answer.Answer{Status: answer.Answered, Mode: answer.Extracted, Citations: []answer.Citation{c},
		Points: []answer.Point{{By: "RU", Date: s.Date, Text: c.Quote, Verbatim: true, Citations: []int{1}}}}
}

// languages has extracts in several scripts.
func languages(t testing.TB) *answer.Answer {
	a := &answer.Answer{Status: answer.Answered, Mode: answer.Extracted}
	for i, text := range []string{
		"各国应当通过对话解决分歧。《联合国宪章》适用于网络空间。",
		"يؤكد الوفد أن القانون الدولي ينطبق على الفضاء السيبراني.",
		"Группа должна стать площадкой для прагматичных переговоров.",
	} {
		s := invented([]string{"CN", "EG", "RU"}[i], "", "2022-03-28", text)
		c := cite(t, i+1, s, text)
		a.Citations = append(a.Citations, c)
		a.Points = append(a.Points, answer.Point{By: s.By, Date: s.Date, Text: text, Verbatim: true, Citations: []int{i + 1}})
	}
	return a
}

func hostile(t testing.TB) *answer.Answer {
	text := "@everyone look: [free](http://evil.example/x) and https://evil.example **bold** <@123> <#1> <:x:1> <t:0:R> :smile: ||spoiler|| `code`\n# heading\n- list\n> quote\n1. one"
	s := invented("FR", "[Mr. *X*](http://evil.example) @here", "2022-03-28", text)
	s.URL = "https://münchen.example/a_(b)?q=<x>"
	c := cite(t, 1, s, text)
	return &answer.Answer{Status: answer.Answered, Mode: answer.Extracted, Citations: []answer.Citation{c},
		Points: []answer.Point{{By: "FR", Date: s.Date, Text: c.Quote, Verbatim: true, Citations: []int{1}}}}
}

func examples(t testing.TB) []example {
	k := maker(t)
	v := View{Ref: "a1b2c3", Thread: true}
	first := func(m Message, _ int) Message { return m }
	s := founding(t)
	quotes := &answer.Quotes{Words: "flexible enough", Total: 12, Exact: 3, Citations: []answer.Citation{cite(t, 1, s, "Given that this mechanism will work for five years, it should be flexible enough and able to evolve accompanying the needs of the international community.")}}
	return []example{
		{"extracts", first(k.Answer(extractsAnswer(t), v))},
		{"model", first(k.Answer(modelAnswer(t), View{Ref: "a1b2c3", Private: true, Model: "small-model-7b"}))},
		{"bare", first(k.Answer(extractsAnswer(t), View{Ref: "a1b2c3", Thread: true, Bare: true}))},
		{"growing", first(k.Answer(modelAnswer(t), View{Growing: true, Model: "small-model-7b"}))},
		{"silent", first(k.Answer(silentAnswer(), v))},
		{"long", first(k.Answer(longAnswer(t), View{Ref: "a1b2c3", Page: 1, Thread: true}))},
		{"split", first(k.Answer(splitAnswer(t), View{Ref: "a1b2c3", Page: 1}))},
		{"languages", first(k.Answer(languages(t), v))},
		{"gone", first(k.Answer(modelAnswer(t), View{Ref: "a1b2c3", Thread: true, Gone: map[int]string{2: "was removed"}, Notices: []string{"A statement that this answer cited was removed from the library."}}))},
		{"hostile", first(k.Answer(hostile(t), v))},
		{"words", first(k.Words(extractsAnswer(t), v))},
		{"quotes", first(k.Quotes(quotes, v))},
		{"around", first(k.Around(quotes.Citations[0], v))},
		{"copy", k.CopyCitation(quotes.Citations[0], date("2026-11-25"))},
		{"sources", first(k.Sources(Listing{Statements: many(t, 30), Filter: "France", Scope: "The built-in library and what this server added.", Ref: "l1"}))},
		{"source", k.Source(s, 41)},
		{"progress", Progress("Reindexing the library", "Embedding passages", 713, 1900, 95*time.Second, []string{"Kept 1,203 · added 713 · deleted 4 · failed 1", "broken.pdf: not a text"}, ID{"cancel", "job", ""})},
		{"list", first(List("Failed documents", []string{"`a.txt`: it has no date", "`b.html`: not UTF-8"}, 0, ID{"failed", "", ""}))},
		{"card", Card("Status", [][2]string{{"Statements", "212"}, {"Newest", "11 December 2023"}, {"Model", "none: answers are extracts"}, {"Last reindex", "3 hours ago"}}, "Everything is as it should be.")},
		{"confirm", Confirm("Remove **Statement by France, 28 March 2022**? Answers that cite it will say so.", "Remove", ID{"remove", "x", ""}, ID{"keep", "x", ""})},
	}
}

// many makes statements for a list.
func many(t testing.TB, n int) (out []*corpus.Statement) {
	for i := range n {
		s := invented("FR", "Claire Martin", "2022-03-28", "Words.")
		s.Date = s.Date.AddDate(0, i, 0)
		out = append(out, s)
	}
	return out
}

// TestGolden compares the messages of the examples with what they were; each
// keeps Discord's limits.
func TestGolden(t *testing.T) {
	for _, e := range examples(t) {
		if err := e.message.Check(); err != nil {
			t.Errorf("%s: %v", e.name, err)
		}
		out, err := json.MarshalIndent(e.message, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, e.name+".json", string(out)+"\n")
	}
}

// TestWriteExamples writes the examples to the file that MESSAGES names, for
// drawing them.
func TestWriteExamples(t *testing.T) {
	path := os.Getenv("MESSAGES")
	if path == "" {
		t.Skip("MESSAGES names no file to write the examples to")
	}
	var all []map[string]any
	for _, e := range examples(t) {
		src, err := json.Marshal(e.message)
		if err != nil {
			t.Fatal(err)
		}
		one := map[string]any{"author": "Verbatim", "name": e.name}
		if err := json.Unmarshal(src, &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	out, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out, 0o644); err != nil {
		t.Fatal(err)
	}
}
