package discordtest

import (
	"encoding/json"
	"slices"
	"time"
)

// me is the bot's own user.
func (s *Server) me() map[string]any {
	return map[string]any{
		"id": s.bot.id, "username": s.bot.name, "global_name": nil, "discriminator": "0001", "avatar": nil, "bot": true,
		"verified": true, "mfa_enabled": true, "email": nil, "flags": 0, "public_flags": 0, "locale": "en-US",
	}
}

// Flags of the application.
const appContentLimited = 1 << 19

func (s *Server) appFlags() int {
	if s.hub.noContent {
		return 0
	}
	return appContentLimited
}

func (s *Server) getApplication(*call) (any, error) {
	return map[string]any{
		"id": s.app.ID, "name": s.app.Name, "flags": s.appFlags(), "description": "", "icon": nil, "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "", "summary": "", "bot": s.me(),
		"owner": map[string]any{"id": s.app.ID, "username": "owner", "discriminator": "0", "global_name": nil, "avatar": nil},
	}, nil
}

func (s *Server) getGateway(*call) (any, error) {
	return map[string]any{"url": s.gatewayURL("gateway")}, nil
}

func (s *Server) getGatewayBot(*call) (any, error) {
	return map[string]any{
		"url": s.gatewayURL("gateway"), "shards": s.opts.Shards,
		"session_start_limit": map[string]any{
			"total": s.opts.SessionStarts, "remaining": max(0, s.hub.starts), "max_concurrency": s.opts.MaxConcurrency,
			"reset_after": (24 * time.Hour).Milliseconds(),
		},
	}, nil
}

func (s *Server) getMyGuilds(*call) (any, error) {
	out := []map[string]any{}
	for _, g := range s.guilds {
		if !g.gone {
			out = append(out, map[string]any{"id": g.id, "name": g.name, "owner": false, "permissions": decimal(g.permissionsOf(g.members[s.bot.id]))})
		}
	}
	return out, nil
}

func (s *Server) getUser(c *call) (any, error) {
	if u := s.userByID(c.vars["user"]); u != nil {
		return u.account(), nil
	}
	return nil, notFound(codeUnknownUser, "User")
}

func (s *Server) createDM(c *call) (any, error) {
	var body struct {
		Recipient string `json:"recipient_id"`
	}
	if err := json.Unmarshal(c.json, &body); err != nil || body.Recipient == "" {
		return nil, invalid("recipient_id", "BASE_TYPE_REQUIRED", "This field is required")
	}
	u := s.userByID(body.Recipient)
	switch {
	case u == nil:
		return nil, notFound(codeUnknownUser, "User")
	case u == s.bot:
		return nil, wrongful(403, codeCannotDM, "Cannot send messages to this user")
	}
	return u.direct().json(), nil
}

// within gives the server that a request names. The lock is held.
func (s *Server) within(c *call) (*Guild, error) {
	i := slices.IndexFunc(s.guilds, func(g *Guild) bool { return g.id == c.vars["guild"] })
	if i < 0 {
		return nil, notFound(codeUnknownGuild, "Guild")
	}
	if s.guilds[i].gone {
		return nil, refuse(403, codeMissingAccess, "Missing Access")
	}
	return s.guilds[i], nil
}

func (s *Server) getGuild(c *call) (any, error) {
	g, err := s.within(c)
	if err != nil {
		return nil, err
	}
	return g.json(), nil
}

func (s *Server) getGuildChannels(c *call) (any, error) {
	g, err := s.within(c)
	if err != nil {
		return nil, err
	}
	return g.whole()["channels"], nil
}

func (s *Server) getRoles(c *call) (any, error) {
	g, err := s.within(c)
	if err != nil {
		return nil, err
	}
	return g.rolesJSON(), nil
}

func (s *Server) getMember(c *call) (any, error) {
	g, err := s.within(c)
	if err != nil {
		return nil, err
	}
	if m := g.members[c.vars["user"]]; m != nil {
		return m.withUser(), nil
	}
	return nil, notFound(codeUnknownMember, "Member")
}

func (s *Server) getChannel(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	return ch.json(), nil
}

func (s *Server) postTyping(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	needs := int64(permSend)
	if ch.parent != nil {
		needs = permSendInThreads
	}
	if err := s.mayGo(ch, needs); err != nil {
		return nil, err
	}
	signs := append(s.typed[ch.id], s.opts.Now())
	if s.opts.Keep > 0 && len(signs) > s.opts.Keep {
		signs = signs[1:]
	}
	s.typed[ch.id] = signs
	s.touch()
	return nil, nil
}
