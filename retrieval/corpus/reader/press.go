package reader

import "regexp"

// Press says of a document that it is an account of a meeting by the press
// officers of the United Nations: third-person reports of what many said, beside
// each other, which are nobody's words but theirs.
const Press = "press"

// pressLines is how many of a document's first lines may tell that it is one.
const pressLines = 60

var (
	// pressSymbol matches a line that is the symbol of a press release on a meeting,
	// in English or French notation. Those of documents begin with the organ's letter.
	pressSymbol = regexp.MustCompile(`^(?:GA|SC|ECOSOC|AG|CS|CES)/(?:[A-Z]{1,4}/)?\d{2,6}(?:[/-](?:Rev\.?)?\d+)?\*?$`)
	// pressMeeting matches a line that is the meeting's number and hour, as those
	// accounts have it.
	pressMeeting = regexp.MustCompile(`^(?:[\p{L}\- ]+ Session,? )?(?:\d{1,5}(?:st|nd|rd|th)(?:,| &| and)? ?)+ ?Meetings?\*{0,2} ?\((?:AM|PM|AM & PM|AM and PM|Night|Resumed)(?:,? [^)]{1,20})?\)$`)
)

// pressAccount tells whether a document's first lines are those of a press
// officer's account of a meeting.
func pressAccount(lines []line) bool {
	n := 0
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		if n++; n > pressLines {
			return false
		}
		if len(l.text) < 120 && (pressSymbol.MatchString(l.text) || pressMeeting.MatchString(l.text)) {
			return true
		}
	}
	return false
}
