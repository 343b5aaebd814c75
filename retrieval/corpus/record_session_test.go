package corpus

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestOccasionOfTranscripts holds that session and meeting are taken from a
// transcript's name where the program fetched it, and nowhere else.
func TestOccasionOfTranscripts(t *testing.T) {
	text := announced + "Chair\n\nI give the floor to Fiji.\n\nFiji\n\nThank you, Chair. Yes.\n"
	for name, c := range map[string]struct {
		record           *Record
		sidecar          string
		session, process string
		venue            string
	}{
		"entry":            {&Record{Entry: "oewg2-s1-m2", URL: "https://example.org/x"}, "", "first substantive session", "oewg-2021-2025", "OEWG 2021-2025, first substantive session, meeting 2"},
		"address":          {&Record{URL: "https://example.org/transcripts/oewg2-s11-m10/"}, "", "eleventh substantive session", "oewg-2021-2025", "OEWG 2021-2025, eleventh substantive session, meeting 10"},
		"no such session":  {&Record{Entry: "oewg2-s12-m2", URL: "https://example.org/x"}, "", "", "", ""},
		"another group":    {&Record{Entry: "oewg1-s1-m2", URL: "https://example.org/x"}, "", "", "", ""},
		"another process":  {&Record{Entry: "oewg2-s1-m2", URL: "https://example.org/x"}, "process = \"first-committee\"\n", "", "first-committee", ""},
		"a person's words": {&Record{Entry: "oewg2-s1-m2", URL: "https://example.org/x"}, "session = \"third session\"\n", "third session", "oewg-2021-2025", "OEWG 2021-2025, first substantive session, meeting 2"},
		"not fetched":      {nil, "url = \"https://example.org/transcripts/oewg2-s1-m2/\"\n", "", "", ""},
	} {
		m := fstest.MapFS{"oewg2-s1-m2.txt": {Data: []byte(text)}}
		if c.sidecar != "" {
			m["oewg2-s1-m2.toml"] = &fstest.MapFile{Data: []byte(c.sidecar)}
		}
		if c.record != nil {
			c.record.SHA256, c.record.Retrieved = Hash(text), time.Unix(1, 0)
			data, err := json.Marshal(c.record)
			if err != nil {
				t.Fatal(err)
			}
			m["oewg2-s1-m2.txt"+RecordEnding] = &fstest.MapFile{Data: data}
		}
		lib, err := Load(t.Context(), []Source{{Name: "test", FS: m, Grade: Supplied}}, builtinStates(t))
		if err != nil || len(lib.Statements) == 0 {
			t.Fatal(name, err)
		}
		for _, s := range lib.Statements {
			if s.Session != c.session || s.Process != c.process || s.Venue != c.venue {
				t.Errorf("%s: session %q of %q, venue %q", name, s.Session, s.Process, s.Venue)
			}
		}
		if t.Failed() {
			t.Log(strings.Join(lib.Statements[0].Doubts, "; "))
		}
	}
}
