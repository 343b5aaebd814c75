package reader

import (
	"strings"
	"testing"
)

const quotedBefore, quotedDraft, quotedAfter = "Mr. Chair, we have read the draft report with care and attention, and we thank you for it.",
	"States should refrain from all use of these technologies.",
	"My delegation cannot accept this paragraph as it is written now, and proposes to delete it."

const quotedIntroduction = "This is the national position of Freedonia on these technologies."

// TestBlockQuotations: what a page sets off as a quotation stays set off.
func TestBlockQuotations(t *testing.T) {
	for _, tt := range []struct{ name, page, want string }{
		{"a.md", quotedBefore + "\n\n> " + quotedDraft + "\n>\n> 2. They agree.\n\n" + quotedAfter,
			quotedBefore + "\n\n> " + quotedDraft + "\n\n> 2. They agree.\n\n" + quotedAfter},
		{"a.html", "<html><body><p>" + quotedBefore + "</p><blockquote><p>" + quotedDraft + "</p><ul><li>They agree.</li></ul></blockquote><p>" + quotedAfter + "</p></body></html>",
			quotedBefore + "\n\n> " + quotedDraft + "\n\n> • They agree.\n\n" + quotedAfter},
		{"bare.html", "<html><body><p>" + quotedBefore + "</p><blockquote>" + quotedDraft + "</blockquote>" + quotedAfter + "</body></html>",
			quotedBefore + "\n\n> " + quotedDraft + "\n\n" + quotedAfter},
		{"whole.html", "<html><body><p>" + quotedDraft + "</p><blockquote><p>" + quotedBefore + "</p><p>" + quotedAfter + "</p></blockquote></body></html>",
			quotedDraft + "\n\n" + quotedBefore + "\n\n" + quotedAfter},
		{"introduced.html", "<html><body><p>" + quotedIntroduction + "</p><blockquote><p>" + quotedBefore + "</p><p>" + quotedAfter + "</p></blockquote><p>The editors are thanked for it.</p></body></html>",
			"> " + quotedIntroduction + "\n\n" + quotedBefore + "\n\n" + quotedAfter + "\n\n> The editors are thanked for it."},
		{"italic.html", "<html><body><p><i>Check against delivery.</i></p><p>" + quotedBefore + "</p><p><em>" + quotedDraft + "</em></p><p>" + quotedAfter + " We <i>thank</i> you.</p></body></html>",
			quotedBefore + "\n\n> " + quotedDraft + "\n\n" + quotedAfter + " We thank you."},
		{"italic.md", quotedBefore + "\n\n*" + quotedDraft + "*\n\n" + quotedAfter,
			quotedBefore + "\n\n> " + quotedDraft + "\n\n" + quotedAfter},
		{"all-italic.html", "<html><body><p>" + quotedBefore + "</p><p><em>" + quotedDraft + "</em></p><p><em>" + quotedAfter + "</em></p></body></html>",
			quotedBefore + "\n\n" + quotedDraft + "\n\n" + quotedAfter},
		{"q.html", "<html><body><p>" + quotedBefore + "</p><p>It says <q>they agree</q>, and we do not.</p></body></html>",
			quotedBefore + "\n\nIt says “they agree”, and we do not."},
	} {
		docs, err := Read(tt.name, []byte(tt.page))
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if got := strings.TrimSpace(docs[0].Text); got != tt.want {
			t.Errorf("%s:\n%s\nwant:\n%s", tt.name, got, tt.want)
		}
	}
}
