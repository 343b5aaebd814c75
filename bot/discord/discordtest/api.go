package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// apiError is Discord's refusal of a request.
type apiError struct {
	status, code int
	message      string
}

func (e *apiError) Error() string { return e.message }

func refuse(status, code int, message string) error { return &apiError{status, code, message} }

var (
	errUnauthorized = refuse(401, 0, "401: Unauthorized")
	errNoChannel    = refuse(404, 10003, "Unknown Channel")
	errNoMessage    = refuse(404, 10008, "Unknown Message")
	errNoGuild      = refuse(404, 10004, "Unknown Guild")
	errNoHook       = refuse(404, 10015, "Unknown Webhook")
	errOldToken     = refuse(401, 50027, "Invalid Webhook Token")
	errNoCall       = refuse(404, 10062, "Unknown interaction")
	errAcked        = refuse(400, 40060, "Interaction has already been acknowledged.")
	errAccess       = refuse(403, 50001, "Missing Access")
	errPermission   = refuse(403, 50013, "Missing Permissions")
	errNotMine      = refuse(403, 50005, "Cannot edit a message authored by another user")
	errHasThread    = refuse(400, 160004, "A thread has already been created for this message")
)

// call is a request as a handler sees it.
type call struct {
	r     *http.Request
	body  []byte // JSON, of multipart the payload_json
	files map[string][]byte
	part  func(string) string // of the path
}

type handler func(c *call) (any, error)

// routes are all that the bot may use. Anything else is a violation.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	api := func(pattern string, open bool, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /api/v9/"+path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, pattern, open, h) })
	}
	mux.HandleFunc("GET /gateway", s.gateway)
	mux.HandleFunc("GET /attachments/{id}/{name}", s.attachment)
	api("GET gateway", true, func(*call) (any, error) { return map[string]any{"url": s.gatewayURL()}, nil })
	api("GET gateway/bot", false, func(*call) (any, error) {
		return map[string]any{"url": s.gatewayURL(), "shards": s.options.Shards, "session_start_limit": map[string]any{
			"total": 1000, "remaining": 999, "reset_after": 1000, "max_concurrency": s.options.MaxConcurrency}}, nil
	})
	api("GET users/@me", false, func(*call) (any, error) { return s.bot(), nil })
	app := func(*call) (any, error) {
		flags := 1 << 19
		if s.options.NoContent {
			flags = 0
		}
		return map[string]any{"id": s.App, "name": "Verbatim", "flags": flags, "icon": nil, "description": "", "bot_public": true}, nil
	}
	api("GET applications/@me", false, app)
	api("GET oauth2/applications/@me", false, app)
	for _, place := range []string{"applications/{app}/commands", "applications/{app}/guilds/{guild}/commands"} {
		api("GET "+place, false, s.getCommands)
		api("PUT "+place, false, s.putCommands)
	}
	api("POST interactions/{id}/{token}/callback", true, s.callback)
	api("POST webhooks/{app}/{token}", true, s.followup)
	api("GET webhooks/{app}/{token}/messages/{message}", true, s.getHooked)
	api("PATCH webhooks/{app}/{token}/messages/{message}", true, s.editHooked)
	api("DELETE webhooks/{app}/{token}/messages/{message}", true, s.deleteHooked)
	api("POST channels/{channel}/messages", false, s.postMessage)
	api("PATCH channels/{channel}/messages/{message}", false, s.patchMessage)
	api("DELETE channels/{channel}/messages/{message}", false, s.deleteMessage)
	api("POST channels/{channel}/messages/{message}/threads", false, s.startThread)
	api("POST channels/{channel}/typing", false, s.type_)
	api("GET channels/{channel}", false, s.getChannel)
	api("GET guilds/{guild}", false, func(c *call) (any, error) {
		return s.inGuild(c, func(g *Guild) any { return map[string]any{"id": g.ID, "name": g.Name} })
	})
	api("GET guilds/{guild}/roles", false, func(c *call) (any, error) { return s.inGuild(c, s.rolesOf) })
	api("GET guilds/{guild}/members/{user}", false, func(c *call) (any, error) {
		return s.inGuild(c, func(g *Guild) any {
			return map[string]any{"user": s.bot(), "roles": []string{}, "joined_at": "2020-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0}
		})
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.violate("%s %s is no route that a bot needs", r.Method, r.URL.Path)
		s.mu.Unlock()
		w.WriteHeader(404)
		io.WriteString(w, `{"message": "404: Not Found", "code": 0}`)
	})
	return mux
}

