package layout

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// zone is how many lines at the top and at the foot of a page may be the
// page's own.
const zone = 3

// A page's own lines that are known by what they say.
var (
	jobLine = regexp.MustCompile(`^(?:\d{1,3} ?/ ?\d{1,3} )?(?:(?:GE\.)?\d{2}-\d{5}(?: ?\([A-Z]\))?(?: \d{6,8})?|\*\d{7}\*)(?: \*\d{7}\*)?(?: \d{1,3} ?/ ?\d{1,3})?$`)
	pageNo  = regexp.MustCompile(`(?i)^(?:page |seite |página |стр\. )?[-–—|\[( ]*(\d{1,4})(?: ?(?:/|of|de|sur|из) ?(\d{1,4}))?[-–—|\]) ]*$`)
)

// headless gives the pages' segments without running heads and feet.
func headless(pages [][]segment) [][]segment {
	var marks []mark
	for n, segs := range pages {
		marks = append(marks, marksOf(segs, n)...)
	}
	repeated := repeats(marks)
	shift := numbering(marks)
	cut := make([]map[int]bool, len(pages))
	for _, m := range marks {
		if !m.runs(repeated, shift, len(pages)) {
			continue
		}
		if cut[m.page] == nil {
			cut[m.page] = map[int]bool{}
		}
		for _, i := range m.line.segs {
			cut[m.page][i] = true
		}
	}
	out := make([][]segment, len(pages))
	for n, segs := range pages {
		for i, s := range segs {
			if !cut[n][i] {
				out[n] = append(out[n], s)
			}
		}
	}
	return out
}

// mark is a line that may be a running head or foot.
type mark struct {
	page  int // from 0
	line  line
	top   bool
	edge  bool // the outermost
	apart bool // more than a line's distance lies between it and the body
	turn  bool // a speaker's turn seems to begin below it
	key   string
}

// marksOf lists the lines at a page's top and foot.
func marksOf(segs []segment, page int) []mark {
	rows := rowsOf(linesOf(segs))
	var out []mark
	for i, row := range rows {
		top, foot := i < zone, i >= len(rows)-zone
		if !top && !foot {
			continue
		}
		if top && foot { // a page of few lines
			top = 2*i < len(rows)-1
			foot = !top
		}
		apart := top && apartBelow(rows, i) || foot && apartAbove(rows, i)
		turn := i+1 < len(rows) && turnOpens.MatchString(rows[i+1][0].text)
		for _, l := range row {
			out = append(out, mark{page, l, top, i == 0 || i == len(rows)-1, apart, turn, digits.ReplaceAllString(strings.ToLower(l.text), "#")})
		}
	}
	return out
}

// apartBelow tells whether a wide gap lies below a row of the top zone.
func apartBelow(rows [][]line, i int) bool {
	for ; i < zone && i+1 < len(rows); i++ {
		if wideGap(rows[i][0], rows[i+1][0]) {
			return true
		}
	}
	return false
}

// apartAbove tells whether a wide gap lies above a row of the foot zone.
func apartAbove(rows [][]line, i int) bool {
	for ; i > 0 && i >= len(rows)-zone; i-- {
		if wideGap(rows[i-1][0], rows[i][0]) {
			return true
		}
	}
	return false
}

// wideGap: more than half a line of white lies between.
func wideGap(a, b line) bool { return b.y0-a.y1 > 0.5*math.Max(a.size(), b.size()) }

var digits = regexp.MustCompile(`\d+`)

// rowsOf puts the cells of one height together.
func rowsOf(lines []line) [][]line {
	var out [][]line
	for _, l := range lines {
		if l.cell && len(out) > 0 {
			out[len(out)-1] = append(out[len(out)-1], l)
			continue
		}
		out = append(out, []line{l})
	}
	return out
}

// place is where a line that repeats stands, to some points.
type place struct {
	key string
	y   int
}

// places are the one that the line stands in and those beside it, as heights
// differ by a hair.
func (m mark) places() []place {
	y := int(math.Round(m.line.y1 / 6))
	return []place{{m.key, y}, {m.key, y - 1}, {m.key, y + 1}}
}

