package web

import (
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct{ name, text, open, closed string }{
		{"nothing", "", "/ /a", ""},
		{"a page of HTML", "<!DOCTYPE html><html><a href='x:y'>Disallow: /</a>", "/a", ""},
		{"all closed", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a /a?b"},
		{"empty disallow", "User-agent: *\nDisallow:\n", "/ /a", ""},
		{"own group only", "User-agent: *\nDisallow: /\nUser-agent: verbatim\nDisallow: /x", "/ /a", "/x /x/y /xy"},
		{"own group, any case, version", "user-agent: VERBATIM/2.0\ndisallow: /x", "/a", "/x"},
		{"another's longer or shorter name", "User-agent: verbatimbot\nDisallow: /\nUser-agent: verb\nDisallow: /", "/a", ""},
		{"group of several", "User-agent: a\nUser-agent: verbatim\nUser-agent: b\nDisallow: /x\n\nUser-agent: c\nDisallow: /", "/a", "/x"},
		{"group in two parts", "User-agent: verbatim\nDisallow: /x\nUser-agent: c\nDisallow: /\nUser-agent: Verbatim\nDisallow: /y", "/a", "/x /y"},
		{"empty disallow ends a list", "User-agent: verbatim\nDisallow:\nUser-agent: b\nDisallow: /", "/a", ""},
		{"longest", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bc /b", "/a /a/c /a/b/c/d"},
		{"allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a /ab", ""},
		{"star", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /x*y\nDisallow: *secret", "/a.pdfx /a.pdf?x /ab /y", "/a.pdf /x/y /xy /a/b/z.pdf /x1y2 /a/secret"},
		{"anchored", "User-agent: *\nDisallow: /a*b", "/x/a/b", "/a/b"},
		{"end", "User-agent: *\nDisallow: /a$\nDisallow: /*c*c$", "/ab /a/ /c", "/a /cc /cac"},
		{"query", "User-agent: *\nDisallow: /*?\nDisallow: /p?q=1", "/p", "/a?b /p?q=1"},
		{"escapes are one form", "User-agent: *\nDisallow: /%7euser\nDisallow: /путь\nDisallow: /a b", "/a", "/~user /%D0%BF%D1%83%D1%82%D1%8C/x /a%20b"},
		{"no slash", "User-agent: *\nDisallow: a", "/b", "/a"},
		{"comments, mark, carriage returns", "\ufeff# c\rUser-agent: * # all\r\nDisallow: /a # not b\r\n", "/b", "/a"},
		{"bad lines", "Disallow: /\nUser-agent: *\nCrawl-delay: ten\nnonsense\n: \nDisallow /x\nDisallow: /a", "/b /x", "/a"},
		{"sitemaps are of no group", "User-agent: *\nSitemap: https://x.example/s.xml\nUser-agent: verbatim\nDisallow: /a", "/b", "/a"},
	} {
		r := parseRobots([]byte(c.text), "Verbatim")
		for path := range strings.FieldsSeq(c.open) {
			if !r.permits(path) {
				t.Errorf("%s: %s is closed", c.name, path)
			}
		}
		for path := range strings.FieldsSeq(c.closed) {
			if r.permits(path) {
				t.Errorf("%s: %s is open", c.name, path)
			}
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for value, want := range map[string]time.Duration{"2.5": 2500 * time.Millisecond, "86400": longestDelay, "-3": 0, "NaN": 0, "Inf": longestDelay, "x": 0, "1e300": longestDelay} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+value), "verbatim").delay; got != want {
			t.Errorf("Crawl-delay %s is %v, want %v", value, got, want)
		}
	}
	if got := parseRobots([]byte("User-agent: other\nCrawl-delay: 5"), "verbatim").delay; got != 0 {
		t.Errorf("another's Crawl-delay is %v", got)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /", "/ab")
	f.Add("Disallow: "+strings.Repeat("*a", 500), strings.Repeat("a", 500))
	f.Fuzz(func(t *testing.T, text, path string) {
		all := "User-agent: verbatim\nDisallow: /\n"
		if !parseRobots([]byte(text), "verbatim").permits("/robots.txt") {
			t.Error("robots.txt itself is closed")
		}
		if strings.HasPrefix(path, "/") && path != "/robots.txt" && parseRobots([]byte(all), "verbatim").permits(path) {
			t.Errorf("%q is open where all is closed", path)
		}
		parseRobots([]byte(text), "verbatim").permits(path)
	})
}

func TestToken(t *testing.T) {
	for in, want := range map[string]string{"Verbatim/1.0": "Verbatim", "a-b_c 2": "a-b_c", "": "", "1x": "", "é": ""} {
		if got := token(in); got != want {
			t.Errorf("token(%q) = %q, want %q", in, got, want)
		}
	}
}

// The worst that fits into a robots.txt is answered soon.
func TestHostileRobots(t *testing.T) {
	path := "/" + strings.Repeat("a", longestAddress)
	for _, line := range []string{"Disallow: " + strings.Repeat("*a", maxRobots/2-20), "Disallow: *ab", "Disallow:*" + strings.Repeat("a", 200) + "b$", "Disallow:/" + strings.Repeat("a", 500) + "*b"} {
		text := "User-agent: *\n" + strings.Repeat(line+"\n", maxRobots/len(line))
		start := time.Now()
		parseRobots([]byte(text), "verbatim").permits(path)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%.30q takes %v", line, took)
		} else {
			t.Logf("%.30q takes %v", line, took)
		}
	}
}
