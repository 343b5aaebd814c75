package corpus

import "regexp"

// mode follows what whoever presides says of the meeting: in informal mode what
// is said is not on the record.
func (t *talk) mode(sentence string) {
	switch {
	case backToFormal.MatchString(sentence):
		t.informal = false
	case toInformal.MatchString(sentence):
		t.informal = true
	}
}

var (
	toInformal   = regexp.MustCompile(`(?i)\b(?:go|going|move|moving|switch(?:ing)?|continue|continuing|proceed(?:ing)?|shift(?:ing)?|conven(?:e|ing)|enter(?:ing)?|transition|meet(?:ing)?|now|are)\b[^.!?]{0,60}\b(?:in|into|to)\b(?: an| the)? informal (?:mode|setting|session|format|consultations?|meeting|part)\b|\bsuspend\b[^.!?]{0,40}\bformal (?:meeting|session|mode)\b`)
	backToFormal = regexp.MustCompile(`(?i)\b(?:resum(?:e|ed|ing)|return(?:ing)?|back|revert(?:ing)?|reconven(?:e|ed|ing)|now|are|go(?:ing)?|switch(?:ing)?)\b[^.!?]{0,60}\b(?:the|to|in|into) (?:a |the |our )?formal (?:mode|meeting|session|setting|part)\b|\bmeeting is (?:resumed|called to order)\b`)
)
