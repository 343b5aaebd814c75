package corpus

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// statesBuilder makes States of data. Order matters in one place: names as the
// data writes them come before the forms that are made of them, so that a form
// never takes a name away.
type statesBuilder struct {
	data    statesFile
	places  *statesPlaces
	out     *States
	keys    map[string][]int32 // folded name -> its entries
	capital map[string]bool
	alone   map[string]bool
	shouted map[string]bool
	made    []statesMade
}

// statesEntry is what one name stands for, and when it counts.
type statesEntry struct {
	voice  string   // a code, or
	mayBe  []string // several, or
	barred int      // place in NoDelegation, from 1, or
	guard  bool     // nothing
	form   string
	lang   string // of an adjective that inflects, empty for English
	statesRule
	place statesPlace
}

// statesRule says when a spelling counts as the name.
type statesRule struct {
	quiet   bool   // not in a text, only when a person types it
	upper   bool   // only in capitals: "US"
	exact   string // only so: "BiH"
	capital bool   // only with a first capital: "Polish"
	alone   bool   // only without a capitalised neighbour: "Maurice"
	shouted bool   // not where all around is in capitals: "US"
}

// statesMade is a form made of a name, waiting until all names are in.
type statesMade struct {
	key   string
	entry int32
	form  string
}

var (
	statesCode      = regexp.MustCompile(`^[A-Z]{2}$|^[A-Z]{4}$`)
	statesGroupCode = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

func (b *statesBuilder) build() (*States, error) {
	b.out = &States{data: b.data, voices: map[string]*statesVoice{}, byCode: map[string]string{}, barred: map[string]int{}, never: map[string]bool{}}
	b.keys = make(map[string][]int32, 1<<14)
	b.out.entries = make([]statesEntry, 0, 1<<12)
	b.capital, b.alone, b.shouted = statesSetOf(b.data.Capital), statesSetOf(b.data.Alone), statesSetOf(b.data.Shouted)
	for _, n := range b.data.Never {
		b.out.never[n] = true
	}
	b.out.ranks, b.out.links, b.out.titles = statesFoldedSet(b.data.Ranks), statesFoldedSet(b.data.Links), statesFoldedSet(b.data.Titles)
	for _, step := range []func() error{b.states, b.groups, b.members, b.names, b.others} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, m := range b.made {
		b.addForm(m)
	}
	s := b.out
	for code, v := range s.voices {
		s.codes = append(s.codes, code)
		if len(v.members) > 0 {
			s.groups = append(s.groups, code)
		}
	}
	slices.Sort(s.codes)
	slices.Sort(s.groups)
	s.trie = newStatesTrie(b.keys)
	if err := b.seats(); err != nil {
		return nil, err
	}
	return s, nil
}

func statesSetOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

func statesFoldedSet(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[statesKey(w)] = true
	}
	return set
}

// states makes a voice of every [[state]].
func (b *statesBuilder) states() error {
	for i := range b.data.State {
		r := &b.data.State[i]
		v := &statesVoice{Voice: Voice{Code: r.Code, Kind: cmp.Or(r.Kind, KindState), Name: r.Name, Official: cmp.Or(r.Official, r.Name), Region: r.Region}}
		switch {
		case !statesCode.MatchString(r.Code):
			return b.places.wrong(r.place, r.Code, fmt.Sprintf("%q is no code of a State", r.Code), "two capitals of ISO 3166-1, or four of ISO 3166-3")
		case r.Name == "":
			return b.places.wrong(r.place, r.Code, fmt.Sprintf("%s has no name", r.Code), "a new State needs name = \"...\"; check the code if it is not new")
		case !slices.Contains([]string{KindState, KindObserver, KindPredecessor}, v.Kind):
			return b.places.wrong(r.place, r.Kind, fmt.Sprintf("%q is no kind of State", r.Kind), "state, observer or predecessor")
		case r.Alpha3 != "" && len(r.Alpha3) != 3:
			return b.places.wrong(r.place, r.Alpha3, fmt.Sprintf("%q is no alpha-3 code", r.Alpha3), "three capitals of ISO 3166-1")
		}
		for _, t := range r.Then {
			if t.Name == "" || t.Until.Year == 0 {
				return b.places.wrong(r.place, t.Name, r.Code+": an entry of then needs both name and until", `as in { name = "Swaziland", until = 2018-04-19 }`)
			}
			v.then = append(v.then, statesThen{t.Name, t.Until.AsTime(time.UTC)})
		}
		slices.SortFunc(v.then, func(x, y statesThen) int { return x.until.Compare(y.until) })
		b.out.voices[r.Code] = v
		for _, code := range []string{r.Code, strings.ToUpper(r.Alpha3)} {
			if code != "" {
				b.out.byCode[code] = r.Code
			}
		}
	}
	return nil
}

