package reader

import (
	"strings"
	"testing"
)

// TestSuperscripts: exponents are no footnotes, and no footnote is an exponent.
func TestSuperscripts(t *testing.T) {
	for in, want := range map[string]string{
		"the law<sup>3</sup> binds":             "the law[3] binds",
		"the report of 2021<sup>4</sup> says":   "the report of 2021[4] says",
		"some 10<sup>6</sup> incidents":         "some 10⁶ incidents",
		"some 10<sup>-3</sup> of it":            "some 10⁻³ of it",
		"over 40 km<sup>2</sup> of sea":         "over 40 km² of sea",
		"the 1<sup>st</sup> meeting":            "the 1st meeting",
		"paragraph 12<sup>2</sup> of the text":  "paragraph 12[2] of the text",
		"the A.M.<sup>2</sup> meeting":          "the A.M.[2] meeting",
		"the programme<sup>2</sup> of the year": "the programme[2] of the year",
	} {
		docs, err := Read("a.html", []byte("<html><body><p>Mr. Chair, we speak of "+in+", and we thank you for all of it today.</p></body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		if got := docs[0].Text; !strings.Contains(got, want) {
			t.Errorf("%s: %q", in, got)
		}
	}
}
