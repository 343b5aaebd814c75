package corpus

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// NamesAnother tells whether a span of a statement shares words with what the
// statement gives to another State by its name: what stands behind the name and a
// colon, "Sylvania: a register", as papers list what others proposed; in a table's
// row or under a heading that is no more than the name; in a list that is said to
// be its position; or what is read out for another.
func (s *States) NamesAnother(st *Statement, o *Outline, span Span) bool {
	if s == nil {
		return false
	}
	for _, r := range o.readings {
		if r.Overlaps(span) && s.readsForAnother(r.lead, st.By, st.OnBehalf) {
			return true
		}
	}
	n := naming{s, st, o}
	return slices.ContainsFunc(o.SentencesIn(span), func(sentence Sentence) bool {
		return n.labelled(sentence) || n.tabled(sentence) || n.under(sentence.Paragraph) || n.listed(sentence)
	})
}

// naming looks for the names of other States than a statement's own.
type naming struct {
	states *States
	st     *Statement
	o      *Outline
}

func (n naming) own(code string) bool {
	return code == n.st.By || slices.Contains(n.st.OnBehalf, code)
}

// another tells whether words are the names of States and no more, none of them
// the statement's own.
func (n naming) another(words string) bool {
	words = listEnd.ReplaceAllString(bareName(words), "")
	if len(words) < 4 || len(words) > longestLabel {
		return false
	}
	if at := ofWhom.FindStringSubmatchIndex(words); at != nil {
		words = words[max(at[2], at[4]):max(at[3], at[5])]
	}
	if n.state(words) {
		return !n.own(n.code(words)) || n.oneOfSeveral(n.code(words))
	}
	names := betweenNames.Split(words, -1)
	return !slices.ContainsFunc(names, func(name string) bool { return !n.state(name) || n.own(n.code(name)) })
}

// oneOfSeveral tells whether a State is one of those that a statement is made for,
// and not the one that makes it: what it says alone is not of them all.
func (n naming) oneOfSeveral(code string) bool {
	return code != n.st.By && (n.st.By != "" || len(n.st.OnBehalf) > 1)
}

func (n naming) code(name string) string {
	v, ok := n.states.Lookup(name)
	if !ok || !isStateKind(v.Kind) {
		return ""
	}
	return v.Code
}

func (n naming) state(name string) bool { return n.code(name) != "" }

var (
	betweenNames = regexp.MustCompile(`(?i), (?:and )?|/| (?:and|&|y|et|и) |和|、`)
	// listEnd: "Sylvania (2023)"
	listEnd = regexp.MustCompile(` ?\([^()]{1,40}\)$`)
	// ofWhom: "Proposal by Sylvania", "Sylvania's position"
	ofWhom = regexp.MustCompile(`(?i)^(?:(?:the )?(?:(?:(?:permanent |foreign |prime |deputy |head of the )*(?:ambassador|minister|representative|delegate|delegation|president|observer|spokes\p{L}+)|proposals?|positions?|views?|comments?|suggestions?|amendments?|argument|statement|reply|response|answer)) (?:made |submitted )?(?:by|of|from) (?:the )?(.{4,})|(?:the )?(.{4,}?)[’']s? (?:proposals?|positions?|views?|comments?|suggestions?|amendments?|argument|statement|reply|response|answer))$`)
)

// labelled tells whether another's name stands with a mark at the beginning of a
// sentence's paragraph or of one of its lines.
func (n naming) labelled(s Sentence) bool {
	if n.labels(n.o.Paragraphs[s.Paragraph].In(n.o.text)) {
		return true
	}
	for line := range strings.Lines(n.lines(s.Span)) {
		if n.labels(trimSpace(line)) {
			return true
		}
	}
	return false
}

func (n naming) labels(words string) bool {
	words = words[min(len(words), listMarker(words).size):]
	head := words[:min(len(words), longestLabel)]
	for _, mark := range []string{":", "：", " – ", " — ", " - ", " -- ", ". "} {
		if name, _, ok := strings.Cut(head, mark); ok && n.another(name) {
			return true
		}
	}
	return false
}

// lines widens a span to whole lines.
func (n naming) lines(s Span) string {
	from := strings.LastIndexByte(n.o.text[:s.Start], '\n') + 1
	to := strings.IndexByte(n.o.text[s.End:], '\n')
	if to < 0 {
		to = len(n.o.text) - s.End
	}
	return n.o.text[from : s.End+to]
}

// mostUnder is how many paragraphs stand under a heading at most.
const mostUnder = 60

