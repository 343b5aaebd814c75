package reader

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readMarkdown reads the words that Markdown shows: it is turned into a page,
// and the page into paragraphs. The numbers of lists stay as they are written;
// Markdown itself would count anew.
func readMarkdown(j job) ([]content, error) {
	s, err := decode(j.data)
	if err != nil {
		return nil, err
	}
	labels, body := frontMatter(tidy(s))
	if !parsable(body) {
		return []content{{text: body, labels: labels}}, nil
	}
	var page bytes.Buffer
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(numbers{}, 100))),
		goldmark.WithRendererOptions(ghtml.WithUnsafe()),
	)
	if err := md.Convert([]byte(body), &page); err != nil {
		return nil, &Error{Kind: ErrUnsupported, Reason: "is Markdown that could not be read (" + err.Error() + ")", Fix: "save it as plain text, with the ending .txt"}
	}
	doc, err := html.Parse(&page)
	if err != nil {
		return nil, &Error{Kind: ErrUnsupported, Reason: "is Markdown that could not be read (" + err.Error() + ")", Fix: "save it as plain text, with the ending .txt"}
	}
	c := content{labels: labels, text: pageBody(doc)}
	if h := topHeading(doc); h != "" && len(h) < longest {
		c.titles, c.hints.Title = []string{h}, h
	}
	return []content{c}, nil
}

// What a parser of Markdown takes in its stride. Some constructs cost it the
// square of their length, and nobody writes them: a text beyond these bounds is
// taken for its words as they stand.
const (
	maxMarkdown = 4 << 20 // bytes
	maxMarkup   = 3000    // characters of markup between two blank lines
	maxDeep     = 40      // markers of quotations and lists before a line's text
)

// parsable tells whether a text is within those bounds.
func parsable(s string) bool {
	if len(s) > maxMarkdown {
		return false
	}
	markup := 0
	for l := range strings.Lines(s) {
		if strings.TrimSpace(l) == "" {
			markup = 0
			continue
		}
		deep, indent := 0, true
		for i := 0; i < len(l); i++ {
			switch c := l[i]; {
			case strings.IndexByte("[]()*_~`<>|!&\\", c) >= 0:
				markup++
				if indent && c == '>' {
					deep++
				}
			case indent && (c == '-' || c == '+' || c == '.' || c == ')'):
				deep++
			case c != ' ' && c != '\t' && (c < '0' || c > '9'):
				indent = false
			}
		}
		if markup > maxMarkup || deep > maxDeep || len(l)-len(strings.TrimLeft(l, " \t")) > 400 {
			return false
		}
	}
	return true
}

func pageBody(doc *html.Node) string {
	p := printer{set: settingOf(doc), italics: italicsTell(doc)}
	p.node(doc)
	return tidy(p.String())
}

// topHeading gives the heading with which the document begins.
func topHeading(doc *html.Node) string {
	body := find(doc, atom.Body)
	if body == nil {
		return ""
	}
	for n := range body.ChildNodes() {
		if n.Type == html.ElementNode {
			if n.DataAtom == atom.H1 {
				return squeeze(textOf(n))
			}
			return ""
		}
	}
	return ""
}

// numbers notes the number that stands before each item of an ordered list.
type numbers struct{}

var itemNumber = regexp.MustCompile(`^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(\d{1,9})[.)]`)

// Transform implements parser.ASTTransformer.
func (numbers) Transform(doc *ast.Document, r text.Reader, _ parser.Context) {
	src := r.Source()
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		item, ok := n.(*ast.ListItem)
		if !entering || !ok {
			return ast.WalkContinue, nil
		}
		list, ok := item.Parent().(*ast.List)
		if !ok || !list.IsOrdered() {
			return ast.WalkContinue, nil
		}
		if g := itemNumber.FindSubmatch(lineBefore(item, src)); g != nil {
			item.SetAttributeString("value", g[1])
		}
		return ast.WalkContinue, nil
	})
}

// lineBefore gives the source from the start of the line on which an item's
// text begins up to that text.
func lineBefore(item ast.Node, src []byte) []byte {
	n := item.FirstChild()
	for n != nil && n.Type() == ast.TypeBlock && n.Lines().Len() == 0 {
		n = n.FirstChild()
	}
	if n == nil || n.Type() != ast.TypeBlock {
		return nil
	}
	at := n.Lines().At(0).Start
	return src[bytes.LastIndexByte(src[:at], '\n')+1 : at]
}

// frontMatter takes the block between two lines "---" (YAML) or "+++" (TOML)
// off the top, and reads its plain fields.
func frontMatter(s string) (Meta, string) {
	for _, fence := range []string{"---", "+++"} {
		rest, ok := strings.CutPrefix(s, fence+"\n")
		if !ok {
			continue
		}
		end := strings.Index("\n"+rest, "\n"+fence+"\n")
		if end < 0 || end > 16<<10 {
			return Meta{}, s
		}
		block, body := rest[:max(end-1, 0)], rest[end+len(fence):]
		fields := yamlFields(block)
		if fence == "+++" {
			fields = tomlFields(block)
		}
		if len(fields) == 0 && strings.TrimSpace(block) != "" { // two rules with a paragraph between them
			return Meta{}, s
		}
		return fieldsMeta(fields), body
	}
	return Meta{}, s
}

var yamlField = regexp.MustCompile(`^([A-Za-z][\w-]*): *(.*)$`)

// yamlFields reads "key: value" lines; lists and nested fields are passed over.
func yamlFields(block string) map[string]string {
	out := map[string]string{}
	for l := range strings.Lines(block) {
		g := yamlField.FindStringSubmatch(strings.TrimRight(l, "\n"))
		if g == nil {
			continue
		}
		v := strings.TrimSpace(g[2])
		if len(v) > 1 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
			v = v[1 : len(v)-1]
		}
		out[strings.ToLower(g[1])] = v
	}
	return out
}

func tomlFields(block string) map[string]string {
	var values map[string]any
	if toml.Unmarshal([]byte(block), &values) != nil {
		return nil
	}
	out := map[string]string{}
	for k, v := range values {
		switch v := v.(type) {
		case string:
			out[strings.ToLower(k)] = v
		case toml.LocalDate:
			out[strings.ToLower(k)] = v.String()
		case interface{ Format(string) string }:
			out[strings.ToLower(k)] = v.Format("2006-01-02")
		case int64:
			out[strings.ToLower(k)] = strconv.FormatInt(v, 10)
		}
	}
	return out
}

func fieldsMeta(f map[string]string) Meta {
	m := Meta{
		Title: f["title"], Speaker: f["speaker"], Office: f["office"], Venue: firstOf(f["venue"], f["location"]),
		Session: f["session"], Symbol: symbolIn(f["symbol"]), Language: languageCode(firstOf(f["language"], f["lang"])),
		URL: firstOf(f["url"], f["source"], f["canonical"], f["link"]),
	}
	if by := firstOf(f["by"], f["state"], f["country"], f["delegation"]); by != "" {
		m.By = []string{by}
	}
	if a := f["author"]; m.Speaker == "" && IsName(a) {
		m.Speaker = a
	}
	if d, ok := ParseDate(f["date"]); ok {
		m.Date = d
	} else if d, ok := isoDay(f["date"]); ok {
		m.Date = d
	}
	return m
}
