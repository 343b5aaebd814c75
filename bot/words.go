package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// longest is the most bytes that a question or words to look for may have.
// Four pages are more than anybody asks in one go.
const longest = 8000

// asked makes one question of the words of a command line.
func asked(words []string, what string) (string, error) {
	text := strings.Join(words, " ")
	if len(text) > longest {
		return "", tooLong(len(text), what)
	}
	if text = clean(text); text == "" {
		return "", wrongUse{withHint(fmt.Errorf("the %s is empty", what), "give a few words, such as \"critical infrastructure\"")}
	}
	return text, nil
}

func tooLong(n int, what string) error {
	err := fmt.Errorf("the %s is %d bytes long; %d are taken at most", what, n, longest)
	return wrongUse{withHint(err, "ask about one thing at a time, in a few sentences")}
}

// readLine gives the next line without its ending, io.EOF after the last. A
// line longer than longest is read to its end, and is an error.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	n := 0
	for {
		part, err := r.ReadSlice('\n')
		n += len(part)
		if room := longest + 2 - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return "", err
		case err != nil && n == 0:
			return "", io.EOF
		}
		if n > longest+2 {
			return "", tooLong(n, "question")
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// line is a line read, or why none was.
type line struct {
	text string
	err  error
}

// readLines reads ahead by one line, so that a signal need not wait for somebody
// who types. The last one has an error.
func readLines(ctx context.Context, r io.Reader) <-chan line {
	out := make(chan line)
	go func() {
		in := bufio.NewReader(r)
		for {
			text, err := readLine(in)
			select {
			case out <- line{text, err}:
			case <-ctx.Done():
				return
			}
			if err != nil && !errors.As(err, new(wrongUse)) {
				return
			}
		}
	}()
	return out
}
