package message

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Listing is what /sources shows.
type Listing struct {
	Statements []*corpus.Statement
	Filter     string // in words, empty where none
	Scope      string // of the server that asks
	Ref, Arg   string // for the page buttons, whose ID is ID{DoSources, Ref, Arg}.At(page)
	Page       int
	Elsewhere  []string // where nothing is held: sentences on what is known of all the same
}

// statementsOnPage keeps a page short enough to read on a phone.
const statementsOnPage = 8

// Sources makes a page of the list of what is held, and tells how many there are.
func (k Maker) Sources(l Listing) (m Message, pages int) {
	n := len(l.Statements)
	pages = max(1, (n+statementsOnPage-1)/statementsOnPage)
	page := at(l.Page, pages)
	e := &discordgo.MessageEmbed{Title: counted(n, "statement") + " held", Color: colour}
	if filter := Cut(Escape(line(l.Filter)), longestName); filter != "" {
		e.Title = Cut(e.Title+": "+filter, maxTitle)
	}
	const room = 480 // for a line, so that all of a page fit
	for _, s := range l.Statements[min(page*statementsOnPage, n):min((page+1)*statementsOnPage, n)] {
		if s != nil {
			e.Description = joined("\n", e.Description, k.listed(s, room))
		}
	}
	if e.Description == "" {
		e.Description = "None is held."
		for _, sentence := range l.Elsewhere[:min(len(l.Elsewhere), statementsOnPage)] {
			e.Description += "\n" + Cut(Escape(line(sentence)), room)
		}
	}
	if scope := Cut(legible(line(l.Scope)), longestName); scope != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: scope}
	}
	m.Embeds = []*discordgo.MessageEmbed{e}
	m.Components = row(paging(ID{DoSources, l.Ref, l.Arg}, page, pages)...)
	return m, pages
}

// listed is a statement's lines in the list.
func (k Maker) listed(s *corpus.Statement, room int) string {
	more := "-# " + Cut(Escape(line(joined(" · ", answer.ProcessName(s.Process), grade(s.Grade), s.Title))), room/3)
	return masked(k.named(s), s.URL, room-Count(more)-1) + "\n" + more
}

// Arrived is a statement's lines in the list of what came, under facts on how.
func (k Maker) Arrived(s *corpus.Statement, facts ...string) string {
	const room = 480
	more := "-# " + Cut(Escape(line(joined(" · ", joined(" · ", facts...), grade(s.Grade), s.ID))), room/2)
	return masked(k.named(s), s.URL, room-Count(more)-1) + "\n" + more
}

// Source makes one document's card.
func (k Maker) Source(s *corpus.Statement, passages int) Message {
	if s == nil {
		return Plain("There is no such document.")
	}
	words := func(text string) string { return Cut(Escape(line(text)), 400) }
	title := s.Title
	if strings.TrimSpace(title) == "" {
		title = k.named(s)
	}
	facts := [][2]string{
		{"Title", ""},
		{"Delegation", words(k.delegation(s))},
		{"Aligned with it", words(k.aligned(s))},
		{"Speaker", words(joined(", ", s.NamedSpeaker(), s.Office))},
		{"Date", day(s.Date)},
		{"Symbol", words(s.Symbol)},
		{"Process", words(answer.ProcessName(s.Process))},
		{"Session", words(s.Session)},
		{"Venue", words(s.Venue)},
		{"Kind", words(strings.ReplaceAll(s.Kind, "-", " "))},
		{"Language", words(joined(", ", s.Language, answer.TranslationWords(s)))},
		{"Original", originalOf(s)},
		{"Status", words(s.Status)},
		{"Grade", words(grade(s.Grade))},
		{"Text", words(answer.VersionWords(s))},
		{"Also at", words(strings.Join(s.Elsewhere(), " "))},
		{"Held again in", words(strings.Join(s.CopyFiles(), ", "))},
		{"Held as", counted(passages, "passage")},
		{"File", words(s.File)},
		{"Known from", words(origins(s))},
		{"Not certain", words(strings.Join(s.Doubts, "; "))},
	}
	if s.Recognised {
		facts = append(facts, [2]string{"Made", "recognised in pictures of pages; may differ from them"})
	}
	if s.Informal {
		facts = append(facts, [2]string{"Record", "said in informal mode"})
	}
	if Count(Escape(line(title))) > maxTitle {
		facts[0][1] = Cut(Escape(line(title)), longestTitle) // in full, below the title that is cut
	}
	note := ""
	if address(s.URL) != "" {
		note = masked("Open the source", s.URL, 1500)
	}
	m := Card(title, facts, note)
	if s.SHA256 != "" {
		m.Embeds[0].Footer = &discordgo.MessageEmbedFooter{Text: Cut(fmt.Sprintf("SHA-256 %s", legible(line(s.SHA256))), 80)}
	}
	return m
}

// originalOf tells of a translation where its original is.
func originalOf(s *corpus.Statement) string {
	if s.Original == nil {
		return ""
	}
	return masked(answer.LanguageName(s.Original.Language)+", held as "+s.Original.ID, s.Original.URL, 400)
}

// aligned names the States that align themselves with a statement.
func (k Maker) aligned(s *corpus.Statement) string {
	var names []string
	for _, code := range s.Aligned {
		if k.States != nil {
			code = k.States.Name(code, s.Date)
		}
		names = append(names, code)
	}
	return strings.Join(names, ", ")
}

// origins tells where the values that are known of a statement come from.
func origins(s *corpus.Statement) string {
	var out []string
	for _, field := range slices.Sorted(maps.Keys(s.Origin)) {
		out = append(out, strings.ReplaceAll(field, "_", " ")+": "+s.Origin[field])
	}
	return strings.Join(out, "; ")
}
