package library

import (
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/corpus"
)

// How many bytes of a document's name are kept.
const (
	longestStem   = 80
	longestEnding = 12
)

// fileName makes the name under which a document is kept of the one that it came
// with: letters, digits, "-" and "_" of its last part, and a known ending, in
// lower case. One without an ending is text. An ending that is not known stays,
// and reading the document says so.
func fileName(given string) string {
	given = norm.NFC.String(strings.ToValidUTF8(given, ""))
	given = given[strings.LastIndexAny(given, `/\`)+1:]
	dotted := path.Ext(given)
	if strings.ContainsAny(dotted, " \u00a0") { // "Statement by H.E. Mr X"
		dotted = ""
	}
	ending := keep(strings.ToLower(dotted), longestEnding)
	if ending == "" {
		ending = "txt"
	}
	return plain(strings.TrimSuffix(given, dotted)) + "." + ending
}

// plain makes a name without its ending safe on every system: never hidden,
// reserved or empty, and never one that means something in a library.
func plain(stem string) string {
	stem = keep(stem, longestStem)
	if stem == "" {
		return "document"
	}
	if reserved.MatchString(stem) || corpus.PassedOver(stem) || corpus.PassedOver(stem+".txt") {
		return keep("document-"+stem, longestStem)
	}
	return stem
}

// reserved are names that Windows keeps for devices, and that of the file that
// extends the States.
var reserved = regexp.MustCompile(`(?i)^(?:con|prn|aux|nul|com\d|lpt\d|states)$`)

// keep gives the letters, digits and "_" of a text, all else as single dashes,
// at most that many bytes.
func keep(text string, most int) string {
	var b strings.Builder
	dash := false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r), r == '_':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		default:
			dash = true
		}
	}
	out := b.String()
	for len(out) > most {
		_, size := utf8.DecodeLastRuneInString(out)
		out = out[:len(out)-size]
	}
	return strings.Trim(out, "-_")
}

// freeName numbers a document's name so that its stem, which becomes its ID and
// its sidecar's name, is not taken.
func freeName(name string, taken func(stem string) bool) string {
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	free := stem
	for n := 2; taken(free); n++ {
		free = stem + "-" + strconv.Itoa(n)
	}
	return free + ending
}
