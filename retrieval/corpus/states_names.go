package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// statesLongestName bounds what is taken for a name, in bytes.
const statesLongestName = 400

// enter adds names that all stand for the same.
func (b *statesBuilder) enter(e statesEntry, lists ...[]string) error {
	for _, names := range lists {
		for _, name := range names {
			if err := b.enterName(e, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *statesBuilder) enterName(e statesEntry, name string) error {
	key := statesKey(name)
	switch {
	case strings.TrimSpace(name) == "":
		return nil
	case key == "" || len(name) > statesLongestName:
		return b.places.wrong(e.place, name, fmt.Sprintf("%q is no name", name), "take it out")
	}
	b.rule(&e, name)
	for _, at := range b.keys[key] {
		other := &b.out.entries[at]
		if other.same(&e) && other.exact == e.exact {
			other.quiet = other.quiet && e.quiet
			b.make(name, at, &e)
			return nil
		}
		if other.same(&e) {
			continue
		}
		place := e.place
		if place.to == 0 {
			place = other.place
		}
		return b.places.wrong(place, name, fmt.Sprintf("%q of %s already is %s", name, e.what(), other.what()), "a name stands for one; take it out here")
	}
	b.make(name, b.add(key, e), &e)
	return nil
}

// make has the forms of a name that is e's entered when all names are.
func (b *statesBuilder) make(name string, at int32, e *statesEntry) {
	for _, form := range statesForms(name, e.form, e.lang) {
		b.made = append(b.made, statesMade{form.key, at, form.form})
	}
}

func (b *statesBuilder) add(key string, e statesEntry) int32 {
	at := int32(len(b.out.entries))
	b.out.entries = append(b.out.entries, e)
	b.keys[key] = append(b.keys[key], at)
	return at
}

// addForm enters a form unless a name, or an earlier form, has its letters.
func (b *statesBuilder) addForm(m statesMade) {
	if m.key == "" || len(b.keys[m.key]) > 0 {
		return
	}
	if e := b.out.entries[m.entry]; m.form != e.form {
		e.form = m.form
		b.add(m.key, e)
		return
	}
	b.keys[m.key] = append(b.keys[m.key], m.entry)
}

// rule sets when the name counts, from how it is written and from the lists.
func (b *statesBuilder) rule(e *statesEntry, name string) {
	upper, lower := 0, 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLetter(r):
			lower++
		}
	}
	e.upper = upper >= 2 && upper <= 4 && lower == 0
	if upper >= 2 && lower > 0 && upper+lower <= 4 && !strings.ContainsRune(name, ' ') {
		e.exact = name
	}
	if e.upper && e.form == "name" {
		e.form = "short"
	}
	e.capital, e.alone, e.shouted = b.capital[name], b.alone[name], b.shouted[name]
}

// same tells whether two entries stand for the same.
func (e *statesEntry) same(f *statesEntry) bool {
	return e.voice == f.voice && e.barred == f.barred && e.guard == f.guard && strings.Join(e.mayBe, " ") == strings.Join(f.mayBe, " ")
}

// what says what an entry stands for, in an error.
func (e *statesEntry) what() string {
	switch {
	case e.guard:
		return "a phrase that means no State"
	case e.barred > 0:
		return "a name without a delegation"
	case e.voice == "":
		return "a word for any of " + strings.Join(e.mayBe, ", ")
	}
	return e.voice
}

// statesForm is a form of a name, folded.
type statesForm struct{ key, form string }

// statesForms makes the forms of a name that texts use beside the one that
// the data has: "St." for "Saint", "&" for "and", no last point in "U.S",
// plurals, Russian cases, the Arabic article after "for".
func statesForms(name, form, lang string) []statesForm {
	key := statesKey(name)
	var out []statesForm
	add := func(form string, keys ...string) {
		for _, k := range keys {
			if k != key {
				out = append(out, statesForm{k, form})
			}
		}
	}
	add(form, statesSpellings(key)...)
	first, _ := statesFirstRune(name)
	switch {
	case form == "adjective" && lang != "":
		add(form, statesInflected(lang, name, key)...)
	case unicode.Is(unicode.Cyrillic, first):
		forms := statesRussian(name)
		slices.Sort(forms)
		for _, f := range slices.Compact(forms) {
			add(form, statesKey(f))
		}
	case unicode.Is(unicode.Arabic, first):
		if rest, ok := strings.CutPrefix(key, "ال"); ok {
			add(form, "لل"+rest)
		}
	case form == "adjective" && (strings.HasSuffix(key, "n") || strings.HasSuffix(key, "i") || strings.HasSuffix(key, "er")):
		add("demonym", key+"s")
	}
	return out
}

// statesSpellings are other ways to write the same name.
func statesSpellings(key string) []string {
	out := []string{}
	for _, pair := range [][2]string{{"saint ", "st. "}, {"saint ", "st "}, {"sainte ", "ste "}, {"sainte ", "ste. "}} {
		if strings.HasPrefix(key, pair[0]) || strings.Contains(key, " "+pair[0]) {
			out = append(out, strings.Replace(key, pair[0], pair[1], 1))
		}
	}
	for _, k := range append([]string{key}, out...) {
		if strings.Contains(k, " and ") {
			out = append(out, strings.Replace(k, " and ", " & ", 1))
		}
	}
	if strings.Contains(key, "people's ") {
		out = append(out, strings.Replace(key, "people's ", "peoples' ", 1), strings.Replace(key, "people's ", "peoples ", 1), strings.Replace(key, "people's ", "people ", 1))
	}
	if strings.Contains(key, " و") {
		out = append(out, strings.Replace(key, " و", " و ", 1))
	}
	if strings.HasSuffix(key, ".") {
		out = append(out, strings.TrimSuffix(key, "."))
	}
	return out
}

func statesFirstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}
