package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func removeCommand() command {
	return command{
		name: "remove", args: "ID",
		summary: "take a document out of the library",
		about: `Deletes a document from your library's folder, with what is kept of how it was
fetched and its earlier versions. The next question does not find it any more.
verbatim sources lists the IDs. Of a document that holds several statements, all go.`,
		bind: func(*pflag.FlagSet) action { return removeOwn },
	}
}

func removeOwn(ctx context.Context, p *program, words []string) error {
	if len(words) != 1 {
		return wrongUse{withHint(errors.New("remove needs the ID of one document"), "verbatim sources --json has the IDs")}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	again := heldAgain(rec.index.StatementOf(words[0], retrieval.Filter{}), rec.index)
	ids, err := rec.library.RemoveOwn(ctx, words[0])
	switch {
	case errors.Is(err, library.ErrNotFound):
		return withHint(errors.New("the library has no document of this ID"), "verbatim sources --json has the IDs; verbatim library remove is for what servers added")
	case errors.Is(err, retrieval.ErrNotSaved):
		p.report(err)
	case err != nil:
		return explained(err)
	}
	p.renderer(rec).para(0, 2, span{text: "Removed " + strings.Join(ids, ", ") + "."})
	if len(again) > 0 {
		p.renderer(rec).para(0, 2, span{text: "The same statement is held in other files too, and is found there: " + strings.Join(again, ", ") + ".", whole: true})
	}
	return nil
}

// heldAgain names the other files in which a statement is held.
func heldAgain(s *corpus.Statement, x *retrieval.Index) []string {
	if s == nil {
		return nil
	}
	files := s.CopyFiles()
	if stands := x.StatementOf(s.CopyOf, retrieval.Filter{}); s.CopyOf != "" && stands != nil {
		files = append([]string{stands.File}, stands.CopyFiles()...)
	}
	return slices.DeleteFunc(files, func(f string) bool { return f == s.File })
}
