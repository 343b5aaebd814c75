package discover

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"verbatim/bot/visible"
)

// What is read of one page, at most.
const (
	mostElements = 400_000
	mostRuns     = 200_000
	mostLinks    = 10_000
	mostDepth    = 256
	longestRun   = 2000 // bytes
)

// page is what a walk over its tokens left: elements, runs of text and links,
// each in the order of the page. An element spans the runs from its first to
// before its last.
type page struct {
	elements []element
	runs     []run
	links    []link
	title    string
	language string
	base     string // as the page says; may be empty
	cut      bool   // whether there was more than is read
}

type element struct {
	tag      string
	parent   int // -1 for the outermost
	from, to int // runs
	hidden   bool
	chrome   bool // navigation, sharing and the like
}

type run struct {
	text string
	gap  bool // whether white space or a break stands before it
	link int  // -1 outside of links
}

type link struct {
	href, rel, language, label string // label stands for its text where there is none
	in                         int    // element
	from, to                   int    // runs
	chrome                     bool
	next                       bool // whether its class says that it turns the page
}

// scan walks a page's tokens.
func scan(contentType string, body []byte) *page {
	r, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		r = bytes.NewReader(body)
	}
	s := &scanner{z: html.NewTokenizer(r), page: &page{}, link: -1}
	s.z.SetMaxBuf(4 << 20)
	for s.step() {
	}
	for len(s.open) > 0 {
		s.pop()
	}
	return s.page
}

type scanner struct {
	*page
	z    *html.Tokenizer
	open []int // elements
	deep int   // open elements that lie too deep to be kept
	link int   // the link that is open, or -1
	gap  bool
}

func (s *scanner) step() bool {
	if len(s.elements) >= mostElements || len(s.runs) >= mostRuns || len(s.links) >= mostLinks {
		s.cut = true
		return false
	}
	switch s.z.Next() {
	case html.ErrorToken:
		if s.z.Err() != io.EOF {
			s.cut = true
		}
		return false
	case html.TextToken:
		s.text(string(s.z.Text()))
	case html.StartTagToken:
		s.start(s.z.Token())
	case html.SelfClosingTagToken:
		s.start(s.z.Token())
	case html.EndTagToken:
		name, _ := s.z.TagName()
		s.end(string(name))
	}
	return true
}

func (s *scanner) top() int {
	if len(s.open) == 0 {
		return -1
	}
	return s.open[len(s.open)-1]
}

func (s *scanner) text(raw string) {
	at := s.top()
	if at >= 0 && s.elements[at].tag == "title" && s.title == "" {
		s.title = cut(visible.Clean(cut(raw, longestRun)), 300)
	}
	if at >= 0 && s.elements[at].hidden {
		return
	}
	text := visible.Clean(cut(raw, longestRun))
	if text == "" {
		s.gap = true
		return
	}
	first, last := raw[0], raw[len(raw)-1]
	s.runs = append(s.runs, run{text: text, gap: s.gap || isSpace(first), link: s.link})
	s.gap = isSpace(last)
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f' }

// start opens an element.
func (s *scanner) start(t html.Token) {
	attr := attributes(t)
	tag := t.Data
	if !inline[tag] {
		s.gap = true
	}
	switch tag {
	case "html":
		s.language = attr["lang"]
	case "base":
		if s.base == "" {
			s.base = attr["href"]
		}
	case "img":
		if s.link >= 0 && s.links[s.link].label == "" {
			s.links[s.link].label = visible.Clean(attr["alt"])
		}
	case "link":
		if strings.EqualFold(attr["rel"], "next") {
			s.links = append(s.links, link{href: attr["href"], rel: "next", in: s.top(), from: len(s.runs), to: len(s.runs), chrome: true})
		}
	}
	if void[tag] {
		return
	}
	s.closeBefore(tag)
	if len(s.open) >= mostDepth {
		s.deep++
		s.cut = s.cut || tag == "a"
		return
	}
	e := element{tag: tag, parent: s.top(), from: len(s.runs), to: len(s.runs)}
	if e.parent >= 0 {
		e.hidden, e.chrome = s.elements[e.parent].hidden, s.elements[e.parent].chrome
	}
	e.hidden = e.hidden || unseen[tag] || isHidden(attr)
	e.chrome = e.chrome || s.isChrome(tag, attr)
	s.elements = append(s.elements, e)
	s.open = append(s.open, len(s.elements)-1)
	if _, ok := attr["href"]; ok && tag == "a" && !e.hidden {
		s.link = len(s.links)
		s.links = append(s.links, link{
			href: attr["href"], rel: strings.ToLower(attr["rel"]), language: strings.ToLower(attr["hreflang"]),
			label: visible.Clean(cut(first(attr["aria-label"], attr["title"]), 300)), in: s.top(), from: len(s.runs), to: len(s.runs),
			chrome: e.chrome, next: slices.Contains(classWords(attr["class"]), "next"),
		})
	}
}

func attributes(t html.Token) map[string]string {
	out := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		if _, ok := out[a.Key]; !ok {
			out[a.Key] = a.Val
		}
	}
	return out
}

// end closes the innermost element of that name, with all that is open in it.
func (s *scanner) end(tag string) {
	if !inline[tag] {
		s.gap = true
	}
	if void[tag] {
		return
	}
	if s.deep > 0 {
		s.deep--
		return
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.elements[s.open[i]].tag == tag {
			s.popTo(i)
			return
		}
	}
}

func (s *scanner) popTo(depth int) {
	for len(s.open) > depth {
		s.pop()
	}
}

func (s *scanner) pop() {
	at := s.top()
	s.open = s.open[:len(s.open)-1]
	s.elements[at].to = len(s.runs)
	if s.link >= 0 && s.links[s.link].in == at {
		s.links[s.link].to = len(s.runs)
		s.link = -1
	}
}

// closeBefore closes what a page leaves open before an element of that name.
func (s *scanner) closeBefore(tag string) {
	rule, ok := closes[tag]
	if !ok || s.deep > 0 {
		return
	}
	outermost := -1
	for i := len(s.open) - 1; i >= 0; i-- {
		name := s.elements[s.open[i]].tag
		if slices.Contains(rule.within, name) {
			break
		}
		if slices.Contains(rule.closed, name) {
			outermost = i
		}
	}
	if outermost >= 0 {
		s.popTo(outermost)
	}
}

// cut shortens a text to n bytes, between runes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
