package message

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// What the components of this package do; each is an ID's Do.
const (
	DoNothing   = "none"    // a label that looks like a button; never comes back
	DoPage      = "page"    // another page of an answer: Arg is its number, from 0
	DoWords     = "words"   // show an answer's exact quotations
	DoWordsPage = "wpage"   // another page of these
	DoGood      = "good"    // feedback: helpful
	DoBad       = "bad"     // feedback: not right
	DoThread    = "thread"  // go on in a thread
	DoRetract   = "retract" // take the answer back
	DoQuotes    = "qpage"   // another of the passages found
	DoAround    = "around"  // show what stands around a citation: Arg is its number, from 1
	DoAroundAt  = "apage"   // another page of that: see ID.Page
	DoCite      = "cite"    // copy a citation: Arg is its number
	DoCopy      = "copy"    // choose a citation to copy, in a menu
	DoCopyPage  = "cpage"   // another page of that menu
	DoCheckPage = "kpage"   // another page of a check
	DoShare     = "share"   // show a check to everybody
	DoSources   = "spage"   // another page of the list of sources: see ID.Page
)

// At gives the ID for another page of the same thing: the page's number, from
// 0, stands before Arg.
func (id ID) At(page int) ID {
	number := strconv.Itoa(page)
	if id.Arg != "" {
		number += " "
	}
	id.Arg = number + id.Arg
	return id
}

// Page takes the Arg of an ID that At made apart; without a number it gives page 0.
func (id ID) Page() (page int, arg string) {
	number, arg, _ := strings.Cut(id.Arg, " ")
	page, err := strconv.Atoi(number)
	if err != nil || page < 0 {
		return 0, id.Arg
	}
	return page, arg
}

func button(label string, id ID) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: id.String()}
}

// takeBack makes the button that takes back what everybody sees.
func takeBack(ref string) discordgo.Button { return button("Take back", ID{DoRetract, ref, ""}) }

// row puts buttons into a row, nil where there are none.
func row(buttons ...discordgo.MessageComponent) []discordgo.MessageComponent {
	if len(buttons) == 0 {
		return nil
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: buttons}}
}

// paging makes the buttons that turn pages, none where there is one page.
func paging(id ID, page, pages int) []discordgo.MessageComponent {
	if pages < 2 {
		return nil
	}
	back, on := button("←", id.At(page-1)), button("→", id.At(page+1))
	idle := func(arg string) string { return ID{DoNothing, id.Do, arg}.String() }
	if page == 0 {
		back.Disabled, back.CustomID = true, idle("back")
	}
	if page == pages-1 {
		on.Disabled, on.CustomID = true, idle("on")
	}
	here := discordgo.Button{Label: fmt.Sprintf("Page %d of %d", page+1, pages), Style: discordgo.SecondaryButton, Disabled: true, CustomID: idle("here")}
	return []discordgo.MessageComponent{back, here, on}
}

// under makes the rows under an answer.
func under(v View, page, pages, cites int) []discordgo.MessageComponent {
	if !v.buttons() {
		return nil
	}
	first := paging(ID{DoPage, v.Ref, ""}, page, pages)
	if cites > 0 {
		first = append(first, discordgo.Button{Label: "Show the words", Style: discordgo.PrimaryButton, CustomID: ID{DoWords, v.Ref, ""}.String()})
	}
	first = append(first, copies(v.Ref, cites)...)
	second := []discordgo.MessageComponent{button("Helpful", ID{DoGood, v.Ref, ""}), button("Not right", ID{DoBad, v.Ref, ""})}
	if v.Thread && !v.Private {
		second = append(second, button("Go on in a thread", ID{DoThread, v.Ref, ""}))
	}
	if !v.Private {
		second = append(second, takeBack(v.Ref))
	}
	return append(row(first...), row(second...)...)
}
