package message

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

func rows(n int, of ...discordgo.MessageComponent) (out []discordgo.MessageComponent) {
	for range n {
		out = append(out, discordgo.ActionsRow{Components: of})
	}
	return out
}

func buttonsOf(n int) (out []discordgo.MessageComponent) {
	for i := range n {
		out = append(out, button("Yes", ID{"x", "", strings.Repeat("i", i)}))
	}
	return out
}

func embedOf(e discordgo.MessageEmbed) Message {
	return Message{Embeds: []*discordgo.MessageEmbed{&e}}
}

func TestCheck(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	field := &discordgo.MessageEmbedField{Name: "n", Value: "v"}
	for name, c := range map[string]struct {
		m  Message
		ok bool
	}{
		"content of 2000": {Message{Content: long(2000)}, true},
		"content of 2001": {Message{Content: long(2001)}, false},
		"1001 astral":     {Message{Content: strings.Repeat("👍", 1001)}, false},
		"nothing":         {Message{}, false},
		"white space":     {Message{Content: " \n"}, false},
		"a file":          {Message{Files: []*discordgo.File{{Name: "a"}}}, true},
		"11 embeds": {Message{Embeds: func() (e []*discordgo.MessageEmbed) {
			for range 11 {
				e = append(e, &discordgo.MessageEmbed{Title: "t"})
			}
			return
		}()}, false},
		"nil embed":           {Message{Embeds: []*discordgo.MessageEmbed{nil}}, false},
		"empty embed":         {embedOf(discordgo.MessageEmbed{}), false},
		"title of 257":        {embedOf(discordgo.MessageEmbed{Title: long(257)}), false},
		"description of 4096": {embedOf(discordgo.MessageEmbed{Description: long(4096)}), true},
		"description of 4097": {embedOf(discordgo.MessageEmbed{Description: long(4097)}), false},
		"footer of 2049":      {embedOf(discordgo.MessageEmbed{Title: "t", Footer: &discordgo.MessageEmbedFooter{Text: long(2049)}}), false},
		"author of 257":       {embedOf(discordgo.MessageEmbed{Author: &discordgo.MessageEmbedAuthor{Name: long(257)}}), false},
		"26 fields": {embedOf(discordgo.MessageEmbed{Fields: func() (f []*discordgo.MessageEmbedField) {
			for range 26 {
				f = append(f, field)
			}
			return
		}()}), false},
		"field without value":  {embedOf(discordgo.MessageEmbed{Fields: []*discordgo.MessageEmbedField{{Name: "n"}}}), false},
		"field name of 257":    {embedOf(discordgo.MessageEmbed{Fields: []*discordgo.MessageEmbedField{{Name: long(257), Value: "v"}}}), false},
		"field value of 1025":  {embedOf(discordgo.MessageEmbed{Fields: []*discordgo.MessageEmbedField{{Name: "n", Value: long(1025)}}}), false},
		"6001 over all":        {Message{Embeds: []*discordgo.MessageEmbed{{Description: long(4000)}, {Description: long(2001)}}}, false},
		"6000 over all":        {Message{Embeds: []*discordgo.MessageEmbed{{Description: long(4000)}, {Description: long(2000)}}}, true},
		"5 buttons":            {Message{Components: rows(1, buttonsOf(5)...)}, true},
		"6 buttons":            {Message{Components: rows(1, buttonsOf(6)...)}, false},
		"6 rows":               {Message{Components: rows(6, discordgo.Button{Label: "x", Style: discordgo.LinkButton, URL: "https://a.example"})}, false},
		"one ID twice":         {Message{Components: rows(2, buttonsOf(1)...)}, false},
		"no ID":                {Message{Components: rows(1, discordgo.Button{Label: "x"})}, false},
		"ID of 101":            {Message{Components: rows(1, discordgo.Button{Label: "x", CustomID: long(101)})}, false},
		"label of 81":          {Message{Components: rows(1, discordgo.Button{Label: long(81), CustomID: "x"})}, false},
		"no label":             {Message{Components: rows(1, discordgo.Button{CustomID: "x"})}, false},
		"empty row":            {Message{Components: rows(1)}, false},
		"a bare button":        {Message{Components: buttonsOf(1)}, false},
		"a menu":               {Message{Components: rows(1, discordgo.SelectMenu{CustomID: "m", Options: []discordgo.SelectMenuOption{{Label: "a", Value: "a"}}})}, true},
		"a menu with a button": {Message{Components: rows(1, append(buttonsOf(1), discordgo.SelectMenu{CustomID: "m", Options: []discordgo.SelectMenuOption{{Label: "a", Value: "a"}}})...)}, false},
		"26 options":           {Message{Components: rows(1, discordgo.SelectMenu{CustomID: "m", Options: make([]discordgo.SelectMenuOption, 26)})}, false},
		"placeholder of 151":   {Message{Components: rows(1, discordgo.SelectMenu{CustomID: "m", Placeholder: long(151), Options: []discordgo.SelectMenuOption{{Label: "a", Value: "a"}}})}, false},
	} {
		if err := c.m.Check(); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{Message{Content: "a"}, `{"content":"a","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false}}`},
		{Message{Content: "a", Ephemeral: true, ReplyTo: "7"}, `{"content":"a","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false},"flags":64,"message_reference":{"message_id":"7","fail_if_not_exists":false}}`},
		{Message{Files: []*discordgo.File{{Name: "a.txt"}, {Name: "b.csv"}}}, `{"content":"","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false},"attachments":[{"id":"0","filename":"a.txt"},{"id":"1","filename":"b.csv"}]}`},
		{Message{Content: "a", Pictures: []Picture{{Name: "p.png", Alt: "a\u202e\nb"}}, Files: []*discordgo.File{{Name: "a.txt"}}}, `{"content":"a","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false},"attachments":[{"id":"0","filename":"a.txt"},{"id":"1","filename":"p.png","description":"a\\u202e b"}]}`},
		{Message{Content: "a", NoFiles: true}, `{"content":"a","embeds":[],"components":[],"allowed_mentions":{"parse":[],"replied_user":false},"attachments":[]}`},
	} {
		got, err := json.Marshal(c.m)
		if err != nil || string(got) != c.want {
			t.Errorf("%s (%v), want %s", got, err, c.want)
		}
	}
}

func FuzzID(f *testing.F) {
	f.Add("page", "a1:b%2", "7 words")
	f.Add("x", strings.Repeat("é", 60), "")
	f.Add("", "", "")
	f.Fuzz(func(t *testing.T, do, ref, arg string) {
		id := ID{do, ref, arg}
		s := id.String()
		if n := Count(s); n < 1 || n > 100 {
			t.Fatalf("%q has %d characters", s, n)
		}
		got, ok := ParseID(s)
		if fits := !strings.HasPrefix(s, idTooLong+":"); ok != (fits && do != "") || ok && got != id {
			t.Errorf("%q came back as %q, %v", id, got, ok)
		}
		for _, foreign := range []string{do, ref, arg} {
			if id, ok := ParseID(foreign); ok && id.String() != foreign {
				t.Errorf("%q was taken for ours", foreign)
			}
		}
		if page, rest := (ID{do, ref, arg}).At(12).Page(); page != 12 || rest != arg {
			t.Errorf("page %d of %q", page, rest)
		}
	})
}
