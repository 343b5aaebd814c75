package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"verbatim/bot/bibliography"
	"verbatim/retrieval"
)

// formats are the values of --format.
var formats = []string{"text", "json", "markdown", "csv", "bibtex", "footnotes"}

// output says in which form citations are printed.
type output struct {
	json   bool
	format string // "" and "text": for people
}

// bindOutput defines --json, with what it prints, and --format.
func (o *output) bindOutput(fs *pflag.FlagSet, object string) {
	fs.BoolVar(&o.json, "json", false, object)
	fs.StringVar(&o.format, "format", "", "print `FORMAT`: text, json, markdown, csv, bibtex or footnotes")
}

// checkOutput looks at the two together; "" and json are the only formats
// afterwards that are not bibliography's.
func (o *output) checkOutput() error {
	switch {
	case o.format != "" && !slices.Contains(formats, o.format):
		err := fmt.Errorf("--format: there is no format %s", shortened(o.format))
		return wrongUse{withHint(err, "%s", didYouMean(o.format, formats))}
	case o.json && o.format != "" && o.format != "json":
		return wrongUse{withHint(fmt.Errorf("--json and --format %s exclude each other", o.format), "leave one of them out; --format json is --json")}
	}
	o.json = o.json || o.format == "json"
	if o.format == "text" || o.format == "json" {
		o.format = ""
	}
	return nil
}

// table tells whether the format holds citations and no sentence beside them,
// so that what there is to say goes to stderr.
func (o *output) table() bool { return o.format != "" && o.format != "markdown" }

// formatted is what is printed in another format.
type formatted struct {
	sections []bibliography.Section
	entries  []bibliography.Entry
	more     []string // columns of the table beside those of every citation
	reports  []string // of sections without a quotation, for formats that have no sections
	notices  []string
}

// write prints it in the format that was asked for.
func (o *output) write(p *program, rec *record, f formatted) {
	w := bibliography.Writer{States: rec.states, Held: rec.heldOf}
	switch o.format {
	case "markdown":
		p.stdout.WriteString(w.Markdown(f.sections, f.entries, f.notices))
		return
	case "csv":
		p.stdout.Write(w.CSV(f.entries, f.more...))
	case "bibtex":
		p.stdout.WriteString(w.BibTeX(f.entries))
	case "footnotes":
		p.stdout.WriteString(w.Footnotes(f.entries))
	}
	for _, n := range slices.Concat(f.reports, f.notices) {
		io.WriteString(p.stderr, escapeLines(strings.Join(strings.Fields(n), " "))+"\n")
	}
}

// heldOf tells how many statements of a delegation are held, and of which day
// the newest is.
func (rec *record) heldOf(code string) (statements int, newest time.Time) {
	h := rec.index.Held(retrieval.Filter{AnyVoice: []string{code}})
	return h.Statements, h.To
}
