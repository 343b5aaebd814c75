package main

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAsked(t *testing.T) {
	if got, err := asked([]string{"What", "did\tit ", "say?"}, "question"); err != nil || got != "What did it say?" {
		t.Errorf("%q, %v", got, err)
	}
	for _, words := range [][]string{{""}, {" ", "\u202e"}, {strings.Repeat("x", 100_000)}} {
		_, err := asked(words, "question")
		if exitCode(err) != 2 || len(err.Error()) > 200 {
			t.Errorf("%d bytes: %v", len(words[0]), err)
		}
	}
}

func TestReadLine(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	r := bufio.NewReaderSize(strings.NewReader("one\r\n\n"+long+"\nlast"), 64)
	for _, want := range []string{"one", "", "too long", "last"} {
		got, err := readLine(r)
		if want == "too long" && exitCode(err) != 2 || want != "too long" && (err != nil || got != want) {
			t.Errorf("want %q: got %.20q, %v", want, got, err)
		}
	}
	if _, err := readLine(r); !errors.Is(err, io.EOF) {
		t.Errorf("after the last line: %v", err)
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{"base_urll": "base_url", "paht": "path", "PATH": "path", "zebra": "", "": "", strings.Repeat("path", 1000): ""} {
		if got := nearest(word, []string{"base_url", "path", "model"}); got != want {
			t.Errorf("nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
}
