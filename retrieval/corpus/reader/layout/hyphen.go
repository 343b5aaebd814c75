package layout

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary is the words of a document that no line's end breaks, in lower
// case, compounds whole and in parts.
type vocabulary map[string]bool

// maxWords bounds what a hostile document costs.
const maxWords = 200_000

var wordForm = regexp.MustCompile(`[\p{L}\p{M}]+(?:[-‐‑][\p{L}\p{M}]+)*`)

// learn takes in a line's words. The first and the last one may be parts.
func (v vocabulary) learn(l string, first, last bool) {
	at := wordForm.FindAllStringIndex(l, -1)
	for i, m := range at {
		if first && i == 0 && m[0] == 0 || last && i == len(at)-1 || len(v) > maxWords {
			continue
		}
		word := dashes.Replace(strings.ToLower(l[m[0]:m[1]]))
		for part := range strings.SplitSeq(word, "-") {
			v[part] = true
		}
		v[word] = true
	}
}

var dashes = strings.NewReplacer("‐", "-", "‑", "-")

// ending is what may be left of a word and is none by itself.
var ending = regexp.MustCompile(`^(?:\p{L}?[^aeiou\s]?(?:ations?|itions?|utions?|ctions?|ptions?)|tions?|tional(?:ly)?|sions?|ments?|mental|ness|it(?:y|ies)|tive(?:ly|s)?|sive(?:ly)?|ances?|ences?|ancy|ency|ble|bly|bility|bilities|ity|ty|ties|cal(?:ly)?|tal|ing|ings|ism|ists?|ous(?:ly)?|rity|curity|nity|ternational|ción|ciones|sión|siones|mente|miento|dad|dades|tés?|ques?|ние|ния|ний|ности|ность|ного|ных|ский|ская|ской)$`)

// whole tells whether the parts of a word that a line's end breaks at a hyphen
// are one word without it: the document writes it so elsewhere and not with the
// hyphen, or the second part is an ending.
func (v vocabulary) whole(before, after string) bool {
	a, b := lastPart(before), firstPart(after)
	if a == "" || b == "" {
		return false
	}
	joined, parted := strings.ToLower(a+b), strings.ToLower(a+"-"+b)
	switch {
	case v[parted]:
		return false
	case v[joined]:
		return true
	case v[b]:
		return false
	}
	return ending.MatchString(b) && !words[strings.ToLower(b)]
}

// words look like endings and are none.
var words = map[string]bool{
	"nation": true, "nations": true, "ration": true, "rations": true, "action": true, "actions": true, "option": true, "options": true,
	"auction": true, "auctions": true, "edition": true, "editions": true, "ties": true, "ovation": true, "notion": true,
}

// lastPart is the letters before the hyphen; "" where the word has another
// hyphen in it, which the writer put.
func lastPart(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if i < 0 {
		return s
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if strings.ContainsRune("-‐‑", r) {
		return ""
	}
	return s[i+n:]
}

func firstPart(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); i >= 0 {
		return s[:i]
	}
	return s
}
