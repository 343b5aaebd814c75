package message

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/position"
)

// Check makes a page of a text that was held against the record: each claim
// with its verdict, and the quotations that decide it. Where a statement that a
// verdict rested on is gone, the verdict goes with it.
func (k Maker) Check(c *position.Checked, v View) (m Message, pages int) {
	b := k.builder(&answer.Answer{Citations: c.Citations}, v)
	for i, claim := range c.Claims {
		b.claim(i+1, claim)
	}
	for _, n := range append(append([]string{}, v.Notices...), c.Notices...) {
		b.say("-# ", n)
	}
	return b.message(underCheck)
}

// claim adds one claim.
func (b *builder) claim(n int, claim position.Claim) {
	b.add(block{open: "-# Claim " + strconv.Itoa(n) + ": ", text: Escape(line(claim.Text))})
	marks := make([]int, 0, len(claim.Quotes))
	for _, q := range claim.Quotes {
		marks = append(marks, q.Citation.N)
	}
	if reason := b.gone(marks); reason != "" {
		b.add(block{text: Escape("(A statement that this rested on " + reason + ".)"), gap: "\n"})
	} else {
		b.add(block{open: "**", text: claim.Verdict.Words(), close: "**", gap: "\n"})
		b.say("", claim.Note)
	}
	for _, n := range marks {
		if n >= 1 && n <= len(b.a.Citations) {
			b.marked[n] = true
			b.quotation(n, b.a.Citations[n-1])
		}
	}
}

// underCheck makes the rows under a check: whoever sees it alone may share it.
func underCheck(v View, page, pages, cites int) []discordgo.MessageComponent {
	if !v.buttons() {
		return nil
	}
	rows := row(paging(ID{DoCheckPage, v.Ref, ""}, page, pages)...)
	second := copies(v.Ref, cites)
	switch {
	case v.Share:
		second = append(second, button("Share", ID{DoShare, v.Ref, ""}))
	case !v.Private:
		second = append(second, takeBack(v.Ref))
	}
	return append(rows, row(second...)...)
}
