package message

import (
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
)

// Words makes the message that shows the exact quotations of an answer, page by page (ephemeral).
func (k Maker) Words(a *answer.Answer, v View) (m Message, pages int) {
	v.Bare = false // it is for one person, and embeds are seen there
	b := k.builder(a, v)
	for i, c := range a.Citations {
		b.quotation(i+1, c)
	}
	if len(b.blocks) == 0 {
		b.add(block{text: "This answer cites no words."})
	}
	laid := pagesOf(b.blocks, maxContent)
	n := at(v.Page, len(laid))
	m = Message{Content: laid[n].content, Ephemeral: true}
	m.Embeds, _ = embedded(laid[n].sources)
	if v.buttons() {
		m.Components = row(append(paging(ID{DoWordsPage, v.Ref, ""}, n, len(laid)), copies(v.Ref, len(a.Citations))...)...)
	}
	return m, len(laid)
}

// quotation adds a citation's words, a paragraph at a time.
func (b *builder) quotation(n int, c answer.Citation) {
	head := b.headingOf(of(c))
	lines := b.sources([]int{n})
	if reason, ok := b.v.Gone[n]; ok {
		b.add(block{head: head, text: Escape(fmt.Sprintf("(The statement %s; its words are not shown any more.)", goneLine(reason))), marks: fmt.Sprintf(markGap+"[%d]", n), lines: lines})
		return
	}
	b.add(quoted(c.Quote, fmt.Sprintf(markGap+"[%d]", n), block{head: head, lines: lines})...)
	if c.Quoting {
		b.add(block{head: head, open: "-# ", text: fmt.Sprintf("The words of [%d] hold a quotation by the speaker.", n)})
	}
}

// quoted makes blocks of words between quotation marks. As books do, each
// paragraph opens with a mark and the last one closes, and has the number.
func quoted(words, marks string, like block) (out []block) {
	all := paragraphs(words)
	for i, p := range all {
		one := like
		one.bar, one.open, one.text, one.marks = "> ", "“", Escape(p), marks
		if i > 0 {
			one.gap = "\n> \n"
		}
		if i == len(all)-1 {
			one.close = "”"
		} else {
			one.marks = ""
		}
		out = append(out, one)
	}
	return out
}

// paragraphs splits a text at its empty lines; each becomes one line.
func paragraphs(text string) (out []string) {
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = line(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// Quotes makes the message of one passage of those found, with its full citation and buttons
// to page, to show what stands around it, and to copy the citation. A passage
// longer than a page takes several.
func (k Maker) Quotes(q *answer.Quotes, v View) (m Message, pages int) {
	b := k.builder(&answer.Answer{Citations: q.Citations}, v)
	var laid []laid
	for i, c := range q.Citations {
		b.blocks = nil
		b.quotation(i+1, c)
		for _, p := range pagesOf(b.blocks, maxContent-quotesFoot) {
			p.first = i
			laid = append(laid, p)
		}
	}
	if len(laid) == 0 {
		m, pages = b.noQuotes(q)
		if v.buttons() && !v.Private {
			m.Components = row(takeBack(v.Ref))
		}
		return m, pages
	}
	n := at(v.Page, len(laid))
	i := laid[n].first
	m.Content = laid[n].content
	if foot := b.found(q, i); Count(foot) < quotesFoot {
		m.Content += "\n\n" + foot
	}
	m.Embeds = []*discordgo.MessageEmbed{k.citation(i+1, q.Citations[i], v.Gone)}
	if v.buttons() {
		m.Components = b.quoteRows(ID{DoQuotes, v.Ref, ""}, i+1, n, len(laid))
	}
	return m, len(laid)
}

// quotesFoot is the room kept for found and the notices.
const quotesFoot = 700

// found tells how many passages there are, and of what kind.
func (b *builder) found(q *answer.Quotes, i int) string {
	out := fmt.Sprintf("-# Passage %d of %d", i+1, len(q.Citations))
	if more := q.Total - len(q.Citations); more > 0 {
		out += fmt.Sprintf(" shown, %d found", q.Total)
	}
	if words := Cut(Escape(line(q.Words)), 120); q.Total > 0 && words != "" {
		out += fmt.Sprintf(" for “%s”; %d as written", words, q.Exact)
	}
	out += "."
	for _, n := range append(append([]string{}, b.v.Notices...), q.Notices...) {
		if n = "\n-# " + Escape(line(n)); Count(out+n) < quotesFoot-2 {
			out += n
		}
	}
	return out
}

// noQuotes says that nothing was found.
func (b *builder) noQuotes(q *answer.Quotes) (Message, int) {
	if words := Cut(Escape(line(q.Words)), longestName); words != "" {
		b.add(block{text: "**No passage was found for “" + words + "”.**"})
	} else {
		b.add(block{text: "**No passage was found.**"})
	}
	for _, n := range append(append([]string{}, b.v.Notices...), q.Notices...) {
		b.say("", n)
	}
	return Message{Content: pagesOf(b.blocks, maxContent)[0].content}, 1
}

func (b *builder) quoteRows(id ID, number, page, pages int) []discordgo.MessageComponent {
	arg := fmt.Sprint(number)
	var second []discordgo.MessageComponent
	if _, gone := b.v.Gone[number]; !gone {
		second = append(second, button("Show around it", ID{DoAround, id.Ref, arg}), button("Copy citation", ID{DoCite, id.Ref, arg}))
	}
	if !b.v.Private {
		second = append(second, takeBack(id.Ref))
	}
	return append(row(paging(id, page, pages)...), row(second...)...)
}

// citation is the full citation of a passage, in an embed.
func (k Maker) citation(n int, c answer.Citation, gone map[int]string) *discordgo.MessageEmbed {
	b := k.builder(&answer.Answer{Citations: make([]answer.Citation, n)}, View{Gone: gone})
	b.a.Citations[n-1] = c
	lines := []string{b.sourceLine(n).text, Cut(Escape(line(of(c).Title)), longestTitle)}
	if more := Cut(Escape(line(facts(of(c)))), longestTitle); more != "" {
		lines = append(lines, "-# "+more)
	}
	return &discordgo.MessageEmbed{Description: joined("\n", lines...), Color: colour}
}
