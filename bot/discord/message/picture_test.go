package message

import (
	"io"
	"strings"
	"testing"
)

// A picture can be sent again after a first try read it, and its alternative text
// keeps Discord's limit whatever it is.
func TestPictures(t *testing.T) {
	m := Message{Content: "a", Pictures: []Picture{{Name: "p.png", Alt: strings.Repeat("🛰️ word ", 900), PNG: []byte("bytes")}}}
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	if n := Count(m.Pictures[0].alt()); n > maxAlt || n < maxAlt/2 {
		t.Errorf("the alternative text has %d characters", n)
	}
	for range 2 {
		for _, f := range m.Attachments() {
			if data, err := io.ReadAll(f.Reader); err != nil || string(data) != "bytes" || f.ContentType != "image/png" {
				t.Errorf("%q, %v", data, err)
			}
		}
	}
}
