package layout

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus/reader/pdf"
)

// sheet is a page being printed: letters 5 wide in boxes 10 high.
type sheet struct{ glyphs []pdf.Glyph }

func (s *sheet) at(x, y, size float64, text string) *sheet {
	for _, r := range text {
		g := pdf.Glyph{Rune: r}
		if r != ' ' {
			g.X0, g.X1, g.Y0, g.Y1 = x, x+size/2, y-size, y
		}
		s.glyphs = append(s.glyphs, g)
		x += size / 2
	}
	s.glyphs = append(s.glyphs, pdf.Glyph{Rune: '\r'}, pdf.Glyph{Rune: '\n'})
	return s
}

// lines prints lines of the body below each other; "" leaves one out. ^1^ is
// raised, in small print.
func (s *sheet) lines(y float64, lines ...string) *sheet {
	for _, l := range lines {
		x := 50.0
		for i, part := range strings.Split(l, "^") {
			size, up := 10.0, 0.0
			if i%2 == 1 {
				size, up = 6, 4
			}
			for _, r := range part {
				g := pdf.Glyph{Rune: r}
				if r != ' ' {
					g.X0, g.X1, g.Y0, g.Y1 = x, x+size/2, y-up-size, y-up
				}
				s.glyphs = append(s.glyphs, g)
				x += size / 2
			}
		}
		s.glyphs = append(s.glyphs, pdf.Glyph{Rune: '\n'})
		y += 12
	}
	return s
}

func textOf(sheets ...*sheet) string {
	d := &Document{}
	for _, s := range sheets {
		d.Add(s.glyphs)
	}
	text, _ := d.Text()
	return text
}

// wide is a line that reaches the right margin.
const wide = "Freedonia holds that the law of nations applies to all that is done there"

