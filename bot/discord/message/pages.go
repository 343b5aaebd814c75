package message

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// block is a piece of a page: escaped words with what belongs around them.
type block struct {
	under string   // a heading over it and its neighbours, over their heads, once a page
	head  string   // stands over it, once a page
	open  string   // right before the words, again where they go on: “ or **
	text  string   // the words, escaped; the only part that is ever cut
	close string   // right behind the words
	marks string   // behind them all, again where they go on: " [1]"
	gap   string   // between it and what stands before it under the same head; "" is a blank line
	bar   string   // begins the line: "> " for a quotation, whose text is one line
	lines []source // sources that its marks need
}

// source is a line under the page.
type source struct {
	n    int
	text string
}

// What stands beside words that go on. It is never between quotation marks, so
// that nobody takes it for the record's.
const (
	goesOn   = " *(continues)*"
	resuming = "*(continued)* "
)

// laid is a page: its content, and the sources under it.
type laid struct {
	content string
	under   string // of the last block
	head    string
	bar     string // of the last block
	sources []source
	first   int // which of the blocks begins the page
}

// layout puts blocks on pages of at most room characters.
type layout struct {
	room  int
	bare  bool // the sources stand in the text, and take their room of it
	pages []laid
}

// pagesOf lays the blocks out. There is always at least one page.
func pagesOf(blocks []block, room int) []laid { return (&layout{room: room}).of(blocks) }

// barePagesOf lays them out with the sources in the text.
func barePagesOf(blocks []block, room int) []laid {
	return (&layout{room: room, bare: true}).of(blocks)
}

func (l *layout) of(blocks []block) []laid {
	l.pages = make([]laid, 1)
	for i, b := range blocks {
		l.add(b, i)
	}
	return l.pages
}

func (l *layout) page() *laid { return &l.pages[len(l.pages)-1] }

// turn begins a new page, unless the last is still empty.
func (l *layout) turn(block int) {
	if p := l.page(); p.content != "" || len(p.sources) > 0 {
		l.pages = append(l.pages, laid{})
	}
	l.page().first = block
}

// add puts a block on the page, on the next where it does not fit, and on as
// many as it needs where it is longer than a page.
func (l *layout) add(b block, i int) {
	if !l.put(b) {
		l.turn(i)
		for b.text != "" && !l.put(b) {
			b = l.part(b)
			l.turn(i)
		}
	}
}

// put puts a block on the page if it fits.
func (l *layout) put(b block) bool {
	p := l.page()
	if len(b.text) > 3*l.room { // a character that Count counts has at most 3 bytes
		return false
	}
	content := p.with(b)
	wanted := p.missing(b.lines)
	if Count(content) > l.room {
		return false
	}
	if !l.fit(content, append(p.sources[:len(p.sources):len(p.sources)], wanted...)) {
		return l.overflow(b, wanted)
	}
	p.content, p.under, p.head, p.bar = content, b.under, b.head, b.bar
	p.sources = append(p.sources, wanted...)
	return true
}

// overflow puts a block with more sources than a page takes on a page of its
// own, and the sources that are left over on pages behind it.
func (l *layout) overflow(b block, wanted []source) bool {
	p := l.page()
	if p.content != "" || len(p.sources) > 0 {
		return false
	}
	p.content, p.under, p.head, p.bar = p.with(b), b.under, b.head, b.bar
	for _, s := range wanted {
		if !l.fit(p.content, append(p.sources[:len(p.sources):len(p.sources)], s)) {
			first := p.first
			l.pages = append(l.pages, laid{content: "-# More sources of what stands before.", first: first})
			p = l.page()
		}
		p.sources = append(p.sources, s)
	}
	return true
}

// part puts what fits of a long block on an empty page and gives the rest.
func (l *layout) part(b block) block {
	shell := b
	shell.text, shell.close = "", b.close+goesOn
	room := l.room
	if l.bare {
		room -= min(lengthOf(b.lines), room/2)
	}
	words, rest := split(b.text, room-Count((&laid{}).with(shell)), true)
	shell.text = words
	l.putCut(shell)
	if !strings.HasPrefix(b.open, resuming) {
		b.open = resuming + b.open
	}
	b.text = rest
	return b
}

// putCut puts the first part of a block on the page, whatever its sources take.
func (l *layout) putCut(b block) {
	p := l.page()
	wanted, content := b.lines, p.with(b)
	for len(wanted) > 0 && !l.fit(content, wanted) {
		wanted = wanted[:len(wanted)-1]
	}
	p.content, p.under, p.head, p.bar, p.sources = p.with(b), b.under, b.head, b.bar, wanted
}

// with gives the page's content with a block put behind it.
func (p *laid) with(b block) string {
	words := b.open + b.text + b.close + b.marks
	if b.bar != "" {
		words = b.bar + words
	}
	if b.under != "" && (p.content == "" || b.under != p.under) {
		return joined("\n\n", p.content, joined("\n", b.under, b.head, words))
	}
	switch {
	case b.head != "" && (p.content == "" || b.head != p.head):
		words = b.head + "\n" + words
		if p.content == "" {
			return words
		}
		return p.content + "\n\n" + words
	case p.content == "":
		return words
	case b.gap != "" && b.under == p.under && b.head == p.head && b.bar == p.bar:
		return p.content + b.gap + words
	}
	return p.content + "\n\n" + words
}

// missing gives those of the sources that the page does not have yet.
func (p *laid) missing(lines []source) (out []source) {
	has := map[int]bool{}
	for _, s := range p.sources {
		has[s.n] = true
	}
	for _, s := range lines {
		if !has[s.n] {
			has[s.n] = true
			out = append(out, s)
		}
	}
	return out
}

// fit tells whether the lines fit under one message of that content.
func (l *layout) fit(content string, lines []source) bool {
	if l.bare {
		return Count(content)+lengthOf(lines) <= l.room
	}
	_, ok := embedded(lines)
	return ok
}

// sourceText puts source lines into a text.
func sourceText(lines []source) string {
	var out []string
	for _, s := range lines {
		out = append(out, s.text)
	}
	return strings.Join(out, "\n")
}

// lengthOf is how many characters they take there, with the blank line before them.
func lengthOf(lines []source) int {
	if len(lines) == 0 {
		return 0
	}
	return Count(sourceText(lines)) + 2
}

// maxSources leaves room for a footer in the 6000 characters of all embeds.
const maxSources = maxEmbedded - 500

// embedded puts source lines into as few embeds as take them.
func embedded(lines []source) (out []*discordgo.MessageEmbed, ok bool) {
	total, size := 0, 0
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, &discordgo.MessageEmbed{Description: b.String(), Color: colour})
		}
		b.Reset()
		size = 0
	}
	for _, s := range lines {
		n := Count(s.text) + 1
		if total += n; total > maxSources || n > maxDescription {
			return nil, false
		}
		if size+n > maxDescription {
			flush()
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.text)
		size += n
	}
	flush()
	return out, true
}

// colour is the United Nations' blue, for the edge of embeds.
const colour = 0x009EDB

// at gives a page's number within the pages there are.
func at(page, pages int) int { return max(0, min(page, pages-1)) }
