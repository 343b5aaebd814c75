package main

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/spf13/pflag"

	"verbatim/retrieval"
)

func indexCommand() command {
	return command{
		name:    "index",
		summary: "bring the index in line with the library",
		about: `Reads what is new or changed in the library and brings the index in line with
it. The other commands do so before they begin, if need be. A document that
cannot be read is named with the reason and what to do; the others go on, and
the exit status is 0.`,
		bind: func(fs *pflag.FlagSet) action {
			i := &indexing{}
			fs.BoolVar(&i.json, "json", false, "print one object")
			fs.BoolVar(&i.full, "full", false, "read and embed everything anew")
			return i.do
		},
	}
}

type indexing struct{ json, full bool }

func (i *indexing) do(ctx context.Context, p *program, words []string) error {
	if len(words) > 0 {
		return misuse("index takes no words")
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	report, err := rec.sync(ctx, p, i.full)
	if rec.index == nil {
		return err
	}
	if i.json {
		return errors.Join(err, writeJSON(p.stdout, jsonIndex(report, rec.notices), false))
	}
	p.renderer(rec).indexed(report)
	return err // where it could not be saved, the index was made all the same
}

func jsonIndex(r retrieval.Report, notices []string) indexJSON {
	return indexJSON{
		Documents: documentsJSON{
			Read:      r.Read,
			Unchanged: r.Reused,
			Copies:    r.Copies,
			Failed:    mapped(r.Failed, jsonFailed),
		},
		Passages: passagesJSON{Kept: r.Kept, Added: r.Added, Deleted: r.Deleted},
		Seconds:  math.Round(r.Seconds*1000) / 1000,
		Notices:  list(notices),
	}
}

// documentsRead tells how many documents there are, and how many of them had to
// be read for that.
func documentsRead(r retrieval.Report) string {
	if r.Reused == 0 {
		return counted(r.Read, "document") + " read"
	}
	return fmt.Sprintf("%s: %d read, %d unchanged", counted(r.Read, "document"), r.Read-r.Reused, r.Reused)
}

// indexed tells what making the index took.
func (r *renderer) indexed(report retrieval.Report) {
	r.para(0, 2, span{text: documentsRead(report) + "."})
	if report.Copies > 0 {
		r.para(0, 2, span{text: counted(report.Copies, "statement") + " held a second time, counted once: verbatim sources names the files."})
	}
	r.failed(report.Failed)
	r.para(0, 2, span{text: fmt.Sprintf("%s: %d kept, %d added, %d deleted.",
		counted(report.Kept+report.Added, "passage"), report.Kept, report.Added, report.Deleted)})
	r.para(0, 2, span{text: fmt.Sprintf("%.1f seconds.", report.Seconds), style: faint})
}