// repeats lists the pages on which a line stands at a place.
func repeats(marks []mark) map[place]map[int]bool {
	pages := map[place]map[int]bool{}
	for _, m := range marks {
		p := m.places()[0]
		if pages[p] == nil {
			pages[p] = map[int]bool{}
		}
		pages[p][m.page] = true
	}
	return pages
}

// numbering finds how far the printed numbers are from the pages' own count:
// the distance that most of them have, on two pages or more.
func numbering(marks []mark) map[int]bool {
	seen := map[int]int{}
	for _, m := range marks {
		if g := pageNo.FindStringSubmatch(m.line.text); g != nil {
			n, _ := strconv.Atoi(g[1])
			seen[n-m.page]++
		}
	}
	out := map[int]bool{}
	for shift, n := range seen {
		if n > 2 {
			out[shift] = true
		}
	}
	return out
}

// saidSo is a page's number that says what it is; no body has such a line.
var saidSo = regexp.MustCompile(`(?i)^(?:page|página|стр\.|страница|seite) \d{1,4} ?(?:/|of|de|sur|из) ?\d{1,4}$`)

// runs tells whether the line is the page's own. At the top of the first page
// only a number is: what stands there may be the document's head, which later
// pages repeat.
func (m mark) runs(repeated map[place]map[int]bool, shift map[int]bool, pages int) bool {
	if g := pageNo.FindStringSubmatch(m.line.text); g != nil {
		n, _ := strconv.Atoi(g[1])
		return m.edge && saidSo.MatchString(m.line.text) || shift[n-m.page] || n == m.page+1 && (m.edge || g[0] != g[1])
	}
	if jobLine.MatchString(m.line.text) {
		return !m.top || m.page > 0
	}
	if m.page == 0 && m.top || len(m.line.text) > 200 || !strings.ContainsFunc(m.line.text, unicode.IsLetter) {
		return false
	}
	if symbol.MatchString(m.line.text) && m.page > 0 && m.edge {
		return true
	}
	on := map[int]bool{}
	for _, p := range m.places() {
		maps.Copy(on, repeated[p])
	}
	n, enough := len(on), 3
	if m.turn || isSentence(m.line.text) && (n < enough || 5*n < 3*pages) {
		return false
	}
	if pages == 3 {
		enough = 2
	}
	if labelled.MatchString(m.line.text) { // a paragraph's number is no page's
		return false
	}
	if !m.apart {
		return n > 3 && m.edge && !strings.ContainsAny(m.line.text, "0123456789")
	}
	return n >= enough || m.edge && n >= 2 && (pages <= 4 || on[m.page-1] || on[m.page+1] || on[m.page-2] || on[m.page+2])
}

// turnOpens: words with which a speaker begins, so that the line above them is
// who speaks, on however many pages that name begins a page.
var turnOpens = regexp.MustCompile(`(?i)^(?:\(?(?:interpretation|spoke)\b|(?:i |we )?thank|many thanks|mr\.? (?:chair|president)|madam|good (?:morning|afternoon|evening)|distinguished|excellenc|merci|monsieur|gracias|señor|спасибо|благодар|уважаем|господин|谢谢|主席|شكر|السيد)`)

// isSentence tells whether a line is a sentence and no head: a refrain of the
// speaker's may stand at the top of several pages. Notices repeat as heads do.
func isSentence(text string) bool {
	return sentence.MatchString(text) && len(strings.Fields(text)) > 3 && !notice.MatchString(text)
}

var (
	sentence = regexp.MustCompile(`^[“"«(]?\p{Lu}.*\p{L}[.!?][”"»)]?$|。$`)
	notice   = regexp.MustCompile(`(?i)\b(?:check(?:ed)? against delivery|embargo|all rights|unofficial|not an official|please recycle|transcript)`)
)

// symbol: a document's symbol alone at the edge of a later page.
var symbol = regexp.MustCompile(`^[AES]/(?:[A-Z0-9][\w.]*(?:\([IVXL]+\))?/)*[\w.\-]*\d(?:\(\d{4}\))?\**$`)
