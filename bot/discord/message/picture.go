package message

import (
	"bytes"

	"github.com/bwmarrin/discordgo"
)

// maxAlt is how long the alternative text of a file may be.
const maxAlt = 1024

// Picture is a PNG that goes with a message.
type Picture struct {
	Name string // of its file
	Alt  string // what it shows, for whoever does not see it
	PNG  []byte
}

// alt gives the alternative text as Discord takes it. It is not read as
// Markdown.
func (p Picture) alt() string { return Cut(legible(line(p.Alt)), maxAlt) }

// Attachments gives the files to be sent as files[0], files[1], ... of a
// multipart body, in the order in which the JSON names them. Pictures can be sent
// again and again.
func (m Message) Attachments() []*discordgo.File {
	out := m.Files[:len(m.Files):len(m.Files)]
	for _, p := range m.Pictures {
		out = append(out, &discordgo.File{Name: p.Name, ContentType: "image/png", Reader: bytes.NewReader(p.PNG)})
	}
	return out
}
