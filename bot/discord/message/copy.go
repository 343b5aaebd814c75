package message

import (
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
