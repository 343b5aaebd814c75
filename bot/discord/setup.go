package discord

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/state"
)

// setup is /setup: a message with menus, seen by the admin alone, in which every
// choice is kept at once.
func (c *call) setup(ctx context.Context) error {
	settings, err := c.b.State.Settings(c.GuildID)
	if err != nil {
		return err
	}
	m := c.b.setupMessage(settings, c.lacks())
	return c.reply(ctx, m)
}

// What a menu of /setup chooses.
const (
	chooseQuestions = "questions"
	chooseAudit     = "audit"
	chooseAsk       = "ask"
	chooseAdmin     = "admin"
	choosePrivate   = "private"
	chooseThreads   = "threads"
)

// mostChosen is how many channels or roles a menu takes.
const mostChosen = 25

// setupChange keeps a choice.
func (c *call) setupChange(ctx context.Context, id message.ID) error {
	if err := c.mayAdminister(); err != nil {
		return err
	}
	data, ok := c.Data.(discordgo.MessageComponentInteractionData)
	if !ok {
		return errForgotten
	}
	values := data.Values[:min(len(data.Values), mostChosen)]
	detail := ""
	settings, err := c.b.State.UpdateSettings(c.GuildID, func(s *state.Settings) { detail = choose(s, id.Arg, values) })
	if err != nil {
		return err
	}
	if detail == "" {
		return errForgotten
	}
	if err := c.update(ctx, c.b.setupMessage(settings, c.lacks())); err != nil {
		return err
	}
	c.audit(ctx, "setup", detail)
	return nil
}

// choose changes the set-up and says what was chosen, "" where nothing was.
func choose(s *state.Settings, what string, values []string) string {
	switch what {
	case chooseQuestions:
		s.QuestionChannels = values
		return "question channels: " + mentioned("#", values, "none")
	case chooseAudit:
		s.AuditChannel = strings.Join(values[:min(len(values), 1)], "")
		return "channel for admin actions: " + mentioned("#", values, "none")
	case chooseAsk:
		if slices.Contains(values, s.Guild) { // the role that everybody has
			values = nil
		}
		s.AskRoles = values
		return "who may ask: " + mentioned("@&", values, "everybody")
	case chooseAdmin:
		values = slices.DeleteFunc(slices.Clone(values), func(id string) bool { return id == s.Guild }) // not everybody
		s.AdminRoles = values
		return "who administers beside Manage Server: " + mentioned("@&", values, "nobody")
	case choosePrivate:
		s.Private = !s.Private
		return "answers to /ask and /quote are " + seenBy(s.Private)
	case chooseThreads:
		s.Threads = !s.Threads
		return "threads for what follows a mention: " + onOff(s.Threads)
	}
	return ""
}

func mentioned(sign string, ids []string, none string) string {
	if len(ids) == 0 {
		return none
	}
	var out []string
	for _, id := range ids {
		out = append(out, "<"+sign+id+">")
	}
	return strings.Join(out, " ")
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func seenBy(private bool) string {
	if private {
		return "seen by the asker alone"
	}
	return "seen by everybody in the channel"
}

// setupMessage shows the set-up with its menus.
func (b *Bot) setupMessage(s state.Settings, lacks []string) message.Message {
	facts := [][2]string{
		{"Question channels", mentioned("#", s.QuestionChannels, "none: the bot answers where it is mentioned") + b.contentNote(s)},
		{"Admin actions are told in", mentioned("#", filled(s.AuditChannel), "no channel; they are on record all the same")},
		{"Who may ask", mentioned("@&", s.AskRoles, "everybody")},
		{"Who administers", b.whoAdministers(s)},
		{"Answers to /ask and /quote", seenBy(s.Private) + ", unless the command says otherwise"},
		{"Threads", "a thread for what follows each answer to a mention: " + onOff(s.Threads)},
	}
	lack := "Nothing that could be seen from here. /doctor looks at every channel."
	if len(lacks) > 0 {
		lack = strings.Join(lacks, "\n")
	}
	facts = append(facts, [2]string{"What the bot lacks", lack})
	m := message.Card("Set-up", facts, "What you choose below is kept at once.")
	m.Ephemeral = true
	m.Components = []discordgo.MessageComponent{
		menu(chooseQuestions, discordgo.ChannelSelectMenu, "Question channels", s.QuestionChannels, 10),
		menu(chooseAudit, discordgo.ChannelSelectMenu, "Channel for admin actions", filled(s.AuditChannel), 1),
		menu(chooseAsk, discordgo.RoleSelectMenu, "Roles that may ask (none: everybody)", s.AskRoles, 10),
		menu(chooseAdmin, discordgo.RoleSelectMenu, "Roles that administer the bot here", s.AdminRoles, 10),
		discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Private answers: " + onOff(s.Private), Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "setup", Arg: choosePrivate}.String()},
			discordgo.Button{Label: "Threads: " + onOff(s.Threads), Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "setup", Arg: chooseThreads}.String()},
		}},
	}
	return m
}

func (b *Bot) contentNote(s state.Settings) string {
	if len(s.QuestionChannels) > 0 && b.blind.Load() {
		return "\nThese do not work now: Discord gives this bot only messages that mention it."
	}
	return ""
}

func (b *Bot) whoAdministers(s state.Settings) string {
	if len(b.AdminRoles)+len(b.AdminUsers) > 0 {
		return "whom the operator of this bot has named; roles chosen here do not count"
	}
	text := "members with Manage Server"
	if len(s.AdminRoles) > 0 {
		text += ", and " + mentioned("@&", s.AdminRoles, "")
	}
	return text
}

func filled(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// menu is a row with a menu of channels or roles, in which what was chosen is ticked.
func menu(arg string, kind discordgo.SelectMenuType, placeholder string, chosen []string, most int) discordgo.MessageComponent {
	least := 0
	s := discordgo.SelectMenu{
		MenuType: kind, CustomID: message.ID{Do: "setup", Arg: arg}.String(), Placeholder: placeholder, MinValues: &least, MaxValues: most,
	}
	of := discordgo.SelectMenuDefaultValueRole
	if kind == discordgo.ChannelSelectMenu {
		of = discordgo.SelectMenuDefaultValueChannel
		s.ChannelTypes = []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews}
	}
	for _, id := range chosen[:min(len(chosen), most)] {
		s.DefaultValues = append(s.DefaultValues, discordgo.SelectMenuDefaultValue{ID: id, Type: of})
	}
	return discordgo.ActionsRow{Components: []discordgo.MessageComponent{s}}
}

// lacks lists what the bot lacks in the channel of the interaction.
func (c *call) lacks() []string {
	var out []string
	for _, p := range missing(c.AppPermissions) {
		out = append(out, fmt.Sprintf("**%s** in this channel, %s.", p.name, p.without))
	}
	if c.b.blind.Load() {
		out = append(out, c.b.blindness())
	}
	return out
}
