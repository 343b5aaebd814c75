package message

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// How much stands around a citation: so many paragraphs on each side, and of a
// text without paragraphs no more than so many bytes.
const (
	paragraphsAround = 1
	bytesAround      = 2500
)

// Around makes the message with the paragraphs before and after a citation, its own words marked.
// It is taken from the kept copy. Where other voices stand near, it says so.
func (k Maker) Around(c answer.Citation, v View) (m Message, pages int) {
	s := of(c)
	b := k.builder(&answer.Answer{}, v)
	if reason, ok := v.Gone[c.N]; ok || c.Start < 0 || c.End > len(s.Text) || c.Start >= c.End {
		b.add(block{text: Escape("The statement " + goneLine(reason) + "; its words are not shown any more.")})
	} else {
		b.around(c)
	}
	laid := pagesOf(b.blocks, maxContent)
	n := at(v.Page, len(laid))
	m = Message{Content: laid[n].content, Ephemeral: true, Embeds: []*discordgo.MessageEmbed{k.citation(max(c.N, 1), c, v.Gone)}}
	if v.buttons() {
		m.Components = row(paging(ID{DoAroundAt, v.Ref, strconv.Itoa(c.N)}, n, len(laid))...)
	}
	return m, len(laid)
}

// around adds the stretch of the statement, with the cited words in bold.
func (b *builder) around(c answer.Citation) {
	s := of(c)
	o := corpus.OutlineOf(s.Text)
	cited := corpus.Span{Start: c.Start, End: c.End}
	span := stretch(o, cited)
	head := b.headingOf(s)
	note := func(gap, text string) { b.add(block{head: head, open: "-# ", text: text, gap: gap}) }
	below := "\n\n"
	if strings.TrimSpace(s.Text[:span.Start]) != "" {
		note("\n\n", "The statement begins before this.")
	}
	before, after := s.Text[span.Start:c.Start], s.Text[c.End:span.End]
	b.passage(head, before, "\n\n", "", "")
	b.passage(head, cited.In(s.Text), gapAfter(before), "**▸ ", " ◂**")
	b.passage(head, after, gapBefore(after), "", "")
	if strings.TrimSpace(s.Text[span.End:]) != "" {
		note(below, "The statement goes on.")
		below = "\n"
	}
	if mixed(o, span, cited) || s.By == "" {
		note(below, "Not all of this is certainly the delegation's own: some of it stands in quotation marks, or others may speak.")
	}
}

// passage adds words of the record, a paragraph at a time; gap is what stands
// before the first.
func (b *builder) passage(head, text, gap, open, close string) {
	for i, p := range paragraphs(text) {
		if i > 0 {
			gap = "\n\n"
		}
		b.add(block{head: head, open: open, text: Escape(p), close: close, gap: gap})
	}
}

// gapAfter gives what stands between a text and words that follow it: a space
// within a paragraph.
func gapAfter(text string) string {
	return gapOf(text[len(strings.TrimRightFunc(text, unicode.IsSpace)):], text == "")
}

func gapBefore(text string) string {
	return gapOf(text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsSpace))], text == "")
}

func gapOf(space string, none bool) string {
	if none || strings.Contains(strings.NewReplacer(" ", "", "\t", "", "\r", "").Replace(space), "\n\n") {
		return "\n\n"
	}
	return " "
}

// stretch gives the citation with whole paragraphs around it; of very long
// ones, with sentences.
func stretch(o *corpus.Outline, cited corpus.Span) corpus.Span {
	out := cited
	for i, p := range o.Paragraphs {
		if !p.Overlaps(cited) {
			continue
		}
		first, last := o.Paragraphs[max(0, i-paragraphsAround)], o.Paragraphs[min(len(o.Paragraphs)-1, i+paragraphsAround)]
		out = corpus.Span{Start: min(out.Start, first.Start), End: max(out.End, last.End)}
	}
	if cited.Start-out.Start <= bytesAround && out.End-cited.End <= bytesAround {
		return out
	}
	near := cited
	for _, s := range o.Sentences {
		if s.End > out.Start && s.Start < out.End && s.Start >= cited.Start-bytesAround && s.End <= cited.End+bytesAround {
			near = corpus.Span{Start: min(near.Start, s.Start), End: max(near.End, s.End)}
		}
	}
	return near
}

// mixed tells whether words around a citation are not certainly the speaker's
// own: others' turns, or a longer stretch between quotation marks.
func mixed(o *corpus.Outline, span, cited corpus.Span) bool {
	beside := func(s corpus.Span) bool { return s.Overlaps(span) && !cited.Contains(s) }
	const short = 30 // bytes: a term, not a quotation
	return slices.ContainsFunc(o.Others, beside) ||
		slices.ContainsFunc(o.Labels, func(l corpus.Label) bool { return beside(l.Span) }) ||
		slices.ContainsFunc(o.Quoted, func(q corpus.Span) bool { return q.Len() > short && beside(q) })
}
