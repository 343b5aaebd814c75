package message

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
)

// Lines in small print at the foot of every page of an answer.
const (
	extractsLine = "-# These are extracts: the record's own sentences."
	ownLine      = "-# What stands between quotation marks is the record's own; the rest are facts in the bot's words."
	growingLine  = "-# Still writing…"
)

// Grows tells whether the text of a message is that of an answer that is still being written.
func Grows(content string) bool { return strings.HasSuffix(strings.TrimSpace(content), growingLine) }

// Answer makes the message of a page of an answer, and tells how many pages there are.
func (k Maker) Answer(a *answer.Answer, v View) (m Message, pages int) {
	b := k.builder(a, v)
	b.say("-# Asked: ", v.Question)
	b.understood()
	switch {
	case a.Status == answer.Silent:
		b.silent()
	default:
		ahead, _ := a.Notified()
		for _, n := range ahead {
			b.say("", n)
		}
		b.points()
		b.unmarked()
	}
	b.withheld()
	b.notices()
	return b.message(under)
}

// builder gathers the blocks of an answer.
type builder struct {
	Maker
	a      *answer.Answer
	v      View
	blocks []block
	marked map[int]bool   // citation numbers that a block has
	lines  map[int]source // those made already
	under  string         // the heading that blocks are added under, as Markdown
}

func (k Maker) builder(a *answer.Answer, v View) *builder {
	return &builder{Maker: k, a: a, v: v, marked: map[int]bool{}, lines: map[int]source{}}
}

func (b *builder) add(blocks ...block) {
	for _, one := range blocks {
		one.under = b.under
		b.blocks = append(b.blocks, one)
	}
}

// say adds a sentence of the program's own.
func (b *builder) say(open, text string) {
	if text = line(text); text != "" {
		b.add(block{open: open, text: Escape(text), gap: "\n"})
	}
}

// understood tells how a follow-up was completed.
func (b *builder) understood() {
	if u := b.a.Understood; u.Completed {
		b.say("-# Understood as: ", u.Question)
	}
}

// points adds what the answer says, neighbours of one delegation and day under
// one heading.
func (b *builder) points() {
	for _, p := range b.a.Points {
		if b.under = Cut(Escape(line(p.Under)), longestName); b.under != "" {
			b.under = "**" + b.under + "**"
		}
		b.point(p)
	}
	b.under = ""
}

func (b *builder) point(p answer.Point) {
	if p.Own {
		b.own(p)
		return
	}
	one := block{head: b.heading(p), marks: b.marks(p.Citations), lines: b.sources(p.Citations)}
	reason := b.gone(p.Citations)
	switch {
	case reason != "":
		one.text = Escape("(The statement that this rested on " + reason + ".)")
	case p.Verbatim:
		one.open, one.text, one.close, one.bar, one.gap = "“", Escape(line(p.Text)), "”", "> ", "\n\n"
	default:
		one.text, one.gap = Escape(line(p.Text)), " "
	}
	if Count(one.marks) > longestMarks {
		more := block{head: one.head, text: strings.ReplaceAll(strings.TrimPrefix(one.marks, markGap), "][", "] ["), lines: one.lines}
		one.marks = ""
		b.add(one, more)
	} else {
		b.add(one)
	}
	if p.Translation != "" && reason == "" {
		b.say("-# Translation by a language model, not verified: ", p.Translation)
	}
}

// own adds a sentence of the program's own that stands among the quotations.
// Where a source that it rests on is gone, so is it.
func (b *builder) own(p answer.Point) {
	if b.gone(p.Citations) != "" {
		return
	}
	one := block{text: Escape(line(p.Text)), gap: "\n", marks: b.marks(p.Citations), lines: b.sources(p.Citations)}
	if p.Title {
		one.open, one.close, one.gap = "**", "**", ""
	}
	b.add(one)
}

// longestMarks is what stays behind a sentence; more marks get a line of their own.
const longestMarks = 200

