package discover

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// languages are the names of languages by which lists call the versions of a
// document.
var languages = func() map[string]string {
	m := map[string]string{}
	for code, names := range map[string]string{
		"en": "en eng english anglais inglés ingles английский 英文 英语 الإنجليزية الانجليزية",
		"fr": "fr fra fre french français francais francés frances французский 法文 法语 الفرنسية",
		"es": "es esp spa spanish español espanol espagnol испанский 西班牙文 西班牙语 الإسبانية الاسبانية",
		"ru": "ru rus russian russe ruso русский 俄文 俄语 الروسية",
		"zh": "zh chi chn cn chinese chinois chino китайский 中文 汉语 الصينية",
		"ar": "ar ara arabic arabe árabe арабский 阿拉伯文 阿拉伯语 العربية عربي",
		"pt": "pt por portuguese português portugais portugués",
		"de": "de deu ger german deutsch allemand alemán",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = code
		}
	}
	return m
}()

// letters are the signs by which the United Nations mark versions. One alone
// may be anything ("Annex A"); they count beside others of the same document.
var letters = map[string]string{"E": "en", "F": "fr", "S": "es", "R": "ru", "C": "zh", "A": "ar"}

// labelWords are words of links that say nothing of a document but how it
// comes.
var labelWords = setOf("pdf doc docx word html htm rtf odt file download view read more here link links text full open see original translation " +
	"version unofficial official document documents statement statements speech kb mb bytes the in of a télécharger lire descargar ver más leer скачать читать далее 下载 全文 تحميل")

// labelled takes a link's text as a label: whether it is one and nothing else,
// and the language that it names. weak tells that a single letter did.
func labelled(text string) (label bool, lang string, weak bool) {
	if len(text) > 80 {
		return false, "", false
	}
	words := wordsIn(text)
	for _, w := range words {
		low := strings.ToLower(w)
		code, single := languages[low], letters[w]
		switch {
		case labelWords[low], strings.Trim(w, "0123456789") == "":
		case code != "" && (len(low) > 2 || w == strings.ToUpper(w) || len(words) == 1):
			if lang != "" && lang != code {
				return false, "", false
			}
			lang = code
		case single != "" && len(words) == 1:
			lang, weak = single, true
		default:
			return false, "", false
		}
	}
	return true, lang, weak
}

func wordsIn(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
}

var suffix = regexp.MustCompile(`^(.*\pL\pN?.*?|.*\pN.*?)[ _.\-(]+(\pL{1,12})\)?$`)

// marked reads the language at the end of a file's name, statement_EN.pdf, and
// gives the address without it, which versions of one document share.
func marked(address string) (stem, lang string, weak bool) {
	u, err := url.Parse(address)
	if err != nil {
		return address, "", false
	}
	ext := path.Ext(u.Path)
	if !fileEndings[strings.ToLower(ext)] {
		return address, "", false
	}
	name := strings.TrimSuffix(path.Base(u.Path), ext)
	g := suffix.FindStringSubmatch(name)
	if g == nil {
		return address, "", false
	}
	lang = languages[strings.ToLower(g[2])]
	if lang == "" {
		lang, weak = letters[g[2]], true
	}
	if lang == "" {
		return address, "", false
	}
	return strings.ToLower(u.Host + path.Dir(u.Path) + "/" + g[1]), lang, weak
}

// baseLanguage gives the primary part of a language tag of a page, "" for none.
func baseLanguage(tag string) string {
	if tag == "" || len(tag) > 40 {
		return ""
	}
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, confidence := t.Base()
	if confidence < language.High {
		return ""
	}
	return base.String()
}

// pathLanguage reads the part /en/ of an address.
func pathLanguage(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	found := ""
	for part := range strings.SplitSeq(u.Path, "/") {
		if len(part) == 2 && languages[part] != "" {
			if found != "" && found != languages[part] {
				return ""
			}
			found = languages[part]
		}
	}
	return found
}
