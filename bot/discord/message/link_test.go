package message

import (
	"net/url"
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.mid.ru/en/a_b#:~:text=one%20two": "https://www.mid.ru/en/a_b#:~:text=one%20two",
		"https://a.example/x_(y)?q=(1)":               "https://a.example/x_%28y%29?q=%281%29",
		"https://a.example/<b> c":                     "https://a.example/%3Cb%3E%20c",
		"http://user:word@a.example/":                 "",
		"http://user@a.example/":                      "",
		"javascript:alert(1)":                         "",
		"https:///nothing":                            "",
		"//a.example":                                 "",
		"https://münchen.example/":                    "https://xn--mnchen-3ya.example/",
		"https://аррӏе.com/":                          "https://xn--80ak6aa92e.com/",
		"https://a.example:8080?q":                    "https://a.example:8080/?q",
		"https://127.0.0.1/a":                         "https://127.0.0.1/a",
		"https://[::1]:80/":                           "https://[::1]:80/",
		"https://a.example/\u202e":                    "https://a.example/%E2%80%AE",
		"https://a.example/100%?x=%zz":                "",
		"https://a.example/?x=%zz":                    "https://a.example/?x=%25zz",
	} {
		if got := address(in); got != want {
			t.Errorf("address(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLabel(t *testing.T) {
	for in, want := range map[string]string{
		"Russian Federation, Andrey Krutskikh, 23 June 2021": "Russian Federation, Andrey Krutskikh, 23 June 2021",
		"https://bank.example/login":                         "https bank. example/login",
		"www.bank.example":                                   "www. bank. example",
		"[x](http://evil.example)":                           "(x)(http evil. example)",
		"*a* _b_ `c` <@1> @everyone":                         "∗a∗ ‗b‗ ˋcˋ ‹＠1› ＠everyone",
		"  \n ":                                              "source",
		"[]":                                                 "source",
		"Mr. X 👍":                                            "Mr. X",
	} {
		if got := label(in, 120); got != want {
			t.Errorf("label(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskedNeverCutsAnAddress(t *testing.T) {
	base := "https://a.example/" + strings.Repeat("x", 300)
	link := base + "#:~:text=" + strings.Repeat("word%20", 200) + "end"
	for _, c := range []struct {
		room int
		want string
	}{
		{2000, "[France](<" + link + ">)"},
		{1000, "[France](<" + base + ">)"},
		{100, "France"},
	} {
		if got := masked("France", link, c.room); got != c.want {
			t.Errorf("in %d characters: %q", c.room, got)
		}
	}
}

// TestFragment holds that a text fragment that needs escapes which Discord's
// clients refuse gets other words of the same quotation.
func TestFragment(t *testing.T) {
	for in, want := range map[string]string{
		"one%20two%20three": "one%20two%20three",
		"In%20our%20view%2C%20the%20Group%E2%80%99s,in%20nature.":    "In%20our%20view%2C%20the%20Group%E2%80%99s,in%20nature.",
		"In%20our%20view%20the%20world%27s%20work%20is%20here%20now": "In%20our%20view%20the,work%20is%20here%20now",
		"so%2Dcalled%20and%20then%20some%20more":                     "and%20then%20some%20more",
		"a%2Db":                                                      "a%2Db",
		"before%20this-,the%20so%2Dcalled,end%20of%20it":             "before%20this-,the%20so%2Dcalled,end%20of%20it",
	} {
		if got := strings.TrimPrefix(shownTo("https://a.example/#"+fragmentMark+in), "https://a.example/#"+fragmentMark); got != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
	}
}

func FuzzMasked(f *testing.F) {
	for i, s := range nasty {
		f.Add(s, "https://a.example/"+nasty[(i*7)%len(nasty)], 300)
		f.Add(s, nasty[(i*5)%len(nasty)], 40)
	}
	f.Add("x", "https://a.example/#:~:text=%", 100)
	f.Add("x", "https://a.example/#:~:text=%2", 100)
	f.Fuzz(func(t *testing.T, text, link string, n int) {
		n = max(0, min(n, 4000))
		out := masked(text, link, n)
		if Count(out) > n {
			t.Fatalf("%d characters, not %d: %q", Count(out), n, out)
		}
		harmless(t, "a link", out)
		if strings.HasSuffix(out, ">)") && strings.Contains(out, "](<") {
			_, to, _ := strings.Cut(strings.TrimSuffix(out, ">)"), "](<")
			if u, err := url.Parse(to); err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("%q leads to %q", link, to)
			}
		}
	})
}
