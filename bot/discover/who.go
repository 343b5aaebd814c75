package discover

import (
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// who is who speaks in a document, as far as the list says it for certain.
type who struct {
	by       string
	onBehalf []string
	speaker  string
	doubt    string // why by is empty, or ""
	read     *corpus.Statement
}

// whoSpeaks reads the title as a document's head would be read, and holds it to
// what stands beside it. Where the two differ, nobody is named.
func (f *Finder) whoSpeaks(d *document, beside who) who {
	w := who{}
	if title := first(d.text, d.words); title != "" {
		w.read = f.read(title)
	}
	if w.read != nil && d.text != "" {
		w.by, w.onBehalf, w.speaker = w.read.By, w.read.OnBehalf, w.read.Speaker
	}
	switch {
	case beside.doubt != "" && w.by == "":
		w.doubt = beside.doubt
	case beside.by != "" && w.by == "" && (len(w.onBehalf) == 0 || slices.Contains(w.onBehalf, beside.by) || f.isState(beside.by)):
		w.by = beside.by
	case beside.by != "" && w.by != beside.by && !slices.Contains(w.onBehalf, beside.by):
		w.by, w.onBehalf, w.doubt = "", nil, "the title and what stands beside it name different ones"
	}
	if len(w.onBehalf) == 0 && w.doubt == "" && beside.by == w.by {
		w.onBehalf = beside.onBehalf
	}
	w.onBehalf = slices.DeleteFunc(slices.Clone(w.onBehalf), func(code string) bool { return code == w.by })
	w.speaker = first(w.speaker, beside.speaker)
	return w
}

// read takes words for the head of a document and reads it as one.
func (f *Finder) read(head string) *corpus.Statement {
	f.reads++
	text := cut(head, 400) + "\n\nMr. Chair,\n\nWe thank you for the floor.\n"
	read, _, err := corpus.Document(corpus.Source{Name: "a list"}, "head.txt", []byte(text), nil, f.states)
	if err != nil || len(read) != 1 {
		return nil
	}
	return read[0]
}

// beside reads who speaks from the row around a link: the cells of columns for
// States and speakers, else a cell, an item or a link that is a name and nothing
// else, on a page that lists what was said.
func (f *Finder) beside(l *listing, d *document) who {
	var found who
	if d.row < 0 {
		if name := f.named(d.text); name != "" && (l.spoken || d.main.label) {
			return f.unlessOthers(d, name)
		}
		return found
	}
	var names []string
	if l.elements[d.row].tag == "tr" {
		heads, cells := l.columns(d.row), l.cells(d.row)
		for i, cell := range cells {
			text, _ := bare(l.text(cell))
			if i < len(heads) && (stateColumn.MatchString(heads[i]) || personColumn.MatchString(heads[i])) {
				found.add(f.read("Statement by "+text), f.named(text))
			} else if name := f.named(text); name != "" && len(heads) == 0 && (l.spoken || d.main.label) {
				names = append(names, name)
			}
		}
		if found.by != "" || found.doubt != "" {
			return found
		}
	} else if name := f.named(d.words); name != "" && (l.spoken || d.main.label) {
		names = append(names, name)
	} else if name := f.named(d.text); name != "" && (l.spoken || d.main.label) {
		names = append(names, name)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	switch len(names) {
	case 0:
		return found
	case 1:
		w := f.unlessOthers(d, names[0])
		w.speaker = found.speaker
		return w
	}
	return who{doubt: "several are named beside it"}
}

// add takes in what a cell for the State or the speaker says.
func (w *who) add(read *corpus.Statement, name string) {
	by := name
	if read != nil {
		by = first(name, read.By)
		w.speaker = first(w.speaker, read.Speaker)
	}
	switch {
	case by == "" && read != nil && len(read.OnBehalf) > 0:
		w.onBehalf = read.OnBehalf
	case by == "":
	case w.by != "" && w.by != by:
		w.by, w.onBehalf, w.doubt = "", nil, "several are named beside it"
	case w.doubt == "":
		w.by = by
		if read != nil && len(read.OnBehalf) > 0 {
			w.onBehalf = read.OnBehalf
		}
	}
}

// unlessOthers takes a name that stands alone, unless the document is on the
// site of another State, which may only have spoken about the one that is named.
func (f *Finder) unlessOthers(d *document, name string) who {
	owner, ok := f.catalog.Owner(d.main.address)
	if ok && owner != name && f.isState(owner) {
		return who{doubt: "another one is named beside it than the one whose site it is on"}
	}
	return who{by: name}
}

func (f *Finder) isState(code string) bool {
	v, ok := f.states.Voice(code)
	return ok && (v.Kind == corpus.KindState || v.Kind == corpus.KindObserver)
}

// named gives the State or group that a text is the name of, and nothing else.
func (f *Finder) named(text string) string {
	text = strings.Trim(text, " :*–—-.,;|")
	if text == "" || len(text) > 120 {
		return ""
	}
	found := f.states.Find(text)
	if len(found) != 1 {
		return ""
	}
	m := found[0]
	rest := strings.ToLower(strings.TrimSpace(text[:m.Start] + text[m.End:]))
	switch {
	case m.NoDelegation, m.Code == "", m.Form != "name" && m.Form != "short":
		return ""
	case rest != "" && rest != "the" && rest != "delegation of" && rest != "delegation of the":
		return ""
	case m.Kind != corpus.KindState && m.Kind != corpus.KindObserver && m.Kind != corpus.KindGroup:
		return ""
	}
	return m.Code
}
