package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// What is read out for somebody who is not there: "Sylvania has asked me to read
// out the following on its behalf." It goes on until the speaker says that it
// ends, or else to the end of the text.

var (
	askedToRead = regexp.MustCompile(`(?i)\b(?:asked|requested|authori[sz]ed|invited|instructed)\b[^.!?\n]{0,40}\b(?:me|us|my delegation|our delegation)\b[^.!?\n]{0,40}\b(?:read|convey|relay|deliver)\b[^.!?\n]{0,120}\b(?:on (?:its|his|her|their) behalf|for (?:it|him|her|them)|(?:its|his|her|their) (?:statement|message|words|letter)|the following)\b`)
	readsFor    = regexp.MustCompile(`(?i)\b(?:I|we|let me|allow me to)\b[^.!?;\n]{0,50}\b(?:read(?: out)?|reading(?: out)?|convey|relay)\b[^.!?;\n]{0,60}\b(?:message|letter|words|text|statement) (?:of|by|from) [^.!?;\n]{2,100}[.:：]\W*$`)
	ofMine      = regexp.MustCompile(`(?i)\b(?:of|by|from) (?:my|our) `)
	endsReading = regexp.MustCompile(`(?i)\b(?:I|we|let me|allow me to)\b[^.!?\n]{0,30}\b(?:return(?:ing)?|come back|turn(?:ing)? back|revert)\b|\bend of (?:the |that |this )?(?:message|statement|letter|quot)|\bthat (?:was|is|concludes) (?:the|their|his|her|its) (?:message|statement|letter)|\bin (?:my|our) (?:own )?national capacity\b|\bspeaking (?:now |again )?for (?:my|our)(?: own)? (?:country|delegation)\b`)
)

// reading is a stretch that may be read out for another.
type reading struct {
	Span
	lead string // the sentence that says so
}

// readsOut tells whether a sentence says that somebody's words follow it.
func readsOut(sentence string) bool {
	if !strings.Contains(sentence, "read") && !strings.Contains(sentence, "convey") && !strings.Contains(sentence, "relay") && !strings.Contains(sentence, "deliver") {
		return false
	}
	return askedToRead.MatchString(sentence) || readsFor.MatchString(sentence) && !ofMine.MatchString(sentence)
}

// readingsIn finds these stretches.
func (o *Outline) readingsIn() []reading {
	var out []reading
	from, lead := -1, ""
	for i, s := range o.Sentences {
		words := s.In(o.text)
		switch {
		case from >= 0 && endsReading.MatchString(words):
			out = append(out, reading{o.trimmed(from, s.Start), lead})
			from = -1
		case from < 0 && i+1 < len(o.Sentences) && readsOut(words):
			from, lead = o.Sentences[i+1].Start, words
		}
	}
	if from >= 0 {
		out = append(out, reading{o.trimmed(from, len(o.text)), lead})
	}
	return out
}

// readsForAnother tells whether what a sentence announces is read out for another
// than the speaker's own: it names another State or group, or a delegation or
// representative and none. A head of State or a minister without a State is the
// speaker's own.
func (s *States) readsForAnother(sentence, by string, behalf []string) bool {
	named := false
	for _, m := range s.Find(sentence) {
		if m.Kind == KindBody || elsewhere(sentence, m) {
			continue
		}
		named = true
		if m.Code != by && !slices.Contains(behalf, m.Code) {
			return true
		}
	}
	return !named && ofDelegation.MatchString(sentence) && !ofChief.MatchString(sentence)
}

var (
	ofDelegation = regexp.MustCompile(`(?i)\b(?:delegations?|representatives?|ambassador|colleagues?|missions?|neighbou?rs?|partners?|friends?)\b`)
	ofChief      = regexp.MustCompile(`(?i)\b(?:president|prime minister|minister|head of (?:state|government)|king|queen|emir|sultan|majesty)\b`)
)
