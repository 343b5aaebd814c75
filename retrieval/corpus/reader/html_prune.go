package reader

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What stands beside a statement on its page: footers, other news, comments,
// lists of links. Class names are chosen by people and tell little; these rules go
// by what a page says and how a statement is built. Nothing goes that holds a
// salutation, a closing formula or words such as "my delegation".

var (
	besideHeading = regexp.MustCompile(`(?i)^[\W_]*(?:\d+ )?(?:` + strings.Join([]string{
		`(?:related|latest|recent|other|more|popular|top|similar)(?: (?:news|content|articles?|posts?|stories|links?|documents?|statements?|topics?|speeches|updates|press releases?|pages?|information))*(?: from .{1,60})?`,
		`news(?: and events| & events|letter)?`, `see also`, `read (?:more|next|also)`, `you (?:may|might) (?:also )?(?:like|be interested in).{0,30}`, `recommended.{0,30}`, `share(?: (?:this|on|via)(?: .{1,30})?)?`, `follow us.{0,30}`, `stay connected`, `subscribe.{0,40}`,
		`comments?`, `leave a (?:reply|comment)`, `responses?`, `contacts?(?: us)?`, `about (?:us|the (?:mission|embassy|ministry|delegation)|this site)`, `tags`, `categories`, `archives?`, `feedback`, `(?:is|was) this (?:page|article|information) (?:useful|helpful)`, `visitors?`, `travel advice`, `social media`, `cookies?(?: .{1,30})?`,
		`à lire (?:aussi|également)`, `(?:articles?|actualités|contenus?|documents?) (?:liés?|connexes?|associés?|similaires?)`, `(?:les )?(?:dernières )?actualités`, `voir aussi`, `sur le même (?:sujet|thème)`, `partager.{0,30}`, `suivez-nous.{0,30}`, `commentaires?`, `contact(?:ez-nous)?`,
		`(?:últimas |otras )?noticias(?: relacionad[ao]s)?`, `(?:contenidos?|artículos?|enlaces?) relacionad[ao]s`, `ver (?:también|más)`, `te puede interesar`, `comentarios?`, `compartir.{0,30}`, `síguenos.{0,30}`, `etiquetas`, `contáctenos`,
		`(?:последние |другие |свежие )?новости(?: по теме)?`, `читайте также`, `(?:материалы |ещё |еще )?по теме`, `похожие .{1,30}`, `комментарии`, `поделиться.{0,30}`, `контакты`,
		`(?:相关|最新|推荐|更多|其他)(?:新闻|链接|阅读|文章|消息|资讯|报道|内容)`, `延伸阅读`, `分享到?`, `评论`,
		`(?:أخبار|مواضيع|مقالات|روابط) ذات صلة`, `(?:آخر|أحدث) الأخبار`, `اقرأ (?:أيضا|أيضًا|المزيد)`, `التعليقات`, `شارك.{0,20}`, `관련 ?.{0,10}`,
	}, "|") + `)[\W_]*(?:\(\d+\)|\d+)?[\W_]*$`)
	firstPlural = regexp.MustCompile(`(?i)\b(?:we|our|us|nous|notre|nos|nuestr[oa]s?|nosotros|\p{L}{3,}[aei]mos)\b|(?:^|[^\p{L}])(?:мы|нам|наш\p{L}*)(?:$|[^\p{L}])|我们|我国|中方|نحن|بلادي|وفدنا`)
	ofSpeech    = regexp.MustCompile(`(?i)\bmy delegation\b|\b(?:mr|madam|ms|mister)\.? (?:chair|president)|\bma délégation\b|\b(?:monsieur|madame) l[ea] président|\bmi delegación\b|\bseñora? president|主席(?:先生|女士)|中国代表团|(?:наша|моя) делегация|(?:господин|госпожа) председател|وفد بلادي|السيد الرئيس`)
)

const (
	besideMost = 50   // percent of a page's text that stands under a heading beside a statement at most
	footMost   = 2000 // bytes of a footer or an aside
)

// prune takes off a page what stands beside a statement for certain.
func prune(body *html.Node) {
	all, _ := weigh(body, false)
	var cut []*html.Node
	for n := range body.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Footer || n.DataAtom == atom.Aside:
			if !longText(n, footMost) && !ofStatement(n) {
				cut = append(cut, n)
			}
		case n.DataAtom == atom.Ul || n.DataAtom == atom.Ol:
			if linkList(n) {
				cut = append(cut, n)
			}
		case isHeading(n) && besideHeading.MatchString(squeeze(textOf(n))):
			cut = append(cut, below(n, all)...)
		}
	}
	for _, n := range cut {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// linkList tells whether a list is one of links.
func linkList(n *html.Node) bool {
	count := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			count++
		}
	}
	total, links := weigh(n, false)
	return count > 1 && links*10 >= total*9
}

