package discord

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/bwmarrin/discordgo"
)

// MarshalJSON writes the message with its nonce.
func (n nonced) MarshalJSON() ([]byte, error) {
	body, err := n.Message.MarshalJSON()
	if err != nil {
		return nil, err
	}
	body = bytes.TrimSpace(body)
	if len(body) < 2 || body[0] != '{' {
		return nil, errors.New("a message is no JSON object")
	}
	extra, err := json.Marshal(struct {
		Nonce   string `json:"nonce"`
		Enforce bool   `json:"enforce_nonce"`
	}{n.nonce, true})
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body[1:len(body)-1])) == 0 {
		return extra, nil
	}
	return append(append(extra[:len(extra)-1:len(extra)-1], ','), body[1:]...), nil
}

// Attachments gives the files that go with the message.
func (n nonced) Attachments() []*discordgo.File { return n.Message.Attachments() }
