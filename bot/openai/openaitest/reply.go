package openaitest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// A Reply is what the server answers: a stream of deltas where nothing else is said.
type Reply struct {
	Status int               // 0: 200
	Header map[string]string // beside the usual ones

	Deltas    []string // the answer, piece by piece
	Reasoning []string // sent before them, as reasoning_content
	Finish    string   // finish_reason; empty: "stop"; "none": never said
	Usage     *Usage   // nil: counted in words; sent if asked for
	NoUsage   bool     // usage is never reported
	NoDone    bool     // "data: [DONE]" is left out
	Whole     bool     // "stream" is ignored: one JSON body
	CRLF      bool     // lines end in "\r\n"
	Gap       string   // sent before each event: ": keep-alive\n\n"

	Mute   bool   // the headers are sent, and no body; for use with Hang or Cut
	Raw    string // sent as it is, in place of the answer
	Repeat string // sent again and again, after Raw, until the client goes
	Cut    bool   // the connection is cut after what was sent
	Hang   bool   // after what was sent nothing more comes, until the client goes

	Before <-chan struct{} // waited for, if set, before anything is sent
}

// Usage is how many tokens were counted.
type Usage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
	Total      int `json:"total_tokens"`
}

// Say is an answer in these pieces.
func Say(deltas ...string) Reply { return Reply{Deltas: deltas} }

// Fail is an error in OpenAI's form.
func Fail(status int, message string) Reply {
	return FailWith(status, message, "", "")
}

// FailWith is Fail with the error's code and the name of the parameter at fault.
func FailWith(status int, message, code, param string) Reply {
	body := map[string]any{"message": message, "type": "invalid_request_error", "code": nil, "param": nil}
	if code != "" {
		body["code"] = code
	}
	if param != "" {
		body["param"] = param
	}
	return JSON(status, map[string]any{"error": body})
}

// JSON is a body of any shape.
func JSON(status int, v any) Reply {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("openaitest: %v", err)) // a mistake in the test
	}
	return Reply{Status: status, Raw: string(raw), Header: map[string]string{"Content-Type": "application/json"}}
}

// Redirect points elsewhere.
func Redirect(status int, location string) Reply {
	return Reply{Status: status, Raw: " ", Header: map[string]string{"Location": location}}
}

// write sends a reply.
func (s *Server) write(w http.ResponseWriter, h *http.Request, r Request, out Reply) {
	if out.Before != nil && !s.wait(h, out.Before) {
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if out.Whole || !r.Stream {
		w.Header().Set("Content-Type", "application/json")
	}
	for k, v := range out.Header {
		w.Header().Set(k, v)
	}
	if out.Status != 0 {
		w.WriteHeader(out.Status)
	}
	send := sender(w)
	switch {
	case out.Mute:
		send("")
	case out.Raw != "" || out.Repeat != "":
		send(out.Raw)
	case out.Whole || !r.Stream:
		send(out.whole(r))
	default:
		out.events(r, send)
	}
	for out.Repeat != "" && send(out.Repeat) && h.Context().Err() == nil {
	}
	if out.Hang {
		s.wait(h, nil)
	}
	if out.Cut || out.Hang {
		panic(http.ErrAbortHandler)
	}
}

// sender writes and flushes; false once the client is gone.
func sender(w http.ResponseWriter) func(string) bool {
	flush := http.NewResponseController(w)
	return func(s string) bool {
		if _, err := w.Write([]byte(s)); err != nil {
			return false
		}
		return flush.Flush() == nil
	}
}

// wait waits for ready; false if the client went or the server was closed first.
func (s *Server) wait(h *http.Request, ready <-chan struct{}) bool {
	select {
	case <-ready:
		return true
	case <-h.Context().Done():
	case <-s.closed:
	}
	return false
}

// events sends the answer as a stream.
func (out Reply) events(r Request, send func(string) bool) {
	end := "\n"
	if out.CRLF {
		end = "\r\n"
	}
	event := func(v any) {
		raw, err := json.Marshal(v)
		if err != nil {
			panic(fmt.Sprintf("openaitest: %v", err))
		}
		send(out.Gap + "data: " + string(raw) + end + end)
	}
	event(chunk(r, map[string]any{"role": "assistant", "content": ""}, nil))
	for _, s := range out.Reasoning {
		event(chunk(r, map[string]any{"reasoning_content": s}, nil))
	}
	for _, s := range out.Deltas {
		event(chunk(r, map[string]any{"content": s}, nil))
	}
	if out.Cut || out.Hang {
		return
	}
	if f := out.finish(); f != "" {
		event(chunk(r, map[string]any{}, f))
	}
	if r.IncludeUsage && !out.NoUsage {
		last := chunk(r, nil, nil)
		last["choices"], last["usage"] = []any{}, out.usage(r)
		event(last)
	}
	if !out.NoDone {
		send("data: [DONE]" + end + end)
	}
}

func chunk(r Request, delta map[string]any, finish any) map[string]any {
	return map[string]any{
		"id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 1700000000, "model": r.Model,
		"choices": []any{map[string]any{"index": 0, "delta": delta, "finish_reason": finish}},
	}
}

// whole is the answer as one document.
func (out Reply) whole(r Request) string {
	message := map[string]any{"role": "assistant", "content": strings.Join(out.Deltas, "")}
	if len(out.Reasoning) > 0 {
		message["reasoning_content"] = strings.Join(out.Reasoning, "")
	}
	doc := map[string]any{
		"id": "chatcmpl-scripted", "object": "chat.completion", "model": r.Model,
		"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": out.finish()}},
	}
	if !out.NoUsage {
		doc["usage"] = out.usage(r)
	}
	raw, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		panic(fmt.Sprintf("openaitest: %v", err))
	}
	return string(raw)
}

func (out Reply) finish() string {
	switch out.Finish {
	case "":
		return "stop"
	case "none":
		return ""
	}
	return out.Finish
}

// usage counts words where the reply does not say.
func (out Reply) usage(r Request) Usage {
	if out.Usage != nil {
		return *out.Usage
	}
	var u Usage
	for _, m := range r.Messages {
		u.Prompt += len(strings.Fields(m.Content))
	}
	u.Completion = len(strings.Fields(strings.Join(out.Deltas, "")))
	u.Total = u.Prompt + u.Completion
	return u
}
