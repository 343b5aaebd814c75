package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// clone copies the data so that merging into the copy leaves the original
// alone, and forgets the lines, which are of another file.
func (f statesFile) clone() statesFile {
	f.Capital, f.Alone, f.Shouted = slices.Clone(f.Capital), slices.Clone(f.Alone), slices.Clone(f.Shouted)
	f.Never, f.Guards = slices.Clone(f.Never), slices.Clone(f.Guards)
	f.Ranks, f.Links, f.Titles = slices.Clone(f.Ranks), slices.Clone(f.Links), slices.Clone(f.Titles)
	f.Seats = slices.Clone(f.Seats)
	f.Ambiguous, f.NoDelegation = slices.Clone(f.Ambiguous), slices.Clone(f.NoDelegation)
	f.Group, f.State = slices.Clone(f.Group), slices.Clone(f.State)
	for i := range f.Ambiguous {
		f.Ambiguous[i].place = statesPlace{}
	}
	for i := range f.NoDelegation {
		f.NoDelegation[i].place = statesPlace{}
	}
	for i := range f.Group {
		f.Group[i].place = statesPlace{}
	}
	for i := range f.State {
		f.State[i].place = statesPlace{}
	}
	return f
}

// merge adds what a file says to the data so far. Every list is replaced by a
// longer copy, never grown in place: the base shares the old ones.
func (b *statesBuilder) merge(f *statesFile) error {
	d := &b.data
	statesSet(&d.Reply, f.Reply)
	for _, pair := range []struct {
		to   *[]string
		from []string
	}{{&d.Capital, f.Capital}, {&d.Alone, f.Alone}, {&d.Shouted, f.Shouted}, {&d.Never, f.Never}, {&d.Guards, f.Guards}, {&d.Ranks, f.Ranks}, {&d.Links, f.Links}, {&d.Titles, f.Titles}} {
		statesAdd(pair.to, pair.from)
	}
	d.Seats = slices.Concat(d.Seats, f.Seats)
	d.Ambiguous = append(d.Ambiguous, f.Ambiguous...)
	d.NoDelegation = append(d.NoDelegation, f.NoDelegation...)
	for _, g := range f.Group {
		if err := b.mergeGroup(g); err != nil {
			return err
		}
	}
	for _, s := range f.State {
		if err := b.mergeState(s); err != nil {
			return err
		}
	}
	return nil
}

func (b *statesBuilder) mergeGroup(g statesGroup) error {
	if g.Code == "" {
		return b.places.wrong(g.place, "code", "a [[group]] without a code", `give it one, as in code = "eu"`)
	}
	i := slices.IndexFunc(b.data.Group, func(h statesGroup) bool { return h.Code == g.Code })
	if i < 0 {
		b.data.Group = append(b.data.Group, g)
		return nil
	}
	h := b.data.Group[i]
	statesSet(&h.Name, g.Name)
	statesSet(&h.Kind, g.Kind)
	statesAdd(&h.Names, g.Names)
	statesAdd(&h.Lookup, g.Lookup)
	h.Quiet, h.Region = h.Quiet || g.Quiet, h.Region || g.Region
	h.Members = slices.DeleteFunc(slices.Clone(h.Members), func(m string) bool {
		return slices.ContainsFunc(g.Members, func(n string) bool { return statesMemberCode(n) == statesMemberCode(m) })
	})
	h.Members = append(h.Members, g.Members...)
	h.place = g.place
	b.data.Group[i] = h
	return nil
}

func (b *statesBuilder) mergeState(s statesState) error {
	if s.Code == "" {
		return b.places.wrong(s.place, "code", "a [[state]] without a code", `give it one, as in code = "RU"`)
	}
	i := slices.IndexFunc(b.data.State, func(t statesState) bool { return t.Code == s.Code })
	if i < 0 {
		b.data.State = append(b.data.State, s)
		return nil
	}
	t := b.data.State[i]
	statesSet(&t.Alpha3, s.Alpha3)
	statesSet(&t.Kind, s.Kind)
	statesSet(&t.Name, s.Name)
	statesSet(&t.Official, s.Official)
	statesSet(&t.Region, s.Region)
	if s.Until.Year != 0 {
		t.Until = s.Until
	}
	t.Then = append(slices.Clone(t.Then), s.Then...)
	t.Quiet = t.Quiet || s.Quiet
	from := s.lists()
	for k, to := range t.lists() {
		statesAdd(to, *from[k])
	}
	t.place = s.place
	b.data.State[i] = t
	return nil
}

// lists are the record's lists of names, always in the same order.
func (s *statesState) lists() []*[]string {
	return []*[]string{&s.Aliases, &s.Lookup, &s.Adjectives, &s.Demonyms, &s.FR, &s.ES, &s.RU, &s.ZH, &s.AR, &s.FRAdj, &s.ESAdj, &s.RUAdj, &s.ARAdj}
}

func statesSet(to *string, from string) {
	if from != "" {
		*to = from
	}
}

func statesAdd(to *[]string, from []string) {
	if len(from) > 0 {
		*to = slices.Concat(*to, from)
	}
}

// statesMemberCode is the code of a member as it is written in the file,
// "HR 2013-07-01..".
func statesMemberCode(member string) string {
	code, _, _ := strings.Cut(strings.TrimSpace(member), " ")
	return code
}

// parseStatesMember reads "HR", "HR 2013-07-01..", "GB ..2020-01-31" and
// "UZ 2006-08-16..2012-06-27".
func parseStatesMember(member string) (statesMember, error) {
	code, spell, dated := strings.Cut(strings.TrimSpace(member), " ")
	m := statesMember{code: code}
	if !dated {
		return m, nil
	}
	from, until, ok := strings.Cut(strings.TrimSpace(spell), "..")
	if !ok {
		return m, fmt.Errorf("%q has no dots between its days", spell)
	}
	var err error
	if m.from, err = statesDate(from); err == nil {
		m.until, err = statesDate(until)
	}
	if err == nil && !m.until.IsZero() && m.until.Before(m.from) {
		err = fmt.Errorf("%q ends before it begins", spell)
	}
	return m, err
}