func TestHyphens(t *testing.T) {
	for _, tt := range []struct{ rest, a, b, want string }{
		{"", "inter-", "national", "inter-national"},                   // neither is known: as printed
		{"international law", "inter-", "national", "international"},   // the document writes it so
		{"inter-national law", "inter-", "national", "inter-national"}, // and so
		{"international and inter-national", "inter-", "national", "inter-national"},
		{"", "cooper-", "ation", "cooperation"}, // an ending, and no word
		{"", "develop-", "ment", "development"},
		{"", "long-", "term", "long-term"},
		{"", "decision-", "making", "decision-making"},
		{"", "multi-", "nation", "multi-nation"},
		{"", "capacity-", "building", "capacity-building"},
		{"", "Asia-", "Pacific", "Asia-Pacific"},
		{"", "2021-", "2025", "2021-2025"},
		{"", "state-of-the-", "art", "state-of-the-art"},
		{"", "coop\u00AD", "eration", "cooperation"}, // the hyphen is one that only breaks
		{"", "безопас-", "ность", "безопасность"},
		{"", "law –", "and order", "law – and order"},
		{"", "https://example.org/", "page", "https://example.org/page"},
	} {
		pad := strings.Repeat("x", 74-utf8.RuneCountInString(tt.a)) + " "
		got := textOf((&sheet{}).lines(100, "We speak of the "+tt.rest+" often.", wide+" and there", pad+tt.a, tt.b+" it is that we are for, and for no other thing, as all know", "well."))
		if !strings.Contains(got, pad+tt.want+" it") {
			t.Errorf("%q %q after %q: %q", tt.a, tt.b, tt.rest, got)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		want  string
	}{
		"white between": {[]string{wide, "and everywhere.", "", "We thank you."}, wide + " and everywhere.\n\nWe thank you."},
		"set in":        {[]string{wide + ".", "     We go on with what we have to say to all of you in this room today,", "and end."}, wide + ".\n\nWe go on with what we have to say to all of you in this room today, and end."},
		"a short end":   {[]string{wide, "and ends.", wide, "too."}, wide + " and ends.\n\n" + wide + " too."},
		"numbers":       {[]string{"1. " + wide, "so;", "2. " + wide, "too."}, "1. " + wide + " so;\n\n2. " + wide + " too."},
		"no number":     {[]string{wide + " in paragraph", "13. of the report it is said by all that it is so and not otherwise at all.", "x"}, wide + " in paragraph 13. of the report it is said by all that it is so and not otherwise at all.\n\nx"},
		"an address":    {[]string{"Permanent Mission", "New York", "10017", wide, "and here."}, "Permanent Mission\nNew York\n10017\n" + wide + " and here."},
		"contents":      {[]string{"Brazil . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 17", "Freedonia . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 20"}, "Brazil . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 17\nFreedonia . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 20"},
		"ligatures":     {[]string{"The ﬁrst e\uFB00ort is o\u200Bf \u00ADno\u00ADte."}, "The first effort is of note."},
	} {
		if got := textOf((&sheet{}).lines(100, tt.lines...)); got != tt.want {
			t.Errorf("%s:\n%q, want\n%q", name, got, tt.want)
		}
	}
}

func TestHeads(t *testing.T) {
	page := func(n int, head, foot string, body ...string) *sheet {
		return (&sheet{}).at(50, 40, 10, head).lines(100, body...).at(300, 800, 10, foot)
	}
	var sheets []*sheet
	for i := range 4 {
		sheets = append(sheets, page(i, "Views of Freedonia on the draft", fmt.Sprintf("- %d -", i+1), fmt.Sprintf("Sentence %s of the page %s", []string{"one", "two", "three", "four"}[i], wide), "and so on.", "13"))
	}
	got := textOf(sheets...)
	if strings.Count(got, "Views of Freedonia on the draft") != 1 || !strings.HasPrefix(got, "Views") {
		t.Errorf("the head of the first page alone stays: %q", got)
	}
	if strings.Contains(got, "- ") || strings.Count(got, "13") != 4 || strings.Count(got, "Sentence") != 4 {
		t.Errorf("numbers of pages go, others stay: %q", got)
	}
	for _, foot := range []string{"3/12", "Page 1", "15-12404 (E) 180815", "*1512404*", "1"} {
		n := 0
		if foot == "3/12" {
			n = 2
		}
		sheets := []*sheet{page(0, "", "", "a b"), page(1, "", "", "c d"), page(2, "", "", "e f")}
		sheets[n] = page(n, "", foot, wide, "and so on.")
		if got := textOf(sheets...); strings.Contains(got, foot) {
			t.Errorf("%q stays: %q", foot, got)
		}
	}
	// lines that begin pages alike, and are the text's
	alike := []string{"12. " + wide, "and here.", "Other words."}
	if got := textOf((&sheet{}).lines(100, alike...), (&sheet{}).lines(100, alike...), (&sheet{}).lines(100, alike...)); strings.Count(got, "12. "+wide) != 3 || strings.Count(got, "Other words.") != 3 {
		t.Errorf("%q", got)
	}
}

// TestHeadsThatAreWords holds that words which happen to begin several pages stay:
// a speaker's refrain, and the name of whoever speaks there.
func TestHeadsThatAreWords(t *testing.T) {
	page := func(i int, head, next string) *sheet {
		return (&sheet{}).at(50, 40, 10, head).lines(70, next, fmt.Sprintf("Sentence %s of the page %s", []string{"one", "two", "three", "four", "five", "six"}[i], wide), fmt.Sprintf("and so on, %c.", rune(97+i)))
	}
	for name, c := range map[string]struct {
		heads, next string // of six pages, by letter: "a" is the head, "." another line
		head        string
		keeps       int
	}{
		"a refrain":                {"a.a.a.", "It is so.", "We shall not accept this draft.", 3},
		"a notice":                 {"aaaaaa", "It is so.", "Please check against delivery.", 1},
		"a sentence on every page": {"aaaaaa", "It is so.", "We shall not accept this draft.", 1},
		"a running head":           {"aaaaaa", "It is so.", "Views of Freedonia", 1},
		"of the odd pages":         {"a.a.a.", "It is so.", "Views of Freedonia", 1},
		"of a section":             {"..aaa.", "It is so.", "Views of Freedonia", 0},
		"a heading, twice":         {".a..a.", "It is so.", "Views of Freedonia", 2},
		"who speaks":               {".a.aa.", "Thank you, Chair. It is so.", "Ruritania", 3},
		"who speaks, in Russian":   {".a.aa.", "Спасибо, господин Председатель.", "Ruritania", 3},
	} {
		var sheets []*sheet
		for i := range 6 {
			head := c.head
			if c.heads[i] == '.' {
				head = fmt.Sprintf("Other words are here, %c", 'p'+i)
			}
			sheets = append(sheets, page(i, head, c.next))
		}
		if got := textOf(sheets...); strings.Count(got, c.head) != c.keeps {
			t.Errorf("%s: stands %d times, not %d: %q", name, strings.Count(got, c.head), c.keeps, got)
		}
	}
}

func TestNotes(t *testing.T) {
	small := func(s *sheet, y float64, lines ...string) *sheet {
		for _, l := range lines {
			s.at(50, y, 8, l)
			y += 9
		}
		return s
	}
	body := []string{"The Organization.^1^Preamble of it was^2,3^ drafted by 10^9^ people in 2021^4^ on 5 km^2^.", "", "", "", "", "", "", "", wide, "and so on."}
	noted := small((&sheet{}).lines(100, body...), 400, "1 See resolution 99/1.", "and its annex.", "2 Ibid.", "3 Ibid.", "4 Ibid.")
	want := "The Organization. Preamble of it was drafted by 10⁹ people in 2021 on 5 km."
	got := textOf(noted)
	if want = strings.Replace(want, "km.", "km.", 1); !strings.HasPrefix(got, want) || strings.Contains(got, "Ibid") || strings.Contains(got, "annex") {
		t.Errorf("%q, want %q", got, want)
	}
	// without the note, the exponent is one
	if got := textOf((&sheet{}).lines(100, "A field of 5 km^2^ and 10^9^ people.", wide)); !strings.HasPrefix(got, "A field of 5 km² and 10⁹ people.") {
		t.Errorf("%q", got)
	}
	// small print that nothing points to, right below the text, is the text's
	if got := textOf(small((&sheet{}).lines(100, wide, "and so on.", wide, "too."), 150, "12 States said so.", "13 did not.")); !strings.Contains(got, "12 States said so.") {
		t.Errorf("%q", got)
	}
	// a smaller number beside a heading is no mark
	heading := (&sheet{}).at(50, 100, 14, "Statement of").at(50+7*13, 98.5, 9, "2021").lines(130, wide, "and so on.")
	if got := textOf(heading); !strings.HasPrefix(got, "Statement of 2021") {
		t.Errorf("%q", got)
	}
	// an annex in small print as a whole, with a list and a mark in it
	annex := small(&sheet{}, 100, wide, "and on.", "They are^ these:", wide, "1 Freedonia", "2 Sylvania", "3 Osterlich", wide, wide, "1 Freedonia", wide)
	annex.at(300, 100+9*2-3, 4, "1")
	if got := textOf((&sheet{}).lines(100, wide, wide, wide, wide, wide, wide, wide, wide, wide, wide, wide, wide, wide, wide), annex); strings.Count(got, "1 Freedonia") != 2 {
		t.Errorf("%q", got)
	}
	starred := small((&sheet{}).lines(100, "A/99/1*", "", "", "", "", "", "", wide, "and so on."), 400, "* Reissued.")
	if got := textOf(starred); strings.Contains(got, "Reissued") || !strings.Contains(got, "A/99/1*") {
		t.Errorf("%q", got)
	}
}

func TestColumns(t *testing.T) {
	s := &sheet{}
	var left, right []string
	for i := range 12 {
		l, r := fmt.Sprintf("left line %02d of the many words here", i), fmt.Sprintf("right line %02d of many other words", i)
		left, right = append(left, l), append(right, r)
		s.at(50, 100+12*float64(i), 10, l).at(280, 100+12*float64(i), 10, r)
	}
	got := strings.Join(strings.Fields(textOf(s)), " ")
	if want := strings.Join(left, " ") + " " + strings.Join(right, " "); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	table := &sheet{}
	for i := range 12 {
		table.at(50, 100+12*float64(i), 10, fmt.Sprintf("State %c", 'A'+i)).at(280, 100+12*float64(i), 10, fmt.Sprintf("%d", i)).at(400, 100+12*float64(i), 10, "a long column that is the widest of all of them here")
	}
	if got := textOf(table); strings.Index(got, "State B") < strings.Index(got, "\n0") {
		t.Errorf("a table was read by columns: %q", got)
	}
}

// TestPagesJoin: a sentence that runs over a page's end is one, and the mark
// is within it.
func TestPagesJoin(t *testing.T) {
	d := &Document{}
	d.Add((&sheet{}).lines(100, "First.", "", wide, wide).glyphs)
	d.Add(nil)
	d.Add((&sheet{}).lines(100, "and on the next page.", "", "Last.").glyphs)
	text, marks := d.Text()
	if want := "First.\n\n" + wide + " " + wide + " and on the next page.\n\nLast."; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	if len(marks) != 2 || marks[0] != (Mark{0, 1}) || marks[1] != (Mark{strings.Index(text, "and on the next"), 3}) {
		t.Errorf("marks %v", marks)
	}
}

// TestSpeakersAtPageTops holds that the name of whoever speaks at a page's top does
// not go on a sentence that the page before left open.
func TestSpeakersAtPageTops(t *testing.T) {
	for _, gap := range []bool{false, true} {
		top := []string{"Ruritania", "Thank you, Chair.", wide, "and so on."}
		if gap {
			top = append(top[:1:1], append([]string{""}, top[1:]...)...)
		}
		got := textOf((&sheet{}).lines(100, "First.", "", wide, wide, wide, wide), (&sheet{}).lines(100, top...))
		if !strings.Contains(got, "\n\nRuritania\n") || !strings.Contains(got, "Thank you, Chair.") {
			t.Errorf("gap %t: %q", gap, got)
		}
	}
}

// FuzzLayout: wherever glyphs stand, no letter is made up, and every mark is in
// the text.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("some glyphs\x00\x01\x02\x03 that stand anywhere"), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, pages byte) {
		if len(data) > 4000 {
			return
		}
		d := &Document{}
		had := map[rune]int{}
		per := 6*(len(data)/6/(int(pages%5)+1)) + 6
		for len(data) > 0 {
			n := min(per, len(data))
			glyphs := scattered(data[:n])
			for _, g := range glyphs {
				had[g.Rune]++
			}
			d.Add(glyphs)
			data = data[n:]
		}
		text, marks := d.Text()
		if !utf8.ValidString(text) {
			t.Fatalf("%q", text)
		}
		for _, r := range text {
			if had[r]--; unicode.IsLetter(r) && had[r] < 0 {
				t.Fatalf("%q was made up in %q", r, text)
			}
		}
		for i, m := range marks {
			if m.Offset < 0 || m.Offset >= len(text) || i > 0 && m.Offset < marks[i-1].Offset {
				t.Fatalf("marks %v of %d bytes", marks, len(text))
			}
		}
	})
}

