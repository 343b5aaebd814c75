package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func libraryCommand() command {
	return command{
		name: "library", args: "ACTION",
		summary: "see to the documents that Discord servers added",
		about: `Sees to the documents that Discord servers added. Each is seen in its server
alone, and by no other command, until it is promoted.

    verbatim library list          what servers added
    verbatim library promote ID    share a document with all: it moves to your library
    verbatim library remove ID     delete a document
    verbatim library failed        documents that could not be read, yours and the servers'`,
		bind: func(fs *pflag.FlagSet) action {
			k := &keeping{}
			fs.BoolVar(&k.json, "json", false, "print one object (list and failed)")
			return k.do
		},
	}
}

type keeping struct{ json bool }

// libraryActions are the words after library, and what each does with an ID, or
// without one.
var libraryActions = []string{"list", "promote", "remove", "failed"}

func (k *keeping) do(ctx context.Context, p *program, words []string) error {
	do, err := k.action(words)
	if err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	err = do(ctx, p, rec)
	if errors.Is(err, retrieval.ErrNotSaved) { // what was asked for is done
		p.report(err)
		return nil
	}
	return explained(err)
}

// action finds what the words ask for.
func (k *keeping) action(words []string) (func(context.Context, *program, *record) error, error) {
	if len(words) == 0 {
		return nil, wrongUse{withHint(errors.New("library needs to be told what to do"), "use one of %s", strings.Join(libraryActions, ", "))}
	}
	what, rest := words[0], words[1:]
	switch what {
	case "list", "failed":
		if len(rest) > 0 {
			return nil, misuse("library %s takes no words", what)
		}
		if what == "list" {
			return k.list, nil
		}
		return k.failed, nil
	case "promote", "remove":
		if len(rest) != 1 {
			return nil, wrongUse{withHint(fmt.Errorf("library %s needs the ID of one document", what), "verbatim library list has the IDs")}
		}
		if k.json {
			return nil, misuse("library %s has no --json", what)
		}
		if what == "promote" {
			return func(ctx context.Context, p *program, rec *record) error { return promote(ctx, p, rec, rest[0]) }, nil
		}
		return func(ctx context.Context, p *program, rec *record) error { return remove(ctx, p, rec, rest[0]) }, nil
	}
	return nil, wrongUse{withHint(fmt.Errorf("library cannot %s", shortened(what)), "%s", didYouMean(what, libraryActions))}
}

// explained puts what the library says into the form of this program's errors.
func explained(err error) error {
	var rejected *library.RejectedError
	switch {
	case errors.As(err, &rejected):
		return withHint(errors.New(rejected.Reason), "%s", rejected.Fix)
	case errors.Is(err, library.ErrNotFound):
		return withHint(errors.New("no server added a document of this ID"), "verbatim library list has the IDs")
	}
	return err
}

// addedJSON is a document that a server added.
type addedJSON struct {
	Server string `json:"server"`
	sourceJSON
}

type addedListJSON struct {
	Added []addedJSON `json:"added"`
}

func (k *keeping) list(_ context.Context, p *program, rec *record) error {
	added := rec.library.Added("")
	if k.json {
		return writeJSON(p.stdout, addedListJSON{mapped(added, func(s *corpus.Statement) addedJSON {
			passages := rec.index.Passages(retrieval.Filter{AllScopes: true, Statements: []string{s.ID}})
			return addedJSON{s.Scope, jsonSource(s, len(passages))}
		})}, false)
	}
	r := p.renderer(rec)
	for _, s := range added {
		r.para(0, 2, span{text: s.ID, style: strong, whole: true})
		r.para(2, 4, span{text: joined("; ", "server "+s.Scope, s.Grade.String(), answer.Delegation(rec.states, s.By, s.OnBehalf, s.Date), isoDate(s.Date), s.Title)})
	}
	servers, documents := map[string]bool{}, map[[2]string]bool{}
	for _, s := range added {
		servers[s.Scope] = true
		documents[[2]string{s.Scope, s.File}] = true
	}
	if len(added) == 0 {
		r.para(0, 2, span{text: "No server has added a document."})
		return nil
	}
	r.para(0, 2, span{text: counted(len(documents), "document") + " of " + counted(len(servers), "server") + "."})
	return nil
}

type failedEverywhereJSON struct {
	Failed []serverFailedJSON `json:"failed"`
}

type serverFailedJSON struct {
	Server string `json:"server"` // empty: in the library that all share
	failedJSON
}

func (k *keeping) failed(_ context.Context, p *program, rec *record) error {
	all := rec.index.FailedOf(retrieval.Filter{AllScopes: true})
	_, strays, err := library.ServerSources(rec.servers)
	if err != nil {
		return err
	}
	for _, name := range strays {
		all = append(all, corpus.Failure{File: name, Reason: "lies in the servers' folder, but is no folder named by a server's ID", Fix: "remove it from " + rec.servers})
	}
	if k.json {
		return writeJSON(p.stdout, failedEverywhereJSON{mapped(all, func(f corpus.Failure) serverFailedJSON { return serverFailedJSON{f.Scope, jsonFailed(f)} })}, false)
	}
	r := p.renderer(rec)
	if len(all) == 0 {
		r.para(0, 2, span{text: "Every document could be read."})
	}
	r.failed(all)
	return nil
}

func promote(ctx context.Context, p *program, rec *record, id string) error {
	promoted, err := rec.library.Promote(ctx, id)
	if promoted != "" {
		p.renderer(rec).para(0, 2, span{text: "All share it now, as " + promoted + "."})
	}
	return err
}

func remove(ctx context.Context, p *program, rec *record, id string) error {
	for _, s := range rec.library.Added("") {
		if s.ID != id && s.Document() != id {
			continue
		}
		err := rec.library.Remove(ctx, s.Scope, id)
		if err == nil || errors.Is(err, retrieval.ErrNotSaved) {
			p.renderer(rec).para(0, 2, span{text: "Removed."})
		}
		return err
	}
	return library.ErrNotFound
}
