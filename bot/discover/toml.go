package discover

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// TOML writes the report as a file that the catalogue takes as it is: what is
// complete as entries, all else as comments.
func (r *Report) TOML() string {
	var b strings.Builder
	for _, line := range r.Summary() {
		b.WriteString("# " + oneLine(line) + "\n")
	}
	for i := range r.Proposals {
		b.WriteString("\n" + r.Proposals[i].block())
	}
	return b.String()
}

// Summary tells in sentences what was found and what was left out.
func (r *Report) Summary() []string {
	complete := 0
	for i := range r.Proposals {
		if r.Proposals[i].Complete() {
			complete++
		}
	}
	out := []string{fmt.Sprintf("Proposed from %s: %d complete, %d not; to be reviewed.", strings.Join(r.Pages, " and "), complete, len(r.Proposals)-complete)}
	tell := func(n int, format string) {
		if n > 0 {
			out = append(out, fmt.Sprintf(format, n))
		}
	}
	tell(r.Known, "In the catalogue already: %d.")
	tell(r.Copies, "Left out, on sites whose texts do not count: %d.")
	for _, l := range r.LookAlikes {
		out = append(out, fmt.Sprintf("  %s: %s", l.Address, l.Why))
	}
	tell(r.Others, "Links that look like no document: %d.")
	tell(r.More, fmt.Sprintf("No more of a list is read at a time, %d proposals at most; links not looked at: %%d.", MostProposals))
	if r.Cut {
		out = append(out, "A page is longer or deeper than is read; not all of it was looked at.")
	}
	if r.Next != "" {
		out = append(out, "The list goes on at "+r.Next)
	}
	return out
}

// block writes a proposal, commented out where it is not complete.
func (p *Proposal) block() string {
	var b strings.Builder
	for _, n := range p.Notes {
		b.WriteString("# " + oneLine(n) + "\n")
	}
	if p.Complete() {
		return b.String() + p.toml()
	}
	if p.Known != "" {
		b.WriteString("# in the catalogue as " + oneLine(p.Known) + "\n")
	}
	for _, m := range p.Missing {
		b.WriteString("# not complete: " + oneLine(m) + "\n")
	}
	for line := range strings.Lines(p.toml()) {
		b.WriteString("# " + line)
	}
	return b.String()
}

// toml writes the entry, without what is empty.
func (p *Proposal) toml() string {
	var b strings.Builder
	b.WriteString("[[source]]\n")
	text := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, quoted(value))
		}
	}
	list := func(key string, values []string) {
		if len(values) == 0 {
			return
		}
		var all []string
		for _, v := range values {
			all = append(all, quoted(v))
		}
		fmt.Fprintf(&b, "%s = [%s]\n", key, strings.Join(all, ", "))
	}
	text("id", p.ID)
	text("title", p.Title)
	text("by", p.By)
	list("on_behalf", p.OnBehalf)
	text("speaker", p.Speaker)
	text("date", p.Date)
	text("date_basis", p.DateBasis)
	text("venue", p.Venue)
	text("process", p.Process)
	text("kind", p.Kind)
	text("language", p.Language)
	list("topics", p.Topics)
	text("url", p.URL)
	list("also", p.Also)
	if p.Official {
		b.WriteString("official = true\n")
	}
	return b.String()
}

// quoted writes a TOML string on one line, whatever is in it.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r == utf8.RuneError:
			b.WriteRune('?')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