// scattered makes a glyph of six bytes.
func scattered(data []byte) (out []pdf.Glyph) {
	for ; len(data) >= 6; data = data[6:] {
		r := rune(data[0])
		if data[1] > 200 {
			r = 0x620 + r%32
		}
		size := float64(data[1]%16) + 1
		x, y := float64(binary.BigEndian.Uint16(data[2:])%600), float64(binary.BigEndian.Uint16(data[4:])%800)
		out = append(out, pdf.Glyph{Rune: r, X0: x, Y0: y, X1: x + math.Mod(size*3, 11), Y1: y + size})
	}
	return out
}

// TestLineNumbers: the numbers of a page's lines are no part of its sentences,
// and those of paragraphs stay.
func TestLineNumbers(t *testing.T) {
	fives, paragraphs := &sheet{}, &sheet{}
	want := ""
	for i := 1; i <= 16; i++ {
		y := 100 + 12*float64(i)
		if i%5 == 0 {
			fives.at(30, y, 10, fmt.Sprint(i))
		}
		fives.at(50, y, 10, wide)
		want += wide + " "
	}
	if got := textOf(fives); got != strings.TrimSpace(want) {
		t.Errorf("every fifth line: %q", got)
	}
	each := &sheet{}
	want = ""
	for i := 1; i <= 20; i++ {
		each.at(30, 100+12*float64(i), 10, fmt.Sprint(i)).at(50, 100+12*float64(i), 10, wide)
		want += wide + " "
	}
	if got := textOf(each); got != strings.TrimSpace(want) {
		t.Errorf("every line: %q", got)
	}
	y := 100.0
	for i := 1; i <= 9; i++ {
		paragraphs.at(20, y, 10, fmt.Sprint(i))
		for range 1 + i%4 {
			paragraphs.at(50, y, 10, wide)
			y += 12
		}
		y += 10
	}
	if got := textOf(paragraphs); !strings.Contains(got, "5 "+wide) || !strings.Contains(got, "9 "+wide) {
		t.Errorf("numbered paragraphs: %q", got)
	}
}

