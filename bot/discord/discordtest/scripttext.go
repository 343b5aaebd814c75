package discordtest

import (
	"fmt"
	"iter"
	"regexp"
	"strings"
)

// freeText finds steps that take the rest of their line as a text.
var freeText = regexp.MustCompile(`^\S+ (says|replies)\b`)

// steps gives the steps of a line.
func steps(line string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			line = strings.TrimSpace(line)
			if line == "" || line == "#" || strings.HasPrefix(line, "# ") {
				return
			}
			step, rest := line, ""
			if !freeText.MatchString(line) {
				step, rest = cutStep(line)
			}
			if !yield(strings.TrimSpace(step)) {
				return
			}
			line = rest
		}
	}
}

// cutStep cuts at the first ";" outside of quotes and regular expressions that
// white space or nothing follows.
func cutStep(line string) (step, rest string) {
	var in byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case in != 0:
			if c == in {
				in = 0
			}
		case c == '"', c == '/' && i > 1 && line[i-2:i] == ": ":
			in = c
		case c == ';' && (i+1 == len(line) || line[i+1] == ' '):
			return line[:i], line[i+1:]
		}
	}
	return line, ""
}

// words cuts a text at white space; what stands between quotes is kept
// together, and the quotes are taken away. quoted tells which words had some
// at their start.
func words(text string) (out []string, quoted []bool, err error) {
	var b strings.Builder
	in, open, first := false, false, false
	flush := func() {
		if in {
			out, quoted = append(out, b.String()), append(quoted, first)
		}
		b.Reset()
		in, first = false, false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && open && i+1 < len(text):
			i++
			b.WriteByte(text[i])
		case c == '"':
			first = first || !in
			open, in = !open, true
		case c == ' ' && !open:
			flush()
		default:
			in = true
			b.WriteByte(c)
		}
	}
	flush()
	if open {
		return nil, nil, fmt.Errorf(`a quote (") is not closed`)
	}
	return out, quoted, nil
}

// suffix cuts "WORD NAME" from the end of words, as in "on NAME".
func suffix(list []string, quoted []bool, word string) ([]string, string) {
	if n := len(list); n >= 2 && list[n-2] == word && !quoted[n-2] {
		return list[:n-2], list[n-1]
	}
	return list, ""
}

// expectation reads ": /pattern/ [as NAME]", with what stands before it.
var expectation = regexp.MustCompile(`^(.*?):\s+/((?:[^/\\]|\\.)*)/(?:\s+as\s+(\S+))?$`)

// expected reads what is to be seen.
func expected(rest string) (before string, re *regexp.Regexp, as string, err error) {
	m := expectation.FindStringSubmatch(rest)
	if m == nil {
		return "", nil, "", fmt.Errorf("a regular expression must stand there, as in: /words/")
	}
	re, err = regexp.Compile(strings.ReplaceAll(m[2], `\/`, `/`))
	return strings.TrimSpace(m[1]), re, m[3], err
}
