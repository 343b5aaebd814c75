package docx

import (
	"strconv"
	"strings"
)

// levels is how many levels a list has.
const levels = 9

// level is how one level of a list is numbered.
type level struct {
	start   int
	format  string // "decimal", "lowerLetter", ...
	text    string // "%1.", "(%2)"
	restart int    // the level, from 1, after which it begins anew; 0: never; -1: any above it
	legal   bool   // all numbers in it are decimal
}

// list is an abstract numbering.
type list struct {
	levels [levels]level
	style  string // it is the one of that style
}

// instance is a list in use, which may begin anew.
type instance struct {
	list  string
	start map[int]int    // by level, the number that it begins with
	own   map[int]*level // levels that it changes
}

// numbering counts a document's paragraphs.
type numbering struct {
	lists     map[string]*list
	instances map[string]*instance
	styles    map[string]style
	counts    map[string]*[levels]int // by list; what was reached, 0: nothing yet
	begun     map[string]map[int]bool // by instance, the levels at which it began anew
}

// readNumbering reads numbering.xml.
func readNumbering(data []byte, styles map[string]style) (*numbering, error) {
	n := &numbering{map[string]*list{}, map[string]*instance{}, styles, map[string]*[levels]int{}, map[string]map[int]bool{}}
	p := &numberingPart{n: n}
	if err := walk(data, p.begin, p.end, nil); err != nil {
		return nil, err
	}
	return n, nil
}

type numberingPart struct {
	n     *numbering
	list  *list
	inst  *instance
	level *level
	at    int // the level of an override
}

func (p *numberingPart) begin(e element) {
	val := e.attr("val")
	switch e.name {
	case "abstractNum":
		p.list = &list{}
		p.n.lists[e.attr("abstractNumId")] = p.list
	case "num":
		p.inst = &instance{start: map[int]int{}, own: map[int]*level{}}
		p.n.instances[e.attr("numId")] = p.inst
	case "abstractNumId":
		if p.inst != nil {
			p.inst.list = val
		}
	case "numStyleLink":
		if p.list != nil {
			p.list.style = val
		}
	case "lvlOverride":
		p.at = number(e.attr("ilvl"), 0, levels-1)
	case "startOverride":
		if p.inst != nil {
			p.inst.start[p.at] = number(val, 0, 1e6)
		}
	case "lvl":
		p.beginLevel(number(e.attr("ilvl"), 0, levels-1))
	}
	if p.level != nil {
		p.level.set(e)
	}
}

func (p *numberingPart) beginLevel(i int) {
	fresh := level{start: 0, restart: -1}
	switch {
	case p.inst != nil:
		p.level = &fresh
		p.inst.own[i] = p.level
	case p.list != nil:
		p.level = &p.list.levels[i]
		*p.level = fresh
	}
}

func (l *level) set(e element) {
	val := e.attr("val")
	switch e.name {
	case "start":
		l.start = number(val, 0, 1e6)
	case "numFmt":
		l.format = val
	case "lvlText":
		l.text = val
	case "lvlRestart":
		l.restart = number(val, 0, levels)
	case "isLgl":
		l.legal = e.on()
	}
}

func (p *numberingPart) end(name string) {
	switch name {
	case "abstractNum":
		p.list = nil
	case "num":
		p.inst = nil
	case "lvl":
		p.level = nil
	}
}

// of finds a list and the levels as an instance has them.
func (n *numbering) of(id string) (string, *[levels]level, *instance) {
	for range 4 { // a list may be another style's
		inst := n.instances[id]
		if inst == nil {
			return "", nil, nil
		}
		l := n.lists[inst.list]
		if l == nil {
			return "", nil, nil
		}
		if l.style != "" {
			id = n.styles[l.style].num
			continue
		}
		all := l.levels
		for i, own := range inst.own {
			all[i] = *own
		}
		return inst.list, &all, inst
	}
	return "", nil, nil
}

// next counts a paragraph and gives its number as Word writes it, "" where it
// has none or one that is not known here.
func (n *numbering) next(id string, at int) string {
	if n == nil || id == "" || id == "0" || at < 0 || at >= levels {
		return ""
	}
	name, all, inst := n.of(id)
	if all == nil {
		return ""
	}
	counts := n.counts[name]
	if counts == nil {
		counts = &[levels]int{}
		for i := range counts {
			counts[i] = -1
		}
		n.counts[name] = counts
	}
	n.beginAnew(id, at, inst, counts)
	if counts[at] < 0 {
		counts[at] = all[at].start
	} else {
		counts[at]++
	}
	for i := at + 1; i < levels; i++ {
		if r := all[i].restart; r == -1 || r > at {
			counts[i] = -1
		}
	}
	for i := range at {
		if counts[i] < 0 {
			counts[i] = all[i].start
		}
	}
	return written(all, at, counts)
}

// beginAnew applies, once, what an instance begins with.
func (n *numbering) beginAnew(id string, at int, inst *instance, counts *[levels]int) {
	start, ok := inst.start[at]
	if !ok || n.begun[id][at] {
		return
	}
	if n.begun[id] == nil {
		n.begun[id] = map[int]bool{}
	}
	n.begun[id][at] = true
	counts[at] = start - 1
	if start == 0 {
		counts[at] = -1
	}
}

// written fills a level's numbers into its text.
func written(all *[levels]level, at int, counts *[levels]int) string {
	l := all[at]
	if l.format == "bullet" {
		return "•"
	}
	out := l.text
	for i := range levels {
		sign := "%" + strconv.Itoa(i+1)
		if !strings.Contains(out, sign) {
			continue
		}
		format := all[i].format
		if l.legal {
			format = "decimal"
		}
		s, ok := numeral(counts[i], format)
		if !ok || i > at {
			return ""
		}
		out = strings.ReplaceAll(out, sign, s)
	}
	if strings.ContainsRune(out, '%') || len(out) > 60 {
		return ""
	}
	return strings.TrimSpace(out)
}

// numeral writes a number in one of the formats that are known.
func numeral(n int, format string) (string, bool) {
	switch format {
	case "decimal", "":
		return strconv.Itoa(n), true
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n), true
		}
		return strconv.Itoa(n), true
	case "lowerLetter", "upperLetter":
		return cased(letters(n), format == "upperLetter"), n > 0 && n < 1000
	case "lowerRoman", "upperRoman":
		return cased(roman(n), format == "upperRoman"), n > 0 && n < 4000
	case "none":
		return "", true
	}
	return "", false
}

func cased(s string, upper bool) string {
	if upper {
		return strings.ToUpper(s)
	}
	return s
}

// letters: a to z, then aa, bb, as Word counts.
func letters(n int) string {
	if n < 1 || n >= 1000 {
		return ""
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= r.n && b.Len() < 40; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// number reads a number within bounds, the lower one where it is none.
func number(s string, low, high int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < low {
		return low
	}
	return min(n, high)
}
