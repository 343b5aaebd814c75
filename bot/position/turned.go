package position

import (
	"regexp"
	"strings"
)

// What stands around the verb of a stance can turn it round, put it into the
// past, or give it another object than the topic. Such a sentence is not sorted:
// it only speaks of the topic.

var (
	// between finds, behind the verb and before the topic, what the stance is on
	// instead: "we support a ban on X", "we welcome Sylvania's opposition to X".
	between = regexp.MustCompile(`(?i)\b(?:oppos\w+|objection\w*|reject\w*|refus\w+|against|abandon\w*|withdraw\w*|bans?|banning|moratorium|prohibit\w*|prohibition|prevent\w*|avoid\w*|delay\w*|postpon\w*|halt\w*|end(?:ing)? of|end to|lack of|absence of|alternatives? to|instead of|rather than|without|warn\w*|criti\w+|doubts?|concerns? (?:about|over|on))\b`)
	// twice finds negations that are none, or more than one: "cannot but", "could
	// not agree more", "not only".
	twice = regexp.MustCompile(`(?i)\b(?:cannot|can\s*not|could\s*not)\s+(?:but|help)\b|\b(?:not|n['’]t|cannot)\s+(?:\pL+\s+){1,3}(?:more|enough)\b|\bnot only\b|\b(?:not|cannot|n['’]t)\b[^,;]*\b(?:not|never|nor|without|unless)\b`)
	// restricted finds that a stance against something is on one kind of it.
	restricted = regexp.MustCompile(`(?i)\b(?:an?|any|such)\s[^,;]*\b(?:that|which|whose|where|without|in which|under which|as such)\b|^\s*(?:this|that|these|those|such)\b|\b(?:another|wider|narrower)\b`)
	// past finds a verb that tells what was held once, and onceThen what says that
	// it is told as past.
	past     = regexp.MustCompile(`(?i)(?:supported|welcomed|endorsed|proposed|suggested|opposed|rejected|objected to|did(?:\s*not|n['’]t)\s.*)$`)
	perfect  = regexp.MustCompile(`(?i)\b(?:have|has)\s+(?:\pL+\s+){0,2}$`)
	onceThen = regexp.MustCompile(`(?i)\b(?:(?:19|20)\d\d|then|at (?:the|that) time|previous(?:ly)?|earlier|formerly|used to|in the past|last (?:year|session|time)|years? ago|once|initially|originally|today|now|no longer|since|predecessor)\b`)
)

// turned tells whether the stance that was found in a clause of a text, from at[0]
// to at[1], is not the speaker's on the topic as it is held.
func turned(text, clause string, at []int, sort Sort, want map[string]bool) bool {
	verb := clause[at[0]:at[1]]
	if past.MatchString(verb) && onceThen.MatchString(text) {
		had := perfect.MatchString(verb[:len(verb)-len(past.FindString(verb))])
		if !had || negated.MatchString(clause[:at[0]]) {
			return true
		}
	}
	if between.MatchString(beforeTopic(clause[at[1]:], want)) {
		return true
	}
	if sort != Opposes {
		return false
	}
	return negated.MatchString(clause[:at[0]]) || twice.MatchString(clause) || restricted.MatchString(clause[at[1]:])
}

// beforeTopic gives what stands in a text before the first of the topic's words.
func beforeTopic(text string, want map[string]bool) string {
	for _, w := range strings.Fields(text) {
		for t := range termSet(w) {
			if want[t] {
				return text[:strings.Index(text, w)]
			}
		}
	}
	return text
}
