package reader

import (
	"context"
	"strings"
	"testing"
)

// Item (c) is no copyright line, wherever it stands.
func TestItemC(t *testing.T) {
	const item = "(c) States should not let their territory be used for attacks."
	page := "Report of the Group\n\n13. The Group recalls the following norms:\n\n(a) States should cooperate.\n\n(b) States should exchange what they know.\n\n" + item
	for _, name := range []string{"a.txt", "a.md"} {
		d, err := New(Options{}).Read(context.Background(), name, []byte(page))
		if err != nil || !strings.Contains(d[0].Text, item) {
			t.Errorf("%s: %v\n%s", name, err, d[0].Text)
		}
	}
	d, err := New(Options{}).Read(context.Background(), "a.html", []byte("<html><body><article><h1>Report</h1><p>"+strings.ReplaceAll(page, "\n\n", "</p><p>")+"</p><p>(c) 2024 Mission of Freedonia. All rights reserved.</p></article></body></html>"))
	if err != nil || !strings.Contains(d[0].Text, item) || strings.Contains(d[0].Text, "rights") {
		t.Errorf("%v\n%s", err, d[0].Text)
	}
}
