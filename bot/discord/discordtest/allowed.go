package discordtest

import (
	"encoding/json"
	"slices"
)

// allowedMentions say whom a message may ping. Nil lets everybody be pinged.
type allowedMentions struct {
	Parse   json.RawMessage `json:"parse"`
	Users   []string        `json:"users"`
	Roles   []string        `json:"roles"`
	Replied *bool           `json:"replied_user"`
}

// kinds are those of which every mention pings.
func (a *allowedMentions) kinds() (out []string, err error) {
	if len(a.Parse) > 0 {
		err = json.Unmarshal(a.Parse, &out)
	}
	return out, err
}

// parses tells whether mentions of a kind ping.
func (a *allowedMentions) parses(kind string) bool {
	if a == nil {
		return true
	}
	kinds, _ := a.kinds()
	return slices.Contains(kinds, kind)
}

func (a *allowedMentions) users() []string {
	if a == nil {
		return nil
	}
	return a.Users
}

func (a *allowedMentions) roles() []string {
	if a == nil {
		return nil
	}
	return a.Roles
}

// repliedUser tells whether the author of the message that is answered is pinged.
func (a *allowedMentions) repliedUser() bool {
	return a == nil || a.Replied != nil && *a.Replied
}

// checkMentions notes where a new text does not say whom it pings. The lock is held.
func (s *Server) checkMentions(c *call, d *draft) {
	switch {
	case s.opts.AnyMentions || c.Method == "PATCH" && !d.has["content"]:
	case d.allowed == nil:
		s.wrong("%s: no allowed_mentions: everybody whom the text names would be pinged", c.note.Route)
	case len(d.allowed.Parse) == 0:
		s.wrong("%s: allowed_mentions without parse: []", c.note.Route)
	}
}

// mentions checks what is allowed. A parse that is null is refused: what is
// meant by it is anybody's guess.
func (f *form) mentions(a *allowedMentions) {
	if a == nil {
		return
	}
	kinds, err := a.kinds()
	if err != nil || string(a.Parse) == "null" {
		f.add("allowed_mentions.parse", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
	}
	for i, kind := range kinds {
		if !slices.Contains([]string{"everyone", "users", "roles"}, kind) {
			f.add(at("allowed_mentions.parse", i), "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').")
		}
	}
	if len(a.Users) > 100 || len(a.Roles) > 100 {
		f.add("allowed_mentions", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
	}
	if a.parses("users") && len(a.Users) > 0 || a.parses("roles") && len(a.Roles) > 0 {
		f.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", `parse and a list of the same kind are mutually exclusive.`)
	}
}
