package picture

import (
	"strings"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
)

const typeface = "Liberation"

// faces are the two fonts that the pictures are written in.
var faces = func() font.Collection {
	parse := func(ttf []byte) *opentype.Font {
		f, err := opentype.Parse(ttf)
		if err != nil { // they are in the program
			panic(err)
		}
		return f
	}
	return font.Collection{
		{Font: font.Font{Typeface: typeface, Variant: "Sans"}, Face: parse(liberationsansregular.TTF)},
		{Font: font.Font{Typeface: typeface, Variant: "Sans", Weight: stdfont.WeightBold}, Face: parse(liberationsansbold.TTF)},
	}
}()

var plain = text.Plain{Fonts: font.NewCache(faces)}

// written gives a style of text of a size in pixels.
func written(size float64, weight stdfont.Weight) text.Style {
	return text.Style{Color: ink, Font: font.Font{Typeface: typeface, Variant: "Sans", Weight: weight, Size: font.Length(size)}, Handler: plain}
}

// writable gives a text as the fonts write it; ok is false where they cannot: a
// script that they lack, or that runs from the right or joins its letters.
func writable(s string) (out string, ok bool) {
	s = norm.NFC.String(s)
	var buf sfnt.Buffer
	for _, r := range s {
		n, err := faces[0].Face.GlyphIndex(&buf, r)
		if err != nil || n == 0 || unicode.In(r, unicode.Mn, unicode.Hebrew, unicode.Arabic) {
			return "", false
		}
	}
	return s, strings.TrimSpace(s) != ""
}

// wrapped breaks a text into lines of a width, and cuts it where it takes more
// than so many.
func wrapped(s string, sty text.Style, width float64, most int) []string {
	var out []string
	words := strings.Fields(s)
	for len(words) > 0 && len(out) < most {
		n := 1
		for n < len(words) && sty.Width(strings.Join(words[:n+1], " ")).Points() <= width {
			n++
		}
		line := strings.Join(words[:n], " ")
		words = words[n:]
		if len(out) == most-1 && len(words) > 0 {
			line += "…"
		}
		out = append(out, cut(line, sty, width))
	}
	return out
}

// cut shortens a line to a width.
func cut(line string, sty text.Style, width float64) string {
	if sty.Width(line).Points() <= width {
		return line
	}
	runes := []rune(strings.TrimSuffix(line, "…"))
	low, high := 0, len(runes) // as many as fit
	for low < high {
		mid := (low + high + 1) / 2
		if sty.Width(string(runes[:mid])+"…").Points() <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}
