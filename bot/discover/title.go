package discover

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// title is the words of the link, else those of the row; where they are few, the
// occasion that stands above is put after them.
func title(l *listing, d *document, above []string) string {
	t := first(d.text, d.words)
	if d.text == "" && d.row >= 0 && l.elements[d.row].tag == "tr" {
		t = cellTitle(l, d.row)
	}
	t, _ = bare(t)
	t = strings.Trim(t, " :|–—-,;")
	if t == "" {
		return ""
	}
	if len(wordsIn(t)) < 3 {
		for _, occasion := range append(slices.Clone(above), l.title) {
			if _, dated := reader.ParseDate(occasion); !dated && len(wordsIn(occasion)) > 1 {
				t = strings.Trim(t+" – "+occasion, " –")
				break
			}
		}
	}
	return strings.TrimSpace(cut(t, longestTitle))
}

// cellTitle joins the cells of a row that are neither labels nor days.
func cellTitle(l *listing, row int) string {
	var parts []string
	for _, cell := range l.cells(row) {
		text := l.wordsOf(cell)
		if _, dated := reader.ParseDate(text); text != "" && !dated {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

var tail = regexp.MustCompile(`^(.*?)(?:\s*[(\[]([^()\[\]]{1,60})[)\]]|\s+[|–—-]\s+([^|–—-]{1,40}))\s*$`)

// bare takes off what says only how a document comes: "(PDF, 120 KB)",
// "| English", the ending of a file's name; lang is the language that this names.
func bare(text string) (title, lang string) {
	text, lang = unfiled(text)
	for range 3 {
		g := tail.FindStringSubmatch(text)
		if g == nil || strings.Trim(g[2]+g[3], "0123456789 ") == "" || strings.TrimSpace(g[1]) == "" {
			break
		}
		label, named, weak := labelled(g[2] + g[3])
		if !label {
			break
		}
		if text = g[1]; !weak {
			lang = first(lang, named)
		}
	}
	return text, lang
}

// unfiled makes words of a file's name: "Freedonia_2_EN.pdf" is "Freedonia 2",
// in English.
func unfiled(text string) (words, lang string) {
	ext := path.Ext(text)
	if !fileEndings[strings.ToLower(ext)] {
		return text, ""
	}
	words = strings.TrimSuffix(text, ext)
	if strings.Contains(words, " ") {
		return words, ""
	}
	if g := suffix.FindStringSubmatch(words); g != nil && languages[strings.ToLower(g[2])] != "" {
		words, lang = g[1], languages[strings.ToLower(g[2])]
	}
	return strings.TrimSpace(strings.ReplaceAll(words, "_", " ")), lang
}
