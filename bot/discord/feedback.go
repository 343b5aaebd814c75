package discord

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/bibliography"
	"verbatim/bot/discord/message"
	"verbatim/bot/state"
)

const (
	verdictGood = "helpful"
	verdictBad  = "not right"
	toldVerdict = "feedback" // what FirstTime keeps
)

// good takes the verdict that an answer helped.
func (c *call) good(ctx context.Context, id message.ID) error {
	if _, _, err := c.kept(id); err != nil {
		return err
	}
	if first, err := c.firstVerdict(ctx, id, verdictGood); first || err != nil {
		return err
	}
	return c.saved(ctx, id, verdictGood, "")
}

// bad asks what was wrong, and takes the verdict with the answer to that.
func (c *call) bad(ctx context.Context, id message.ID) error {
	if _, _, err := c.kept(id); err != nil {
		return err
	}
	if first, err := c.firstVerdict(ctx, id, verdictBad); first || err != nil {
		return err
	}
	return c.askWhatIsWrong(ctx, id)
}

// firstVerdict tells a person, before the first verdict, what is kept of it.
func (c *call) firstVerdict(ctx context.Context, id message.ID, verdict string) (bool, error) {
	first, err := c.b.State.FirstTime(c.who, toldVerdict)
	if err != nil || !first {
		return false, err
	}
	m := c.b.plain(fmt.Sprintf("Before your first verdict: it is kept for %s with the question, the answer and its citations, and without your name, and this server's admins can read it. `/privacy` deletes it.",
		counted(int(c.b.Keep.Hours()/24), "day")))
	m.Components = []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Save my verdict", Style: discordgo.PrimaryButton, CustomID: message.ID{Do: "save", Ref: id.Ref, Arg: verdict}.String()},
	}}}
	return true, c.reply(ctx, m)
}

// saveVerdict is pressed once somebody knows what is kept.
func (c *call) saveVerdict(ctx context.Context, id message.ID) error {
	if id.Arg == verdictBad {
		return c.askWhatIsWrong(ctx, id)
	}
	return c.saved(ctx, id, verdictGood, "")
}

func (c *call) askWhatIsWrong(ctx context.Context, id message.ID) error {
	return c.respond(ctx, answerModal, modal(message.ID{Do: "verdict", Ref: id.Ref}, "What is not right?", discordgo.TextInput{
		CustomID: "comment", Label: "What is wrong or missing? (may be left empty)", Style: discordgo.TextInputParagraph, MaxLength: 1000,
		Placeholder: "Such as: wrong speaker, not what I asked, a newer statement exists",
	}))
}

// verdict takes the form of askWhatIsWrong.
func (c *call) verdict(ctx context.Context, id message.ID) error {
	return c.saved(ctx, id, verdictBad, message.Cut(clean(c.field("comment")), 1000))
}

// saved keeps a verdict.
func (c *call) saved(ctx context.Context, id message.ID, verdict, comment string) error {
	a, k, err := c.kept(id)
	if err != nil {
		return err
	}
	f := state.Feedback{
		Answer: a.ID, Guild: a.Guild, Voter: c.b.State.Pseudonym(c.who), Verdict: verdict, Comment: comment, At: c.b.now(),
	}
	if a.Asker != "" {
		f.Asker = c.b.State.Pseudonym(a.Asker)
	}
	if k.Answer != nil {
		got, gone := k.Answer.again(c.b.Library.Index(), a.Guild)
		f.Question = k.Answer.Question
		var lines []string
		for _, p := range got.Points {
			if !slices.ContainsFunc(p.Citations, func(n int) bool { return gone[n] != "" }) {
				lines = append(lines, p.Text)
			}
		}
		f.Text = strings.Join(lines, "\n")
		for _, at := range k.Answer.Citations {
			f.Citations = append(f.Citations, fmt.Sprintf("[%d] %s (%s, bytes %d to %d)", at.N, c.b.label(at), at.Statement, at.Start, at.End))
		}
	}
	if err := c.b.State.SaveFeedback(f); err != nil {
		return err
	}
	c.b.observe(Observation{Kind: Feedback, Label: verdict})
	return c.reply(ctx, c.b.plain("Thank you, it is saved."))
}

// feedback is /feedback: this server's verdicts as a table.
func (c *call) feedback(ctx context.Context) error {
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	all, err := c.b.State.FeedbackOf(c.GuildID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return c.edit(ctx, c.b.plain("No feedback is kept for this server."))
	}
	c.audit(ctx, "feedback", "got "+counted(len(all), "verdict")+" as a table")
	const most = 7 << 20 // bytes; Discord takes 10 MB
	table, rows := feedbackTable(all, most)
	text := counted(rows, "verdict") + ", oldest first. Who gave them is not kept."
	if rows < len(all) {
		text = fmt.Sprintf("The newest %d verdicts of %d, which is as many as fit into a file. Who gave them is not kept.", rows, len(all))
	}
	m := c.b.plain(text)
	m.Files = []*discordgo.File{{Name: "feedback-" + c.b.now().UTC().Format(time.DateOnly) + ".csv", ContentType: "text/csv", Reader: bytes.NewReader(table)}}
	return c.edit(ctx, m)
}

// feedbackTable writes verdicts as CSV of at most most bytes, leaving out the
// oldest where they do not fit.
func feedbackTable(all []state.Feedback, most int) (table []byte, rows int) {
	for from := 0; ; from += max(1, (len(all)-from)/4) {
		table = feedbackCSV(all[from:])
		if len(table) <= most || from >= len(all)-1 {
			return table, len(all) - from
		}
	}
}

func feedbackCSV(all []state.Feedback) []byte {
	var out bytes.Buffer
	out.WriteString("\ufeff") // without it, spreadsheets take UTF-8 for something else
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	_ = w.Write([]string{"time", "verdict", "comment", "question", "answer", "citations"})
	for _, f := range all {
		row := []string{f.At.UTC().Format(time.RFC3339), f.Verdict, f.Comment, f.Question, f.Text, strings.Join(f.Citations, "\n")}
		for i := range row {
			row[i] = bibliography.Cell(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	return out.Bytes()
}
