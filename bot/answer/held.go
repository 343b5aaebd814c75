package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// held reports what the library holds under the question's filters.
func (e *Engine) held(x *retrieval.Index, u Understood) Held {
	h := x.Held(withVoices(e.filter(x, u), u.States))
	return Held{Statements: h.Statements, Passages: h.Passages, By: h.By, From: h.From, To: h.To}
}

// report says what is held when nothing that is held answers, and keeps apart
// "no statement by X is held" and "the statements by X that are held do not
// speak of this". That a whole statement does not speak of something no search
// can prove: it is said only where nothing came near being relevant, and
// otherwise that nothing near enough was found.
func (e *Engine) report(x *retrieval.Index, u Understood) []string {
	all := x.Held(u.all())
	if all.Statements == 0 {
		return e.withElsewhere(x, u, "", "The library holds no statement yet. With a network, verbatim fetch --starter fills it with official documents of every region; verbatim add adds one more.")
	}
	if u.only != nil && len(u.persons) > 0 {
		return []string{"Nothing near enough to this was found in these.", e.holds(x, u)}
	}
	if len(u.States) == 0 {
		h := e.held(x, u)
		if h.Statements == 0 {
			return []string{"No statement is held " + under(u) + ".", e.holds(x, u)}
		}
		if u.cameNear("") || e.shares(x, u, "") {
			return []string{"Nothing near enough to this was found in what is held.", e.holds(x, u)}
		}
		return []string{"Nothing that is held speaks of this.", e.holds(x, u)}
	}
	var out []string
	for _, code := range u.States {
		out = append(out, e.withElsewhere(x, u, code, e.reportOn(x, u, code))...)
	}
	return append(out, e.holds(x, u))
}

// withElsewhere puts after a report on a delegation, or on the whole library, what
// is known of that is not held.
func (e *Engine) withElsewhere(x *retrieval.Index, u Understood, code, report string) []string {
	out := []string{report}
	if e.Elsewhere == nil {
		return out
	}
	name := ""
	if code != "" {
		name = e.name(code)
	}
	if more := e.Elsewhere(code, name, x.StatementsOf(withVoice(u.all(), code))); more != "" {
		out = append(out, more)
	}
	return out
}

// reportOn says what is held of one delegation.
func (e *Engine) reportOn(x *retrieval.Index, u Understood, code string) string {
	name := e.name(code)
	h, aligned := e.voiced(x, withVoice(e.filter(x, u), code), code)
	if h.Statements > 0 {
		whose := "by " + name
		if aligned {
			whose = "with which " + name + " aligned itself"
		} else if slices.ContainsFunc(h.By, func(by string) bool { return by != code }) {
			whose = "by or on behalf of " + name
		}
		them := fmt.Sprintf("he %d statements %s that are held%s", h.Statements, whose, dates(h.From, h.To))
		does := "do"
		if h.Statements == 1 {
			them, does = fmt.Sprintf("he one statement %s that is held%s", whose, dates(h.From, h.To)), "does"
		}
		if u.cameNear(code) || e.shares(x, u, code) {
			return "Nothing near enough to this was found in t" + them + "." + e.standing(x, u, code)
		}
		return fmt.Sprintf("T%s %s not speak of this.", them, does)
	}
	if any, aligned := e.voiced(x, withVoice(u.quotable(), code), code); any.Statements > 0 && !aligned {
		return fmt.Sprintf("No statement by %s is held %s; %s %s held%s.", name, under(u), counted(any.Statements, "other", "others"),
			are(any.Statements), dates(any.From, any.To))
	}
	return fmt.Sprintf("No statement by %s is held.", name)
}

// note keeps whether the search for a delegation's words (or for anybody's) came
// near.
func (u Understood) note(f retrieval.Filter, near bool) {
	if near && u.near != nil {
		u.near[strings.Join(f.AnyVoice, " ")] = true
	}
}

// cameNear tells whether it did. Of a search that did not look for the words
// of a question, as there was no subject, or that does not read its language,
// nothing can be said.
func (u Understood) cameNear(code string) bool {
	return u.near[code] || u.search == "" || u.ofNoKnownLanguage()
}

// shares tells whether a word of the question's subject stands in what is held
// by a delegation, or by anybody: many words can hide from the search the one
// that they speak of.
func (e *Engine) shares(x *retrieval.Index, u Understood, code string) bool {
	return x.Shares(u.search, u.Language, withVoice(e.filter(x, u), code))
}

// standing tells which words of the question stand in what is held by a
// delegation: where to look, and no answer.
func (e *Engine) standing(x *retrieval.Index, u Understood, code string) string {
	const (
		most    = 3
		telling = 1.5 // as much as a word of a fifth of all passages weighs; commoner ones tell nothing
	)
	var words []string
	for _, w := range lexical.ContentWords(u.search, u.Language) {
		word := u.search[w.Start:w.End]
		if quoted := "“" + word + "”"; len(words) < most && x.IDF(w.Term) >= telling && !slices.Contains(words, quoted) && x.Shares(word, u.Language, withVoice(e.filter(x, u), code)) {
			words = append(words, quoted)
		}
	}
	switch len(words) {
	case 0:
		return ""
	case 1:
		return " Of the question's words " + words[0] + " stands in them."
	}
	return " Of the question's words " + joined(words, "and") + " stand in them."
}