// TestCells: a sentence that is wrapped in a table's cell is not mixed with that
// of the cell beside it, and a table of short cells stays in rows.
func TestCells(t *testing.T) {
	s := (&sheet{}).
		at(50, 100, 10, "27. States concluded that a").at(300, 100, 10, "Freedonia asks to delete the").
		at(50, 112, 10, "treaty is needed and that").at(300, 112, 10, "word treaty here, as no").
		at(50, 124, 10, "all must negotiate it.").at(300, 124, 10, "mandate has room for it.").
		at(300, 136, 10, "We thank you.")
	got := textOf(s)
	for _, want := range []string{"27. States concluded that a treaty is needed and that all must negotiate it.", "Freedonia asks to delete the word treaty here, as no mandate has room for it."} {
		if !strings.Contains(strings.ReplaceAll(got, "\n", " "), want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if i, j := strings.Index(got, "negotiate"), strings.Index(got, "Freedonia"); i > j {
		t.Errorf("the cells are mixed: %q", got)
	}
	if end := strings.Index(got, "Freedonia"); end > 0 && !strings.HasSuffix(got[:end], "\n\n") {
		t.Errorf("a cell goes on in the next: %q", got)
	}
	named := (&sheet{}).
		at(50, 100, 10, "Freedonia").at(200, 100, 10, "Freedonia asks to delete the").
		at(200, 112, 10, "word treaty here.").
		at(50, 130, 10, "Sylvania").at(200, 130, 10, "Sylvania wants to keep each").
		at(200, 142, 10, "word that is there.")
	if got := textOf(named); !strings.Contains(got, "Freedonia\nFreedonia asks to delete the word treaty here.\n\nSylvania\nSylvania wants") {
		t.Errorf("the rows' names do not stand right above what they say: %q", got)
	}
	rows := (&sheet{}).at(50, 100, 10, "Norm A").at(300, 100, 10, "Yes").at(50, 112, 10, "Norm B").at(300, 112, 10, "No")
	if got := strings.Join(strings.Fields(textOf(rows)), " "); got != "Norm A Yes Norm B No" {
		t.Errorf("a table: %q", got)
	}
}