// known gives those of the numbers that are citations, each once.
func (b *builder) known(numbers []int) (out []int) {
	for _, n := range numbers {
		if n >= 1 && n <= len(b.a.Citations) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// markGap ties a mark to the words before it, so that it begins no line.
const markGap = "\u00a0"

// marks writes " [1][2]".
func (b *builder) marks(numbers []int) string {
	out := ""
	for _, n := range b.known(numbers) {
		b.marked[n] = true
		out += "[" + strconv.Itoa(n) + "]"
	}
	if out != "" {
		out = markGap + out
	}
	return out
}

// gone tells why the first of the citations that is gone cannot be shown, ""
// where all can.
func (b *builder) gone(numbers []int) string {
	for _, n := range b.known(numbers) {
		if reason, ok := b.v.Gone[n]; ok {
			return goneReason(reason)
		}
	}
	return ""
}

func goneReason(reason string) string {
	if reason = Cut(line(reason), longestName); reason == "" {
		return "was removed"
	}
	return reason
}

// heading says who speaks: the speaker where all citations have the same.
func (b *builder) heading(p answer.Point) string {
	speaker, office := "", ""
	for i, n := range b.known(p.Citations) {
		s := of(b.a.Citations[n-1])
		if i > 0 && (s.NamedSpeaker() != speaker || s.Office != office) {
			speaker, office = "", ""
			break
		}
		speaker, office = s.NamedSpeaker(), s.Office
	}
	return heading(answer.Delegation(b.States, p.By, p.OnBehalf, p.Date), speaker, office, p.Date)
}

// silent adds the report of what is held where that answers nothing; the
// answer brings it in its notices.
func (b *builder) silent() { b.add(block{text: "**No answer stands in what is held.**"}) }

// inQuotes finds what a reason quotes of a draft.
var inQuotes = regexp.MustCompile(`["“][^"”]*["”]`)

// withheld counts what was drafted and not shown, by reason. Nothing of the
// draft is shown, not even where the reason quotes it.
func (b *builder) withheld() {
	if len(b.a.Withheld) == 0 {
		return
	}
	var reasons []string
	count := map[string]int{}
	for _, w := range b.a.Withheld {
		reason := line(inQuotes.ReplaceAllString(w.Reason, " "))
		if count[reason]++; count[reason] == 1 {
			reasons = append(reasons, reason)
		}
	}
	for i, reason := range reasons {
		if n := count[reason]; n > 1 {
			reasons[i] = fmt.Sprintf("%s (%d)", reason, n)
		}
	}
	const longest = 300
	b.say("-# ", fmt.Sprintf("Withheld: %s (%s).", counted(len(b.a.Withheld), "sentence"), Cut(joined("; ", reasons...), longest)))
}

// notices adds sentences for the reader: plain where they are all that there
// is to say, else in small print.
func (b *builder) notices() {
	open := "-# "
	_, notices := b.a.Notified()
	if b.a.Status == answer.Silent {
		open, notices = "", b.a.Notices
	}
	for _, n := range slices.Concat(b.v.Notices, notices) {
		b.say(open, n)
	}
}

// foot is what stands under every page.
func (b *builder) foot() string {
	var lines []string
	if foot := Cut(Escape(line(b.a.Foot)), longestName); foot != "" && b.a.Status != answer.Silent {
		lines = append(lines, "-# "+foot)
	}
	switch {
	case b.a.Status == answer.Silent:
	case slices.ContainsFunc(b.a.Points, func(p answer.Point) bool { return p.Own }):
		lines = append(lines, ownLine)
	case b.a.Mode == answer.Extracted:
		lines = append(lines, extractsLine)
	case b.v.Model != "":
		lines = append(lines, "-# Drafted by "+Cut(Escape(line(b.v.Model)), 80)+". What stands between quotation marks is the record's.")
	}
	if b.v.Growing {
		lines = append(lines, growingLine)
	}
	return strings.Join(lines, "\n")
}

// message lays the blocks out and makes the page that the view asks for.
func (b *builder) message(rows func(v View, page, pages, cites int) []discordgo.MessageComponent) (m Message, pages int) {
	foot := b.foot()
	room, bare := maxContent-Count(foot)-2, b.v.Bare
	lay := pagesOf
	if bare {
		lay = barePagesOf
	}
	laid := lay(b.blocks, room)
	n := at(b.v.Page, len(laid))
	if bare {
		m.Content = joined("\n\n", laid[n].content, sourceText(laid[n].sources), foot)
	} else {
		m.Content = joined("\n\n", laid[n].content, foot)
		m.Embeds, _ = embedded(laid[n].sources)
	}
	if m.Content == "" {
		m.Content = "There is nothing to show."
	}
	m.Components = rows(b.v, n, len(laid), len(b.a.Citations))
	if m.NoFiles = b.v.NoPicture; b.v.Picture != nil {
		m.Pictures = []Picture{*b.v.Picture}
	}
	return m, len(laid)
}