// under tells whether a paragraph stands under a heading, or a line that ends in a
// colon, which is another's name and no more. Where the first paragraph there
// speaks of that State by its name, the heading is the speaker's subject.
func (n naming) under(paragraph int) bool {
	for i := paragraph - 1; i >= max(0, paragraph-mostUnder); i-- {
		p := n.o.Paragraphs[i]
		words := p.In(n.o.text)
		if isSalutation(words) {
			return false
		}
		end := lastMark(words)
		colon := end == ':' || end == '：'
		if strings.Contains(words, "|") {
			continue // a table's row: see tabled
		}
		if p.Len() > longestLabel || !p.Heading && !colon && endsSentence(end) || p.Item && !n.another(words) {
			continue
		}
		if !n.another(words) {
			if p.Heading || colon {
				return false
			}
			continue
		}
		if !colon && i > 0 && n.another(n.o.Paragraphs[i-1].In(n.o.text)) {
			return false // a list of those who support the statement
		}
		return colon || n.cellAlone(i) || !n.speaksOf(words, n.o.Paragraphs[i+1].In(n.o.text))
	}
	return false
}

// speaksOf tells whether words name the State that a heading names.
func (n naming) speaksOf(heading, words string) bool {
	words = words[:min(len(words), 1000)]
	for !utf8.ValidString(words) && words != "" {
		words = words[:len(words)-1]
	}
	named := n.states.Find(heading)
	return slices.ContainsFunc(n.states.Find(words), func(m Mention) bool {
		return slices.ContainsFunc(named, func(of Mention) bool { return of.Code == m.Code })
	})
}

// listed tells whether a paragraph belongs to a list that the paragraph above it
// announces as another's position: "The position of Sylvania is as follows:".
func (n naming) listed(s Sentence) bool {
	paragraph := s.Paragraph
	i := paragraph
	for i > max(0, paragraph-mostSaid) && n.inList(i) {
		i--
	}
	if i == paragraph {
		if i--; i < 0 || !strings.ContainsRune(":：", lastMark(n.o.Paragraphs[i].In(n.o.text))) {
			return false
		}
		if q, ok := n.opensQuoting(paragraph); ok && !q.Overlaps(s.Span) {
			return false // the speaker goes on behind the quotation
		}
	}
	return n.announces(n.o.Sentences[n.o.lastSentence(i)].In(n.o.text))
}

// opensQuoting gives the quotation with which a paragraph begins.
func (n naming) opensQuoting(paragraph int) (Span, bool) {
	at := n.o.Paragraphs[paragraph].Start
	i := sort.Search(len(n.o.Quoted), func(i int) bool { return n.o.Quoted[i].Start >= at })
	if i == len(n.o.Quoted) || n.o.Quoted[i].Start != at {
		return Span{}, false
	}
	return n.o.Quoted[i], true
}

func (n naming) inList(i int) bool {
	p := n.o.Paragraphs[i]
	return p.Item || listMarker(p.In(n.o.text)).kind != noMark
}

// announces tells whether a sentence says that another's position follows it.
func (n naming) announces(words string) bool {
	words = ourFriends.ReplaceAllString(words, "")
	if len(words) > 600 || ownAnnouncement(words) || ownWords.MatchString(words) {
		return false
	}
	if end := lastMark(words); end != ':' && end != '：' && !followingWords.MatchString(words) || !positionWords.MatchString(words) {
		return false
	}
	another := false
	for _, m := range n.states.Find(words) {
		switch {
		case n.own(m.Code):
			return false
		case isStateKind(m.Kind):
			another = true
		}
	}
	return another
}

var (
	// ourFriends: "our partners from Sylvania" are no part of us
	ourFriends     = regexp.MustCompile(`(?i)\b(?:our|my) (?:\p{L}+ )?(?:partners?|friends?|colleagues?|neighbou?rs?|allies|counterparts?) (?:from|of|in) `)
	followingWords = regexp.MustCompile(`(?i)\b(?:following|follows|these|siguientes?|suivante?s?)\b|следующ|如下|التالي`)
	positionWords  = regexp.MustCompile(`(?i)\b(?:positions?|views?|opinions?|stance|understanding|reading|interpretation|argument|arguments|claims?|demands?|proposals?|according to|for|wants?|proposes?|proposed|holds?|thinks?|believes?|considers?|insists?|suggests?|suggested|adds?|added|says?|said|states?|stated|writes?|wrote|notes?|noted|declares?|declared|remarks?|repl(?:y|ies)|replied|answers?|answered|responds?|responded|explains?|explained|dice|dijo|afirma|afirmó|declara|declaró|señala|señaló|añade|dit|déclare|affirme|ajoute|écrit|posición|postura|opinión|propuestas?|según|para|position|avis|selon|pour|d[’']après|propositions?)\b|позици|мнени|согласно|предлож|говорит|заявл|заявил|добавля|добавил|отмеча|пиш[еу]т|立场|主张|认为|看来|موقف|رأي`)
)
