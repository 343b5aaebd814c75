package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
	"verbatim/bot/bibliography"
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func newCommand() command {
	return command{
		name:    "new",
		summary: "list what came into the library since a day",
		about: `Lists the statements that came into the library since a day, newest first. What the
program fetched counts by when it was fetched; a page that was held before and has
changed is called a new version. A file that was not fetched counts by the time at
which it was last written. What the program carries itself is not listed. --topic
keeps the statements with a passage that has each of its words; it compares words,
not meaning.`,
		bind: func(fs *pflag.FlagSet) action {
			n := &arriving{}
			n.bindOutput(fs, "print one object")
			fs.Var(&n.came, "since", "what came on `DATE` (2021, 2021-06, 2021-06-23 or \"23 June 2021\") or later, by UTC; without it, in the last 7 days")
			n.bindStates(fs)
			fs.StringVar(&n.process, "process", "", "only words spoken in `PROCESS`, such as oewg-2021-2025")
			fs.StringVar(&n.topic, "topic", "", "only statements with a passage that has these `WORDS`")
			return n.do
		},
	}
}

// daysBack is how far new looks back where no day is given.
const daysBack = 7

type arriving struct {
	filters
	output
	came  dateFlag
	topic string
}

func (n *arriving) do(ctx context.Context, p *program, words []string) error {
	if err := n.checkNew(words); err != nil {
		return wrongUse{err}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	codes, err := n.resolve(rec.states)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	f := retrieval.Filter{AnyVoice: codes}
	if n.process != "" {
		f.Processes = []string{n.process}
	}
	came, untimed, err := rec.library.Arrivals(f, n.came.Time, clean(n.topic))
	if errors.Is(err, library.ErrNoWords) {
		return misuse("--topic has no words to look for")
	}
	if err != nil {
		return err
	}
	return n.print(p, rec, came, append(n.notices(came, untimed), rec.notices...))
}

func (n *arriving) checkNew(words []string) error {
	now := time.Now().UTC()
	if n.came.IsZero() {
		n.came.Time = now.Truncate(24*time.Hour).AddDate(0, 0, -daysBack)
	}
	err := errors.Join(n.check(), n.checkOutput())
	if len(words) > 0 {
		err = errors.Join(err, withHint(errors.New("new takes no words"), "--topic %s lists the statements that have them", shortened(words[0])))
	}
	if n.came.After(now.Add(library.AheadOfUTC)) {
		err = errors.Join(err, withHint(fmt.Errorf("--since %s is a day to come: nothing can have come since", n.came.String()), "give a day that has begun, such as %s", now.Format(time.DateOnly)))
	}
	return err
}

// notices tell what the list is of.
func (n *arriving) notices(came []library.Arrival, untimed int) []string {
	text := counted(len(came), "statement") + " came into the library since " + longDate(n.came.Time)
	if n.topic != "" {
		text += " with a passage that has these words: " + clean(n.topic)
	}
	out := []string{text + "."}
	if slices.ContainsFunc(came, func(a library.Arrival) bool { return a.How == library.CameFile }) {
		out = append(out, "Files that were not fetched count by the time at which they were last written.")
	}
	if untimed > 0 {
		out = append(out, "Not counted, as it has no such time: what the program carries itself ("+counted(untimed, "statement")+").")
	}
	return out
}

func (n *arriving) print(p *program, rec *record, came []library.Arrival, notices []string) error {
	if n.json {
		return writeJSON(p.stdout, newJSON{
			Since: isoDate(n.came.Time), Topic: clean(n.topic), Notices: list(notices),
			New: mapped(came, func(a library.Arrival) arrivalJSON {
				return arrivalJSON{moment(a.At), string(a.How), jsonSource(a.Statement, a.Passages)}
			}),
			Citations: wholes(came),
		}, false)
	}
	r := p.renderer(rec)
	if n.format != "" {
		n.write(p, rec, formattedArrivals(came, notices))
		return nil
	}
	day := ""
	for _, a := range came {
		if d := longDate(a.At); d != day {
			day = d
			r.para(0, 2, span{text: d, style: strong})
			r.blank()
		}
		r.statement(2, a.Statement)
		r.para(4, 4, span{text: counted(a.Passages, "passage") + "; " + comingWords(a.How) + ";", style: faint}, span{text: a.Statement.ID, style: faint, whole: true})
		r.blank()
	}
	r.notices(notices)
	return nil
}

// wholes cites what came, in the order shown.
func wholes(came []library.Arrival) []citationJSON {
	out := make([]citationJSON, 0, len(came))
	for i, a := range came {
		out = append(out, jsonCitation(answer.CiteWhole(a.Statement, i+1)))
	}
	return out
}

func comingWords(how library.Coming) string {
	switch how {
	case library.CameVersion:
		return "a new version of a page held before"
	case library.CameFile:
		return "a file, by when it was last written"
	}
	return "fetched"
}

func formattedArrivals(came []library.Arrival, notices []string) formatted {
	out := formatted{more: []string{"came", "how", "passages"}, notices: notices}
	var statements []*corpus.Statement
	for _, a := range came {
		statements = append(statements, a.Statement)
	}
	out.entries = bibliography.Statements(statements)
	for i, a := range came {
		out.entries[i].More = []string{moment(a.At), string(a.How), strconv.Itoa(a.Passages)}
		line := bibliography.Line{About: comingWords(a.How) + ", " + counted(a.Passages, "passage"), Marks: []int{i + 1}, Words: a.Statement.Title}
		if head, n := longDate(a.At), len(out.sections); n == 0 || out.sections[n-1].Heading != head {
			out.sections = append(out.sections, bibliography.Section{Heading: head})
		}
		last := &out.sections[len(out.sections)-1]
		last.Lines = append(last.Lines, line)
	}
	return out
}
