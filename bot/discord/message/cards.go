package message

import (
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Plain makes a message of the program's own words: an error, a help text. text may use
// Discord's Markdown; what comes from elsewhere in it must have passed Escape.
func Plain(text string) Message {
	if text = Cut(strings.TrimSpace(text), maxContent); text == "" {
		text = "There is nothing to show."
	}
	return Message{Content: text}
}

// Confirm makes a message that asks before something is done, with a button
// for yes and one for no. text is as for Plain.
func Confirm(text, yes string, do, not ID) Message {
	m := Plain(text)
	sure := button(buttonLabel(yes), do)
	sure.Style = discordgo.DangerButton
	no := button("Cancel", not)
	if no.CustomID == sure.CustomID {
		no.CustomID = ID{DoNothing, do.Do, "cancel"}.String()
	}
	m.Components = row(sure, no)
	return m
}

// buttonLabel makes any text a button's label.
func buttonLabel(text string) string {
	if text = Cut(line(text), maxLabel); text == "" {
		return "…"
	}
	return text
}

// listLines is how many lines a page of a list has at most.
const listLines = 15

// List makes a page of lines under a title, and tells how many pages there
// are. lines are as for Plain, each on a line of its own; id is turned to other
// pages by ID.At, and without Do and Ref there are no buttons.
func List(title string, lines []string, page int, id ID) (m Message, pages int) {
	laid := listed(lines)
	n := at(page, len(laid))
	e := &discordgo.MessageEmbed{Title: Cut(Escape(line(title)), maxTitle), Description: laid[n], Color: colour}
	m.Embeds = []*discordgo.MessageEmbed{e}
	if id.Do != "" {
		m.Components = row(paging(id, n, len(laid))...)
	}
	return m, len(laid)
}

// listed puts lines on pages of so many lines and characters.
func listed(lines []string) []string {
	pages, count := []string{""}, 0
	for _, l := range lines {
		if l = Cut(strings.TrimSpace(l), maxDescription); l == "" {
			continue
		}
		last := &pages[len(pages)-1]
		if count == listLines || Count(*last)+1+Count(l) > maxDescription {
			pages, count = append(pages, ""), 0
			last = &pages[len(pages)-1]
		}
		*last = joined("\n", *last, l)
		count++
	}
	if len(pages) == 1 && pages[0] == "" {
		pages[0] = "Nothing is listed."
	}
	return pages
}

// Card makes a message of facts under a title, a line each, which a phone shows
// better than fields: help, status, one document. Names are plain text; values
// and the note are as for Plain. A fact without a value is left out.
func Card(title string, facts [][2]string, note string) Message {
	e := &discordgo.MessageEmbed{Title: Cut(Escape(line(title)), maxTitle), Color: colour}
	e.Description = Cut(strings.TrimSpace(note), 1500)
	for _, f := range facts {
		name, value := Cut(Escape(line(f[0])), maxFieldName), Cut(strings.TrimSpace(f[1]), maxFieldValue)
		if value == "" {
			continue
		}
		if name != "" {
			value = "**" + name + ":** " + value
		}
		if out := joined("\n", e.Description, value); Count(out) <= maxDescription {
			e.Description = out
		}
	}
	if e.Title == "" && e.Description == "" {
		e.Description = "There is nothing to show."
	}
	return Message{Embeds: []*discordgo.MessageEmbed{e}}
}

// barCells is the length of a progress bar.
const barCells = 20

// Progress shows how far a long work is: a bar, per cent and the time left (0:
// not known), with lines as for Plain under it. How much there is in numbers is
// not told: it may be more than who reads it may know of.
// cancel's button is left out where it has no Do, and when all is done.
func Progress(title, stage string, done, total int, left time.Duration, lines []string, cancel ID) Message {
	e := &discordgo.MessageEmbed{Title: Cut(Escape(line(title)), maxTitle), Color: colour}
	share := []string{bar(done, total)}
	if s := Cut(Escape(line(stage)), longestName); s != "" {
		share = append([]string{s}, share...)
	}
	over := total > 0 && done >= total
	if left > 0 && !over {
		share = append(share, "-# About "+longhand(left)+" left.")
	}
	e.Description = joined("\n", append(share, Cut(strings.Join(lines, "\n"), 3000))...)
	m := Message{Embeds: []*discordgo.MessageEmbed{e}}
	if cancel.Do != "" && !over {
		m.Components = row(button("Cancel", cancel))
	}
	return m
}

// bar draws 20 cells, with the share in per cent.
func bar(done, total int) string {
	total = max(total, 0)
	done = max(0, min(done, total))
	share := 0.0
	if total > 0 {
		share = float64(done) / float64(total)
	}
	full := int(share * barCells)
	return fmt.Sprintf("`%s%s` %d %%", strings.Repeat("█", full), strings.Repeat("░", barCells-full), int(share*100))
}

// longhand gives a time in its larger unit: "40 seconds", "3 minutes".
func longhand(d time.Duration) string {
	switch s := int(d.Round(time.Second) / time.Second); {
	case s < 1:
		return "a second"
	case s < 90:
		return counted(s, "second")
	case s < 90*60:
		return counted((s+30)/60, "minute")
	default:
		return counted((s+1800)/3600, "hour")
	}
}
