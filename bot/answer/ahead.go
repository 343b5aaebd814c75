package answer

import "slices"

// What a question has wrong about whose words it gets, or of when, stands before
// them: whoever reads on from a quotation takes it for what was asked for.

// ahead gathers such sentences: they are the first notices of an answer.
type ahead struct {
	notices []string
	only    []string // said where words follow, and nowhere else
}

func (w *ahead) say(notices ...string) {
	w.notices = append(w.notices, slices.DeleteFunc(notices, func(n string) bool { return n == "" })...)
}

// sayOf tells of persons asked for whose words do not follow.
func (w *ahead) sayOf(h heeded) {
	if h.others != "" {
		w.say(h.notice)
		w.only = append(w.only, h.others)
	}
}

// all gives the sentences that stand before words.
func (w *ahead) all() []string { return slices.Concat(w.notices, w.only) }

// before puts them before an answer's other notices, with what the question takes
// for granted. That is known only when the answer's points are: a model's grew
// without it, and it stands behind them.
func (w *ahead) before(a *Answer, granted []string) {
	first := w.all()
	if a.Mode != Generated {
		first, granted = append(first, granted...), nil
	}
	a.Ahead, a.Notices = len(first), slices.Concat(first, granted, a.Notices)
}

// grown has an answer that grows begin with them, as sentences of the program's
// own.
func (w *ahead) grown(grow func(Point)) func(Point) {
	if grow == nil {
		return nil
	}
	begun := false
	return func(p Point) {
		if !begun {
			for _, line := range w.all() {
				grow(Point{Text: line, Own: true})
			}
		}
		begun = true
		grow(p)
	}
}

// Notified gives the notices that are to be read before an answer's points, and
// those behind them.
func (a *Answer) Notified() (before, behind []string) {
	n := min(max(a.Ahead, 0), len(a.Notices))
	return a.Notices[:n], a.Notices[n:]
}
