package reader

import (
	"regexp"
	"strings"
)

// symbol: the symbol of a UN document. The asterisk of a reissue is no part of
// it, nor is a full stop after it.
var symbol = regexp.MustCompile(`\b((?:A|S|E|CD|SG|GA|CCW|NPT)/(?:(?:RES|DEC|AC\.\d{1,3}|C\.\d|CONF\.\d{1,3}|PV\.\d+|HRC|INF|DIS|SM|CN\.\d{1,2}|S-\d+)/)*[A-Za-z0-9.\-/]*\d(?:/(?:Rev|Add|Corr|L|CRP|WP|INF)\.\d{1,3})*)`)

// symbolAlone: a line that is a symbol, as mastheads and running heads have it.
var symbolAlone = regexp.MustCompile(`^(?:(?:A|S|E|CD|CCW|NPT|GA|SG)/(?:[A-Za-z0-9.\-]+/)*[A-Za-z0-9.\-]*\d[A-Za-z0-9.\-/]*)(?: ?[–—-] ?.{0,20})?\**$`)

func symbolIn(s string) string {
	g := symbol.FindString(s)
	return strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(g, ".Rev.", "/Rev."), "*", ""), ".-/")
}

// kindAndSymbol settles what sort of document it is. The symbol counts only
// where it is the document's own: alone on a line, or labelled.
func (f *finder) kindAndSymbol() {
	m := &f.meta
	for _, h := range f.head {
		if h.class == symbolLine {
			m.set(&m.Symbol, "symbol", symbolIn(h.text), "header")
		}
	}
	m.set(&m.Symbol, "symbol", symbolIn(f.hints.Symbol), "page metadata")
	f.uniqueID()
	if m.Symbol != "" {
		kind, status := ofSymbol(m.Symbol)
		m.set(&m.Kind, "kind", kind, "symbol")
		m.set(&m.Status, "status", status, "symbol")
	}
	for _, k := range titleKinds {
		if k.re.MatchString(f.title) {
			m.set(&m.Kind, "kind", k.kind, "title")
		}
	}
	for _, h := range f.head {
		if h.class == titleLine {
			continue
		}
		for _, k := range titleKinds {
			if h.class.strong() && k.kind != "report" && len(h.text) < 120 && k.re.MatchString(h.text) {
				m.set(&m.Kind, "kind", k.kind, "header")
			}
		}
	}
	if m.Kind == "" && f.salutes() {
		m.set(&m.Kind, "kind", "statement", "salutation")
	}
	f.draft()
}

// uniqueID takes what a site prints for its own use. A page that lists several
// texts has as many, and none of them is its own.
func (f *finder) uniqueID() {
	found := ""
	for _, h := range f.head {
		for _, g := range uniqueID.FindAllStringSubmatch(h.text, -1) {
			if found != "" && found != g[1] {
				return
			}
			found = g[1]
		}
	}
	f.meta.set(&f.meta.UniqueID, "unique_id", found, "header")
}

// draft finds by the title, or a line of the header that says no more, that a
// document is a draft. What is said about a draft is none.
func (f *finder) draft() {
	m := &f.meta
	for _, h := range f.head {
		if draftLine.MatchString(h.text) {
			m.set(&m.Status, "status", "draft"+revision(h.text), "header")
		}
	}
	about := aboutDraft.MatchString(f.title)
	switch m.Kind {
	case "report", "", "resolution":
		if !about && (draftTitle.MatchString(f.title) || draftWithin.MatchString(f.title)) {
			m.set(&m.Status, "status", "draft"+revision(f.title), "title")
			m.set(&m.Kind, "kind", "draft", "title")
		}
	case "position-paper":
		if !about && draftTitle.MatchString(f.title) {
			m.set(&m.Status, "status", "draft"+revision(f.title), "title")
		}
	}
}

// revision gives " Rev.2" where the words name a revision.
func revision(s string) string {
	if g := revised.FindStringSubmatch(s); g != nil {
		return " Rev." + g[1]
	}
	return ""
}

var (
	draftTitle  = regexp.MustCompile(`(?i)^[\[“"( ]*(?:(?:the|chair[’']s|co-?chairs[’']|zero|revised|first|second|third|initial|early|final|consolidated|updated)[ -]+)*[“"]?(?:pre-?|zero-?)?draft\b`)
	draftWithin = regexp.MustCompile(`(?i)\b(?:zero|first|second|third|revised|final|pre)[- ]?draft[”"’)\]]*(?: of .{1,80}| \(.{1,40}\))?$|\bdraft\b.{0,80}\bRev\.? ?\d`)
	draftLine   = regexp.MustCompile(`(?i)^[\W_]*(?:(?:zero|revised|first|second|third|initial|working|advance|final|pre)[- ])?draft(?:[ –—-]+Rev\.? ?\d{1,2})?(?:[ ,–—-]+.{0,30}\d{4})?[\W_]*$`)
	aboutDraft  = regexp.MustCompile(`(?i)\b(?:comments?|feedback|remarks|views|proposals?|input|amendments|considerations|reactions?|suggestions|observations|response|contribution)\b`)
	revised     = regexp.MustCompile(`(?i)\bRev(?:ision)?\.? ?(\d{1,2})\b`)
)

func (f *finder) salutes() bool {
	for _, l := range f.body {
		if l.text != "" {
			return salutes(l.text)
		}
	}
	return false
}

// ofSymbol tells kind and status by a symbol: A/RES/ is a resolution, L. a
// draft, CRP and WP are papers of the conference room, the rest tells nothing.
func ofSymbol(s string) (kind, status string) {
	rev := ""
	if i := strings.LastIndex(s, "/Rev."); i >= 0 {
		rev = " " + s[i+1:]
	}
	switch {
	case strings.Contains(s, "/RES/"):
		return "resolution", "final"
	case strings.Contains(s, "/L."):
		return "draft", "draft" + rev
	case strings.Contains(s, "/CRP."):
		return "draft", strings.TrimSpace("draft " + s[strings.Index(s, "CRP."):])
	case strings.Contains(s, "/WP."):
		return "working-paper", ""
	case strings.Contains(s, "/PV."):
		return "transcript", ""
	}
	return "", ""
}
