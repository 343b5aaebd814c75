package answer

import (
	"os"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

var readStates = sync.OnceValues(func() (*corpus.States, error) {
	src, err := os.ReadFile("../../data/states.toml")
	if err != nil {
		return nil, err
	}
	return corpus.ParseStates("states.toml", src, nil)
})

// states gives the States and groups that the program carries.
func states(t testing.TB) *corpus.States {
	t.Helper()
	s, err := readStates()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// statement makes a statement of invented words.
func statement(id, by, date, text string, more ...func(*corpus.Statement)) *corpus.Statement {
	st := &corpus.Statement{ID: id, Title: "Statement " + id, By: by, Date: day(date), Process: "oewg-2021-2025", Kind: "statement",
		Language: "en", Grade: corpus.Supplied, Status: "final", URL: "https://example.org/" + id, Text: text, SHA256: corpus.Hash(text)}
	for _, m := range more {
		m(st)
	}
	return st
}

// found makes each statement one passage, in the order given.
func found(sts ...*corpus.Statement) *Found {
	f := &Found{}
	for _, st := range sts {
		f.Passages = append(f.Passages, retrieval.Ranked{Passage: corpus.Passage{Statement: st, End: len(st.Text)}})
	}
	return f
}

const (
	frenchText = "We do not support a new legally binding treaty at this stage. We could support further discussions, provided that they take place by consensus. " +
		"The programme of action should be permanent, inclusive and action-oriented. It was proposed by 60 States in 2020.\n\n" +
		"Some States argue that a convention on weapons is needed now. The draft reads: “States should negotiate a treaty on cyber weapons without delay.” We cannot agree with this wording.\n\n" +
		"Capacity-building should be demand-driven and sustainable. We call on the Chair to reflect these points in the report of the Open-ended Working Group (OEWG)."
	russianText = "The OEWG should become a platform not just for discussions, but for pragmatic and constructive negotiations. " +
		"The mechanism should be flexible enough and able to evolve. We welcome the election of Ambassador Burhan Gafoor as Chair.\n\n" +
		"We oppose attempts to replace the Group:\n\n(a) by a parallel track of meetings;\n\n(b) by a programme of action.\n\n" +
		"If needed, States may suggest additional subgroups, but the final decision will be adopted by consensus."
	unionText   = "The European Union and its member States support the establishment of a programme of action. International law applies in cyberspace."
	unknownText = "Our delegation believes that points of contact should be nominated by every government. This directory is useful."
)

func theFound() *Found {
	return found(
		statement("fr", "FR", "2022-03-28", frenchText, func(s *corpus.Statement) { s.Speaker = "Claire Martin"; s.Office = "Ambassador for Digital Affairs" }),
		statement("ru", "RU", "2021-06-23", russianText),
		statement("eu", "eu", "2023-07-24", unionText),
		statement("unknown", "", "2023-12-11", unknownText),
	)
}
