package reader

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const foundingFile = "2021-06-23-russian-federation-krutskikh-osce-inter-regional-conference.txt"

func founding(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "data", "library", foundingFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestFounding reads the founding statement from its file alone, and pages of
// the same site that say something else.
func TestFounding(t *testing.T) {
	page := founding(t)
	title := strings.Split(page, "\n")[2]
	office := "Special Representative of the President of the Russian Federation for International Cooperation in the Field of Information Security, " +
		"Director of the Department of International Information Security of the MFA of Russia"
	other := "Remarks by Deputy Minister of Foreign Affairs of the Russian Federation Ms. Anna Ivanova at the 5th Regional Forum on Cyber Diplomacy (Athens, 7 October 2022)"
	for _, tt := range []struct {
		name, page                         string
		title, speaker, office             string
		date, venue, process, begins, ends string
	}{
		{"as published", page,
			title, "Andrey Krutskikh", office, "2021-06-23",
			"3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 22-23 June 2021)", "other",
			"Dear ladies and gentlemen,", "Thank you for attention."},
		{"Windows line ends and a mark", "\uFEFF" + strings.ReplaceAll(page, "\n", "\r\n"),
			title, "Andrey Krutskikh", office, "2021-06-23",
			"3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 22-23 June 2021)", "other",
			"Dear ladies and gentlemen,", "Thank you for attention."},
		{"another title, salutation and date", strings.NewReplacer(title, other, "23 June 202118:37", "10 October 20229:05", "Dear ladies and gentlemen,", "Dear colleagues,").Replace(page),
			other, "Anna Ivanova", "Deputy Minister of Foreign Affairs of the Russian Federation", "2022-10-07",
			"5th Regional Forum on Cyber Diplomacy (Athens, 7 October 2022)", "other",
			"Dear colleagues,", "Thank you for attention."},
		{"put up after a conference of four days", strings.NewReplacer("22-23 June 2021)", "20-23 June 2021)", "23 June 202118:37", "25 June 202118:37").Replace(page),
			strings.Replace(title, "22-23", "20-23", 1), "Andrey Krutskikh", office, "",
			"3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 20-23 June 2021)", "other",
			"Dear ladies and gentlemen,", "Thank you for attention."},
		{"without the foot's own words", strings.NewReplacer("Web Content Display", "", "Advanced settings", "").Replace(page),
			title, "Andrey Krutskikh", office, "2021-06-23",
			"3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 22-23 June 2021)", "other",
			"Dear ladies and gentlemen,", "Thank you for attention."},
		{"in Greek", "23 June 202118:37\n\nΟμιλία του Ειδικού Αντιπροσώπου στο συνέδριο\n\n  — el-GR1 en-GB1 ru-RU1\n\nDear colleagues,\n\nΤο κείμενο συνεχίζεται στα ελληνικά.\n\nThank you.\n\n\nWeb Content Display\n",
			"Ομιλία του Ειδικού Αντιπροσώπου στο συνέδριο", "", "", "2021-06-23", "", "",
			"Dear colleagues,", "Thank you."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := Read("page.txt", []byte(tt.page))
			if err != nil {
				t.Fatal(err)
			}
			m, text := docs[0].Meta, docs[0].Text
			date := ""
			if !m.Date.IsZero() {
				date = m.Date.Format("2006-01-02")
			}
			for _, c := range [][3]string{
				{"title", m.Title, tt.title}, {"speaker", m.Speaker, tt.speaker}, {"office", m.Office, tt.office},
				{"date", date, tt.date}, {"venue", m.Venue, tt.venue}, {"process", m.Process, tt.process}, {"kind", m.Kind, "statement"},
			} {
				if c[1] != c[2] {
					t.Errorf("%s: %q, want %q", c[0], c[1], c[2])
				}
			}
			if !strings.HasPrefix(text, tt.begins+"\n") || !strings.HasSuffix(text, "\n"+tt.ends) {
				t.Errorf("text begins %.60q and ends %q", text, text[max(0, len(text)-60):])
			}
		})
	}
}
