package state

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"testing"
	"time"
)

// FuzzAgainstModel does to a file and to a map what the input says, and holds
// the one to the other.
func FuzzAgainstModel(f *testing.F) {
	f.Add([]byte("0123456789abcdefghijklmnopqrstuvwxyz"))
	f.Add(bytes.Repeat([]byte{0, 7, 1, 8, 2, 9, 3, 10, 4, 11, 5, 12, 6, 13}, 12))
	f.Fuzz(func(t *testing.T, program []byte) {
		if len(program) > 300 {
			program = program[:300]
		}
		c := newClock()
		db := opened(t, c)
		db.bolt.NoSync = true
		m := &model{}
		for i := 0; i+2 < len(program); i += 3 {
			m.step(t, db, c, program[i], program[i+1], program[i+2])
		}
		m.compare(t, db)
		whole(t, db)
	})
}

type model struct {
	made     int
	answers  []Answer
	feedback []Feedback
}

// name is one of a few, of bytes that a careless key would mix up.
func name(n byte) string { return []string{"", "a", "a\x00", "\x01a", "\xff", "a\xff\xff"}[n%6] }

func (m *model) step(t *testing.T, db *DB, c *clock, op, x, y byte) {
	pick := func() *Answer {
		if len(m.answers) == 0 {
			return nil
		}
		return &m.answers[int(x)%len(m.answers)]
	}
	switch op % 8 {
	case 0, 1:
		a := Answer{
			Channel: name(x), Asker: name(y), Private: op%16 == 0, Body: []byte{x, y}, Message: fmt.Sprint("m", m.made),
			Statements: slices.Compact([]string{name(x), name(y)}), Created: c.now(),
		}
		m.made++
		must(t, db.SaveAnswer(&a))
		m.answers = append(m.answers, a)
		c.pass(time.Second)
	case 2:
		if a := pick(); a != nil {
			must(t, db.DeleteAnswer(a.ID))
			m.answers = slices.DeleteFunc(m.answers, func(b Answer) bool { return b.ID == a.ID })
		}
	case 3:
		if a := pick(); a != nil {
			now, err := db.UpdateAnswer(a.ID, func(a *Answer) error {
				a.Channel, a.Retracted, a.Statements = name(y), y%3 == 0, []string{name(y)}
				return nil
			})
			must(t, err)
			now.Asker = a.Asker // what is no text comes back as what stands for it; no ID of Discord's is that
			*a = now
		}
	case 4:
		who := name(y)
		n, deleted, err := db.Forget(who)
		must(t, err)
		before, beforeF := len(m.answers), len(m.feedback)
		if who != "" {
			m.answers = slices.DeleteFunc(m.answers, func(a Answer) bool { return a.Asker == who })
			m.feedback = slices.DeleteFunc(m.feedback, func(f Feedback) bool { return f.Voter == db.Pseudonym(who) })
		}
		if n.Answers != before-len(m.answers) || len(deleted) != n.Answers || n.Feedback != beforeF-len(m.feedback) {
			t.Fatalf("forgot %+v, the model %d and %d", n, before-len(m.answers), beforeF-len(m.feedback))
		}
	case 5:
		v := Feedback{Guild: name(x), Answer: name(y), Voter: db.Pseudonym(name(x ^ y)), Verdict: fmt.Sprint(op), At: c.now()}
		must(t, db.SaveFeedback(v))
		m.feedback = slices.DeleteFunc(m.feedback, func(f Feedback) bool {
			return f.Guild == v.Guild && f.Answer == v.Answer && f.Voter == v.Voter
		})
		m.feedback = append(m.feedback, v)
		c.pass(time.Second)
	case 6:
		c.pass(time.Duration(x) * 3 * time.Hour)
	case 7:
		_, err := db.Sweep()
		must(t, err)
		old := c.now().Add(-db.keep)
		m.answers = slices.DeleteFunc(m.answers, func(a Answer) bool { return a.Created.Before(old) })
		m.feedback = slices.DeleteFunc(m.feedback, func(f Feedback) bool { return f.At.Before(old) })
	}
}

func (m *model) compare(t *testing.T, db *DB) {
	ids := func(of []Answer) (out []string) {
		for _, a := range of {
			out = append(out, a.ID)
		}
		return out
	}
	for n := range byte(6) {
		of := name(n)
		var inChannel, citing []Answer
		var voted []Feedback
		for _, a := range m.answers {
			if a.Channel == of && of != "" && !a.Private && !a.Retracted {
				inChannel = append(inChannel, a)
			}
			if !a.Retracted && slices.Contains(a.Statements, of) {
				citing = append(citing, a)
			}
		}
		for _, f := range m.feedback {
			if f.Guild == of {
				voted = append(voted, f)
			}
		}
		if got, err := db.AnswersIn(of, 1000); err != nil || !slices.Equal(ids(got), ids(inChannel)) {
			t.Errorf("in %q: %v, want %v (%v)", of, ids(got), ids(inChannel), err)
		}
		got, err := db.Citing([]string{of})
		a, b := ids(got), ids(citing)
		sort.Strings(a)
		sort.Strings(b)
		if err != nil || !slices.Equal(a, b) {
			t.Errorf("citing %q: %v, want %v (%v)", of, a, b, err)
		}
		if got, err := db.FeedbackOf(of); err != nil || len(got) != len(voted) {
			t.Errorf("feedback of %q: %d, want %d (%v)", of, len(got), len(voted), err)
		}
	}
	for _, a := range m.answers {
		got, err := db.Answer(a.ID)
		if err != nil || got.Message != a.Message || !bytes.Equal(got.Body, a.Body) || got.Channel != string([]rune(a.Channel)) {
			t.Errorf("%+v, want %+v (%v)", got, a, err)
		}
		if at, err := db.AnswerAt(a.Message); err != nil || at.ID != a.ID {
			t.Errorf("at %s: %s (%v)", a.Message, at.ID, err)
		}
	}
}
