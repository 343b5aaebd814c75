package openai

import (
	"encoding/json"
	"strings"
)

// A chunk is one event of a stream, as far as it is used. It is read more
// leniently than go-openai's own type does: an unusual value in a field that
// nobody reads must not cost the answer.
type chunk struct {
	Choices []choice        `json:"choices"`
	Usage   *usage          `json:"usage"`
	Error   json.RawMessage `json:"error"`
	Object  json.RawMessage `json:"object"`
}

type choice struct {
	Index   float64         `json:"index"`
	Delta   said            `json:"delta"`
	Message said            `json:"message"` // of a server that does not stream
	Finish  json.RawMessage `json:"finish_reason"`
}

type said struct {
	Content json.RawMessage `json:"content"`
	Refusal json.RawMessage `json:"refusal"`
}

type usage struct {
	Prompt     float64 `json:"prompt_tokens"`
	Completion float64 `json:"completion_tokens"`
}

// text is the content as a string; some servers send a list of parts, of which
// the reasoning is left out.
func (s said) text() string {
	if len(s.Content) == 0 || s.Content[0] != '[' {
		return stringOnly(s.Content)
	}
	var parts []struct{ Type, Text json.RawMessage }
	if json.Unmarshal(s.Content, &parts) != nil {
		return ""
	}
	var b strings.Builder
	for _, p := range parts {
		if kind := stringOnly(p.Type); kind == "text" || kind == "output_text" {
			b.WriteString(stringOnly(p.Text))
		}
	}
	return b.String()
}

func stringOnly(raw json.RawMessage) string {
	if len(raw) == 0 || raw[0] != '"' {
		return ""
	}
	return unquote(raw)
}

// failed tells whether the chunk is an error: OpenAI's "error" member, or the
// error object itself, as older vLLM servers send it.
func (k chunk) failed() bool {
	return len(k.Error) > 0 && string(k.Error) != "null" || stringOnly(k.Object) == "error"
}

// A reading is one answer while it arrives.
type reading struct {
	clean   cleaner
	think   thinker
	trim    trimmer
	sink    func(string)
	text    strings.Builder
	limit   int // of text
	handed  int // bytes given to sink
	finish  string
	refusal strings.Builder
	usage   usage
}

// take adds a chunk's text; false once there is more of it than any answer
// within the limit asked for could have.
func (r *reading) take(k chunk) bool {
	if k.Usage != nil && (k.Usage.Prompt > 0 || k.Usage.Completion > 0) {
		r.usage = *k.Usage
	}
	for _, ch := range k.Choices {
		if ch.Index != 0 {
			continue
		}
		if s := stringOnly(ch.Finish); s != "" {
			r.finish = s
		}
		for _, s := range []said{ch.Delta, ch.Message} {
			if r.refusal.Len() < maxExcerpt {
				r.refusal.WriteString(stringOnly(s.Refusal))
			}
			text := s.text()
			r.say(r.clean.add(text))
		}
	}
	return r.text.Len() <= r.limit
}

// say passes clean text through what takes the reasoning out, and on.
func (r *reading) say(s string) {
	out, reset := r.think.add(s)
	if reset {
		r.text.Reset()
		r.trim = trimmer{}
	}
	r.give(out)
}

func (r *reading) give(s string) {
	s = r.trim.add(s)
	if s == "" {
		return
	}
	r.text.WriteString(s)
	if r.sink != nil {
		r.handed += len(s)
		r.sink(s)
	}
}

// end gives out what was held back.
func (r *reading) end() {
	r.say(r.clean.end())
	r.give(r.think.end())
}
