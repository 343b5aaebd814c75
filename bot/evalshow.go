package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"verbatim/bot/eval"
)

// Figures are shown in tables of 80 columns, which fit everywhere.

// figure is a row: what is measured, and how it is shown.
type figure struct {
	name  string
	shown func(eval.Figures) string
}

// figures in the order in which they are shown.
func figures() []figure {
	rate := func(name string, of func(eval.Figures) eval.Rate) figure {
		return figure{name, func(f eval.Figures) string { return mean(of(f)) }}
	}
	cases := func(name string, of func(eval.Figures) eval.Rate) figure {
		return figure{name, func(f eval.Figures) string { return tally(of(f)) }}
	}
	return []figure{
		rate("retrieval: recall@10", func(f eval.Figures) eval.Rate { return f.Recall }),
		rate("retrieval: nDCG@10", func(f eval.Figures) eval.Rate { return f.NDCG }),
		rate("above the floor: recall@10", func(f eval.Figures) eval.Rate { return f.RecallHanded }),
		rate("above the floor: nDCG@10", func(f eval.Figures) eval.Rate { return f.NDCGHanded }),
		rate("citation recall, by rule", func(f eval.Figures) eval.Rate { return f.CitationRecall }),
		rate("citation support, by rule", func(f eval.Figures) eval.Rate { return f.CitationSupport }),
		rate("citation precision, by rule", func(f eval.Figures) eval.Rate { return f.CitationPrecision }),
		rate("citation recall, by a model", func(f eval.Figures) eval.Rate { return f.JudgedRecall }),
		rate("citation precision, by a model", func(f eval.Figures) eval.Rate { return f.JudgedPrecision }),
		rate("words that answer, cited", func(f eval.Figures) eval.Rate { return f.GoldCited }),
		cases("answered with words that answer", func(f eval.Figures) eval.Rate { return f.Right }),
		cases("wrong speaker, of points", func(f eval.Figures) eval.Rate { return f.WrongSpeaker }),
		cases("invented, of quotations", func(f eval.Figures) eval.Rate { return f.Invented }),
		cases("false answers, of unanswerable", func(f eval.Figures) eval.Rate { return f.FalseAnswers }),
		cases("false silence, of answerable", func(f eval.Figures) eval.Rate { return f.FalseSilence }),
		cases("delegations heard, of those asked", func(f eval.Figures) eval.Rate { return f.Heard }),
		cases("follow-ups read as they are meant", func(f eval.Figures) eval.Rate { return f.FollowUpsRead }),
		cases("follow-ups met as they should be", func(f eval.Figures) eval.Rate { return f.FollowUpsRight }),
		{"latency: median, 95 of 100", func(f eval.Figures) string { return fmt.Sprintf("%d ms, %d ms", f.MedianMS, f.P95MS) }},
		{"tokens: in, out", tokens},
	}
}

// mean shows a rate as 0.987, with how many it is over.
func mean(r eval.Rate) string {
	v, ok := r.Value()
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%.3f (%d)", v, r.Of)
}

// tally shows a rate as what it counts.
func tally(r eval.Rate) string {
	if r.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f of %d", math.Round(r.Sum), r.Of)
}

func tokens(f eval.Figures) string {
	if f.TokensIn+f.TokensOut == 0 {
		return "-"
	}
	about := ""
	if f.TokensEstimated {
		about = "about "
	}
	return fmt.Sprintf("%s%d, %d", about, f.TokensIn, f.TokensOut)
}

// measured shows a run beside the last one; untold is how many faults it leaves out.
func (p *program) measured(run, last *eval.Run, saved string, untold int) {
	out := &page{w: p.stdout, width: min(p.out.width, defaultWidth), colour: p.out.colour}
	say := func(text string) { out.para(0, 2, span{text: text}) }
	say(fmt.Sprintf("%s of the set “%s”, asked of %s in %s.", counted(run.Figures.Asked, "question"), run.Set,
		counted(run.Held.Statements, "statement"), counted(run.Held.Passages, "passage")))
	say(runBy(run))
	out.blank()
	lastDay := "last saved"
	if last != nil {
		lastDay = isoDate(last.Date)
	}
	out.line(row("now", lastDay, ""))
	for _, f := range figures() {
		before := "-"
		if last != nil {
			before = f.shown(last.Figures)
		}
		out.line(row(f.shown(run.Figures), before, f.name))
	}
	if n := run.Figures.Undecided; n > 0 {
		say(fmt.Sprintf("%s without words of the record: no rule decides what bears them out, and they are in no figure by rule.", counted(n, "point")))
	}
	if n := run.Figures.JudgedRecall.Of; n > 0 {
		say(fmt.Sprintf("The model %s judged %s that it had drafted in words other than the record's.", run.Model, counted(n, "point")))
	}
	out.grouped("by kind", run.Kinds)
	out.grouped("by use", run.Uses)
	out.findings(run.Findings)
	if untold > 0 {
		out.blank()
		say(fmt.Sprintf("%s of questions that are held back (use = \"test\"), counted above and not listed, so that nobody tunes to them: --held-back lists them.", counted(untold, "fault")))
	}
	for _, note := range differences(run, last) {
		out.blank()
		say(note)
	}
	if saved != "" {
		out.blank()
		out.para(0, 2, span{text: "Saved as"}, span{text: saved, whole: true})
	}
}

