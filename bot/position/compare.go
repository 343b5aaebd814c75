package position

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Request asks for the positions on a topic.
type Request struct {
	Topic   string
	States  []string // codes
	Process string
	Since   time.Time
	Until   time.Time
	Scope   string // as answer.Question.Scope
}

func (r Request) gathering() answer.Gathering {
	return answer.Gathering{Topic: r.Topic, States: r.States, Process: r.Process, Since: r.Since, Until: r.Until, Scope: r.Scope}
}

// Comparison shows what delegations say of a topic side by side.
type Comparison struct {
	Topic     string
	Sides     []Side // in the order asked for
	Relations []Relation
	Citations []answer.Citation // in the order shown
	Held      answer.Held
	Notices   []string
}

// Side is one delegation's part, with as much room as every other's.
type Side struct {
	Code   string
	Quotes []Quote
	Held   answer.Held
	Report string // where there is no quotation: what is held instead
}

// Quote is a quotation of a comparison, a timeline or a list of delegations.
type Quote struct {
	answer.Sentence
	Sort Sort
}

// Relation is what quoted sentences themselves say of two sides: that one
// agrees or disagrees with the other by name, or that both say that they support,
// or one that it supports and one that it opposes, the topic.
type Relation struct {
	A, B   string // codes
	Agree  bool
	ByName bool // whether a sentence names the other side; else by the sorting of both
	Marks  []int
}

// Word gives "agree" or "differ".
func (r Relation) Word() string {
	if r.Agree {
		return "agree"
	}
	return "differ"
}

// perSide is how many quotations each side has room for.
const perSide = 3

// Compare gathers what each of at least two delegations says of a topic.
func Compare(ctx context.Context, e *answer.Engine, r Request) (*Comparison, error) {
	g := r.gathering()
	g.Most = perSide
	got, err := e.Gather(ctx, g)
	if err != nil {
		return nil, err
	}
	out := &Comparison{Topic: got.Topic, Held: got.Held, Notices: got.Notices}
	for _, v := range got.Voices {
		side := Side{Code: v.Code, Held: v.Held, Report: v.Report, Quotes: quotes(e.States, v.Sentences, got.Topic)}
		newestFirst(side.Quotes)
		out.Sides = append(out.Sides, side)
	}
	var all []*answer.Sentence
	for i := range out.Sides {
		all = append(all, pointers(out.Sides[i].Quotes)...)
	}
	out.Citations = answer.Number(all)
	out.relate(e.States)
	out.Notices = append(out.Notices, shared(out.Sides)...)
	out.Notices = append(out.Notices, answer.SourceNotices(out.Citations)...)
	return out, nil
}

func quotes(states *corpus.States, sentences []answer.Sentence, topic string) []Quote {
	var out []Quote
	for _, s := range sentences {
		out = append(out, Quote{s, SortOf(states, s, topic)})
	}
	return out
}

func pointers(quotes []Quote) []*answer.Sentence {
	var out []*answer.Sentence
	for i := range quotes {
		out = append(out, &quotes[i].Sentence)
	}
	return out
}

// originalsFirst puts what was said before what was made of it in another language.
func originalsFirst(quotes []Quote) {
	corpus.OriginalsFirst(quotes, func(q Quote) *corpus.Statement { return q.Citation.Statement })
}

func newestFirst(quotes []Quote) {
	slices.SortStableFunc(quotes, func(a, b Quote) int {
		return b.Citation.Statement.Date.Compare(a.Citation.Statement.Date)
	})
	originalsFirst(quotes)
}

// shared tells where one joint statement speaks for two of the sides.
func shared(sides []Side) []string {
	var out []string
	seen := map[int]bool{}
	for i, a := range sides {
		for _, q := range a.Quotes {
			for _, b := range sides[i+1:] {
				if n := q.Citation.N; !seen[n] && slices.ContainsFunc(b.Quotes, func(p Quote) bool { return p.Citation.N == n }) {
					seen[n] = true
					out = append(out, fmt.Sprintf("Source %d is a joint statement and counts for each side in whose name it was made.", n))
				}
			}
		}
	}
	return out
}

// What a delegation says of another, with its own "we" before the verb: of what a
// third one thinks of it the speaker tells nothing of itself.
var (
	agreeing    = regexp.MustCompile(`(?i)` + self + `(?:fully )?(?:agrees? with|concurs? with|shares? the (?:views?|positions?|concerns?|opinion)|joins? (?:others?,? )?(?:in )?|aligns? (?:it|our|my)sel(?:f|ves) with|associates? (?:it|our|my)sel(?:f|ves) with|supports? the (?:proposal|statement|intervention|position|view|paper|initiative)s? (?:of|by|made by|delivered by|put forward by|from)|echo(?:es)?)|^(?:just )?as (?:was )?(?:said|stated|noted|stressed|underlined) by`)
	disagreeing = regexp.MustCompile(`(?i)` + self + `(?:disagrees? with|(?:do|does|did|can)\s*not agree with|(?:do|does|did|can)\s*not share the (?:views?|positions?|opinion)|rejects? the (?:proposal|statement|view|position|claim|accusation|allegation)s? (?:of|by|made by|from)|opposes? the (?:proposal|draft|initiative|position)s? (?:of|by|made by|from)|(?:do|does|did|can)\s*not support the (?:proposal|draft|initiative|position)s? (?:of|by|made by|from))|^(?:unlike|contrary to)`)
	unlikeFirst = regexp.MustCompile(`(?i)^(?:unlike|contrary to)\b`)
	// unlikeIn finds that a sentence that begins with "unlike" tells of views.
	unlikeIn = regexp.MustCompile(`(?i)^(?:unlike|contrary to)\b[^,]*,\s+` + self + `(?:sees?|believes?|thinks?|holds?|considers?|supports?|opposes?|do(?:es)? not|cannot|favou?rs?|maintains?|rejects?)`)
)

