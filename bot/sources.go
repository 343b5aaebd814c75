package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func sourcesCommand() command {
	return command{
		name:    "sources",
		summary: "list what the library holds",
		about: `Lists the statements that the library holds, and the documents that could not be
read. With --doubtful, those alone of which something is not certain: who speaks,
or when; what is doubtful is left empty, and a sidecar can fill it in.`,
		bind: func(fs *pflag.FlagSet) action {
			s := &listing{}
			s.bindOutput(fs, "print one object")
			fs.BoolVar(&s.doubtful, "doubtful", false, "list the statements of which it is not certain who speaks or when, and why")
			s.filters.bindStates(fs)
			return s.do
		},
	}
}

type listing struct {
	filters
	output
	doubtful bool
}

func (l *listing) do(ctx context.Context, p *program, words []string) error {
	if len(words) > 0 {
		return wrongUse{withHint(misuse("sources takes no words"), "--state %s lists one delegation's", shortened(words[0]))}
	}
	if err := l.checkOutput(); err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	codes, err := l.resolve(rec.states)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	passages := map[*corpus.Statement]int{}
	var statements []*corpus.Statement
	for _, passage := range rec.index.Passages(retrieval.Filter{AnyVoice: codes}) {
		if l.doubtful && len(doubtsOf(passage.Statement)) == 0 {
			continue
		}
		if passages[passage.Statement]++; passages[passage.Statement] == 1 {
			statements = append(statements, passage.Statement)
		}
	}
	corpus.OriginalsFirst(statements, func(s *corpus.Statement) *corpus.Statement { return s })
	if l.json {
		return writeJSON(p.stdout, sourcesJSON{
			Sources: mapped(statements, func(s *corpus.Statement) sourceJSON { return jsonSource(s, passages[s]) }),
			Failed:  mapped(rec.index.Failed(), jsonFailed),
		}, false)
	}
	r := p.renderer(rec)
	if l.format != "" {
		l.write(p, rec, r.formattedStatements(statements, l.notices(r, rec, codes, statements)))
		return nil
	}
	if l.doubtful {
		r.doubtful(statements)
		return nil
	}
	if len(statements) == 0 && len(codes) > 0 {
		r.noneBy(codes, rec.index.Held(retrieval.Filter{}).Statements, rec.engine.Elsewhere)
		r.failed(rec.index.Failed())
		return nil
	}
	r.listed(statements, passages, rec.index.Failed())
	return nil
}

// notices are what a list in another format has beside the statements.
func (l *listing) notices(r *renderer, rec *record, codes []string, listed []*corpus.Statement) []string {
	out := []string{counted(len(listed), "statement") + "."}
	for _, code := range codes {
		if len(listed) == 0 {
			out = append(out, "No statement by "+r.states.Name(code, time.Time{})+" is held.")
		}
	}
	for _, f := range rec.index.Failed() {
		out = append(out, "Could not be read: "+f.String())
	}
	return out
}

func jsonFailed(f corpus.Failure) failedJSON { return failedJSON{f.File, f.Reason, f.Fix} }

// noneBy tells that nothing is held by any of the delegations asked for, and
// what is known of elsewhere, and how many statements there are in all.
func (r *renderer) noneBy(codes []string, all int, elsewhere func(code, name string, held []*corpus.Statement) string) {
	for _, code := range codes {
		name := r.states.Name(code, time.Time{})
		r.para(0, 2, span{text: "No statement by " + name + " is held."})
		if more := elsewhere(code, name, nil); more != "" {
			r.para(2, 2, span{text: more})
		}
	}
	r.para(0, 2, span{text: "The library holds " + counted(all, "statement") + "."})
}

// listed prints statements, then what could not be read.
func (r *renderer) listed(statements []*corpus.Statement, passages map[*corpus.Statement]int, failed []corpus.Failure) {
	all := 0
	for _, s := range statements {
		r.statement(0, s)
		all += passages[s]
		if len(s.Aligned) > 0 {
			r.para(2, 4, span{text: "Aligned with it: " + strings.Join(mapped(s.Aligned, func(code string) string { return r.states.Name(code, s.Date) }), ", ") + ".", style: faint})
		}
		r.para(2, 2, span{text: counted(passages[s], "passage") + ";", style: faint}, span{text: joined("; ", s.File, s.URL), style: faint, whole: true})
		r.elsewhere(s)
		r.blank()
	}
	if len(statements) == 0 {
		r.para(0, 2, span{text: "No statement is held."})
	} else {
		r.para(0, 2, span{text: counted(len(statements), "statement") + " in " + counted(all, "passage") + "."})
	}
	r.failed(failed)
}

// elsewhere prints where else the same statement is held, and stands.
func (r *renderer) elsewhere(s *corpus.Statement) {
	if files := s.CopyFiles(); len(files) > 0 {
		r.para(2, 4, span{text: "Held again in", style: faint}, span{text: strings.Join(files, ", ") + ": it counts once.", style: faint, whole: true})
	}
	if also := s.Elsewhere(); len(also) > 0 {
		r.para(2, 4, span{text: "Also at", style: faint}, span{text: strings.Join(also, " "), style: faint, whole: true})
	}
}

// failed names the documents that could not be read.
func (r *renderer) failed(all []corpus.Failure) {
	if len(all) == 0 {
		return
	}
	r.para(0, 2, span{text: counted(len(all), "document") + " could not be read:", style: alarm})
	for _, f := range all {
		r.para(2, 4, span{text: f.String()})
	}
}
