package eval

import (
	"context"
	"slices"

	"verbatim/bot/answer"
)

// Judge is a model that tells whether quotations bear out a sentence.
type Judge interface {
	// Judge tells whether the citations, taken together and alone, bear out the
	// sentence; its error says that it did not tell.
	Judge(ctx context.Context, sentence string, cited []answer.Citation) (borne bool, usage answer.Usage, err error)
}

// verdict is what a model says of a point with words other than the record's.
type verdict struct {
	borne bool
	works []bool // of each citation
}

// judged asks for a verdict on each point of an answer that says something in
// words other than the record's, which no rule decides. A point that the model
// did not judge has none.
func (r *running) judged(ctx context.Context, a *answer.Answer, tell func(Fault, string)) ([]verdict, error) {
	var out []verdict
	for _, p := range a.Points {
		if p.Verbatim {
			continue
		}
		v, err := r.verdict(ctx, p, cites(a, p))
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			tell(NotJudged, p.Text)
			continue
		case !v.borne:
			tell(JudgedNotBorneOut, p.Text)
		}
		out = append(out, v)
	}
	return out, nil
}

// verdict judges as ALCE does: all citations together bear out the point, or
// not; where they do, a citation works if it does so alone, or if the others
// without it do not.
func (r *running) verdict(ctx context.Context, p answer.Point, cited []answer.Citation) (verdict, error) {
	v := verdict{works: make([]bool, len(cited))}
	ask := func(of []answer.Citation) (bool, error) {
		of = slices.DeleteFunc(slices.Clone(of), func(c answer.Citation) bool { return !(judge{r.index}).stands(c) })
		if len(of) == 0 {
			return false, nil
		}
		borne, _, err := r.Judge.Judge(ctx, p.Text, of)
		return borne, err
	}
	var err error
	if v.borne, err = ask(cited); err != nil || !v.borne {
		return v, err
	}
	if len(cited) == 1 {
		v.works[0] = true
		return v, nil
	}
	for i := range cited {
		alone, err := ask(cited[i : i+1])
		if err != nil {
			return v, err
		}
		if v.works[i] = alone; alone {
			continue
		}
		without, err := ask(slices.Delete(slices.Clone(cited), i, i+1))
		if err != nil {
			return v, err
		}
		v.works[i] = !without
	}
	return v, nil
}

// judgedCitations adds verdicts to figures.
func judgedCitations(verdicts []verdict, f *Figures) {
	for _, v := range verdicts {
		f.JudgedRecall.count(v.borne)
		for _, works := range v.works {
			f.JudgedPrecision.count(v.borne && works)
		}
	}
}

// judges tells who judged.
func (r *running) judges() string {
	if r.Judge == nil {
		return "rule"
	}
	return "rule; words other than the record's: the model " + r.JudgedBy
}
