// Package openai talks to any server that speaks OpenAI's protocol: OpenAI
// itself, Ollama, llama.cpp's server, vLLM and the many hosts that copy them.
// It does two things: [Client.Complete] streams a chat completion, and
// [Embeddings] turns texts into vectors of unit length.
//
// The wire is github.com/sashabaranov/go-openai; what stands around it here is
// what a program needs that must keep answering while the server does not.
//
// # Finding one's way
//
//   - config.go: what can be set, its defaults, and which addresses may be given a key
//   - complete.go, request.go: one completion from call to answer; the dialects of servers
//   - stream.go, events.go: from bytes to events to text, bounded at each step
//   - think.go, clean.go: what never reaches the caller - reasoning, broken characters
//   - transport.go, retry.go: redirects, limits, time-outs; trying again
//   - errors.go, classify.go, excerpt.go: errors that say what to do and never what is secret
//   - tokens.go: how large a prompt may be
//   - embeddings.go: vectors
//
// # Policy
//
// A key goes to the one server it was given for. Redirects are never followed.
// Over plain HTTP a key is sent to this machine alone, which is checked by name
// when the client is made and by address when it connects. No log line and no
// error holds the key, and of what a server answered an error shows a short
// excerpt from which the key, and anything that looks like one, was taken out.
//
// A server is not trusted with memory or time: every body is bounded, every
// wait has an end, and what it says is cleaned of control characters and of
// bytes that are no text. Its words are still only words: whoever shows them
// must check them.
//
// Nothing is asked twice once a part of the answer has been handed over: a
// stream that breaks after that is an error, and its half is not returned.
//
// # Base URLs
//
// The base URL is used as given, with "/chat/completions" or "/embeddings"
// after it; a slash at its end makes no difference. Nothing is guessed: most
// servers want it to end in "/v1", and the error for an address that does not
// exist says so.
package openai
