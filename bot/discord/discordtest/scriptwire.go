package discordtest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// gateway does something to the bot's connections.
func (p *player) gateway(verb, rest string) error {
	p.counts = p.s.Gateway.Stats()
	g := p.s.Gateway
	switch {
	case verb == "drops":
		g.Drop()
	case verb == "reconnects":
		g.Reconnect()
	case verb == "invalidates":
		g.InvalidSession(rest == "resumable")
	case verb == "silences":
		g.Silence()
	case verb == "closes":
		code, err := strconv.Atoi(rest)
		if err != nil {
			return fmt.Errorf("a code must stand there, as in: closes 4000")
		}
		g.CloseWith(code)
	case verb == "answers":
		return p.mislead(rest)
	default:
		return errStep
	}
	return nil
}

// mislead reads "resume with nothing" and the like.
func (p *player) mislead(rest string) error {
	what, how, ok := strings.Cut(rest, " with ")
	answer, err := answerNamed(how)
	switch {
	case !ok || err != nil:
		return errStep
	case what == "resume":
		p.s.Gateway.NextResume(answer)
	case what == "identify":
		p.s.Gateway.NextIdentify(answer)
	default:
		return errStep
	}
	return nil
}

func answerNamed(name string) (Answer, error) {
	switch name {
	case "reconnect":
		return AnswerReconnect(), nil
	case "invalid":
		return AnswerInvalid(false), nil
	case "nothing":
		return AnswerNothing(), nil
	case "cut":
		return AnswerCut(), nil
	}
	code, err := strconv.Atoi(name)
	return AnswerClose(code), err
}

func (p *player) ready(rest string) error {
	what, n, _ := strings.Cut(rest, " ")
	sessions, err := strconv.Atoi(or(n, "1"))
	if what != "ready" || err != nil {
		return errStep
	}
	return p.s.WaitReady(sessions, 3*p.s.opts.Wait)
}

// registers waits for commands in the last server, or everywhere.
func (p *player) registers(string) error {
	return p.s.await(3*p.s.opts.Wait, func() (bool, error) {
		return len(p.s.commands[""]) > 0 || p.guild != nil && len(p.s.commands[p.guild.id]) > 0, nil
	})
}

func (p *player) resumes(string) error {
	return p.s.await(3*p.s.opts.Wait, func() (bool, error) { return p.s.hub.counts.Resumed > p.counts.Resumed, nil })
}

func (p *player) identifies(string) error {
	return p.s.await(3*p.s.opts.Wait, func() (bool, error) {
		return p.s.hub.counts.Identifies > p.counts.Identifies && p.s.connected() > 0, nil
	})
}

// faultLine reads "503 [2 times] [to ROUTE]".
var faultLine = regexp.MustCompile(`^(\d{3})(?: (\d+) times?)?(?: to (.+))?$`)

func (p *player) api(verb, rest string) error {
	m := faultLine.FindStringSubmatch(rest)
	if verb != "answers" || m == nil {
		return errStep
	}
	status, _ := strconv.Atoi(m[1])
	n, _ := strconv.Atoi(m[2]) // 0 where nothing is said: always
	if m[3] != "" && !p.s.hasRoute(m[3]) {
		return fmt.Errorf("there is no route %q", m[3])
	}
	p.s.Fault(Fault{Route: m[3], Status: status, Times: n})
	return nil
}

func (s *Server) hasRoute(name string) bool {
	for i := range s.routes {
		if s.routes[i].name() == name {
			return true
		}
	}
	return false
}
