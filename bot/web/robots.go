package web

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// robots is what a host's robots.txt says to one user agent.
type robots struct {
	rules []rule
	delay time.Duration // 0 if it names none
	err   error         // why nothing is permitted for now; nil otherwise
	until time.Time     // when it is asked for anew
}

// rule permits or forbids the paths that a pattern matches.
type rule struct {
	pattern string // in the form of escape; * stands for anything
	end     bool   // whether the pattern has to match up to the end
	permits bool
}

// parseRobots reads a robots.txt for the program's product token. Lines that
// mean nothing are passed over.
func parseRobots(text []byte, product string) *robots {
	var own, others robots
	var found, forOwn, forOthers, begun bool
	for key, value := range fields(text) {
		if key == "user-agent" {
			if begun {
				forOwn, forOthers, begun = false, false, false
			}
			forOwn = forOwn || strings.EqualFold(token(value), product)
			forOthers = forOthers || strings.HasPrefix(value, "*")
			found = found || forOwn
			continue
		}
		begun = own.read(key, value, forOwn) || begun
		others.read(key, value, forOthers)
	}
	if found {
		return &own
	}
	return &others
}

// fields gives the lines of a robots.txt as key, in lower case, and value.
func fields(text []byte) func(func(key, value string) bool) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	return func(yield func(key, value string) bool) {
		for line := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
			line, _, _ = bytes.Cut(line, []byte("#"))
			key, value, ok := strings.Cut(string(line), ":")
			if ok && !yield(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)) {
				return
			}
		}
	}
}

// read takes up one line, if it is for the agent. It tells whether the line is
// one of those that end a list of user agents.
func (r *robots) read(key, value string, mine bool) bool {
	switch key {
	case "allow", "disallow":
		if mine && value != "" {
			r.rules = append(r.rules, newRule(value, key == "allow"))
		}
		return true
	case "crawl-delay":
		seconds, err := strconv.ParseFloat(value, 64)
		if mine && err == nil && seconds > 0 {
			r.delay = time.Duration(min(seconds, longestDelay.Seconds()) * float64(time.Second))
		}
		return true
	}
	return false
}

func newRule(value string, permits bool) rule {
	pattern, end := strings.CutSuffix(value, "$")
	if !strings.HasPrefix(pattern, "/") && !strings.HasPrefix(pattern, "*") {
		pattern = "/" + pattern
	}
	return rule{pattern: escape(pattern, querySigns), end: end, permits: permits}
}

// permits tells whether a path, with its query, may be asked for.
func (r *robots) permits(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	longest, permitted := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if n < longest || n == longest && (permitted || !rule.permits) || !rule.matches(path) {
			continue
		}
		longest, permitted = n, rule.permits
	}
	return permitted
}

// matches tells whether the pattern matches from the start of a path. Each part
// between two stars is looked for once, at its first place, so that no pattern
// takes long.
func (r rule) matches(path string) bool {
	parts := strings.Split(r.pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !r.end || rest == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if r.end {
		return strings.HasSuffix(rest, parts[last])
	}
	return strings.Contains(rest, parts[last])
}

// token gives what a user agent's name starts with: letters, hyphens and
// underscores.
func token(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool {
		return r >= utf8.RuneSelf || r != '-' && r != '_' && !('a' <= r|0x20 && r|0x20 <= 'z')
	})
	if i < 0 {
		return s
	}
	return s[:i]
}
