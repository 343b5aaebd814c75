package discord

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"verbatim/bot/discord/message"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// mostChoices is how many an option's list may have.
const mostChoices = 25

// longestChoice is how many characters its name and its value may have.
const longestChoice = 100

// choice is one entry of an option's list.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// complete answers what somebody types into an option with what they may mean.
// An empty list is an answer too; a failure would show as one. Who may not ask
// gets one, and so does whoever types while many others do: the next key brings
// the list.
func (c *call) complete(ctx context.Context) error {
	var list []choice
	if c.mayAsk() == nil && c.b.typed.enter(ctx, 0) {
		list = func() []choice {
			defer c.b.typed.leave()
			return c.choices()
		}()
	}
	for i := range list {
		list[i].Name = message.Cut(clean(list[i].Name), longestChoice)
	}
	list = slices.DeleteFunc(list, func(o choice) bool {
		return o.Name == "" || o.Value == "" || message.Count(o.Value) > longestChoice // a value that is cut means nothing
	})
	if list == nil {
		list = []choice{}
	}
	return c.respond(ctx, answerChoices, map[string]any{"choices": list[:min(len(list), mostChoices)]})
}

func (c *call) choices() []choice {
	a := commandNamed(c.name())
	for _, o := range c.options() {
		if !o.Focused || a == nil {
			continue
		}
		typed, _ := o.Value.(string)
		switch o.Name {
		case "state":
			if a.name == "timeline" {
				return c.b.completeOneState(typed, c.GuildID)
			}
			return c.b.completeState(typed, c.GuildID)
		case "state_a", "state_b", "state_c":
			return c.b.completeOneState(typed, c.GuildID)
		case "process":
			return c.b.completeProcess(typed, c.GuildID)
		case "session":
			return c.completeSession(typed)
		case "letter":
			return c.b.completeNorm(typed)
		case "symbol":
			return c.b.completeSymbol(typed, c.GuildID)
		case "document":
			if a.admin {
				if c.mayAdminister() != nil {
					return nil
				}
				return c.b.completeDocument(typed, c.GuildID, func(st *corpus.Statement) bool { return st.Scope == c.GuildID })
			}
			return c.b.completeDocument(typed, c.GuildID, nil)
		}
	}
	return nil
}

// candidate is a choice with its rank: the lower the better.
type candidate struct {
	choice
	rank int
	held int // statements
}

// best sorts candidates: by rank, then those of whom more is held, then by name.
func best(all []candidate) []choice {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(min(b.held, 1), min(a.held, 1)), cmp.Compare(a.Name, b.Name))
	})
	var out []choice
	for _, c := range all[:min(len(all), mostChoices)] {
		out = append(out, c.choice)
	}
	return out
}

// completeState completes the name of a State or group, the last one of a list
// with commas. Those whose statements are held come first.
func (b *Bot) completeState(typed, scope string) []choice {
	list, last := "", typed
	if at := strings.LastIndex(typed, ","); at >= 0 {
		list, last = strings.TrimSpace(typed[:at]), typed[at+1:]
	}
	var names, codes []string
	if list != "" {
		found, err := b.statesNamed(list)
		if err != nil || len(found) > 10 {
			return nil
		}
		for _, code := range found {
			names, codes = append(names, b.States.Name(code, time.Time{})), append(codes, code)
		}
	}
	var out []choice
	for _, s := range best(b.statesLike(strings.TrimSpace(last), scope)) {
		if slices.Contains(codes, s.Value) {
			continue
		}
		out = append(out, choice{strings.Join(append(slices.Clone(names), s.Name), ", "), strings.Join(append(slices.Clone(codes), s.Value), ",")})
	}
	return out
}

