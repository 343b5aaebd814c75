package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSentencesSample joins sentences that were written one a line, and finds
// them again: in one paragraph on one line, and in lines filled to a width.
func TestSentencesSample(t *testing.T) {
	files, err := filepath.Glob("testdata/sentence/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("samples: %v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, text := readSample(t, file)
			compareSentences(t, text, want)
			if !strings.Contains(file, "zh") {
				compareSentences(t, fill(text, 72), want)
			}
		})
	}
}

func readSample(t *testing.T, file string) (sentences []string, text string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	space := " "
	if strings.Contains(file, "zh") {
		space = ""
	}
	var b strings.Builder
	for _, line := range strings.Split(string(raw), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "":
			b.WriteString("\n\n")
		default:
			sentences = append(sentences, line)
			b.WriteString(line + space)
		}
	}
	return respell(sentences), b.String()
}

// respell moves the sentences that a line of the sample holds two of to lines
// of their own: those that no space parts, and those that only the sense does.
func respell(lines []string) []string {
	var out []string
	for _, line := range lines {
		for _, cut := range []string{"crossroads.|We", "cooperation.|The", "Organization.1 |The", "U.S. |We", "No. |We", "2021 г. |Мы"} {
			before, after, _ := strings.Cut(cut, "|")
			if i := strings.Index(line, before+after); i >= 0 {
				out = append(out, strings.TrimSpace(line[:i+len(before)]))
				line = line[i+len(before):]
			}
		}
		out = append(out, line)
	}
	return out
}

// fill breaks the paragraphs of a text into lines of at most width columns.
func fill(text string, width int) string {
	var out []string
	for _, paragraph := range strings.Split(text, "\n\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && columns(line)+1+columns(word) > width {
				out = append(out, line)
				line = ""
			}
			line = strings.TrimSpace(line + " " + word)
		}
		out = append(out, line, "")
	}
	return strings.Join(out, "\n")
}

func compareSentences(t *testing.T, text string, want []string) {
	t.Helper()
	var got []string
	for _, s := range Sentences(text) {
		got = append(got, strings.Join(strings.Fields(s.In(text)), " "))
	}
	for i := range want {
		want[i] = strings.Join(strings.Fields(want[i]), " ")
	}
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		g, w := at(got, i), at(want, i)
		if g != w {
			t.Errorf("sentence %d\n got %q\nwant %q", i, g, w)
			return
		}
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "(none)"
}

// TestSentences holds single cases; | marks where a sentence ends.
func TestSentences(t *testing.T) {
	for _, text := range []string{
		"We ask three things: 1. Dialogue. |2. Restraint. |3. Respect.",
		"1. The first point stands. |2. The second falls.",
		"(a) One thing. |(b) Another thing.",
		"IV. The rules apply.",
		"The Group (see annex I) agreed. |It did.",
		"The OEWG.|The report says so.",
		"Mr.Chair, we thank you. |Ms.Irina spoke.",
		"The answer (in brief). |We go on.",
		"He said “We agree. |We will sign.” and left. |Then.",
		"As in Corr. 1, Add. 2 and Rev. 3, the text stands. |Good.",
		"Write to office@mission.Example.org or see https://a.int/x.Html?q=1. |Then wait.",
		"They met President Omar Hassan A. Al-Bashir in Addis Ababa. |Then they left.",
		"We reached Plan B. |The talks go on.",
		"We have the capacity to act in the U.S. and the U.K. |However, we wait.",
		"It warms by 1.5°C. |That is too much.",
		"Peace, security, development etc. |We need all.",
		"The so-called “digital divide” (sic!) remains. |It grows.",
		"Really?! |Yes.",
		"Wait . . . |What?",
		"The text reads: “The Charter … applies.” |We agree.",
		"All this [...] Matters to us.",
		"Terms such as A.I. and I.C.T. are used. |They differ.",
		"We thank Amb. Gafoor, Lt.-Gen. Obi and Sgt. Lee. |All came.",
		"On 23 Feb. 2022 it began. |On 3 Mar. 2022 it went on.",
		"It was agreed in Sept. |The rest came later.",
		"See op. cit., p. 12, and ibid., pp. 13-15. |Also cf. Smith.",
		"He is right.* |They are not.† |We are.[12] |Good.",
		"This is the end.”² |And this the start.",
		"Это сказал Э. И. Дюпон. |Томас С. Рикеттс это подтвердил (см. с. 5 и рис. 3).",
		"It was said. [inaudible] Then they went on. [Applause.] |They left.",
		"Señor Presidente: |",
		"“Mr. Chair. |We agree”.",
	} {
		want := strings.Split(text, "|")
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		want = slices.DeleteFunc(want, func(s string) bool { return s == "" })
		compareSentences(t, strings.ReplaceAll(text, "|", ""), want)
	}
}

// TestSentencesStayInParagraphs checks line by line text, filled text, and
// sentences that a page's end broke.
func TestSentencesStayInParagraphs(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a paragraph a line": {"Mr. Chair,\nWe thank you for the draft which you have prepared for us all\nIt is balanced.\n",
			[]string{"Mr. Chair,", "We thank you for the draft which you have prepared for us all", "It is balanced."}},
		"broken by a page": {"We do not\n\n11 06-53329\n\nsupport the proposal that was made by others.",
			[]string{"We do not 11 06-53329 support the proposal that was made by others."}},
		"broken in the middle": {"The vision that we have for our candidacy and\n \nfor the United Nations is simple.",
			[]string{"The vision that we have for our candidacy and for the United Nations is simple."}},
		"a name at the line's end": {"We listened with great interest to what was said by Mr.\nBrown.",
			[]string{"We listened with great interest to what was said by Mr. Brown."}},
		"carriage returns": {"First line.\r\n\r\nSecond line.\rThird line.", []string{"First line.", "Second line.", "Third line."}},
		"bare list":        {"We support:\npeace\nsecurity\ndevelopment", []string{"We support:", "peace", "security", "development"}},
		"empty":            {" \n\t\n", nil},
	} {
		t.Run(name, func(t *testing.T) { compareSentences(t, c.text, c.want) })
	}
}
