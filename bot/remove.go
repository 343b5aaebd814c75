package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/library"
	"verbatim/retrieval"
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
	return nil
}
