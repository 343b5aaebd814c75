package reader

import (
	"strings"
	"testing"
)

// TestDOCXApart: what a document sets apart as quotations are bears their mark,
// and what is set so for another reason does not.
func TestDOCXApart(t *testing.T) {
	const (
		body    = "Norms are binding upon everybody, and my delegation has said so in every session of this group."
		another = "Norms are voluntary, and nobody is bound by them."
		both    = `<w:ind w:left="720" w:right="720"/>`
		left    = `<w:ind w:start="720"/>`
		slant   = `<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">`
		end     = `</w:t></w:r>`
	)
	lead := wp("", "Mr. Chair,") + wp("", body)
	rest := wp("", body) + wp("", body)
	for name, tt := range map[string]struct {
		xml   string
		apart bool
	}{
		"a style for quotations":                    {wp(styled("Quote"), another), true},
		"a style that rests on it":                  {wp(styled("Mine"), another), true},
		"a quotation of a few words":                {wp(styled("Quote"), "Never again"), true},
		"indented on both sides":                    {wp(both, another), true},
		"indented on one side":                      {wp(left, another), true},
		"indented by a style":                       {wp(styled("Deep"), another), true},
		"in italics":                                {wp("", slant+another+end), true},
		"in italics, run by run":                    {wp("", slant+"Norms are voluntary, "+end, slant+"and nobody is bound."+end), true},
		"in italics by a style":                     {wp(styled("Slant"), another), true},
		"emphasis":                                  {wp("", "Norms are ", slant+"never"+end, " voluntary, and all are bound."), false},
		"upright in a style of italics":             {wp(styled("Slant"), `<w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t>`+another+end), false},
		"an item that is counted":                   {wp(numbered(1, 1)+both, another), false},
		"an item that bears its mark":               {wp(left, "(a) "+another), false},
		"the first line alone is indented":          {wp(`<w:ind w:firstLine="720"/>`, another), false},
		"a name at the foot":                        {wp(`<w:ind w:left="4320"/>`, "Rufus Firefly"), false},
		"a heading in italics":                      {wp("", slant+"Existing and potential threats"+end), false},
		"a date in a style for quotations":          {wp(styled("Quote"), "New York, 27 July 2022"), false},
		"a notice in italics":                       {wp("", slant+"This is an unofficial transcript of the meeting."+end), false},
		"the indent is the style that undoes it":    {wp(styled("Deep")+`<w:ind w:left="0" w:right="0"/>`, another), false},
		"a quotation within a table for the layout": {`<w:tbl><w:tr><w:tc>` + wp("", body) + wp(styled("Quote"), another) + wp("", strings.Repeat(body+" ", 4)) + `</w:tc></w:tr></w:tbl>`, true},
	} {
		t.Run(name, func(t *testing.T) {
			docs, err := Read("a.docx", styles(lead+tt.xml+rest))
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(docs[0].Text, quoteMark); n > 1 || n == 1 != tt.apart {
				t.Errorf("%d quotations in %s", n, docs[0].Text)
			}
		})
	}
	for name, of := range map[string]string{
		"all of it in italics":    strings.Repeat(wp("", slant+body+end), 3),
		"much of it in italics":   wp("", body) + strings.Repeat(wp("", slant+body+end), 2),
		"much of it indented":     wp("", body) + strings.Repeat(wp(both, body), 2),
		"all of it is quotations": strings.Repeat(wp(styled("Quote"), body), 3),
		"all of it indented":      strings.Repeat(wp(both, body), 3),
	} {
		docs, err := Read("a.docx", styles(wp("", "Mr. Chair,")+of))
		if err != nil || strings.Contains(docs[0].Text, quoteMark) {
			t.Errorf("%s: %v, %+v", name, err, docs)
		}
	}
}

// styles makes a Word document of the body's XML with styles that set text apart.
func styles(body string) []byte {
	style := func(id, name, more string) string {
		return `<w:style w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + more + `</w:style>`
	}
	return packed("_rels/.rels", wordRels, "word/numbering.xml", wordNumbers,
		"word/styles.xml", `<w:styles `+wordSpace+`>`+style("Quote", "Intense Quote", "")+style("Mine", "Words of others", `<w:basedOn w:val="Quote"/>`)+
			style("Deep", "Deep", `<w:pPr><w:ind w:left="720" w:right="720"/></w:pPr>`)+style("Slant", "Slant", `<w:rPr><w:i/></w:rPr>`)+`</w:styles>`,
		"word/document.xml", `<w:document `+wordSpace+`><w:body>`+body+`</w:body></w:document>`)
}
