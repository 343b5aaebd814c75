package openai

import (
	"errors"
	"net/http"
	"regexp"
	"strings"

	goopenai "github.com/sashabaranov/go-openai"
)

// A dialect is what a server was found not to take. It is learned from the
// server's own refusals, once, and kept for the client's later calls.
type dialect struct {
	noUsage      bool // "stream_options" is refused
	newLimit     bool // the limit is "max_completion_tokens", as reasoning models want it
	noTemp       bool // "temperature" is refused
	noSystem     bool // the chat template knows no system message: it goes before the user's
	noDimensions bool // "dimensions" is refused (embeddings)
}

var (
	refuses     = regexp.MustCompile(`(?i)unsupported|not supported|not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|forbidden|deprecated|instead|invalid|not recognized|extra|only the default|not a valid`)
	namesUsage  = regexp.MustCompile(`(?i)stream_options|include_usage`)
	namesLimit  = regexp.MustCompile(`(?i)\bmax_tokens|max_completion_tokens`)
	namesTemp   = regexp.MustCompile(`(?i)\btemperature`)
	namesDims   = regexp.MustCompile(`(?i)\bdimensions?\b|matryoshka`)
	namesSystem = regexp.MustCompile(`(?i)system role|role.{0,4}system|system message|only user and assistant roles`)
)

// learn is the dialect that avoids what the server complained of; ok is false
// if the complaint is about something else, or about what was changed already.
func (d dialect) learn(err error) (learned dialect, ok bool) {
	m, found := refusal(err)
	if !found {
		return d, false
	}
	names := func(re *regexp.Regexp) bool {
		return re.MatchString(m.param) || re.MatchString(m.message) && refuses.MatchString(m.message+" "+m.code)
	}
	switch learned = d; {
	case m.says(saysTooLong):
		return d, false // it may name max_tokens too
	case names(namesUsage):
		learned.noUsage = true
	case names(namesLimit) && limitRefused(m, d):
		learned.newLimit = !d.newLimit
	case names(namesTemp):
		learned.noTemp = true
	case names(namesDims):
		learned.noDimensions = true
	case names(namesSystem):
		learned.noSystem = true
	}
	return learned, learned != d
}

// limitRefused tells whether it is the limit's name that displeases, not its size.
func limitRefused(m complaint, d dialect) bool {
	low := strings.ToLower(m.message)
	if strings.Contains(low, "too large") || strings.Contains(low, "at most") {
		return false
	}
	used := `max_tokens`
	if d.newLimit {
		used = `max_completion_tokens`
	}
	return m.param == used || strings.Contains(low, used)
}

// refusal finds a complaint about the request's form in an error: go-openai's
// own, which knows some models, or the server's. Some servers report a chat
// template's complaint as a failure of their own.
func refusal(err error) (complaint, bool) {
	switch {
	case errors.Is(err, goopenai.ErrReasoningModelMaxTokensDeprecated):
		return complaint{param: "max_tokens"}, true
	case errors.Is(err, goopenai.ErrReasoningModelLimitationsOther), errors.Is(err, goopenai.ErrReasoningSamplingUnsupported):
		return complaint{param: "temperature"}, true
	}
	m, ok := complaintOf(err)
	if !ok {
		return m, false
	}
	form := m.status == http.StatusBadRequest || m.status == http.StatusUnprocessableEntity
	return m, form || m.status == http.StatusInternalServerError && namesSystem.MatchString(m.message)
}

// request makes go-openai's request, and the fields that it cannot hold.
func (c *Client) request(messages []Message, d dialect) (goopenai.ChatCompletionRequest, map[string]any) {
	req := goopenai.ChatCompletionRequest{Model: c.cfg.Model, Stream: true}
	if d.noSystem {
		messages = foldSystem(messages)
	}
	for _, m := range messages {
		req.Messages = append(req.Messages, goopenai.ChatCompletionMessage{Role: m.Role, Content: m.Content})
	}
	if d.newLimit {
		req.MaxCompletionTokens = c.cfg.MaxOutput
	} else {
		//lint:ignore SA1019 deprecated by OpenAI, and the only limit that most other servers know
		req.MaxTokens = c.cfg.MaxOutput
	}
	if !d.noUsage {
		req.StreamOptions = &goopenai.StreamOptions{IncludeUsage: true}
	}
	if d.noTemp {
		return req, nil
	}
	return req, map[string]any{"temperature": c.cfg.Temperature}
}

// foldSystem puts what system messages say before the first user message.
func foldSystem(messages []Message) []Message {
	var system []string
	var rest []Message
	for _, m := range messages {
		if m.Role == "system" {
			system = append(system, m.Content)
		} else {
			rest = append(rest, m)
		}
	}
	if len(system) == 0 {
		return messages
	}
	head := strings.Join(system, "\n\n")
	for i := range rest {
		if rest[i].Role == "user" {
			rest[i].Content = head + "\n\n" + rest[i].Content
			return rest
		}
	}
	return append([]Message{{Role: "user", Content: head}}, rest...)
}
