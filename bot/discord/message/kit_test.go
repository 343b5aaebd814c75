package message

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

var readStates = sync.OnceValues(func() (*corpus.States, error) {
	src, err := os.ReadFile("../../../data/states.toml")
	if err != nil {
		return nil, err
	}
	return corpus.ParseStates("states.toml", src, nil)
})

// maker makes messages with the States that the program carries.
func maker(t testing.TB) Maker {
	t.Helper()
	states, err := readStates()
	if err != nil {
		t.Fatal(err)
	}
	return Maker{States: states, Name: "Verbatim"}
}

func date(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// founding is the statement that the program carries, with what the library
// finds in it.
func founding(t testing.TB) *corpus.Statement {
	t.Helper()
	text, err := os.ReadFile("../../../data/library/2021-06-23-russian-federation-krutskikh-osce-inter-regional-conference.txt")
	if err != nil {
		t.Fatal(err)
	}
	return &corpus.Statement{
		ID: "founding", By: "RU", Speaker: "Andrey Krutskikh",
		Office: "Special Representative of the President of the Russian Federation for International Cooperation in the Field of Information Security, Director of the Department of International Information Security of the MFA of Russia",
		Title:  "Statement by the Special Representative of the President of the Russian Federation for International Cooperation in the Field of Information Security, Director of the Department of International Information Security of the MFA of Russia, Ambassador Andrey Krutskikh, at the 3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 22-23 June 2021)",
		Venue:  "3rd Inter-Regional Conference on Cyber/ICT-Security (VTC, 22-23 June 2021)",
		Date:   date("2021-06-23"), Process: "other", Kind: "statement", Language: "en", Status: "final", Grade: corpus.Supplied,
		URL:  "https://www.mid.ru/en/foreign_policy/rso/osce/-/asset_publisher/bzhxR3zkq2H5/content/id/4797656",
		File: "founding.txt", Text: string(text), SHA256: corpus.Hash(string(text)),
	}
}

// invented is a statement of invented words.
func invented(by, speaker, day, text string) *corpus.Statement {
	return &corpus.Statement{
		ID: by + day, By: by, Speaker: speaker, Title: "Statement by " + speaker, Date: date(day), Process: "oewg-2021-2025", Session: "fourth substantive session",
		Kind: "statement", Language: "en", Grade: corpus.UNRecord, Status: "final", URL: "https://docs.un.example/" + by + "/" + day, Text: text, SHA256: corpus.Hash(text),
	}
}

// cite makes citation n of words of a statement.
func cite(t testing.TB, n int, s *corpus.Statement, words string) answer.Citation {
	t.Helper()
	at := strings.Index(s.Text, words)
	if at < 0 {
		t.Fatalf("the statement has no %q", words)
	}
	c, ok := answer.Cite(corpus.Passage{Statement: s, End: len(s.Text)}, at, at+len(words))
	if !ok {
		t.Fatalf("cannot cite %q", words)
	}
	c.N = n
	return c
}

// golden compares with a file under testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\nhint: go test -update writes it", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test -update writes it anew\n%s", path, got)
	}
}

// adjusted gives the words as the text writes their quotation marks and apostrophes.
func adjusted(text, words string) string {
	for _, s := range []string{words, strings.ReplaceAll(words, "'", "’"), strings.NewReplacer("“", `"`, "”", `"`).Replace(words)} {
		if strings.Contains(text, s) {
			return s
		}
	}
	return words
}
