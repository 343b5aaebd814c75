package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// loadParts reads the documents of testdata/parts with States that do not exist.
func loadParts(t testing.TB, files map[string]string) *Library {
	t.Helper()
	states, err := os.ReadFile("testdata/parts/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	files["states.toml"] = string(states)
	lib := load(t, files)
	for _, f := range lib.Failed {
		t.Error(f)
	}
	return lib
}

// TestPartsGolden holds what becomes of documents in the layouts that records,
// compendia and group statements have.
func TestPartsGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/parts/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	files := map[string]string{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(data)
	}
	statements := byFile(loadParts(t, files))
	for _, name := range names {
		var b strings.Builder
		for _, s := range statements[filepath.Base(name)] {
			describePart(&b, s)
		}
		golden(t, strings.TrimSuffix(name, ".txt")+".golden", b.String())
		checkParts(t, files[filepath.Base(name)], statements[filepath.Base(name)])
	}
}

func byFile(lib *Library) map[string][]*Statement {
	out := map[string][]*Statement{}
	for _, s := range lib.Statements {
		out[s.File] = append(out[s.File], s)
	}
	return out
}

func describePart(b *strings.Builder, s *Statement) {
	fmt.Fprintf(b, "== %s by=%s", s.ID, s.By)
	for _, f := range []struct{ name, value string }{
		{"for", strings.Join(s.OnBehalf, ",")}, {"aligned", strings.Join(s.Aligned, ",")}, {"speaker", s.Speaker},
		{"kind", s.Kind}, {"language", s.Language}, {"translation", s.Translation}, {"title", s.Title}, {"grade", s.Grade.String()}, {"from", s.Origin["by"]},
	} {
		if f.value != "" {
			fmt.Fprintf(b, " %s=%s", f.name, f.value)
		}
	}
	if !s.Date.IsZero() {
		fmt.Fprintf(b, " date=%s", s.Date.Format(time.DateOnly))
	}
	if s.Informal {
		b.WriteString(" informal")
	}
	for _, d := range s.Doubts {
		fmt.Fprintf(b, "\n   ? %s", d)
	}
	fmt.Fprintf(b, "\n%s\n\n", s.Text)
}

// checkParts holds that the parts are stretches of the document, in no other
// order, and none shares a word with another. IDs do not tell the order, so the
// texts are looked for each for itself.
func checkParts(t testing.TB, text string, parts []*Statement) {
	t.Helper()
	var taken []Span
	for _, s := range parts {
		at := -1
		for from := 0; ; {
			n := strings.Index(text[from:], s.Text)
			if n < 0 {
				break
			}
			span := Span{from + n, from + n + len(s.Text)}
			free := true
			for _, o := range taken {
				free = free && !o.Overlaps(span)
			}
			if free {
				at = span.Start
				taken = append(taken, span)
				break
			}
			from += n + 1
		}
		if at < 0 {
			t.Errorf("%s is no stretch of its own of the document: %q", s.ID, s.Text)
		}
		if s.SHA256 != Hash(s.Text) || s.Text == "" || strings.TrimSpace(s.Text) != s.Text {
			t.Errorf("%s: text %q, hash %s", s.ID, s.Text, s.SHA256)
		}
	}
}

const announced = "Session 3 Transcript\nThis is an unofficial transcript\n\n"

