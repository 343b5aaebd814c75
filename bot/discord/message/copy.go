package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
)

// CopyCitation makes the message with the citation in Chicago, UN style and BibTeX.
// Each stands in a block of code, from which it is copied as it is; what is too long for a message comes as a file.
func (k Maker) CopyCitation(c answer.Citation, accessed time.Time) Message {
	c.Statement = of(c)
	styles := [][2]string{
		{"Chicago", answer.Chicago(k.States, c, accessed)},
		{"UN style", answer.UNStyle(k.States, c, accessed)},
		{"BibTeX", answer.BibTeX(k.States, c, accessed)},
	}
	m := Message{Ephemeral: true}
	plain, size := "", 0
	for _, s := range styles {
		e := &discordgo.MessageEmbed{Title: s[0], Description: "```\n" + code(s[1]) + "\n```", Color: colour}
		m.Embeds = append(m.Embeds, e)
		plain += s[0] + "\n\n" + s[1] + "\n\n"
		size += Count(e.Title) + Count(e.Description)
		if Count(e.Description) > maxDescription {
			size = maxEmbedded + 1
		}
	}
	if size > maxEmbedded {
		m.Embeds = nil
		m.Content = "The citation is too long for a message, so it comes as a file."
		m.Files = []*discordgo.File{{Name: "citation.txt", ContentType: "text/plain; charset=utf-8", Reader: strings.NewReader(plain)}}
	}
	return m
}

// choicesOnPage is how many citations a menu lists, as many as Discord takes.
const choicesOnPage = maxOptions

// ChooseCitation makes the message in which one of several citations is chosen to
// be copied (ephemeral), a page of them at a time. chosen is the number of the one
// that is shown in the forms that people paste; 0: none yet. What is gone is not
// listed.
func (k Maker) ChooseCitation(cites []answer.Citation, chosen int, accessed time.Time, v View) (m Message, pages int) {
	var held []answer.Citation
	at := v.Page * choicesOnPage
	for _, c := range cites {
		if _, gone := v.Gone[c.N]; gone || c.N < 1 {
			continue
		}
		if c.N == chosen {
			m, at = k.CopyCitation(c, accessed), len(held)
		}
		held = append(held, c)
	}
	m.Ephemeral = true
	if len(held) == 0 {
		m.Content = "Nothing that this cited is held any more, so there is nothing to copy."
		return m, 1
	}
	if len(m.Embeds)+len(m.Files) == 0 {
		m.Content = "Which citation? The numbers are those of the sources."
	}
	pages = (len(held) + choicesOnPage - 1) / choicesOnPage
	page := max(0, min(at/choicesOnPage, pages-1))
	options := make([]discordgo.SelectMenuOption, 0, choicesOnPage)
	for _, c := range held[page*choicesOnPage : min((page+1)*choicesOnPage, len(held))] {
		options = append(options, discordgo.SelectMenuOption{
			Label: Cut(fmt.Sprintf("[%d] %s", c.N, legible(line(k.named(of(c))))), maxOptionText), Value: strconv.Itoa(c.N),
			Description: Cut(legible(line(c.Quote)), maxOptionText), Default: c.N == chosen,
		})
	}
	m.Components = row(discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: ID{DoCopy, v.Ref, strconv.Itoa(page)}.String(), Placeholder: "A citation to copy", Options: options,
	})
	m.Components = append(m.Components, row(paging(ID{DoCopyPage, v.Ref, ""}, page, pages)...)...)
	return m, pages
}

// copies makes the button that copies a citation, nil where there is none: of
// several, one is chosen.
func copies(ref string, cites int) []discordgo.MessageComponent {
	switch cites {
	case 0:
		return nil
	case 1:
		return []discordgo.MessageComponent{button("Copy citation", ID{DoCite, ref, "1"})}
	}
	return []discordgo.MessageComponent{button("Copy citation", ID{DoCopy, ref, ""})}
}
