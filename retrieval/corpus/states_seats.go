package corpus

import "fmt"

// FindSeats lists the seats of government that a text names ("Moscow", "the
// White House"), each as a mention of the State or body whose seat it is, of Form
// "seat"; a word for the seat of several is ambiguous, and one under which no
// delegation takes part is reported as such. Texts mostly mean the place by
// these words, so Find passes over them: whether one stands for its State is
// the caller's to say. What is part of a name that Find finds ("Guinea-Bissau")
// is left out; a seat may itself hold a name ("Andorra la Vella").
func (s *States) FindSeats(text string) []Mention {
	found := s.seats.Find(text)
	if len(found) == 0 {
		return nil
	}
	names := s.Find(text)
	kept := found[:0]
	for _, m := range found {
		for len(names) > 0 && names[0].End <= m.Start {
			names = names[1:]
		}
		if len(names) == 0 || names[0].Start >= m.End || within(names[0], m) {
			kept = append(kept, m)
		}
	}
	return kept
}

// within tells whether a lies in b and is shorter.
func within(a, b Mention) bool {
	return b.Start <= a.Start && a.End <= b.End && a.End-a.Start < b.End-b.Start
}

// FormSeat is the Form of a Mention of a seat of government.
const FormSeat = "seat"

// seats enters the names of seats. They are kept apart from the other names, so
// that a seat never takes a name away, nor is found as one.
func (b *statesBuilder) seats() error {
	s := b.out
	b.out = &States{voices: s.voices, never: s.never}
	b.keys, b.made = map[string][]int32{}, nil
	defer func() { s.seats, b.out = b.out, s }()
	for _, seat := range b.data.Seats {
		e := statesEntry{form: FormSeat, place: statesPlace{0, len(b.places.lines)}}
		for _, code := range seat.Of {
			if _, barred := s.barred[code]; s.voices[code] == nil && (!barred || len(seat.Of) > 1) {
				return b.places.wrong(e.place, code, fmt.Sprintf("%q is no State or group that is known here", code), "of lists codes")
			}
		}
		switch len(seat.Of) {
		case 0:
			e.guard = true
		case 1:
			e.voice = seat.Of[0]
			if at, barred := s.barred[e.voice]; barred {
				e.voice, e.barred = "", at+1
			}
		default:
			e.mayBe = seat.Of
		}
		if err := b.enter(e, seat.Names); err != nil {
			return err
		}
	}
	for _, m := range b.made {
		b.addForm(m)
	}
	b.out.trie = newStatesTrie(b.keys)
	return nil
}
