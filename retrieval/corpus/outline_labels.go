package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What labels and opening words tell.

// footnoteWord tells whether a paragraph's words are those of a footnote.
func footnoteWord(s string) bool {
	for _, start := range []string{"See ", "Ibid", "Cf.", "Op. cit", "A/", "S/", "http", "Official Records", "United Nations, Treaty"} {
		if strings.HasPrefix(s, start) {
			return true
		}
	}
	return false
}

// labelStyle is how the items of one level are counted.
type labelStyle int

const (
	alphaStyle labelStyle = iota
	romanStyle
	digitStyle
	capitalStyle
	otherStyle
)

// styleOf tells how a label counts. "(i)" is the letter after "(h)" and a
// roman one elsewhere.
func (n *numberer) styleOf(label string) labelStyle {
	inner := strings.Trim(label, "()")
	switch {
	case inner == "":
		return otherStyle
	case inner[0] >= '0' && inner[0] <= '9':
		return digitStyle
	case inner[0] >= 'A' && inner[0] <= 'Z':
		return capitalStyle
	case inner[0] >= utf8.RuneSelf:
		return otherStyle
	case romanValue(inner) == 0:
		return alphaStyle
	case len(inner) > 1:
		return romanStyle
	}
	for _, l := range n.items {
		if l.style == alphaStyle && len(l.label) == 3 && l.label[1]+1 == inner[0] {
			return alphaStyle
		}
	}
	return romanStyle
}

func isFirstLabel(label string) bool {
	switch strings.Trim(label, "()（）") {
	case "a", "i", "1", "A", "а", "一":
		return true
	}
	return false
}

// isSalutation tells whether a paragraph addresses somebody and says nothing
// else: "Mr. Chair," or "Señor Presidente:".
func isSalutation(s string) bool {
	if len(s) > 160 {
		return false
	}
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	if len(fields) == 0 || len(fields) > 9 {
		return false
	}
	switch lastMark(s) {
	case ',', ':', '!', '，', '：', '！', '،':
	default:
		return salutationWords[fields[0]] || openingTitles[fields[0]]
	}
	for _, f := range fields {
		if salutationWords[f] {
			return true
		}
	}
	return strings.Contains(s, "主席")
}

var openingTitles = wordSet(`mr mrs ms distinguished esteemed honourable ladies your monsieur madame mesdames señor señora
	уважаемый уважаемые господин госпожа дамы`)

var salutationWords = wordSet(`
	chair chairman chairperson chairwoman chairs president excellency excellencies sir madam madame gentlemen colleagues
	delegates ambassador ambassadors facilitator dear
	monsieur messieurs mesdames président présidente collègues excellences
	señor señora señores presidente presidenta excelencia excelencias colegas
	господин госпожа председатель коллеги дамы уважаемый уважаемые
	السيد السيدة الرئيس`)

// wordSet makes a set of the words of a table.
func wordSet(table string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(table) {
		set[word] = true
	}
	return set
}
