package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"verbatim/bot/eval"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

func evalCommand() command {
	return command{
		name:    "eval",
		summary: "measure how far the answers can be trusted",
		about: `Asks graded questions, as ask does, and measures the answers: what is found,
what is cited, whose words it is said to be, and where silence would have been
right. Without flags these are the questions over the library that comes with the
program; --questions takes others, asked of your library or of the one that the
file names. Figures stand beside those of the last run that was saved.

--beir measures how documents are found in a set in BEIR's layout (corpus.jsonl,
queries.jsonl, qrels/*.tsv): by words, by meaning, and by both fused.`,
		bind: func(fs *pflag.FlagSet) action {
			e := &evaluating{}
			fs.StringVar(&e.questions, "questions", "", "ask the graded questions in this `FILE`")
			fs.StringVar(&e.beir, "beir", "", "measure retrieval on the set in this `DIR`")
			fs.StringVar(&e.use, "use", "", "ask only the questions of this `USE`: tune or test")
			fs.BoolVar(&e.heldBack, "held-back", false, "list what failed of the questions of use test, too")
			fs.BoolVar(&e.save, "save", false, "save the figures, for later runs to stand beside")
			fs.BoolVar(&e.json, "json", false, "print one object")
			return e.do
		},
	}
}

type evaluating struct {
	questions, beir, use string
	heldBack, save, json bool
}

func (e *evaluating) do(ctx context.Context, p *program, words []string) error {
	switch {
	case len(words) > 0:
		return wrongUse{withHint(errors.New("eval takes no words"), "--questions takes a file, --beir a folder")}
	case e.beir != "" && e.questions != "":
		return misuse("--questions and --beir do not go together")
	case e.beir != "" && e.save:
		return misuse("--save is for questions, not for --beir")
	case e.beir != "" && e.use != "":
		return misuse("--use is for questions, not for --beir")
	case e.beir != "" && e.heldBack:
		return misuse("--held-back is for questions, not for --beir")
	case e.beir != "":
		return e.rankings(ctx, p)
	}
	set, err := e.set()
	if err != nil {
		return err
	}
	if e.use != "" {
		if set, err = set.Used(e.use); err != nil {
			return wrongUse{err}
		}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := rec.narrow(p, set.Library, filepath.Dir(e.questions)); err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	run, err := e.run(ctx, p, rec, set)
	if err != nil {
		return err
	}
	return e.print(p, run)
}

// builtInSet is the name of the questions that the program carries.
const builtInSet = "founding library"

// set reads the questions.
func (e *evaluating) set() (*eval.Set, error) {
	if e.questions != "" {
		src, err := readQuestions(e.questions)
		if err != nil {
			return nil, err
		}
		return eval.ParseQuestions(e.questions, src)
	}
	var sets []*eval.Set
	for _, name := range []string{"founding.toml", "founding-talk.toml"} {
		f, err := data.Questions().Open(name)
		if err != nil {
			return nil, err
		}
		src, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		set, err := eval.ParseQuestions(name, src)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return eval.Join(builtInSet, sets...), nil
}

// readQuestions reads a file, and no more of it than questions can be.
func readQuestions(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, wrongUse{fmt.Errorf("the questions cannot be read: %w", err)}
	case !info.Mode().IsRegular():
		return nil, misuse("the questions cannot be read: %s is no file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("the questions cannot be read: %w", err)
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, eval.MostBytes+1))
}

// narrow makes the library that questions name the only one: the figures of a set
// are of its own library, whatever else the user has. dir is the folder that a
// path is relative to.
func (rec *record) narrow(p *program, library, dir string) error {
	switch library {
	case "":
		return nil
	case eval.BuiltIn:
		rec.sources = []corpus.Source{foundingSource()}
	default:
		if !filepath.IsAbs(library) {
			library = filepath.Join(dir, library)
		}
		if info, err := os.Stat(library); err != nil || !info.IsDir() {
			return withHint(fmt.Errorf("the questions are of a library %s, which is no folder", library), "library in the file of questions is relative to that file")
		}
		rec.sources = []corpus.Source{folder(library)}
	}
	rec.own, rec.servers, rec.config.Index.Path = "", "", ""
	states, err := withOwnStates(rec.builtIn, rec.sources)
	if err != nil {
		return err
	}
	rec.states, rec.engine.States = states, states
	rec.engine.Drafter, err = rec.openDrafter(p.getenv)
	return err
}

func (e *evaluating) run(ctx context.Context, p *program, rec *record, set *eval.Set) (*eval.Run, error) {
	bar := newProgress(p.stderr, p.err, "Asking")
	defer bar.done()
	o := eval.Options{
		Set: set, Engine: rec.engine, States: rec.states,
		Version: built(), Now: time.Now, Progress: bar.at,
	}
	if rec.engine.Drafter != nil {
		o.Model = rec.config.LLM.Model
	}
	if j, ok := rec.engine.Drafter.(eval.Judge); ok {
		o.Judge, o.JudgedBy = j, rec.config.LLM.Model
	}
	return eval.Ask(ctx, o)
}

// print shows a run beside the last one that was saved, and saves it.
func (e *evaluating) print(p *program, run *eval.Run) error {
	dir := evalDir(p.getenv)
	var last *eval.Run
	if dir != "" {
		var err error
		if last, err = eval.Last(dir, run.Set); err != nil {
			p.report(err)
		}
	}
	untold := 0
	if !e.heldBack {
		run, untold = run.WithoutHeldBack()
	}
	saved := ""
	if e.save {
		if dir == "" {
			return errors.New("no place to save the figures is known: set HOME or XDG_DATA_HOME")
		}
		var err error
		if saved, err = eval.Save(dir, run); err != nil {
			return fmt.Errorf("the figures cannot be saved: %w", err)
		}
	}
	if e.json {
		return writeJSON(p.stdout, evalJSON{run, last, saved, untold}, false)
	}
	p.measured(run, last, saved, untold)
	return nil
}

// evalDir is where runs are saved; empty where no place is known.
func evalDir(getenv func(string) string) string {
	dir := userDataDir(getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "verbatim", "eval")
}

type evalJSON struct {
	*eval.Run
	Last   *eval.Run `json:"last"`               // the last saved run of the same questions; null where there is none
	Saved  string    `json:"saved"`              // the file that this one was saved as; "" where it was not
	Untold int       `json:"held_back_findings"` // faults of questions held back, which findings leaves out
}
