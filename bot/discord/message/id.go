package message

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode/utf8"
)

// ID is what a component's custom_id says: what to do, to what, and a word more.
type ID struct {
	Do  string // "page", "words", ...
	Ref string // of the answer, or what else it is about
	Arg string
}

const (
	idMark    = "vb1" // ours, first version: buttons outlive the program that sent them
	idTooLong = "vb0" // stands for one that did not fit
	idSize    = 100   // characters that Discord takes
)

// String writes the custom_id: at most 100 characters. Ref and Arg may hold any
// characters. An ID that does not fit becomes one that ParseID refuses, and
// that is still told from others.
func (id ID) String() string {
	s := strings.Join([]string{idMark, idPart(id.Do), idPart(id.Ref), idPart(id.Arg)}, ":")
	if len(s) <= idSize { // only ASCII is left
		return s
	}
	h := fnv.New128a()
	h.Write([]byte(s))
	return fmt.Sprintf("%s:%x", idTooLong, h.Sum(nil))
}

// ParseID reads a custom_id; ok is false for one that is not ours.
func ParseID(s string) (id ID, ok bool) {
	parts := strings.Split(s, ":")
	if len(parts) != 4 || parts[0] != idMark || len(s) > idSize {
		return ID{}, false
	}
	for i, to := range []*string{&id.Do, &id.Ref, &id.Arg} {
		if *to, ok = idWord(parts[i+1]); !ok {
			return ID{}, false
		}
	}
	return id, id.String() == s && id.Do != ""
}

// idPart writes a part so that it has no colon and only printable ASCII.
func idPart(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < utf8.RuneSelf-1 && c != ':' && c != '%' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}

func idWord(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		var c byte
		if i+3 > len(s) {
			return "", false
		} else if _, err := fmt.Sscanf(s[i+1:i+3], "%02x", &c); err != nil {
			return "", false
		}
		b.WriteByte(c)
		i += 2
	}
	return b.String(), true
}
