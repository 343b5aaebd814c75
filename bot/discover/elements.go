package discover

import (
	"slices"
	"strings"
)

// What elements mean: which end which, which are not shown, and which hold a
// site's own links.

type closing struct{ closed, within []string }

// closes lists what the beginning of an element ends, and what it does not
// reach out of.
var closes = map[string]closing{
	"a":  {[]string{"a"}, []string{"td", "li", "table"}},
	"li": {[]string{"li"}, []string{"ul", "ol", "table"}},
	"dt": {[]string{"dt", "dd"}, []string{"dl", "table"}},
	"dd": {[]string{"dt", "dd"}, []string{"dl", "table"}},
	"tr": {[]string{"tr", "td", "th"}, []string{"table"}},
	"td": {[]string{"td", "th"}, []string{"tr", "table"}},
	"th": {[]string{"td", "th"}, []string{"tr", "table"}},
	"p":  {[]string{"p"}, []string{"div", "td", "li", "article", "section", "table", "body"}},
}

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

var (
	void   = setOf("area base br col embed hr img input link meta param source track wbr")
	inline = setOf("a abbr b bdi bdo cite code em font i mark q s small span strong sub sup u time wbr img")
	unseen = setOf("head script style noscript template svg select iframe textarea object title")
	always = setOf("nav menu aside dialog")
	whole  = setOf("html body main article")
	plugs  = setOf("breadcrumb breadcrumbs share sharing social socials cookie cookies navbar nav navigation menu submenu mainmenu pager pagination skip")
	places = setOf("header footer nav navigation menu sidebar")
)

func isHidden(attr map[string]string) bool {
	_, hidden := attr["hidden"]
	return hidden || strings.Contains(strings.ReplaceAll(strings.ToLower(attr["style"]), " ", ""), "display:none")
}

// isChrome tells whether an element holds the site's own links and no list of
// documents. A header or a footer within an article is the article's.
func (s *scanner) isChrome(tag string, attr map[string]string) bool {
	switch {
	case whole[tag]:
		return false
	case always[tag], attr["role"] == "navigation", attr["role"] == "banner", attr["role"] == "contentinfo":
		return true
	case tag == "header" || tag == "footer":
		return !slices.ContainsFunc(s.open, func(at int) bool {
			return slices.Contains([]string{"main", "article", "section", "li", "tr"}, s.elements[at].tag)
		})
	}
	return places[strings.ToLower(attr["id"])] || slices.ContainsFunc(classWords(attr["class"]), func(w string) bool { return plugs[w] })
}

// classWords takes the names of classes apart: "views-row news_item".
func classWords(class string) []string {
	return strings.FieldsFunc(strings.ToLower(cut(class, 500)), func(r rune) bool { return r == '-' || r == '_' || r <= ' ' })
}
