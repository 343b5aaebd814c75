package discord

import (
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/retrieval/corpus"
)

// filters are what a command's options narrow a search to.
type filters struct {
	states       []string // codes
	process      string
	since, until time.Time
}

// filters reads the options. What people typed in place of choosing is
// understood as far as it can be; what is not is told with what is meant.
func (c *call) filters() (filters, error) {
	var f filters
	if name := c.option("state"); name != "" {
		codes, err := c.b.statesNamed(name)
		if err != nil {
			return f, err
		}
		f.states = codes
	}
	if name := c.option("process"); name != "" {
		process, ok := processNamed(name)
		if !ok {
			return f, tell("There is no process %s. Choose one of the list that appears while you type, such as OEWG 2021-2025.", quoted(name))
		}
		f.process = process
	}
	for _, d := range []struct {
		option string
		end    bool
		to     *time.Time
	}{{"since", false, &f.since}, {"until", true, &f.until}} {
		text := c.option(d.option)
		if text == "" {
			continue
		}
		t, err := answer.ParseDay(text, d.end)
		if err != nil {
			return f, tell("%s is not a date that is understood: write 2021, 2021-06, 2021-06-23 or 23 June 2021.", quoted(text))
		}
		*d.to = t
	}
	if !f.since.IsZero() && !f.until.IsZero() && f.since.After(f.until) {
		return f, tell("No day is left: since %s is later than until %s.", day(f.since), day(f.until))
	}
	return f, nil
}

// statesNamed reads a name or a code, or a list of such with commas.
func (b *Bot) statesNamed(text string) ([]string, error) {
	if v, ok := b.States.Lookup(text); ok {
		return []string{v.Code}, nil
	}
	var codes []string
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		v, ok := b.States.Lookup(name)
		if !ok {
			return nil, b.unknownState(name)
		}
		if !slices.Contains(codes, v.Code) {
			codes = append(codes, v.Code)
		}
	}
	return codes, nil
}

// unknownState tells why a name stands for nobody, and what may be meant.
func (b *Bot) unknownState(name string) error {
	if reply, _ := b.States.NoDelegation(name); reply != "" {
		return told(reply)
	}
	var may []string
	for _, code := range b.States.Candidates(name) {
		may = append(may, b.States.Name(code, time.Time{}))
	}
	if len(may) > 0 {
		return tell("%s may mean more than one State: %s. Write which one.", quoted(name), message.Escape(strings.Join(may, " or ")))
	}
	if near := b.States.Suggest(name, 3); len(near) > 0 && name != "" {
		return tell("No State or group is called %s. Did you mean %s?", quoted(name), message.Escape(strings.Join(near, " or ")))
	}
	return tell("No State or group is called %s. Choose one of the list that appears while you type.", quoted(name))
}

// quoted shows what somebody typed, shortened and harmless.
func quoted(s string) string { return "“" + message.Escape(message.Cut(clean(s), 60)) + "”" }

// processNamed reads a process by its code or as it is shown.
func processNamed(text string) (string, bool) {
	for _, p := range corpus.Processes {
		if strings.EqualFold(text, p) || strings.EqualFold(text, processName(p)) {
			return p, true
		}
	}
	return "", false
}

// processName names a process for people.
func processName(process string) string {
	if process == "other" {
		return "Other processes"
	}
	return answer.ProcessName(process)
}

// inWords tells the filters in words, "" for none.
func (b *Bot) inWords(f filters) string {
	var parts []string
	for _, code := range f.states {
		parts = append(parts, b.States.Name(code, time.Time{}))
	}
	if f.process != "" {
		parts = append(parts, processName(f.process))
	}
	if !f.since.IsZero() {
		parts = append(parts, "since "+day(f.since))
	}
	if !f.until.IsZero() {
		parts = append(parts, "until "+day(f.until))
	}
	return strings.Join(parts, ", ")
}
