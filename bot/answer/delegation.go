package answer

import (
	"strings"
	"time"

	"verbatim/retrieval/corpus"
)

// UnknownDelegation stands where it is not known for certain who spoke.
const UnknownDelegation = "delegation unknown"

// Delegation names who speaks, as of the day: "Eswatini (then Swaziland)",
// "France, on behalf of the Nordic countries", "European Union, on behalf of
// its member States".
func Delegation(states *corpus.States, by string, onBehalf []string, date time.Time) string {
	name := func(code string) string {
		if states != nil {
			if n := states.NameThen(code, date); n != "" {
				return n
			}
		}
		return code
	}
	if by == "" {
		if len(onBehalf) == 0 {
			return UnknownDelegation
		}
		return UnknownDelegation + ", on behalf of " + list(onBehalf, name)
	}
	var others []string
	for _, code := range onBehalf {
		if code != by {
			others = append(others, code)
		}
	}
	switch {
	case len(others) > 0:
		return name(by) + ", on behalf of " + list(others, name)
	case corpus.SpeaksForMembers(by) && states != nil && len(states.Members(by, date)) > 0:
		return name(by) + ", on behalf of its member States"
	}
	return name(by)
}

// list joins names as a sentence has them: with their articles.
func list(codes []string, name func(string) string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = withArticle(name(c))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
