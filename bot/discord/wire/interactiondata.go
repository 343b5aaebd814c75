package wire

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// interactionOf reads an interaction that discordgo could not read whole: as
// much of it as can be. Its message is dropped where it is not readable; nil
// means that not even the ID and the token were there.
func interactionOf(raw []byte) *discordgo.Interaction {
	var i discordgo.Interaction
	if decode(raw, &i) == nil && i.ID != "" && i.Token != "" && i.Data != nil {
		return &i
	}
	// The type without discordgo's methods; its Data is an interface, which
	// encoding/json leaves alone.
	type plain discordgo.Interaction
	var p plain
	fields(raw, &p)
	if p.ID == "" || p.Token == "" {
		return nil
	}
	if p.Message != nil && p.Message.ID == "" {
		p.Message = nil
	}
	var outer struct {
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(raw, &outer)
	p.Data = dataOf(p.Type, outer.Data)
	i = discordgo.Interaction(p)
	return &i
}

// dataOf reads an interaction's data; nil for a kind that has none.
func dataOf(kind discordgo.InteractionType, raw []byte) discordgo.InteractionData {
	switch kind {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		var d discordgo.ApplicationCommandInteractionData
		if decode(raw, &d) != nil {
			fields(raw, &d)
		}
		return d
	case discordgo.InteractionMessageComponent:
		var d discordgo.MessageComponentInteractionData
		if decode(raw, &d) != nil {
			fields(raw, &d)
		}
		return d
	case discordgo.InteractionModalSubmit:
		type plain discordgo.ModalSubmitInteractionData
		var d discordgo.ModalSubmitInteractionData
		if decode(raw, &d) != nil {
			var p plain
			fields(raw, &p)
			d = discordgo.ModalSubmitInteractionData(p)
		}
		return d
	}
	return nil
}

// messageOf reads a message in the same way; nil means that it has no ID.
func messageOf(raw []byte) *discordgo.Message {
	var m discordgo.Message
	if decode(raw, &m) == nil && m.ID != "" {
		return &m
	}
	type plain discordgo.Message
	var p plain
	fields(raw, &p)
	if p.ID == "" {
		return nil
	}
	if p.ReferencedMessage != nil && p.ReferencedMessage.ID == "" {
		p.ReferencedMessage = nil
	}
	m = discordgo.Message(p)
	return &m
}