// TestWhoseWords holds that words are credited to whom they are certainly of,
// and to nobody else: each case looks for one stretch.
func TestWhoseWords(t *testing.T) {
	const open = "Chair\n\nGood morning. I give the floor to Freedonia.\n\nFreedonia\n\nThank you, Chair. We hold that norms are binding.\n\n"
	cases := map[string]struct{ text, words, by string }{
		"the plain case": {announced + open, "norms are binding", "XA"},
		"the chair thanks one and calls another": {
			announced + open + "Chair\n\nI thank Freedonia and Ruritania. Thank you also to Elbonia. I now give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"the name line is another's than the one called": {
			announced + open + "Chair\n\nThank you, Freedonia. I give the floor to Ruritania.\n\nSylvania\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a missing name line": {
			announced + open + "Chair\n\nThank you, Freedonia. I give the floor to Sylvania, to be followed by Elbonia.\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"a missing name line, and two called": {
			announced + open + "Chair\n\nThank you. I give the floor to Sylvania and Elbonia.\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a missing name line, and nobody called": {
			announced + open + "Chair\n\nThank you, Freedonia. Let us go on.\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a floor that is not given yet": {
			announced + open + "Chair\n\nBefore I give the floor to Sylvania, a word on lunch.\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a missing line of the chair": {
			announced + open + "Thank you, Freedonia. I give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"a missing line of the chair: his words": {
			announced + open + "Thank you, Freedonia, for this. I give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. We agree.", "for this", "chair"},
		"two missing lines": {
			announced + open + "I give the floor to Sylvania.\n\nWe believe that norms are voluntary.", "voluntary", ""},
		"words after the floor was given": {
			announced + open + "Chair\n\nI give the floor to Sylvania.\n\n" + strings.Repeat("It is a matter of concern to us all that this should be so. ", 8) + "Norms are voluntary.", "voluntary", ""},
		"a heading that is a State's name": {
			announced + open + "We come to one more case.\n\nSylvania\n\nSylvania holds that norms are voluntary.", "voluntary", ""},
		"a heading that is a State's name, and a salutation": {
			announced + open + "We come to one more case.\n\nSylvania\n\nMr. Chair, in this case norms are voluntary.", "voluntary", ""},
		"a list of States": {
			announced + open + "These we thank:\n\nSylvania\n\nRuritania\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a State in the middle of a sentence": {
			announced + open + "We thank\n\nSylvania\n\nfor saying that norms are voluntary.", "voluntary", "XA"},
		"an unknown name": {
			announced + open + "Chair\n\nThank you. I give the floor to Sylvania.\n\nSylvannia\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"an unclear name": {
			announced + open + "Chair\n\nThank you.\n\nSylvania [unclear]\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"two States on the line": {
			announced + open + "Chair\n\nThank you.\n\nSylvania, Elbonia\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a name that several States share": {
			announced + open + "Chair\n\nThank you. I give the floor to Korea.\n\nKorea\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a name for short": {
			announced + open + "Chair\n\nThank you.\n\nGuinea\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a name for short, called in full": {
			announced + open + "Chair\n\nThank you. I give the floor to the Democratic Republic of the Congo.\n\nCongo\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a name in full": {
			announced + open + "Chair\n\nThank you. I give the floor to Korea.\n\nRepublic of Korea\n\nThank you, Chair. Norms are voluntary.", "voluntary", "KR"},
		"another speaker's words announced": {
			announced + open + "The representative of Sylvania said this of norms:\n\nNorms are voluntary.", "are voluntary", ""},
		"another speaker reported": {
			announced + open + "The representative of Sylvania said that norms are voluntary.", "are voluntary", "XA"},
		"a person without a delegation": {
			announced + open + "Chair\n\nThank you. I give the floor to Sylvania.\n\nMs. Anna Novak\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a person and a delegation": {
			announced + open + "Chair\n\nThank you.\n\nMs. Anna Novak, Sylvania\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"a person named like a State": {
			announced + open + "Chair\n\nThank you.\n\nFreedonia Jones\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a turn without thanks after another": {
			announced + open + "Sylvania\n\nNorms are voluntary.", "voluntary", ""},
		"called together with another": {
			announced + "Chair\n\nI give the floor to Freedonia, to be followed by Sylvania.\n\nFreedonia\n\nThank you. Norms are binding.\n\nSylvania\n\nNorms are voluntary.", "voluntary", "XB"},
		"called together with another, who is not there": {
			announced + "Chair\n\nI give the floor to Freedonia, to be followed by Sylvania.\n\nFreedonia\n\nThank you. Norms are binding. I thank you.\n\nElbonia\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
		"a colon and a member of a group that is called": {
			announced + "The Chair: I give the floor to the Middle Kingdoms.\n\nSylvania: Thank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"capitals": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMR. SMITH (FREEDONIA): Norms are binding.\n\nMR. JONES (SYLVANIA): Norms are voluntary.", "voluntary", "XB"},
		"a lost colon": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nMr. Jones (Sylvania) Norms are voluntary.", "voluntary", ""},
		"the record's note on itself": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nThis record contains the text of speeches delivered in English, and changes are voluntary. Corrections should be submitted to the original languages only.", "voluntary", ""},
		"the meeting's end": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nThe meeting rose at 6 p.m.\n\nNorms are voluntary.", "voluntary", ""},
		"a record read out": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): I read from the record: “They spoke.\n\nMr. Jones (Sylvania): Norms are voluntary.\n\nSo it stands there.”", "voluntary", ""},
		"a delegation that calls on another": {
			announced + open + "We call on Sylvania to stop its operations. I call on Ruritania to do likewise, as norms are not voluntary.", "not voluntary", "XA"},
		"a second turn without any mark": {
			announced + open + "I thank you, Chair.\n\nThank you, Chair. In our view, which is that of many others in this room, as I have said before and say again, norms are voluntary.", "are voluntary", ""},
		"a short second turn without any mark": {
			announced + open + "I thank you.\n\nThank you, Chair. Norms are voluntary. I thank you.", "are voluntary", ""},
		"a second turn without any mark, behind no formula": {
			announced + open + "We hold it dear.\n\nThank you, Mr. Chair. Norms are voluntary.", "are voluntary", ""},
		"thanks in several paragraphs": {
			announced + "Chair\n\nI give the floor to Sylvania.\n\nSylvania\n\nThank you.\n\nThank you, Mr. Chair.\n\nNorms are voluntary.\n\nThank you, Chair. I thank you.", "are voluntary", "XB"},
		"the Chair is spoken to, further on": {
			announced + open + "Mr. Chair, norms are not voluntary.", "not voluntary", "XA"},
		"a turn that thanks its own delegation": {
			announced + open + "And so it is for these.\n\nElbonia\n\nThey agree.\n\nSylvania\n\nThank you, Sylvania, for your words. Norms are voluntary.", "are voluntary", ""},
		"a turn without thanks, of whom was called to follow": {
			announced + "Chair\n\nI give the floor to Freedonia, to be followed by Sylvania.\n\nFreedonia\n\nThank you, Chair. Norms are binding. I thank you.\n\nNorms are voluntary.", "are voluntary", ""},
		"whoever presides, for their own State": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe President: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nThe President: I thank him. I shall now make a statement in my capacity as Minister for Foreign Affairs of Sylvania. Norms are voluntary. I now resume my functions as President of the Council. I call on Elbonia.\n\nMs. Roe (Elbonia): We agree.", "are voluntary", "XB"},
		"whoever presides, for their own State, afterwards": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe President: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nThe President: I thank him. I shall now make a statement in my capacity as representative of Sylvania. Norms matter. I resume my functions as President of the Council, and ask whether norms are voluntary. I call on Elbonia.\n\nMs. Roe (Elbonia): We agree.", "are voluntary", "chair"},
		"whoever presides, without an end": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe President: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nThe President: I thank him. I shall now make a statement in my capacity as representative of Sylvania. Norms are voluntary.\n\nMs. Roe (Elbonia): We agree.", "are voluntary", ""},
		"the Chair's national capacity": {
			announced + open + "Chair\n\nThank you, Freedonia. Speaking in my national capacity, Sylvania holds that norms are voluntary.", "are voluntary", ""},
		"a head of several paragraphs": {
			"Session 3 Transcript\n\n(OEWG 2021-25)\n\nThis is an unofficial transcript\n\nAmbassador Lopez\n\nI give the floor to Freedonia, to be followed by Sylvania.\n\nFreedonia\n\nThank you, Chair. Norms are binding.\n\nSylvania\n\nNorms are voluntary.\n\nAmbassador Lopez\n\nThank you. I give the floor to Elbonia.\n\nElbonia\n\nWe agree.", "are voluntary", "XB"},
		"an office in the name line": {
			announced + open + "Chair\n\nThank you.\n\nMs. Anna Novak, Permanent Representative of Sylvania\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"the Chair speaks of thanks": {
			announced + open + "Chair\n\nI give the floor to Sylvania. Thank you, Chair, is what many say first, and it is voluntary.", "voluntary", ""},
		"a book on States": {
			"Cyber policies of the world\n\nContents\n\nFreedonia ..... 2\nSylvania ..... 3\n\nFreedonia\n\nIts norms are binding.\n\nSylvania\n\nIts norms are voluntary.", "voluntary", ""},
		"a State's paper on others": {
			"Statement by Freedonia: national contributions received from States\n\n12 May 2021\n\nContents\n\nElbonia ..... 2\nSylvania ..... 3\n\nElbonia\n\nIts norms are binding.\n\nSylvania\n\nIts norms are voluntary.", "voluntary", "XA"},
		"contributions": {
			"Contributions received from States\n\n12 May 2021\n\nContents\n\nElbonia ..... 2\nSylvania ..... 3\n\nElbonia\n\nNorms are binding.\n\nSylvania\n\nNorms are voluntary.", "voluntary", "XB"},
		"an invitation": {
			announced + open + "Chair\n\nThank you, Freedonia. I now invite Sylvania to take the floor.\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"paragraphs that are lines": {
			"This is an unofficial transcript\nChair\nGood morning to you all. I give the floor to Freedonia.\nFreedonia\nThank you, Chair. We hold that norms are binding.\nChair\nThank you, Freedonia. I give the floor to Sylvania.\nSylvania\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"a transcript that is one State's statement": {
			"Transcript of the statement by Freedonia\n\n12 May 2021\n\nMr. Chair,\n\nI have read the record, and this is what stands in it. It is short.\n\nThe Chair: I call on Sylvania.\n\nMr. Smith (Sylvania): Norms are voluntary.\n\nThe Chair: I call on Elbonia.\n\nThat is all.", "voluntary", "XA"},
		"two in turn, and no more words": {
			announced + open + "Chair\n\nThank you, Freedonia. Sylvania, to be followed by Elbonia.\n\nThank you, Chair. Norms are voluntary.", "voluntary", "XB"},
		"brackets in brackets": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nMr. Jones (Iran (Islamic Republic of)): Norms are voluntary.", "voluntary", "IR"},
		"brackets that do not close": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nMr. Jones (Sylvania (the Kingdom: Norms are voluntary.", "voluntary", ""},
		"a chair of another body": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nMr. Jones (Chair of the Drafting Committee): Norms are voluntary.", "voluntary", ""},
		"a name that is a State's, in brackets another": {
			"A/C.1/78/PV.3\n\nOfficial Records\n\nThe Chair: I call on Freedonia.\n\nMr. Smith (Freedonia): Norms are binding.\n\nMs. Jordan (Georgia): Norms are voluntary.", "voluntary", "GE"},
		"no delegation": {
			announced + open + "Chair\n\nThank you.\n\nTaiwan\n\nThank you, Chair. Norms are voluntary.", "voluntary", ""},
	}
	files := map[string]string{}
	for name, tt := range cases {
		files[name+".txt"] = tt.text
	}
	statements := byFile(loadParts(t, files))
	for name, tt := range cases {
		found := 0
		for _, s := range statements[name+".txt"] {
			if strings.Contains(s.Text, tt.words) {
				found++
				if s.By != tt.by {
					t.Errorf("%s: credited to %q, not %q: %q (doubts: %q)", name, s.By, tt.by, s.Text, s.Doubts)
				}
				if s.Part != "" && s.By == "" && len(s.Doubts) == 0 {
					t.Errorf("%s: nobody is told why", name)
				}
			}
		}
		if found != 1 {
			t.Errorf("%s: %d statements hold the words", name, found)
		}
		checkParts(t, tt.text, statements[name+".txt"])
	}
}

// TestPartsOfPages holds that a record is divided alike whatever format it is in.
func TestPartsOfPages(t *testing.T) {
	html := `<html><head><title>Session 3 Transcript</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Session 3 Transcript</h1><p>(OEWG 2021-25)</p><p><em>This is an unofficial transcript</em></p>
<p><strong>Ambassador Lopez</strong></p><p>Good morning. I give the floor to Freedonia, to be followed by Sylvania.</p>
<p><strong>Freedonia</strong></p><p>Thank you, Chair. Norms are binding.</p>
<p><strong>Ambassador Lopez</strong></p><p>Thank you, Freedonia. Sylvania, you have the floor.</p>
<h3>Sylvania</h3><p>Thank you, Chair. Norms are voluntary.</p></article></body></html>`
	markdown := "# Session 3 Transcript\n\n(OEWG 2021-25)\n\n*This is an unofficial transcript*\n\n**Ambassador Lopez**\n\nGood morning. I give the floor to Freedonia, to be followed by Sylvania.\n\n" +
		"## Freedonia\n\nThank you, Chair. Norms are binding.\n\n**Ambassador Lopez:** Thank you, Freedonia. Sylvania, you have the floor.\n\n**Sylvania**\n\nThank you, Chair. Norms are voluntary.\n"
	// Two names are the header's to one who does not know States: the first speaker's is not lost.
	bare := "Session 3 Transcript\n(OEWG 2021-25)\nThis is an unofficial transcript\n\nFreedonia\n\nThank you, Chair. Norms are binding.\n\nChair\n\nThank you, Freedonia. I give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. Norms are voluntary.\n"
	for file, all := range byFile(loadParts(t, map[string]string{"a.html": html, "b.md": markdown, "c.txt": bare})) {
		by := map[string]string{}
		for _, s := range all {
			by[s.By] += s.Text
			if s.Grade != UnofficialTranscript || s.Speaker != "" || s.Process != "oewg-2021-2025" || s.Title != "Session 3 Transcript" {
				t.Errorf("%s: %+v", file, s)
			}
		}
		if by["XA"] != "Thank you, Chair. Norms are binding." || by["XB"] != "Thank you, Chair. Norms are voluntary." || by[""] != "" {
			t.Errorf("%s: %q", file, by)
		}
	}
}

// TestDatesOfEvents holds that a document that tells of several days is not
// divided by them, unless they are a session's and it is a statement.
func TestDatesOfEvents(t *testing.T) {
	const paper = "Position paper of Freedonia on capacity-building\n\n12 May 2021\n\nThese events were held, and we report on them here.\n\n1. Seminar (3 May 2021)\n\nIt was well attended.\n\n2. Exercise (4 May 2021)\n\nIt was as well attended.\n"
	statement := strings.Replace(paper, "Position paper of", "Statement by", 1)
	for text, want := range map[string]int{
		paper: 1, statement: 3, strings.Replace(statement, "4 May 2021", "4 May 2020", 1): 1, strings.Replace(statement, "4 May 2021", "3 May 2021", 1): 1,
	} {
		if lib := loadParts(t, map[string]string{"a.txt": text}); len(lib.Statements) != want {
			t.Errorf("%d statements, want %d: %q", len(lib.Statements), want, text)
		}
	}
}

// TestSidecarOfSeveral holds what a sidecar says of a document of several
// statements: what is true of all, and never who speaks.
func TestSidecarOfSeveral(t *testing.T) {
	lib := loadParts(t, map[string]string{
		"m.txt":  announced + "Chair\n\nI give the floor to Freedonia.\n\nFreedonia\n\nThank you, Chair. Yes.\n\nChair\n\nI give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. No.\n",
		"m.toml": "by = \"Ruritania\"\nspeaker = \"X\"\ndate = 2024-05-06\nsession = \"third\"\nurl = \"https://example.org/m\"\ngrade = \"unofficial-transcript\"\n",
	})
	if len(lib.Statements) != 4 {
		t.Fatalf("%d statements", len(lib.Statements))
	}
	for _, s := range lib.Statements {
		if s.By == "XE" || s.By == "" || s.Speaker != "" || s.Date != day("2024-05-06") || s.Session != "third" || s.URL != "https://example.org/m" || s.Grade != UnofficialTranscript ||
			s.Origin["date"] != "sidecar" || s.Origin["by"] != "name line" || s.Document() != "m" || s.ID != "m/"+s.Part {
			t.Errorf("%+v", s)
		}
	}
	if len(lib.Warnings) != 2 || !strings.Contains(lib.Warnings[0].Reason, "each with its own speaker") {
		t.Errorf("warnings: %v", lib.Warnings)
	}
}

// TestPartsKeepTheirIDs holds that a statement's ID stays when another
// delegation's turn is put before it.
func TestPartsKeepTheirIDs(t *testing.T) {
	const turn = "Chair\n\nI give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. No.\n\n"
	const before = "Chair\n\nI give the floor to Freedonia.\n\nFreedonia\n\nThank you, Chair. Yes.\n\n"
	for _, text := range []string{announced + turn, announced + before + turn, announced + turn + before} {
		found := false
		for _, s := range loadParts(t, map[string]string{"m.txt": text, "m.md": text}).Statements {
			found = found || s.ID == "m.txt/xb-01" && s.By == "XB"
		}
		if !found {
			t.Errorf("the ID changed in %q", text)
		}
	}
}

// TestDocumentOf holds that a part's ID leads to its document's.
func TestDocumentOf(t *testing.T) {
	for id, want := range map[string]string{"a/b/fr-01": "a/b", "a/b/fr-01~2": "a/b~2", "17:a/fr-01": "17:a", "a/fr-01/b/fr-01": "a/fr-01/b"} {
		if s := (&Statement{ID: id, Part: "fr-01"}); s.Document() != want {
			t.Errorf("%s is of %s", id, s.Document())
		}
	}
	if s := (&Statement{ID: "a/b"}); s.Document() != "a/b" {
		t.Error(s.Document())
	}
}

// TestMissingMarks holds that a record of nothing but missing marks costs no more
// than another.
func TestMissingMarks(t *testing.T) {
	turn := "I give the floor to Sylvania.\n\nThank you, Chair. No.\n\nThank you, Sylvania. "
	lib := loadParts(t, map[string]string{"m.txt": announced + "Chair\n\n" + strings.Repeat(turn, 2000), "n.txt": announced + "Chair\n\n" + strings.Repeat(turn, 20000)})
	for _, s := range lib.Statements {
		if s.By == "XB" && s.Text != "Thank you, Chair. No." {
			t.Errorf("credited with %.60q", s.Text)
		}
	}
	if n := len(byFile(lib)["m.txt"]); n != 2*mostUnmarked+2 {
		t.Errorf("%d statements", n)
	}
}

// TestDoubtsThatASidecarSettles holds that nothing is doubtful any more of what a
// person has filled in.
func TestDoubtsThatASidecarSettles(t *testing.T) {
	const text = "Statement by France and Germany\n\nNew York, 3 May 2021\n\nGeneva, 4 May 2021\n\nMr. Chair,\n\nWe agree with all that was said.\n"
	for sidecar, want := range map[string]string{
		"":                  "by: “France and Germany” names several|date: several days stand in the header: 2021-05-03, 2021-05-04",
		"date = 2021-05-03": "by: “France and Germany” names several",
		"date = 2021-05-03\nby = \"France\"\non_behalf = [\"Germany\"]": "",
	} {
		files := map[string]string{"a.txt": text}
		if sidecar != "" {
			files["a.toml"] = sidecar
		}
		s := loadParts(t, files).Statements[0]
		doubts := slices.Sorted(slices.Values(s.Doubts))
		if got := strings.Join(doubts, "|"); got != want || s.Origin["by"] != "" && s.By == "" {
			t.Errorf("%q: %q, want %q", sidecar, got, want)
		}
	}
}

// TestAlignment holds who is aligned with a group's statement, and that a State
// that aligns itself with another's has said no more than that.
func TestAlignment(t *testing.T) {
	const head = "Statement by Sylvania on behalf of the Middle Kingdoms\n\n3 May 2021\n\nMr. Chair,\n\n"
	for text, want := range map[string]string{
		head + "Freedonia* and Elbonia align themselves with this statement.\n":                                                                                                             "XB|middle-kingdoms|XA,XC",
		head + "Ruritania, a member, aligns itself with this statement. Freedonia does not align itself with this statement.\n":                                                             "XB|middle-kingdoms|",
		head + "The following States align themselves with this statement: Freedonia, Ruritania and Elbonia.\n":                                                                             "XB|middle-kingdoms|XA,XC",
		head + "The following have aligned themselves with this statement: Freedonia.\n":                                                                                                    "XB|middle-kingdoms|XA",
		head + "We align ourselves with nobody. All align themselves with this statement: only Freedonia refused.\n":                                                                        "XB|middle-kingdoms|",
		head + "Фридония и другие не присоединяются. Freedonia и Elbonia присоединяются к настоящему заявлению.\n":                                                                          "XB|middle-kingdoms|XA,XC",
		head + "Freedonia aligned itself with the statement of Elbonia.\n":                                                                                                                  "XB|middle-kingdoms|",
		head + "Elbonia also associates itself with the present declaration.\n":                                                                                                             "XB|middle-kingdoms|XC",
		"Statement by Freedonia\n\n3 May 2021\n\nMr. Chair,\n\nMy delegation aligns itself with the statement delivered by Sylvania on behalf of the Middle Kingdoms. Norms are binding.\n": "XA||",
		"Statement by Freedonia\n\n3 May 2021\n\nMr. Chair,\n\nElbonia and Sylvania align themselves with this statement.\n":                                                                "XA||",
	} {
		s := loadParts(t, map[string]string{"a.txt": text}).Statements[0]
		if got := s.By + "|" + strings.Join(s.OnBehalf, ",") + "|" + strings.Join(s.Aligned, ","); got != want {
			t.Errorf("%s, want %s: %q", got, want, text)
		}
		for _, code := range s.Aligned {
			if slices.Contains(s.Voices(builtinStates(t)), code) {
				t.Errorf("%s is one of the voices", code)
			}
		}
	}
}
