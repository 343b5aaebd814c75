package corpus

import (
	"context"
	"fmt"
	"os"
	"path"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// A scope is the ID of a server of a chat service. What bears one is seen in
// that server alone: retrieval.Filter lets nothing else through by mistake, as
// it has to name the scope.

// maxScope is how many digits a server's ID has at most: those of an unsigned
// number of 64 bits.
const maxScope = 20

// ValidScope tells whether s can be a server's ID: 1 to 20 digits and nothing
// else, so that it is safe as a folder's name and before the colon of a
// statement's ID.
func ValidScope(s string) bool {
	return s != "" && len(s) <= maxScope && strings.Trim(s, "0123456789") == ""
}

// scopedID puts a scope before an ID. A shared document whose file is called as
// if it had one is told apart by a beginning that no path has.
func scopedID(scope, id string) string {
	if scope != "" {
		return scope + ":" + id
	}
	if before, _, found := strings.Cut(id, ":"); found && ValidScope(before) {
		return "./" + id
	}
	return id
}

// Document reads one document and its sidecar, meta, as Load would read both
// from a source, and nothing else. name is the document's path within the
// source; a nil meta stands for no sidecar. States are those of the whole
// library. The error is a Failure. The statements' IDs are those that they have
// where no other file is called like this one.
func Document(src Source, name string, data, meta []byte, states *States) (statements []*Statement, warnings []Failure, err error) {
	d := &found{src: src, path: name, sums: map[string]string{}}
	func() {
		defer d.recovered()
		var side *sidecar
		if meta != nil {
			d.sidecar = Stem(name) + ".toml"
			if side, err = parseSidecar(place(src, d.sidecar), string(meta), states); err != nil {
				d.fail(err)
				return
			}
		}
		plain := reader.New(reader.Options{})
		defer plain.Close()
		d.make(context.Background(), plain, data, side, states)
	}()
	if len(d.failed) > 0 {
		return nil, nil, d.failed[0]
	}
	for _, s := range d.statements {
		s.ID = scopedID(src.Scope, s.ID)
	}
	return d.statements, d.warnings, nil
}

// OwnStates gives the States that Load gives: the built-in ones, extended by the
// states.toml of the sources that all share.
func OwnStates(sources []Source, builtIn *States) (*States, error) {
	for _, src := range sources {
		if src.FS == nil {
			src.FS = os.DirFS(src.Dir)
		}
		w := &walker{src: src}
		entries, err := top(src)
		if err != nil && src.Scope == "" {
			return nil, unreadable(src, err)
		}
		for _, e := range entries {
			if e.Name() == statesFileName && e.Type().IsRegular() {
				w.own, _ = e.Info()
			}
		}
		if builtIn, err = w.states(builtIn); err != nil {
			return nil, fmt.Errorf("reading the States of the library: %w", err)
		}
	}
	return builtIn, nil
}

// Stem is a document's path without its ending: the sidecar's is that, and
// ".toml".
func Stem(name string) string { return stemOf(name) }

// PassedOver tells whether Load takes no document from a file of this name,
// though its ending be right: a hidden one, a README, the library's own
// states.toml, other sidecars and records of what was fetched.
func PassedOver(name string) bool {
	base := path.Base(name)
	return ignored(base) || strings.EqualFold(path.Ext(base), ".toml") || path.Ext(base) == RecordEnding
}
