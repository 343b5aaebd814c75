package fetch

import (
	"testing"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
)

// TestSessionOfVenue holds that a source's session is the working group's that
// its venue names, and that a person's word on it counts more.
func TestSessionOfVenue(t *testing.T) {
	for venue, want := range map[string]string{
		"OEWG 2021-2025, first substantive session, meeting 6":     "first substantive session",
		"OEWG 2021-2025, tenth substantive session, February 2025": "tenth substantive session",
		"OEWG 2021-2025, intersessional meeting":                   "",
		"First Committee, 78th session of the General Assembly":    "",
		"OEWG 2021-2025, organisational session, 1 June 2021":      "",
	} {
		j := Job{Entry: &catalog.Entry{Venue: venue}}
		if m := j.meta(); m.Session != want || m.Venue != venue {
			t.Errorf("%s: session %q, want %q", venue, m.Session, want)
		}
		if j.Meta = (library.Meta{Session: "third session"}); j.meta().Session != "third session" {
			t.Errorf("%s: a person's session is lost", venue)
		}
	}
}
