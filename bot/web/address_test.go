package web

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/idna"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://Example.ORG", "https://example.org/"},
		{" HTTPS://example.org:443/a#part ", "https://example.org/a"},
		{"http://example.org:80", "http://example.org/"},
		{"http://example.org:0080/", "http://example.org/"},
		{"http://example.org:443/", "http://example.org:443/"},
		{"http://example.org./", "http://example.org/"},
		{"http://example.org:/", "http://example.org/"},
		{"http://example.org?a=1", "http://example.org/?a=1"},
		{"http://example.org/?", "http://example.org/"},
		{"https://example.org/the “record”’s end.pdf", "https://example.org/the%20%E2%80%9Crecord%E2%80%9D%E2%80%99s%20end.pdf"},
		{"https://example.org/%e2%80%99%7euser/%2F", "https://example.org/%E2%80%99~user/%2F"},
		{"https://example.org/100%/50%zz", "https://example.org/100%25/50%25zz"},
		{"https://example.org/a/./b/../c/%2e%2E/d/..", "https://example.org/a/"},
		{"https://example.org/../../x", "https://example.org/x"},
		{"https://example.org//a", "https://example.org//a"},
		{`https://example.org/a\b`, "https://example.org/a%5Cb"},
		{"https://example.org/?q=a b&x[]=1&r=“s”", "https://example.org/?q=a%20b&x%5B%5D=1&r=%E2%80%9Cs%E2%80%9D"},
		{"https://example.org/?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://example.org/?id=7"},
		{"https://example.org/?utm%5Fsource=x", "https://example.org/"},
		{"https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"},
		{"https://пример.example/путь", "https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C"},
		{"https://faß.example/", "https://xn--fa-hia.example/"},
		{"http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"},
		{"http://a_b.example/", "http://a_b.example/"},
		{"http://192.0.2.1/", "http://192.0.2.1/"},
		{"http://example.org/می\u200cخواهم?\u202e", "http://example.org/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85?%E2%80%AE"},
	} {
		got, err := Canonical(c.in)
		if err != nil || got != c.want {
			t.Errorf("Canonical(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		kind error
	}{
		{"", ErrAddress}, {"example.org/a", ErrAddress}, {"//example.org", ErrAddress}, {"http:example.org", ErrAddress},
		{"http://", ErrAddress}, {"http:///a", ErrAddress}, {"http://a..b/", ErrAddress}, {"http://:80/", ErrAddress},
		{"ftp://example.org/", ErrScheme}, {"file:///etc/passwd", ErrScheme}, {"javascript:alert(1)", ErrScheme}, {"gopher://x", ErrScheme},
		{"http://user@example.org/", ErrAddress}, {"http://user:word@example.org/", ErrAddress}, {"http://@example.org/", ErrAddress},
		{`http://example.org\@other.example/`, ErrAddress}, {"http://exa%6Dple.org/", ErrAddress}, {"http://exa mple.org/", ErrAddress},
		{"http://example.org:99999/", ErrAddress}, {"http://example.org:0/", ErrAddress}, {"http://example.org:8o/", ErrAddress}, {"http://example.org:+80/", ErrAddress},
		{"http://example.org/a\nb", ErrAddress}, {"http://exam\u202eple.org/", ErrAddress}, {"http://exam\u00adple.org/", ErrAddress}, {"http://exam\u200bple.org/", ErrAddress}, {"http://example.org/\x00", ErrAddress},
		{"http://[fe80::1%25eth0]/", ErrAddress}, {"http://[127.0.0.1]/", ErrAddress}, {"http://[::1/", ErrAddress}, {"http://::1/", ErrAddress},
		{"http://127.1/", ErrRefusedAddress}, {"http://2130706433/", ErrRefusedAddress}, {"http://0x7f.1/", ErrRefusedAddress},
		{"http://0177.0.0.1/", ErrRefusedAddress}, {"http://0x7f000001/", ErrRefusedAddress}, {"http://127.0.0.1.1/", ErrRefusedAddress},
		{"http://１２７.１/", ErrRefusedAddress}, {"http://127。1/", ErrRefusedAddress},
		{"http://example.org/" + strings.Repeat("a", longestAddress), ErrAddress},
		{"http://example.org/" + strings.Repeat("ж", longestAddress/4), ErrAddress},
	} {
		got, err := Canonical(c.in)
		if err == nil {
			t.Errorf("Canonical(%.60q) = %q, want an error", c.in, got)
			continue
		}
		fails(t, err, c.kind, "")
		if strings.Contains(err.Error(), "word") {
			t.Errorf("error %q holds a password", err)
		}
	}
}

func TestFollow(t *testing.T) {
	base, err := parse("https://example.org/a/b?c=1")
	if err != nil {
		t.Fatal(err)
	}
	for location, want := range map[string]string{
		"d":                        "https://example.org/a/d",
		"../d?e":                   "https://example.org/d?e",
		"/d#x":                     "https://example.org/d",
		"?e=2":                     "https://example.org/a/b?e=2",
		"#x":                       "https://example.org/a/b?c=1",
		"//other.example/d":        "https://other.example/d",
		"HTTP://other.example":     "http://other.example/",
		"/the “end”":               "https://example.org/the%20%E2%80%9Cend%E2%80%9D",
		"d?to=http://x.example/":   "https://example.org/a/d?to=http://x.example/",
		"/p\xe9":                   "https://example.org/p%E9",
		"///other.example/d":       "",
		"file:///etc/passwd":       "",
		"http://u:p@other.example": "",
	} {
		got, err := follow(base, location)
		if want == "" {
			if err == nil {
				t.Errorf("follow %q: got %v, want an error", location, got)
			}
			continue
		}
		if err != nil || got.String() != want {
			t.Errorf("follow %q: got %v, %v; want %s", location, got, err, want)
		}
	}
}

// FuzzCanonical checks that what Canonical gives stays as it is, and leads to
// the host that was written.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"https://Example.org:443/a b?utm_x=1&c=%7e#d", "http://пример.example/“x”", "http://[::ffff:1.2.3.4]/..//%2e", "http://a/%",
		`http://a\@b/`, "http://a#@b", "http://a?@b", "http://a:80:80/", "http://ａ.b。c/", "http://a/?&&utm_a", "HTTP://A.:80?",
		"http://a/" + strings.Repeat("ж", longestAddress/6), "http://a/?" + strings.Repeat(" ", longestAddress/3),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out, err := Canonical(in)
		if err != nil {
			return
		}
		again, err := Canonical(out)
		if err != nil || again != out {
			t.Fatalf("%q becomes %q and then %q, %v", in, out, again, err)
		}
		u, err := url.Parse(out)
		if err != nil || u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" || !isASCII(out) {
			t.Fatalf("%q becomes %q: %v", in, out, err)
		}
		if want := written(in); u.Hostname() != want {
			t.Fatalf("%q becomes %q, whose host is not %q", in, out, want)
		}
	})
}

// written gives the host of an address as a reader sees it: what stands
// between the slashes, in ASCII.
func written(address string) string {
	_, host, _ := strings.Cut(address, "//")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if i := strings.LastIndex(host, ":"); i > strings.LastIndex(host, "]") {
		host = host[:i]
	}
	host = strings.TrimSpace(host)
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.String()
	}
	if ascii, err := idna.Punycode.ToASCII(host); err == nil && isASCII(host) {
		return strings.TrimSuffix(strings.ToLower(ascii), ".")
	}
	mapped, _ := hostNames().ToASCII(host)
	return strings.TrimSuffix(mapped, ".")
}