func (b *Bot) statesLike(typed, scope string) []candidate {
	held := map[string]int{}
	for _, st := range heldUnder(b.Library.Index(), retrieval.Filter{Scope: scope}) {
		for _, voice := range append([]string{st.By}, st.OnBehalf...) {
			held[voice]++
		}
	}
	meant := ""
	if v, ok := b.States.Lookup(typed); ok {
		meant = v.Code
	}
	var out []candidate
	for _, code := range b.States.Codes() {
		v, ok := b.States.Voice(code)
		if !ok {
			continue
		}
		rank := 0
		switch {
		case code == meant:
		case typed == "" && held[code] == 0:
			continue
		case typed != "":
			rank = min(likeness(v.Name, typed), 1+likeness(v.Official, typed))
			if strings.HasPrefix(strings.ToLower(code), strings.ToLower(typed)) {
				rank = min(rank, 2)
			}
			if rank >= unlike {
				continue
			}
			rank++
		}
		out = append(out, candidate{choice{v.Name, code}, rank, held[code]})
	}
	if len(out) == 0 && typed != "" {
		for i, name := range b.States.Suggest(typed, 5) {
			if v, ok := b.States.Lookup(name); ok {
				out = append(out, candidate{choice{v.Name, v.Code}, i, held[v.Code]})
			}
		}
	}
	return out
}

// Ranks of likeness.
const unlike = 9

// likeness ranks how well a name fits what was typed: it begins so, a word of
// it does, all words typed begin words of it, it has it somewhere.
func likeness(name, typed string) int {
	name, typed = folded(name), folded(typed)
	switch {
	case name == typed:
		return 0
	case strings.HasPrefix(name, typed):
		return 1
	case strings.Contains(name, " "+typed):
		return 2
	case fits(name, typed):
		return 3
	case len(typed) > 2 && strings.Contains(name, typed):
		return 4
	}
	return unlike
}

// fits tells whether each word typed begins a word of the name.
func fits(name, typed string) bool {
	have := strings.FieldsFunc(folded(name), notInWord)
	for _, w := range strings.FieldsFunc(folded(typed), notInWord) {
		if !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) }) {
			return false
		}
	}
	return true
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// folded gives a text in small letters and without accents.
func folded(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		out = s
	}
	return strings.ToLower(out)
}

func (b *Bot) completeProcess(typed, scope string) []choice {
	held := map[string]int{}
	for _, st := range heldUnder(b.Library.Index(), retrieval.Filter{Scope: scope}) {
		held[st.Process]++
	}
	var out []choice
	for _, some := range []bool{true, false} { // those with statements first, in the order of history
		for _, p := range corpus.Processes {
			if (held[p] > 0) == some && (fits(processName(p), typed) || fits(p, typed)) {
				name := processName(p)
				if held[p] > 0 {
					name += " (" + counted(held[p], "statement") + ")"
				}
				out = append(out, choice{name, p})
			}
		}
	}
	return out
}

// completeSession lists the sessions of the statements that the other options leave.
func (c *call) completeSession(typed string) []choice {
	f, err := c.filters()
	if err != nil {
		f = filters{}
	}
	held := map[string]int{}
	for _, st := range c.held(listed{filters: f}) {
		if session := sessionName(st.Session); session != "" && fits(session, typed) {
			held[session]++
		}
	}
	var out []candidate
	for session, n := range held {
		out = append(out, candidate{choice{session, sessionValue(session)}, 0, n})
	}
	return best(out)
}

// completeDocument lists the statements that have all words typed, the newest first.
func (b *Bot) completeDocument(typed, scope string, only func(*corpus.Statement) bool) []choice {
	fit := slices.DeleteFunc(heldUnder(b.Library.Index(), retrieval.Filter{Scope: scope}), func(st *corpus.Statement) bool {
		return only != nil && !only(st) || !fits(b.documentName(st)+" "+st.Speaker+" "+st.By+" "+st.Symbol+" "+processName(st.Process), typed)
	})
	slices.SortStableFunc(fit, func(x, y *corpus.Statement) int {
		return cmp.Or(y.Date.Compare(x.Date), cmp.Compare(x.ID, y.ID))
	})
	var out []choice
	for _, st := range fit[:min(len(fit), mostChoices)] {
		out = append(out, choice{b.documentName(st), documentValue(st)})
	}
	return out
}