// serve does what is the same for all routes: faults, authorization, rate
// limits, reading, holding to the description, answering.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, pattern string, open bool, h handler) {
	s.mu.Lock()
	s.requests++
	s.mu.Unlock()
	if s.fail(w, r, pattern) {
		return
	}
	if !open && r.Header.Get("Authorization") != "Bot "+s.Token {
		answer(w, nil, errUnauthorized)
		return
	}
	if s.limit(w, r, pattern) {
		return
	}
	c := &call{r: r, part: r.PathValue}
	if err := c.read(); err != nil {
		answer(w, nil, refuse(400, 50109, "The request body contains invalid JSON."))
		return
	}
	if s.spec != nil {
		if err := s.spec.check(r, c.body); err != nil {
			s.mu.Lock()
			s.violate("%s is not as Discord describes it: %v", pattern, err)
			s.mu.Unlock()
		}
	}
	out, err := h(c)
	answer(w, out, err)
}

func answer(w http.ResponseWriter, out any, err error) {
	w.Header().Set("Content-Type", "application/json")
	var refused *apiError
	switch {
	case errors.As(err, &refused):
		w.WriteHeader(refused.status)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": refused.message, "code": refused.code})
	case err != nil:
		w.WriteHeader(500)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": err.Error(), "code": 0})
	case out == nil:
		w.WriteHeader(204)
	default:
		_ = json.NewEncoder(w).Encode(out)
	}
}

// read reads JSON or multipart.
func (c *call) read() error {
	kind, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		body, err := io.ReadAll(io.LimitReader(c.r.Body, 32<<20))
		c.body = body
		if err == nil && len(body) > 0 && !json.Valid(body) {
			err = errors.New("not JSON")
		}
		return err
	}
	c.files = map[string][]byte{}
	parts := multipart.NewReader(c.r.Body, params["boundary"])
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(io.LimitReader(p, 32<<20))
		if err != nil {
			return err
		}
		if p.FormName() == "payload_json" {
			c.body = data
		} else {
			c.files[p.FileName()] = data
		}
	}
}

func (s *Server) attachment(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		s.mu.Lock()
		s.violate("the bot's token was sent to the host of attachments")
		s.mu.Unlock()
	}
	s.mu.Lock()
	data, ok := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if !ok {
		w.WriteHeader(404)
		return
	}
	w.Write(data)
}

// withMessage checks a message and hands it over, decoded.
func (s *Server) decode(c *call, edit bool) (*sent, error) {
	m, err := decodeMessage(c.body, len(c.files))
	if err != nil {
		return nil, err
	}
	for _, v := range m.rules(edit) {
		s.violate("%s: %s", c.r.Method, v)
	}
	return m, nil
}

func (s *Server) postMessage(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.part("channel")]
	switch {
	case ch == nil:
		return nil, errNoChannel
	case ch.may()&discordgo.PermissionViewChannel == 0:
		return nil, errAccess
	case ch.Parent == nil && ch.may()&discordgo.PermissionSendMessages == 0, ch.Parent != nil && ch.may()&discordgo.PermissionSendMessagesInThreads == 0:
		return nil, errPermission
	}
	m, err := s.decode(c, false)
	if err != nil {
		return nil, err
	}
	if m.Reference.MessageID != "" && ch.Guild != nil && ch.may()&discordgo.PermissionReadMessageHistory == 0 {
		return nil, refuse(403, 160002, "You cannot reply without permission to read message history")
	}
	if m.Nonce != "" && m.EnforceNonce {
		if known := s.messages[s.nonces[m.Nonce]]; known != nil {
			return s.json(known, true), nil
		}
	}
	out := &Message{ID: s.id(), Channel: ch, ReplyTo: m.Reference.MessageID, at: time.Now()}
	m.fill(out, c.files)
	if ch.may()&discordgo.PermissionEmbedLinks == 0 {
		out.Embeds = nil
	}
	s.nonces[m.Nonce] = out.ID
	if out.ReplyTo != "" {
		s.replies[out.ReplyTo] = append(s.replies[out.ReplyTo], out.ID)
	}
	s.messages[out.ID] = out
	ch.messages = append(ch.messages, out)
	s.change()
	return s.json(out, true), nil
}

func (s *Server) patchMessage(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[c.part("message")]
	ch := s.channels[c.part("channel")]
	switch {
	case ch == nil:
		return nil, errNoChannel
	case ch.may()&discordgo.PermissionViewChannel == 0:
		return nil, errAccess
	case m == nil || m.Deleted || m.Channel != ch || m.OnlyFor != nil:
		return nil, errNoMessage
	case m.Author != nil:
		return nil, errNotMine
	}
	in, err := s.decode(c, true)
	if err != nil {
		return nil, err
	}
	in.fill(m, c.files)
	s.change()
	return s.json(m, true), nil
}

