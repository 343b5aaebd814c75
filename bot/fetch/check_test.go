package fetch

import (
	"testing"

	"verbatim/bot/library"
)

// A page of the day that the catalogue has may be anybody's: it counts where it
// names who speaks.
func TestDayIsNoSpeaker(t *testing.T) {
	const at = "https://copies.example/day"
	for words, want := range map[string]library.Outcome{
		"<p>27 July 2022</p><p>We have come to speak of fish and of the many ways of fishing, which matter to us all.</p>":          Failed,
		"<p>27 July 2022</p><p>The fleet of Sylvania has come to speak of fish and of the many ways of fishing that there are.</p>": Failed,
		"<p>27 July 2022</p><p>Freedonia has come to speak of fish and of the many ways of fishing, which matter to all of us.</p>": library.Came,
		"<p>28 July 2022</p><p>Freedonia has come to speak of fish and of the many ways of fishing, which matter to all of us.</p>": Failed,
	} {
		d := newDesk(t, source("fd-2022-07-27-norms", "Remarks concerning responsible behaviour during third session", "FD", "2022-07-27", at, ""))
		d.net.put(at, page("Fish", words))
		d.want(d.fetch(), want)
	}
}