// below gives a heading and what follows it in its element; nothing where that is
// much of the page, or may be of a statement.
func below(heading *html.Node, all int) []*html.Node {
	out := []*html.Node{heading}
	sum := 0
	for n := heading.NextSibling; n != nil; n = n.NextSibling {
		if ofStatement(n) {
			return nil
		}
		total, _ := weigh(n, false)
		if sum += total; sum*100 > all*besideMost {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// ofStatement tells whether words of a speech stand in an element.
func ofStatement(n *html.Node) bool {
	text := squeeze(textOf(n))
	if n.Type == html.TextNode {
		text = squeeze(n.Data)
	}
	if ofSpeech.MatchString(text) || salutes(text) {
		return true
	}
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || !leaf(d) {
			continue
		}
		if t := squeeze(textOf(d)); salutes(t) || closes(t) {
			return true
		}
	}
	return false
}

// saluted finds, within the element that holds nearly all of a page's text, the
// smallest one that holds a whole statement: from its salutation to the closing
// formula, behind which no words of a speech stand. nil where there is none.
func saluted(root *html.Node) *html.Node {
	var w speechWalk
	w.node(root, root, false, 0)
	if w.last <= 0 {
		return nil
	}
	if leaves := w.leaves[w.first : w.last+1]; framedText(leaves) {
		for _, l := range leaves {
			unframe(l.n, root)
		}
	}
	for n := w.leaves[w.first].n.Parent; n != nil && n != root; n = n.Parent {
		if holder(n.DataAtom) && contains(n, w.leaves[w.last].n) {
			return n
		}
	}
	return nil
}

// speechLeaf is an element with text and no block.
type speechLeaf struct {
	n      *html.Node
	size   int
	framed bool // only its class, or that of what it lies in, keeps it from being printed
}

// speechWalk finds a statement's first and last lines among a page's.
type speechWalk struct {
	leaves      []speechLeaf
	begun       bool
	onward      int // lines below the closing formula that may go on with the statement
	first, last int // indices of the salutation, and of the closing formula; last is 0 where there is none
}

func (w *speechWalk) node(n, root *html.Node, in bool, depth int) {
	if depth > maxNesting {
		return
	}
	if n != root && n.Type == html.ElementNode {
		byClass := framed(n)
		if n.DataAtom == atom.Footer || !byClass && hidden(n) {
			return
		}
		in = in || byClass
		if leaf(n) {
			w.leaf(n, in)
			return
		}
	}
	for c := range n.ChildNodes() {
		w.node(c, root, in, depth+1)
	}
}

func (w *speechWalk) leaf(n *html.Node, framed bool) {
	text := squeeze(textOf(n))
	if framed {
		total, _ := weigh(n, false)
		w.leaves = append(w.leaves, speechLeaf{n, total, true})
		return
	}
	if text == "" {
		return
	}
	w.leaves = append(w.leaves, speechLeaf{n, len(text), false})
	switch i := len(w.leaves) - 1; {
	case !w.begun && salutes(text):
		w.first, w.begun = i, true
	case w.begun && i > w.first+1 && closesWith(text):
		w.last, w.onward = i, 0
	case w.last > 0 && ofSpeech.MatchString(text):
		w.last = 0
	case w.last > 0 && endsSentence(text) && firstPlural.MatchString(text):
		if w.onward++; w.onward > 1 { // thanks amidst a statement
			w.last = 0
		}
	}
}

// framedText tells whether most of a statement would go by the names of classes,
// which then mean something else.
func framedText(leaves []speechLeaf) bool {
	of, all := 0, 0
	for _, l := range leaves {
		if all += l.size; l.framed {
			of += l.size
		}
	}
	return of*2 > all
}

// unframe takes the classes off an element and those that it lies in.
func unframe(n, root *html.Node) {
	for ; n != nil && n != root; n = n.Parent {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" || a.Key == "id" })
	}
}

// closesWith tells whether a paragraph's last sentence is a closing formula.
func closesWith(text string) bool {
	if at := strings.LastIndex(strings.TrimRight(text, ". "), ". "); at >= 0 {
		text = text[at+2:]
	}
	return closes(text)
}
