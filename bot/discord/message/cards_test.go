package message

import (
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
)

// labels lists the buttons of a message, by row.
func labels(m Message) (out []string) {
	for _, r := range m.Components {
		var names []string
		for _, b := range r.(discordgo.ActionsRow).Components {
			names = append(names, b.(discordgo.Button).Label)
		}
		out = append(out, strings.Join(names, "|"))
	}
	return out
}

func TestButtons(t *testing.T) {
	k := maker(t)
	for _, c := range []struct {
		a    *answer.Answer
		v    View
		want string
	}{
		{extractsAnswer(t), View{Ref: "r", Thread: true}, "Show the words|Copy citation / Helpful|Not right|Go on in a thread|Take back"},
		{extractsAnswer(t), View{Ref: "r"}, "Show the words|Copy citation / Helpful|Not right|Take back"},
		{extractsAnswer(t), View{Ref: "r", Thread: true, Private: true}, "Show the words|Copy citation / Helpful|Not right"},
		{extractsAnswer(t), View{}, ""},
		{silentAnswer(), View{Ref: "r", Thread: true}, "Helpful|Not right|Go on in a thread|Take back"},
		{longAnswer(t), View{Ref: "r", Page: 1}, "←|Page 2 of 4|→|Show the words|Copy citation / Helpful|Not right|Take back"},
	} {
		m, _ := k.Answer(c.a, c.v)
		if got := strings.Join(labels(m), " / "); got != c.want {
			t.Errorf("%+v: %s, want %s", c.v, got, c.want)
		}
	}
}

// TestPagesTurn goes through an answer by its own buttons, and back.
func TestPagesTurn(t *testing.T) {
	k, a := maker(t), longAnswer(t)
	press := func(m Message, n int) (View, bool) {
		b := m.Components[0].(discordgo.ActionsRow).Components[n].(discordgo.Button)
		id, ok := ParseID(b.CustomID)
		if !ok {
			t.Fatalf("%q is not ours", b.CustomID)
		}
		page, _ := id.Page()
		return View{Ref: id.Ref, Page: page}, !b.Disabled
	}
	m, pages := k.Answer(a, View{Ref: "r"})
	if _, back := press(m, 0); back {
		t.Error("the first page goes back")
	}
	for i := 1; i < pages; i++ {
		v, on := press(m, 2)
		if !on || v.Page != i {
			t.Fatalf("page %d leads to %d", i-1, v.Page)
		}
		m, _ = k.Answer(a, v)
	}
	if _, on := press(m, 2); on {
		t.Error("the last page goes on")
	}
	if v, back := press(m, 0); !back || v.Page != pages-2 {
		t.Errorf("the last page goes back to %d", v.Page)
	}
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		done, total int
		left        time.Duration
		want        string
		cancel      bool
	}{
		{0, 100, 0, strings.Repeat("░", 20) + "` 0 %", true},
		{37, 100, 40 * time.Second, strings.Repeat("█", 7) + strings.Repeat("░", 13) + "` 37 %\n-# About 40 seconds left.", true},
		{99, 100, 5 * time.Minute, strings.Repeat("█", 19) + "░` 99 %\n-# About 5 minutes left.", true},
		{100, 100, time.Minute, strings.Repeat("█", 20) + "` 100 %", false},
		{7, 0, 0, strings.Repeat("░", 20) + "` 0 %", true},
		{-3, 10, 0, strings.Repeat("░", 20) + "` 0 %", true},
		{30, 10, 0, strings.Repeat("█", 20) + "` 100 %", false},
	} {
		m := Progress("T", "", c.done, c.total, c.left, nil, ID{"cancel", "j", ""})
		sound(t, m)
		if got := strings.TrimPrefix(m.Embeds[0].Description, "`"); got != c.want || (len(m.Components) == 1) != c.cancel {
			t.Errorf("%d of %d: %q with %v", c.done, c.total, got, labels(m))
		}
	}
}

func TestListPages(t *testing.T) {
	var lines []string
	for range 40 {
		lines = append(lines, "a line")
	}
	count := 0
	for _, m := range all(t, func(n int) (Message, int) { return List("T", lines, n, ID{"l", "r", "x"}) }) {
		count += strings.Count(m.Embeds[0].Description, "a line")
	}
	if count != len(lines) {
		t.Errorf("%d lines of %d", count, len(lines))
	}
}

// TestAround marks the cited words and says where other voices stand near.
func TestAround(t *testing.T) {
	text := "First, thanks to the Chair.\n\nWe support a treaty.\n\nWe believe that norms are enough. We want them applied.\n\nAnother State said: “We will never accept any of these norms at all.”\n\nThe end."
	s := invented("FR", "Claire Martin", "2022-03-28", text)
	m, _ := maker(t).Around(cite(t, 1, s, "We believe that norms are enough."), View{Ref: "r"})
	sound(t, m)
	for _, want := range []string{"-# The statement begins before this.", "We support a treaty.\n\n**▸ We believe that norms are enough. ◂** We want them applied.\n\nAnother", "-# The statement goes on.\n-# Not all of this is certainly"} {
		if !strings.Contains(m.Content, want) {
			t.Errorf("%q is not in\n%s", want, m.Content)
		}
	}
	if strings.Contains(m.Content, "thanks") || strings.Contains(m.Content, "The end") {
		t.Errorf("more than a paragraph on each side:\n%s", m.Content)
	}
	m, _ = maker(t).Around(cite(t, 1, s, "First, thanks to the Chair."), View{})
	if strings.Contains(m.Content, "Not all") || strings.Contains(m.Content, "begins before") {
		t.Errorf("a warning without a cause:\n%s", m.Content)
	}
}

// TestCopyTooLong gives a file where a citation does not fit, never a part of it.
func TestCopyTooLong(t *testing.T) {
	s := invented("FR", "Claire Martin", "2022-03-28", "Words.")
	s.Title = strings.Repeat("A long title ", 400)
	m := maker(t).CopyCitation(cite(t, 1, s, "Words."), date("2026-11-25"))
	sound(t, m)
	if len(m.Attachments()) != 1 || len(m.Embeds) != 0 {
		t.Errorf("%d files, %d embeds", len(m.Files), len(m.Embeds))
	}
}
