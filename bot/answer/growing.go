package answer

import "strings"

// growing turns a text that comes in pieces into claims, each once, when what
// follows can no longer change it.
type growing struct {
	text    strings.Builder
	over    bool // there was more than is read of a draft
	parser  parser
	claimed int
	claim   func(Claim)
}

func (g *growing) add(delta string) {
	room := draftLimit - g.text.Len()
	if len(delta) > room {
		delta, g.over = delta[:room], true
	}
	g.text.WriteString(delta)
	g.parser.read(g.text.String(), false)
	g.emit(g.parser.settled())
}

// finish claims the rest. The whole text, where the server gave it, wins over
// the pieces as long as they are its beginning, or nothing was claimed of
// them. A text cut short has no last sentence.
func (g *growing) finish(whole string, truncated bool) {
	if rest, ok := strings.CutPrefix(whole, g.text.String()); ok {
		g.add(rest)
	} else if g.claimed == 0 && whole != "" {
		*g = growing{claim: g.claim}
		g.add(whole)
	}
	g.parser.read(g.text.String(), !truncated && !g.over)
	g.emit(g.parser.claims)
}

// emit claims what is new of the claims that cannot change any more.
func (g *growing) emit(settled []Claim) {
	for ; g.claimed < len(settled); g.claimed++ {
		if c := settled[g.claimed]; !strings.Contains(c.Text, nothingFound) {
			g.claim(c)
		}
	}
}