// relate finds what the quoted sentences say of the sides: by name first, and by
// their sorting where all the sorted sentences of both sides agree.
func (c *Comparison) relate(states *corpus.States) {
	for i, a := range c.Sides {
		for j, b := range c.Sides {
			if i == j {
				continue
			}
			for _, q := range a.Quotes {
				if agree, said := names(states, q, b.Code); said {
					c.Relations = append(c.Relations, Relation{A: a.Code, B: b.Code, Agree: agree, ByName: true, Marks: []int{q.Citation.N}})
				}
			}
		}
	}
	for i, a := range c.Sides {
		for _, b := range c.Sides[i+1:] {
			if r, ok := bySort(a, b); ok && !c.related(a.Code, b.Code) {
				c.Relations = append(c.Relations, r)
			}
		}
	}
}

func (c *Comparison) related(a, b string) bool {
	return slices.ContainsFunc(c.Relations, func(r Relation) bool { return r.A == a && r.B == b || r.A == b && r.B == a })
}

// names tells whether a sentence says that its speaker agrees, or does not,
// with another delegation: the words that say so stand right before its name.
func names(states *corpus.States, q Quote, code string) (agree, said bool) {
	st := q.Citation.Statement
	if states == nil || st.Language != "en" || q.Citation.Quoting || others.MatchString(q.Citation.Quote) {
		return false, false
	}
	text := firstPerson(states, st, strings.Join(strings.Fields(q.Citation.Quote), " "))
	if iffy.MatchString(text) || condition.MatchString(text) || twice.MatchString(text) ||
		unlikeFirst.MatchString(text) && !unlikeIn.MatchString(text) {
		return false, false
	}
	const between = 140 // bytes from the verb to the name
	for _, m := range states.Find(text) {
		if m.Code != code {
			continue
		}
		head := text[max(0, m.Start-between):m.Start]
		no, yes := lastIndex(disagreeing, head), lastIndex(agreeing, head)
		switch {
		case no < 0 && yes < 0, clauseBreak.MatchString(head[max(no, yes):]):
			continue
		case negated.MatchString(head[:max(no, yes)]):
			continue
		case !leadsToName(head[max(no, yes):]):
			continue
		case no >= 0:
			return false, true
		}
		return true, true
	}
	return false, false
}

// leadsToName tells whether between a verb such as "agree with" and a name stands
// no more than whose words are meant: "the criticism of" makes it another thing.
func leadsToName(head string) bool {
	rest := disagreeing.ReplaceAllString(agreeing.ReplaceAllString(head, " "), " ")
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) {
		if first := []rune(w)[0]; !beforeName[strings.ToLower(w)] && !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}

var beforeName = wordSet(`the a what all much most of that by from as made delivered distinguished delegate delegation representative colleague colleagues
	ambassador our my friend friends statement statements view views position positions proposal proposals intervention remarks point points and both others
	on behalf put forward said was just group member states`)

var clauseBreak = regexp.MustCompile(`[.;:]`)

func lastIndex(re *regexp.Regexp, s string) int {
	at := re.FindAllStringIndex(s, -1)
	if at == nil {
		return -1
	}
	return at[len(at)-1][0]
}

// bySort relates two sides where each has sorted sentences and all of them
// are of one sort: both support, or one supports and one opposes. A joint statement
// that both made says nothing of the two.
func bySort(a, b Side) (Relation, bool) {
	x, marksA := onlySort(a)
	y, marksB := onlySort(b)
	if x == "" || y == "" || slices.ContainsFunc(marksA, func(n int) bool { return slices.Contains(marksB, n) }) {
		return Relation{}, false
	}
	return Relation{A: a.Code, B: b.Code, Agree: x == y, Marks: slices.Concat(marksA, marksB)}, true
}

// onlySort gives Supports or Opposes where the side's stances are all that.
func onlySort(s Side) (Sort, []int) {
	var sort Sort
	var marks []int
	for _, q := range s.Quotes {
		switch q.Sort {
		case Supports, Opposes:
			if sort != "" && sort != q.Sort {
				return "", nil
			}
			sort = q.Sort
			marks = append(marks, q.Citation.N)
		case Conditional:
			return "", nil
		}
	}
	return sort, marks
}