func (s *Server) deleteMessage(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[c.part("message")]
	if m == nil || m.Deleted {
		return nil, errNoMessage
	}
	m.Deleted = true
	s.change()
	return nil, nil
}

func (s *Server) startThread(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, m := s.channels[c.part("channel")], s.messages[c.part("message")]
	var in struct{ Name string }
	_ = json.Unmarshal(c.body, &in)
	switch {
	case ch == nil:
		return nil, errNoChannel
	case m == nil || m.Deleted || m.OnlyFor != nil:
		return nil, errNoMessage
	case ch.may()&discordgo.PermissionCreatePublicThreads == 0:
		return nil, errPermission
	case m.Thread != nil:
		return nil, errHasThread
	case ch.Guild == nil || ch.Parent != nil:
		return nil, refuse(400, 50024, "Cannot execute action on this channel type")
	case len([]rune(in.Name)) < 1 || len([]rune(in.Name)) > 100:
		return nil, refuse(400, 50035, "Invalid Form Body: name")
	}
	t := &Channel{ID: m.ID, Name: in.Name, Guild: ch.Guild, Parent: ch, server: s}
	s.channels[t.ID] = t
	m.Thread = t
	s.change()
	return map[string]any{"id": t.ID, "type": 11, "name": in.Name, "guild_id": ch.Guild.ID, "parent_id": ch.ID}, nil
}

func (s *Server) type_(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.part("channel")]
	if ch == nil {
		return nil, errNoChannel
	}
	if ch.may()&discordgo.PermissionSendMessages == 0 {
		return nil, errPermission
	}
	s.typing[ch.ID]++
	s.change()
	return nil, nil
}

func (s *Server) getChannel(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[c.part("channel")]
	switch {
	case ch == nil:
		return nil, errNoChannel
	case ch.may()&discordgo.PermissionViewChannel == 0:
		return nil, errAccess
	}
	out := map[string]any{"id": ch.ID, "type": 0, "name": ch.Name, "permission_overwrites": []any{}}
	if ch.Guild != nil {
		out["guild_id"] = ch.Guild.ID
		if ch.Denied != 0 {
			out["permission_overwrites"] = []any{map[string]any{"id": s.App, "type": 1, "allow": "0", "deny": strconv.FormatInt(ch.Denied, 10)}}
		}
	}
	return out, nil
}

func (s *Server) inGuild(c *call, f func(*Guild) any) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.guilds, func(g *Guild) bool { return g.ID == c.part("guild") })
	if i < 0 {
		return nil, errNoGuild
	}
	return f(s.guilds[i]), nil
}

func (s *Server) rolesOf(g *Guild) any {
	out := []map[string]any{}
	for _, r := range g.roles {
		p := int64(0)
		if r.ID == g.ID {
			p = int64(botPermissions) &^ g.Denied
		}
		out = append(out, map[string]any{"id": r.ID, "name": r.Name, "permissions": strconv.FormatInt(p, 10), "position": 0, "color": 0, "hoist": false, "managed": false, "mentionable": false})
	}
	return out
}

// DropRole deletes a role.
func (g *Guild) DropRole(id string) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.roles = slices.DeleteFunc(g.roles, func(r *discordgo.Role) bool { return r.ID == id })
}

func (s *Server) getCommands(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if place := c.part("guild"); place != "" && !slices.ContainsFunc(s.guilds, func(g *Guild) bool { return g.ID == place }) {
		return nil, errAccess
	}
	out := s.commands[c.part("guild")]
	if out == nil {
		out = []map[string]any{}
	}
	return out, nil
}

func (s *Server) putCommands(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	place := c.part("guild")
	if place != "" && !slices.ContainsFunc(s.guilds, func(g *Guild) bool { return g.ID == place }) {
		return nil, errAccess
	}
	var list []map[string]any
	if err := json.Unmarshal(c.body, &list); err != nil {
		return nil, refuse(400, 50035, "Invalid Form Body")
	}
	if wrong := checkCommands(list); wrong != "" {
		s.violate("commands: %s", wrong)
		return nil, refuse(400, 50035, "Invalid Form Body: "+wrong)
	}
	for _, cmd := range list {
		cmd["id"], cmd["version"], cmd["application_id"] = s.id(), s.id(), s.App
	}
	s.commands[place] = list
	s.overwrites++
	s.change()
	if list == nil {
		list = []map[string]any{}
	}
	return list, nil
}

// WaitCommands waits until commands are registered everywhere or in a server.
func (s *Server) WaitCommands(place string, within time.Duration) bool {
	return s.until(within, func() bool { return len(s.commands[place]) > 0 })
}

// Commands names the commands that are registered in a place.
func (s *Server) Commands(place string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, c := range s.commands[place] {
		out = append(out, fmt.Sprint(c["name"]))
	}
	return out
}
