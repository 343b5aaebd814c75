package wire

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// ignored is a type that discordgo does not know: it counts the event, and
// does nothing.
const ignored = "IGNORED"

var errReady = errors.New("READY lacks its session")

// vet changes an event that discordgo would die of in a goroutine of its own,
// where nobody can recover it. It tells whether the event is as it was; an
// error says that without it nothing can go on. last is the sequence number
// before: an event without one would set discordgo's count back.
func vet(e *discordgo.Event, last int64) (unchanged bool, err error) {
	unchanged = true
	if e.Sequence <= 0 {
		e.Sequence, unchanged = last, false
	}
	switch {
	case e.Type == "READY":
		var r discordgo.Ready
		if json.Unmarshal(e.RawData, &r) != nil || r.SessionID == "" || slices.ContainsFunc(r.Guilds, deadly) {
			return safeReady(e)
		}
	case e.Type == "GUILD_CREATE" || e.Type == "GUILD_UPDATE":
		var g *discordgo.Guild
		_ = json.Unmarshal(e.RawData, &g) // discordgo goes on with what it could read, too
		if deadly(g) || !anyField(e.RawData) {
			e.Type, unchanged = ignored, false
		}
	case strings.HasPrefix(e.Type, "VOICE_"), strings.HasPrefix(e.Type, "__"):
		e.Type, unchanged = ignored, false // the latter are discordgo's own
	}
	return unchanged, nil
}

// safeReady keeps of a READY that cannot be read whole what a session needs.
func safeReady(e *discordgo.Event) (bool, error) {
	var r struct {
		Version   int             `json:"v"`
		SessionID string          `json:"session_id"`
		Resume    string          `json:"resume_gateway_url"`
		User      *discordgo.User `json:"user"`
	}
	_ = json.Unmarshal(e.RawData, &r)
	if r.SessionID == "" {
		return false, errReady
	}
	raw, err := json.Marshal(r)
	e.RawData = raw
	return false, err
}

// deadly tells whether discordgo, which writes the server's ID into everything
// of the server, would meet a null.
func deadly(g *discordgo.Guild) bool {
	return g == nil || slices.Contains(g.Channels, nil) || slices.Contains(g.Members, nil) || slices.Contains(g.VoiceStates, nil)
}

// anyField tells whether JSON is an object with a server's ID: discordgo makes
// no server of one without any field of a server's.
func anyField(raw []byte) bool {
	var g struct {
		ID string `json:"id"`
	}
	return json.Unmarshal(raw, &g) == nil && g.ID != ""
}
