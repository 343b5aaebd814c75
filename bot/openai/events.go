package openai

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// maxEvent bounds one event of a stream, and a whole answer sent in place of one.
const maxEvent = 4 << 20

// events reads a server's event stream and writes one that go-openai's reader
// takes as it is meant. That reader, as of v1.43.0, reads lines of any length,
// loses a last line that has no end, gives up after 300 lines of keep-alive,
// takes a comment for a part of the next error, waits for another line after an
// error before it tells of it, and knows an error only by one spelling. So
// here each event becomes one line, comments and empty lines go, events that
// are spread over lines are joined, and an error is made an event like any
// other, for decodeChunk to see. A server that ignores "stream" and
// answers in one JSON body is read as a stream of one event.
type events struct {
	src  *bufio.Reader
	x    *exchange
	out  bytes.Buffer
	data []byte // of the event that is being read
	cr   bool   // the last line ended in "\r"
	any  bool   // a byte was seen
	err  error  // to be returned once out is empty
}

func newEvents(r io.Reader, x *exchange) *events {
	return &events{src: bufio.NewReaderSize(r, 16<<10), x: x}
}

// Read gives whole lines "data: ...", one an event.
func (e *events) Read(p []byte) (int, error) {
	for e.out.Len() == 0 {
		if e.err != nil {
			return 0, e.err
		}
		e.err = e.step()
	}
	return e.out.Read(p)
}

// step reads a line, or the whole of a body that is no stream.
func (e *events) step() error {
	if !e.any {
		if whole, err := e.begin(); whole || err != nil {
			return err
		}
	}
	line, err := e.line()
	if err != nil && (err != io.EOF || len(line) == 0) {
		if err == io.EOF {
			e.flush() // an event that the end cut off from its empty line is whole all the same
		}
		return err
	}
	if len(line) == 0 {
		e.flush()
	} else if ferr := e.field(line); ferr != nil {
		return ferr
	}
	if e.x.finished {
		return io.EOF
	}
	return nil
}

// begin looks at the first bytes: a stream, or one JSON document?
func (e *events) begin() (whole bool, err error) {
	if bom, _ := e.src.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		e.src.Discard(3)
	}
	for {
		c, err := e.src.ReadByte()
		if err != nil {
			return false, err
		}
		if c == ' ' || c == '\n' || c == '\r' || c == '\t' {
			continue
		}
		e.src.UnreadByte()
		e.any = true
		if c != '{' {
			return false, nil
		}
		return true, e.document()
	}
}

// document reads a body that is one JSON object.
func (e *events) document() error {
	raw, err := io.ReadAll(io.LimitReader(e.src, maxEvent+1))
	if err != nil {
		return err
	}
	if len(raw) > maxEvent {
		return errTooLarge
	}
	if !json.Valid(raw) {
		return io.ErrUnexpectedEOF
	}
	e.x.finished = true
	e.write(raw)
	return io.EOF
}

// line reads one line, without its end: "\n", "\r\n" or "\r".
func (e *events) line() ([]byte, error) {
	var line []byte
	for {
		c, err := e.src.ReadByte()
		if err != nil {
			return line, err
		}
		wasCR := e.cr
		e.cr = c == '\r'
		switch {
		case c == '\n' && wasCR && len(line) == 0: // the second half of an end
		case c == '\n' || c == '\r':
			return line, nil
		case len(line) >= maxEvent:
			return nil, errTooLarge
		default:
			line = append(line, c)
		}
	}
}

// field takes one line of an event. The "error" field is llama.cpp's, of old.
func (e *events) field(line []byte) error {
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimSpace(value)
	switch string(name) {
	case "data":
		if string(value) == "[DONE]" {
			e.flush()
			e.x.finished = true
			e.out.WriteString("data: [DONE]\n")
			return nil
		}
		if len(e.data)+len(value) > maxEvent {
			return errTooLarge
		}
		if e.complete(value) {
			e.flush()
		}
		e.data = append(append(e.data, value...), ' ')
	case "error":
		e.flush()
		e.write(append(append([]byte(`{"error":`), orQuoted(value)...), '}'))
	}
	return nil
}

// complete tells whether the event being read is whole although no empty line
// ended it, which some servers forget: it is JSON, and next begins more. Only
// small events are looked at, so that no server can make this costly.
func (e *events) complete(next []byte) bool {
	return len(e.data) > 0 && len(e.data) < 64<<10 && len(next) > 0 && next[0] == '{' && json.Valid(e.data)
}

// orQuoted is value if it is JSON, and a JSON string of it if not.
func orQuoted(value []byte) []byte {
	if json.Valid(value) {
		return value
	}
	q, err := json.Marshal(string(value))
	if err != nil {
		return []byte(`""`)
	}
	return q
}

// flush ends the event that is being read.
func (e *events) flush() {
	e.write(bytes.TrimSpace(e.data))
	e.data = nil
}

// write writes an event. The space after its brace keeps go-openai from taking
// an error out of the stream: its own way of reading one loses most of them.
func (e *events) write(data []byte) {
	if len(data) == 0 {
		return
	}
	data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\n"), []byte(" ")), []byte("\r"), []byte(" "))
	e.out.WriteString("data: ")
	if data[0] == '{' {
		e.out.WriteString("{ ")
		data = data[1:]
	}
	e.out.Write(data)
	e.out.WriteByte('\n')
}
