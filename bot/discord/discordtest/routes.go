package discordtest

import (
	"net/http"
	"regexp"
	"strings"
)

// route is one of the API's.
type route struct {
	method, path string // "/channels/{channel}/messages"
	open         bool   // no authorization is needed
	do           func(*Server, *call) (any, error)
}

// name is as limits, faults and notes call the route.
func (r *route) name() string { return r.method + " " + r.path }

// routes are all that are known; of two that fit, the first is meant.
func routes() []route {
	const hook = "/webhooks/{webhook}/{token}"
	const message = "/channels/{channel}/messages/{message}"
	return []route{
		{"GET", "/gateway", true, (*Server).getGateway},
		{"GET", "/gateway/bot", false, (*Server).getGatewayBot},
		{"GET", "/users/@me", false, func(s *Server, _ *call) (any, error) { return s.me(), nil }},
		{"GET", "/users/@me/guilds", false, (*Server).getMyGuilds},
		{"POST", "/users/@me/channels", false, (*Server).createDM},
		{"GET", "/users/{user}", false, (*Server).getUser},
		{"GET", "/oauth2/applications/@me", false, (*Server).getApplication},
		{"GET", "/applications/@me", false, (*Server).getApplication},

		{"GET", "/applications/{application}/commands", false, (*Server).getCommands},
		{"PUT", "/applications/{application}/commands", false, (*Server).putCommands},
		{"GET", "/applications/{application}/guilds/{guild}/commands", false, (*Server).getCommands},
		{"PUT", "/applications/{application}/guilds/{guild}/commands", false, (*Server).putCommands},

		{"GET", "/channels/{channel}", false, (*Server).getChannel},
		{"POST", "/channels/{channel}/typing", false, (*Server).postTyping},
		{"GET", "/channels/{channel}/messages", false, (*Server).getMessages},
		{"POST", "/channels/{channel}/messages", false, (*Server).postMessage},
		{"GET", message, false, (*Server).getMessage},
		{"PATCH", message, false, (*Server).patchMessage},
		{"DELETE", message, false, (*Server).deleteMessage},
		{"POST", message + "/threads", false, (*Server).postThread},

		{"GET", "/guilds/{guild}", false, (*Server).getGuild},
		{"GET", "/guilds/{guild}/channels", false, (*Server).getGuildChannels},
		{"GET", "/guilds/{guild}/roles", false, (*Server).getRoles},
		{"GET", "/guilds/{guild}/members/{user}", false, (*Server).getMember},

		{"POST", "/interactions/{interaction}/{token}/callback", true, (*Server).postCallback},
		{"POST", hook, true, (*Server).postFollowup},
		{"GET", hook + "/messages/{message}", true, (*Server).getFollowup},
		{"PATCH", hook + "/messages/{message}", true, (*Server).patchFollowup},
		{"DELETE", hook + "/messages/{message}", true, (*Server).deleteFollowup},
	}
}

var version = regexp.MustCompile(`^/api/v(9|10)/`)

// find finds the route of a request.
func (s *Server) find(c *call) error {
	prefix := version.FindString(c.URL.Path)
	if prefix == "" {
		return &apiError{status: 404, message: "404: Not Found", fault: true}
	}
	parts := strings.Split(strings.TrimPrefix(c.URL.Path, prefix), "/")
	other := false
	for i := range s.routes {
		r := &s.routes[i]
		vars, ok := match(strings.Split(r.path[1:], "/"), parts)
		if !ok {
			continue
		}
		if r.method == c.Method {
			c.route, c.vars, c.token, c.note.Route = r, vars, vars["token"], r.name()
			return nil
		}
		other = true
	}
	if other {
		return &apiError{status: http.StatusMethodNotAllowed, message: "405: Method Not Allowed", fault: true}
	}
	return &apiError{status: 404, message: "404: Not Found", fault: true}
}

// match compares a route's path with a request's.
func match(path, parts []string) (map[string]string, bool) {
	if len(path) != len(parts) {
		return nil, false
	}
	vars := map[string]string{}
	for i, p := range path {
		switch {
		case p[0] == '{' && parts[i] != "":
			vars[strings.Trim(p, "{}")] = parts[i]
		case p != parts[i]:
			return nil, false
		}
	}
	return vars, true
}