// groups makes a voice of every [[group]]. Its code takes precedence over an
// alpha-3 code of the same letters ("nam"), never over an alpha-2 one.
func (b *statesBuilder) groups() error {
	for i := range b.data.Group {
		g := &b.data.Group[i]
		upper := strings.ToUpper(g.Code)
		kind := cmp.Or(g.Kind, KindGroup)
		switch {
		case !statesGroupCode.MatchString(g.Code):
			return b.places.wrong(g.place, g.Code, fmt.Sprintf("%q is no code of a group", g.Code), "small letters, digits and hyphens")
		case g.Name == "":
			return b.places.wrong(g.place, g.Code, fmt.Sprintf("%s has no name", g.Code), "a new group needs name = \"...\"; check the code if it is not new")
		case kind != KindGroup && kind != KindBody:
			return b.places.wrong(g.place, g.Kind, fmt.Sprintf("%q is no kind of group", g.Kind), "group or body")
		case b.out.byCode[upper] != "" && len(upper) == 2:
			return b.places.wrong(g.place, g.Code, fmt.Sprintf("%q is the code of a State", g.Code), "choose a longer one")
		}
		b.out.voices[g.Code] = &statesVoice{Voice: Voice{Code: g.Code, Kind: kind, Name: g.Name, Official: g.Name}}
		b.out.byCode[upper] = g.Code
	}
	return nil
}

// members fills the groups: from their lists, and the regional ones from the
// States' own records.
func (b *statesBuilder) members() error {
	regional := map[string]bool{}
	for i := range b.data.Group {
		g := &b.data.Group[i]
		regional[g.Code] = g.Region
		v := b.out.voices[g.Code]
		for _, text := range g.Members {
			m, err := parseStatesMember(text)
			if err != nil {
				return b.places.wrong(g.place, text, g.Code+": member "+err.Error(), `write "HR 2013-07-01..", "GB ..2020-01-31" or "UZ 2006-08-16..2012-06-27"`)
			}
			if member, ok := b.out.voices[m.code]; !ok || !statesCode.MatchString(m.code) || member == nil {
				return b.places.wrong(g.place, text, fmt.Sprintf("%s: %q is no State that is known here", g.Code, m.code), "use the alpha-2 code, or add a [[state]] for it")
			}
			v.members = append(v.members, m)
		}
	}
	for i := range b.data.State {
		r := &b.data.State[i]
		if r.Region == "" {
			continue
		}
		if !regional[r.Region] {
			return b.places.wrong(r.place, r.Region, fmt.Sprintf("%s: %q is no regional group", r.Code, r.Region), "use the code of a [[group]] with region = true")
		}
		g := b.out.voices[r.Region]
		g.members = append(g.members, statesMember{code: r.Code})
	}
	return nil
}

// names enters every name of every voice.
func (b *statesBuilder) names() error {
	for i := range b.data.State {
		r := &b.data.State[i]
		e := statesEntry{voice: r.Code, form: "name", place: r.place}
		quiet, own, adjective, demonym := e, e, e, e
		quiet.quiet, own.quiet = true, r.Quiet
		adjective.form, demonym.form = "adjective", "demonym"
		err := b.enter(own, []string{r.Name, r.Official}, r.FR, r.ES, r.RU, r.ZH, r.AR)
		for _, t := range r.Then {
			err = statesFirstError(err, b.enter(e, []string{t.Name}))
		}
		err = statesFirstError(err, b.enter(e, r.Aliases), b.enter(quiet, r.Lookup), b.enter(adjective, r.Adjectives), b.enter(demonym, r.Demonyms))
		for i, names := range [][]string{r.FRAdj, r.ESAdj, r.RUAdj, r.ARAdj} {
			adjective.lang = [...]string{"fr", "es", "ru", "ar"}[i]
			err = statesFirstError(err, b.enter(adjective, names))
		}
		if err != nil {
			return err
		}
	}
	for i := range b.data.Group {
		g := &b.data.Group[i]
		e := statesEntry{voice: g.Code, form: "name", place: g.place}
		quiet, own := e, e
		quiet.quiet, own.quiet = true, g.Quiet
		if err := statesFirstError(b.enter(own, []string{g.Name}), b.enter(e, g.Names), b.enter(quiet, g.Lookup)); err != nil {
			return err
		}
	}
	return nil
}

// others enters the names that stand for no voice.
func (b *statesBuilder) others() error {
	for i := range b.data.NoDelegation {
		n := &b.data.NoDelegation[i]
		n.Reply = cmp.Or(n.Reply, b.data.Reply)
		if n.Reply == "" {
			return b.places.wrong(n.place, "names", "names without a delegation need a reply", "set reply at the top of the file")
		}
		for _, code := range n.Codes {
			if known := b.out.byCode[strings.ToUpper(code)]; known != "" {
				return b.places.wrong(n.place, code, fmt.Sprintf("code %q already means %s", code, known), "take it out")
			}
			b.out.barred[strings.ToUpper(code)] = i
		}
		if err := b.enter(statesEntry{barred: i + 1, form: KindNoDelegation, place: n.place}, n.Names); err != nil {
			return err
		}
	}
	for _, a := range b.data.Ambiguous {
		for _, code := range a.MayBe {
			if b.out.voices[code] == nil {
				return b.places.wrong(a.place, code, fmt.Sprintf("%q is no State that is known here", code), "may_be lists codes")
			}
		}
		if err := b.enter(statesEntry{mayBe: a.MayBe, form: "name", place: a.place}, a.Names); err != nil {
			return err
		}
	}
	return b.enter(statesEntry{guard: true, place: statesPlace{0, len(b.places.lines)}}, b.data.Guards)
}

func statesFirstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// statesDate reads 2006-01-02; an empty one is open.
func statesDate(s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return t, fmt.Errorf("has %q, which is no day", s)
	}
	return t, nil
}
