package discover

import (
	"net/url"
	"strings"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus/reader"
)

// listing is a page with its links sorted out.
type listing struct {
	*page
	address    *url.URL
	candidates []candidate // in the order of the page
	labels     []bool      // by link: whether its text is a label
	headings   []heading
	heads      map[int][]string // of columns, by table
	next       string           // address of the page that follows
	spoken     bool             // whether it calls itself a list of what was said
}

// candidate is a link that may lead to a document.
type candidate struct {
	link
	address, key string // key is the same for one page
	text         string
	label        bool   // whether the text says only how the document comes
	lang         string // by its text, its mark in the address, or the link's own
	weak         bool   // whether one letter names the language
	file         bool
	stem         string
}

// list reads a page of that address.
func list(address, contentType string, body []byte) (*listing, error) {
	p := scan(contentType, body)
	base, err := baseOf(address, p.base)
	if err != nil {
		return nil, err
	}
	here, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	l := &listing{page: p, address: here, labels: make([]bool, len(p.links)), heads: map[int][]string{}}
	for i := range p.links {
		l.take(i, base)
	}
	l.findHeadings()
	l.spoken = listsWords.MatchString(l.title)
	for _, h := range l.headings {
		l.spoken = l.spoken || h.rank <= 3 && listsWords.MatchString(h.text)
	}
	return l, nil
}

// take looks at one link.
func (l *listing) take(i int, base *url.URL) {
	a := l.links[i]
	address := resolve(base, a.href)
	text := l.textOf(a.from, a.to, nil)
	l.labels[i] = a.chrome || mediaWords.MatchString(text)
	if address == "" {
		return
	}
	if l.next == "" && turns(a, text) && sameSite(l.address, address) && catalog.Key(address) != catalog.Key(l.address.String()) {
		l.next = address
		return
	}
	key := catalog.Key(address)
	if a.chrome || key == "" || leadsAway(l.address, address) {
		return
	}
	c := candidate{link: a, address: address, key: key, text: cut(first(text, a.label), 600), file: isFile(address)}
	var lang string
	var weak bool
	c.label, c.lang, c.weak = labelled(c.text)
	if c.stem, lang, weak = marked(address); c.lang == "" {
		c.lang, c.weak = lang, weak
	}
	if _, named := bare(c.text); c.lang == "" {
		c.lang = first(named, baseLanguage(a.language))
	}
	l.labels[i] = l.labels[i] || c.label
	l.candidates = append(l.candidates, c)
}

func sameSite(page *url.URL, address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == page.Scheme && strings.EqualFold(u.Host, page.Host)
}

// turns tells whether a link leads to the next page of the list.
func turns(a link, text string) bool {
	for rel := range strings.FieldsSeq(a.rel) {
		if rel == "next" {
			return true
		}
	}
	return nextWords.MatchString(strings.TrimSpace(text)) || nextWords.MatchString(a.label) || a.next && len(text) < 40
}

// may tells whether a candidate looks like a document, by what it is or says.
func (l *listing) may(c *candidate, words string) bool {
	if mediaWords.MatchString(c.text) {
		return false
	}
	if c.file {
		return true
	}
	says := saidWords.MatchString(words)
	if process := reader.ProcessOf(cut(words, 600), noDay); process != "" && process != "other" {
		says = true
	}
	return says && len(wordsIn(words)) >= 4
}
