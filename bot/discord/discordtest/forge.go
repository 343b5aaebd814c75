package discordtest

// Forge has the person send what a component of that type would send, on a
// message that need not have it, nor be there for this person. Discord's client
// sends no such thing; a bot must withstand it all the same.
func (u *User) Forge(m Message, kind int, customID string, values ...string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "the forged component " + customID
	x := s.liveMessage(m.ID)
	if x == nil {
		return refused(s, u, what, "the message is not there")
	}
	if x.channel.guild != nil && x.channel.guild.members[u.id] == nil {
		return refused(s, u, what, "the server is not there for this person")
	}
	i := &Interaction{kind: kindComponent, what: what, user: u, channel: x.channel, source: x}
	data := map[string]any{"component_type": kind, "custom_id": customID, "id": 1}
	if len(values) > 0 {
		data["values"] = values
	}
	return s.begin(i, data)
}
