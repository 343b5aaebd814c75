package wire

import (
	"errors"
	"fmt"
	"strings"
)

// A route is what limits, logs and metrics know of a request's path.
type route struct {
	name   string // "POST /channels/{id}/messages"
	major  string // what Discord counts apart: the channel, the server, the webhook with its token
	secret string // an interaction's or a webhook's token; empty: none in the path
	exempt bool   // from the global limit: what an interaction's own token pays for
}

// bare tells that no authorization belongs with the request: the token in the
// path is enough, and the bot's need not travel.
func (r route) bare() bool { return r.secret != "" }

var errPath = errors.New("a path of the API has parts that are neither empty nor dots")

// routeOf reads a path after the version. template, where given, is the path's
// with {id} and {token}.
func routeOf(method, path, template string) (route, error) {
	parts := strings.Split(path, "/")
	for _, p := range parts {
		if p == "" || p == "." || p == ".." || strings.ContainsAny(p, "?#\\ ") {
			return route{}, errPath
		}
	}
	r := route{major: majorOf(parts), secret: tokenIn(parts)}
	r.exempt = r.secret != ""
	if template == "" {
		template = templateOf(parts)
	}
	r.name = method + " /" + strings.TrimPrefix(template, "/")
	return r, nil
}

// tokenIn finds the token in interactions/{id}/{token} and webhooks/{id}/{token}.
func tokenIn(parts []string) string {
	if len(parts) >= 3 && (parts[0] == "interactions" || parts[0] == "webhooks") {
		return parts[2]
	}
	return ""
}

func majorOf(parts []string) string {
	switch {
	case tokenIn(parts) != "":
		return strings.Join(parts[:3], "/")
	case len(parts) >= 2 && (parts[0] == "channels" || parts[0] == "guilds" || parts[0] == "webhooks"):
		return strings.Join(parts[:2], "/")
	}
	return ""
}

func templateOf(parts []string) string {
	out := make([]string, len(parts))
	token := tokenIn(parts)
	for i, p := range parts {
		switch {
		case i == 2 && token != "":
			p = "{token}"
		case digits(p):
			p = "{id}"
		case i > 0 && parts[i-1] == "reactions":
			p = "{emoji}"
		}
		out[i] = p
	}
	return strings.Join(out, "/")
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// String is for messages.
func (r route) String() string { return r.name }

// wrap puts the route before an error, and takes its secrets out.
func (r route) wrap(err error, token string) error {
	return fmt.Errorf("%s: %w", r.name, scrub(err, r.secret, token))
}