func row(now, last, name string) string {
	return strings.TrimRight(fmt.Sprintf("%-36s %20s  %20s", name, now, last), " ")
}

// runBy tells what answered.
func runBy(run *eval.Run) string {
	by := "Answered by extracts"
	if run.Model != "" {
		by = "Answered by the model " + run.Model
	}
	return fmt.Sprintf("%s; embedder %s; version %s; %s.", by, run.Embedder, run.Version, isoDate(run.Date))
}

// differences tells what makes two runs hard to compare.
func differences(run, last *eval.Run) []string {
	if last == nil {
		return nil
	}
	var what []string
	for _, d := range []struct {
		name      string
		now, then any
	}{
		{"other questions", run.SHA256, last.SHA256},
		{"another library", run.Held, last.Held},
		{"another embedder", run.Embedder, last.Embedder},
		{"another model", run.Model, last.Model},
		{"another measure of retrieval", run.Figures.RecallHanded.Of == 0, last.Figures.RecallHanded.Of == 0},
	} {
		if d.now != d.then {
			what = append(what, d.name)
		}
	}
	if len(what) == 0 {
		return nil
	}
	return []string{"The last saved run had " + strings.Join(what, ", ") + ": the two do not compare like with like."}
}

// grouped shows the figures of some of the questions.
func (out *page) grouped(title string, groups []eval.Group) {
	if len(groups) < 2 {
		return
	}
	out.blank()
	out.line(fmt.Sprintf("%-18s %5s %10s %9s %9s %11s %11s", title, "asked", "recall@10", "nDCG@10", "right", "false answ.", "false sil."))
	number := func(r eval.Rate) string {
		v, ok := r.Value()
		if !ok {
			return "-"
		}
		return fmt.Sprintf("%.3f", v)
	}
	for _, g := range groups {
		out.line(fmt.Sprintf("%-18.18s %5d %10s %9s %9s %11s %11s", g.Name, g.Asked, number(g.Recall), number(g.NDCG),
			tally(g.Right), tally(g.FalseAnswers), tally(g.FalseSilence)))
	}
}

// findings shows what went wrong, with the questions.
func (out *page) findings(all []eval.Finding) {
	for i, f := range all {
		if i == 0 {
			out.blank()
		}
		out.para(0, 2, span{text: string(f.What) + ":", style: alarm}, span{text: f.Question}, span{text: "(" + filepath.ToSlash(f.Where) + ")", style: faint})
		if f.Detail != "" {
			out.para(4, 4, span{text: shortenedTo(f.Detail, 200), style: faint})
		}
	}
}

func shortenedTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}

// ranked shows what retrieval reaches on a set.
func (p *program) ranked(dir string, r *eval.Rankings) {
	out := &page{w: p.stdout, width: min(p.out.width, defaultWidth), colour: p.out.colour}
	out.para(0, 2, span{text: dir + ":", whole: true}, span{text: fmt.Sprintf("%s in %s; embedder %s.",
		counted(r.Documents, "document"), counted(r.Passages, "passage"), r.Embedder)})
	for _, s := range r.Splits {
		out.blank()
		out.line(fmt.Sprintf("%-26s %12s %12s %12s", escape(shortenedTo(s.Name, 10))+", "+queries(s.Queries), "lexical", "dense", "fused"))
		for _, m := range []struct {
			name string
			of   func(eval.Ranked) eval.Rate
		}{{"recall@10", func(r eval.Ranked) eval.Rate { return r.Recall }}, {"nDCG@10", func(r eval.Ranked) eval.Rate { return r.NDCG }}} {
			line := fmt.Sprintf("%-26s", m.name)
			for _, way := range []eval.Ranked{s.Words, s.Meaning, s.Fused} {
				shown := "-"
				if v, ok := m.of(way).Value(); ok {
					shown = fmt.Sprintf("%.4f", v)
				}
				line += fmt.Sprintf(" %12s", shown)
			}
			out.line(line)
		}
		if s.Lacking > 0 {
			out.para(0, 2, span{text: queries(s.Lacking) + " with judgements are not in queries.jsonl, and in no figure."})
		}
		if s.Unknown > 0 {
			out.para(0, 2, span{text: counted(s.Unknown, "relevant document") + " not in corpus.jsonl: counted as not found."})
		}
	}
}

func queries(n int) string {
	if n == 1 {
		return "1 query"
	}
	return fmt.Sprintf("%d queries", n)
}
