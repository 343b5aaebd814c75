package reader

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropped are elements whose contents are not text that is read.
var dropped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Math: false, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true, atom.Video: true, atom.Map: true, atom.Head: true,
	atom.Button: true, atom.Select: true, atom.Input: true, atom.Textarea: true, atom.Nav: true, atom.Dialog: true,
	atom.Del: true, atom.S: true, atom.Strike: true, atom.Img: true, atom.Datalist: true, atom.Progress: true, atom.Meter: true,
}

// blocks are the elements that begin and end a paragraph.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Aside: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Thead: true, atom.Tbody: true, atom.Tfoot: true, atom.Tr: true, atom.Caption: true,
	atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Form: true, atom.Fieldset: true, atom.Hr: true, atom.Body: true, atom.Center: true, atom.Details: true, atom.Summary: true, atom.Hgroup: true,
}

var (
	unseen   = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
	offstage = regexp.MustCompile(`(?i)^(?:navigation|search|banner|contentinfo|complementary|dialog|alertdialog|menu|menubar|toolbar|tablist)$`)
	// classes that frameworks give to what is there for screen readers or print
	frame = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|addtoany|navbar|nav|menu|sidebar|sr-only|visually-hidden|screen-reader-text|skip-link|lang-switch\w*|language-switch\w*|pagination|pager|related|newsletter|subscribe|comments?)(?:$|[\s_-])`)
)

// hidden tells whether an element is not shown, or is the page's frame by its
// role. An element of the frame by its class alone must also be short: class
// names are chosen by people.
func hidden(n *html.Node) bool {
	if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
		return true
	}
	if n.Type != html.ElementNode {
		return false
	}
	if dropped[n.DataAtom] {
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if unseen.MatchString(a.Val) {
				return true
			}
		case "role":
			if offstage.MatchString(a.Val) {
				return true
			}
		}
	}
	return framed(n)
}

// framed tells whether an element is the page's frame by its class alone.
func framed(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article:
		return false
	}
	class := ""
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" {
			class += " " + a.Val
		}
	}
	return class != "" && frame.MatchString(class) && !longText(n, 400)
}

// longText tells whether an element holds more than n bytes of text outside
// links.
func longText(n *html.Node, limit int) bool {
	total, links := weigh(n, false)
	return total-links > limit
}

// weigh counts the bytes of text in an element, and those within links.
func weigh(n *html.Node, link bool) (total, links int) {
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			k := len(strings.TrimSpace(c.Data))
			total += k
			if link {
				links += k
			}
			continue
		}
		if c.Type != html.ElementNode || dropped[c.DataAtom] {
			continue
		}
		t, l := weigh(c, link || c.DataAtom == atom.A)
		total, links = total+t, links+l
	}
	return total, links
}

// textOf gives an element's text on one line.
func textOf(n *html.Node) string {
	var p printer
	p.node(n)
	return strings.Join(strings.Fields(p.String()), " ")
}

// printer makes paragraphs of elements.
type printer struct {
	out   strings.Builder
	line  strings.Builder // the line in the making
	blank bool            // a paragraph has ended
	pre   int             // depth in elements that keep white space
	mark  string          // list marker before the next text
	depth int
	set   setting // what block quotations are
	quote int     // depth in block quotations
	tight int     // depth in rows whose paragraphs stand on lines of their own

	italics bool // italics tell something: see html_italic.go
	italic  int  // depth in italics
	upright bool // the line in the making holds text that is not in italics
	slanted bool // and text that is
	prose   bool // a paragraph of running text was printed

	matrix  map[*html.Node]bool // tables by whether their rows have names
	numbers map[*html.Node]int  // the number last given in each ordered list
}

// maxNesting is how deep elements may lie within each other. The parser refuses
// pages of more than 512, so that nothing is left out without a word.
const maxNesting = 520

func (p *printer) String() string {
	p.breakLine()
	return p.out.String()
}

// breakLine ends the line.
func (p *printer) breakLine() {
	s := p.line.String()
	if p.pre == 0 {
		s = strings.Join(strings.FieldsFunc(s, htmlSpace), " ")
	}
	p.line.Reset()
	if strings.TrimSpace(s) == "" {
		return
	}
	apart := p.setApart(s)
	p.upright, p.slanted = false, false
	begins := p.blank || p.out.Len() == 0
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
		if p.blank {
			p.out.WriteByte('\n')
		}
	}
	p.blank = false
	if begins && (apart || p.set.marks(s, p.quote)) && !headerIn(s) {
		p.out.WriteString(quoteMark)
	}
	p.out.WriteString(p.mark)
	p.mark = ""
	p.out.WriteString(s)
}

// htmlSpace is what a browser shows as a space; the no-break space among it,
// which pages use to indent.
func htmlSpace(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' || r == '\u00A0'
}

// paragraph ends the paragraph.
func (p *printer) paragraph() {
	p.breakLine()
	p.blank = p.blank || p.tight == 0
}

func (p *printer) node(n *html.Node) {
	if p.depth > maxNesting {
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	switch {
	case n.Type == html.TextNode:
		p.text(n.Data)
	case hidden(n):
		if n.DataAtom == atom.Nav || n.DataAtom == atom.Button {
			p.paragraph()
		}
	case n.Type == html.ElementNode:
		p.element(n)
	default:
		p.children(n)
	}
}

func (p *printer) children(n *html.Node) {
	for c := range n.ChildNodes() {
		p.node(c)
	}
}

func (p *printer) text(s string) {
	if strings.ContainsFunc(s, unicode.IsLetter) {
		p.slanted = p.slanted || p.italic > 0
		p.upright = p.upright || p.italic == 0
	}
	if p.pre == 0 {
		p.line.WriteString(s)
		return
	}
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			p.emptyOrBreak()
		}
		p.line.WriteString(l)
	}
}

// emptyOrBreak ends a line; on an empty one it ends the paragraph.
func (p *printer) emptyOrBreak() {
	if strings.TrimFunc(p.line.String(), htmlSpace) == "" {
		p.paragraph()
		return
	}
	p.breakLine()
}

func (p *printer) element(n *html.Node) {
	if isItalic(n) {
		p.italic++
		defer func() { p.italic-- }()
	}
	switch n.DataAtom {
	case atom.Br:
		p.emptyOrBreak()
	case atom.Q:
		p.line.WriteString("“")
		p.children(n)
		p.line.WriteString("”")
	case atom.Blockquote:
		p.paragraph()
		p.quote++
		p.children(n)
		p.paragraph()
		p.quote--
	case atom.Sup:
		p.superscript(n)
	case atom.Li:
		p.paragraph()
		p.mark = p.marker(n)
		p.children(n)
		p.paragraph()
		p.mark = ""
	case atom.Tr:
		p.row(n)
	case atom.Td, atom.Th:
		p.children(n)
		p.line.WriteByte(' ')
	case atom.Pre:
		p.paragraph()
		p.pre++
		p.children(n)
		p.breakLine()
		p.pre--
		p.blank = true
	default:
		if blocks[n.DataAtom] {
			p.paragraph()
			defer p.paragraph()
		}
		p.children(n)
	}
}

// marker gives an item's number as a browser shows it, or a bullet.
func (p *printer) marker(li *html.Node) string {
	list := li.Parent
	if list == nil || list.DataAtom != atom.Ol {
		return "• "
	}
	if p.numbers == nil {
		p.numbers = map[*html.Node]int{}
	}
	n, counted := p.numbers[list]
	if n++; !counted {
		if start, err := strconv.Atoi(attr(list, "start")); err == nil {
			n = start
		}
	}
	if v, err := strconv.Atoi(attr(li, "value")); err == nil {
		n = v
	}
	p.numbers[list] = n
	return numeral(n, attr(list, "type")) + " "
}

func numeral(n int, kind string) string {
	switch {
	case kind == "a" && n >= 1 && n <= 26:
		return "(" + string(rune('a'+n-1)) + ")"
	case kind == "A" && n >= 1 && n <= 26:
		return string(rune('A'+n-1)) + "."
	case kind == "i" && n >= 1 && n < 40:
		return "(" + strings.ToLower(roman(n)) + ")"
	case kind == "I" && n >= 1 && n < 40:
		return roman(n) + "."
	case strings.HasPrefix(kind, ")"):
		return strconv.Itoa(n) + ")"
	}
	return strconv.Itoa(n) + "."
}

func roman(n int) string {
	tens := []string{"", "X", "XX", "XXX"}
	ones := []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return tens[n/10] + ones[n%10]
}