// reads tells whether the search understands the question and every statement that
// the filter leaves. Where it does not, words alone are compared, and that none
// of the question's stands in a statement of another language says nothing of
// what this speaks of.
func (e *Engine) reads(x *retrieval.Index, f retrieval.Filter, language string) bool {
	return knows(e.Embedder, language) && !slices.ContainsFunc(x.StatementsOf(f), func(st *corpus.Statement) bool { return !knows(e.Embedder, st.Language) })
}

// nearShare is how much of the floor of relevance counts as near it. On the
// founding statement questions of football, pizza and penguins stay below that,
// and those of any matter of the processes that it passes over lie above.
const nearShare = 0.5

// nearly tells whether a passage is relevant to the question or came near it.
func nearly(s scale, e retrieval.Embedder, language string, r retrieval.Ranked) bool {
	return relevantBy(s, e, language, r, nearShare)
}

// missing notes the delegations asked that the answer could not quote, though
// others were.
func (e *Engine) missing(x *retrieval.Index, u Understood, a *Answer) []string {
	out := e.unquoted(u, a)
	for _, code := range u.States {
		aligned := e.alignedWith(a, code)
		if len(aligned) == 0 && !slices.ContainsFunc(a.Citations, func(c Citation) bool {
			return slices.Contains(c.Statement.Voices(e.States), code)
		}) {
			out = append(out, e.withElsewhere(x, u, code, e.reportOn(x, u, code))...)
		}
		out = append(out, aligned...)
	}
	return out
}

// holds sums up in a sentence the whole library, as it is where the question is
// asked.
func (e *Engine) holds(x *retrieval.Index, u Understood) string {
	h := x.Held(u.all())
	names := make([]string, 0, len(h.By))
	for _, code := range h.By {
		names = append(names, e.name(code))
	}
	slices.SortFunc(names, func(a, b string) int {
		return strings.Compare(strings.TrimPrefix(a, "the "), strings.TrimPrefix(b, "the "))
	})
	who := strings.Join(names, ", ")
	const most = 6
	if len(names) > most {
		who = strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return fmt.Sprintf("The library holds %s by %s%s.", counted(h.Statements, "statement", "statements"), withUnknown(who, nameless(x, u)), dates(h.From, h.To))
}

// nameless counts the statements of which it is not known who spoke.
func nameless(x *retrieval.Index, u Understood) int {
	n := 0
	for _, st := range x.StatementsOf(u.all()) {
		if st.By == "" {
			n++
		}
	}
	return n
}

// withUnknown tells of those statements beside the names of the others.
func withUnknown(who string, unknown int) string {
	switch {
	case who == "" && unknown == 1:
		return "a " + UnknownDelegation
	case who == "":
		return "delegations unknown"
	case unknown == 0:
		return who
	case unknown == 1:
		return who + ", 1 of them by a " + UnknownDelegation
	}
	return who + fmt.Sprintf(", %d of them by delegations unknown", unknown)
}

// name gives the name of a delegation as it is today.
func (e *Engine) name(code string) string {
	if e.States == nil {
		return code
	}
	return withArticle(e.States.Name(code, time.Time{}))
}

// articled finds the names that take "the" in a sentence.
var articled = regexp.MustCompile(`^(?:Russian Federation|United |Netherlands|Republic |Democratic |Central African|Dominican Republic|Philippines|Maldives|Comoros|Bahamas|Gambia|Marshall Islands|Solomon Islands|Holy See|State of|European Union|African |Non-Aligned|League of|Organi[sz]ation |Group of|Shanghai|Commonwealth|Gulf|Pacific Islands Forum|Nordic|Baltic|International Committee|Chair|Secretar(?:iat|y-General)|Arab (?:Group|League)|Congo$|Niger$|Sudan$|Syrian Arab|Lao People|Federated|Union of)|(?: |^)(?:Group|Union|[Cc]ountries|Forum|Committee|Movement|League|Community|Assembly|Council)$`)

func withArticle(name string) string {
	if articled.MatchString(name) && !strings.HasPrefix(strings.ToLower(name), "the ") {
		return "the " + name
	}
	return name
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// dates says when, in brackets.
func dates(from, to time.Time) string {
	switch {
	case from.IsZero():
		return ""
	case from.Equal(to):
		return " (" + from.Format("2 January 2006") + ")"
	}
	return " (" + from.Format("2 January 2006") + " to " + to.Format("2 January 2006") + ")"
}

// under names the question's filters.
func under(u Understood) string {
	var out []string
	if u.Session > 0 {
		out = append(out, fmt.Sprintf("for session %d", u.Session))
	}
	if len(u.Processes) > 0 {
		out = append(out, "in "+strings.Join(u.Processes, " or "))
	}
	if p := period(u.Since, u.Until); p != "" {
		out = append(out, p)
	}
	if u.only != nil && len(u.persons) > 0 {
		out = append(out, "that names this speaker")
	}
	if len(out) == 0 {
		return "under these filters"
	}
	return strings.Join(out, ", ")
}

// period says between which days.
func period(since, until time.Time) string {
	switch {
	case since.IsZero() && until.IsZero():
		return ""
	case until.IsZero():
		return "since " + since.Format("2 January 2006")
	case since.IsZero():
		return "until " + until.Format("2 January 2006")
	case since.Equal(until):
		return "on " + since.Format("2 January 2006")
	}
	return "from " + since.Format("2 January 2006") + " to " + until.Format("2 January 2006")
}
