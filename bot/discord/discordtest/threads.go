package discordtest

import (
	"encoding/json"
	"slices"
)

// postThread is POST /channels/{channel}/messages/{message}/threads.
func (s *Server) postThread(c *call) (any, error) {
	m, err := s.target(c)
	if err != nil {
		return nil, err
	}
	body := struct {
		Name    string `json:"name"`
		Archive int    `json:"auto_archive_duration"`
	}{Archive: archiveAfter}
	if err := json.Unmarshal(c.json, &body); err != nil {
		return nil, invalid("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
	}
	if m.channel.kind != textChannel {
		return nil, wrongful(400, codeChannelType, "Cannot execute action on this channel type")
	}
	if err := s.mayGo(m.channel, permPublicThreads); err != nil {
		return nil, err
	}
	var f form
	f.within("name", body.Name, 1, longestThread)
	if !slices.Contains([]int{60, 1440, 4320, 10080}, body.Archive) {
		f.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	if s.channels[m.ID] != nil {
		return nil, refuse(400, codeHasThread, "A thread has already been created for this message")
	}
	return s.startThread(m, body.Name, body.Archive, s.bot).json(), nil
}

// startThread opens a thread, which has its message's ID. The lock is held.
func (s *Server) startThread(m *stored, name string, archive int, by *User) *Channel {
	g := m.channel.guild
	t := &Channel{s: s, id: m.ID, name: name, kind: publicThread, guild: g, parent: m.channel, starter: by.id, archive: archive, created: s.opts.Now().UTC()}
	s.addChannel(t)
	data := t.json()
	data["newly_created"] = true
	s.dispatch(event{kind: "THREAD_CREATE", guild: g.id, intents: intentGuilds, data: fixed(data)})
	m.Flags |= FlagHasThread
	m.Thread = raw(t.json())
	if m.only == nil {
		s.tellMessage("MESSAGE_UPDATE", m)
	}
	start := &stored{channel: t}
	start.Author, start.Type = m.Author, TypeThreadStarter
	s.refer(start, m)
	s.post(start)
	return t
}
