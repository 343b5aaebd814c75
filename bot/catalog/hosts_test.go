package catalog_test

import (
	"net/url"
	"strings"
	"testing"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus"
)

func TestOwner(t *testing.T) {
	c, _ := builtIn(t)
	for address, want := range map[string]string{
		"https://www.eeas.europa.eu/delegations/un-new-york/x_en": "eu",
		"https://eeas.europa.eu/x":                                "eu",
		"HTTPS://WWW.EEAS.EUROPA.EU/x":                            "eu",
		"https://eeas.europa.eu./x":                               "eu", // the root's dot
		"https://eeas.europa.eu:443/x":                            "eu",
		"http://russiaun.ru:80/en/news/1":                         "RU",
		"https://docs-library.unoda.org/a/b.pdf":                  "un",
		"https://undocs.org/A/75/816":                             "un",
		"https://docs.un.org/en/A/75/816":                         "un",
		"https://press.un.org/en/2024/sc15738.doc.htm":            "un",
		"https://www.un.int/srilanka/statements_speeches/x":       "LK",
		"https://www.un.int/philippines/":                         "PH",

		// Listed hosts are not more than they are listed as.
		"https://www.un.int/":                        "",
		"https://www.un.int/srilankan/x":             "",
		"https://www.un.int/malta/x":                 "",
		"https://www.un.org/en/about":                "",
		"https://evil.gov.uk/x":                      "", // gov.uk is listed, what is below it is not
		"https://cybercapacity.org/x":                "", // a third party's
		"https://eeas.eu.com/x":                      "", // a look-alike
		"https://mfa.gov.sg.edgesuite.example/press": "",

		// Names that only look like one.
		"https://eeas.europa.eu.evil.example/x":    "",
		"https://evil-eeas.europa.eu/x":            "", // another host below europa.eu
		"https://eeas.europa.eu.":                  "eu",
		"https://eeas.europa.eu../x":               "",
		"https://.eeas.europa.eu/x":                "",
		"https://xeeas.europa.eu/x":                "",
		"https://notmid.ru/x":                      "",
		"https://mid.ru.example/x":                 "",
		"https://mid.ru%2eevil.example/x":          "",
		"https://mid.ru%00.evil.example/x":         "",
		"https://mid.ru\u3002evil.example/x":       "",
		"https://mi\u0501.ru/x":                    "", // a Cyrillic letter
		"https://ｍid.ru/x":                         "", // a wide one, which browsers fold
		"https://xn--md-cka.ru/x":                  "",
		"https://undocs.org.evil.example/A/75/816": "",

		// Addresses that go elsewhere than they seem to.
		"https://mid.ru@evil.example/x":              "",
		"https://mid.ru:443@evil.example/x":          "",
		"https://user@mid.ru/x":                      "",
		"https://evil.example\\@mid.ru/x":            "",
		"https://evil.example/https://mid.ru/":       "",
		"https://evil.example?https://mid.ru/":       "",
		"https://evil.example#@mid.ru/":              "",
		"https://mid.ru:8443/x":                      "",
		"http://mid.ru:443/x":                        "",
		"https://www.un.int/srilanka/../malta/x":     "",
		"https://www.un.int/srilanka/%2e%2e/malta/x": "",
		"https://www.un.int/srilanka/..%2fmalta/x":   "",

		// What is no address of a page.
		"ftp://mid.ru/x":          "",
		"javascript://mid.ru/%0a": "",
		"//mid.ru/x":              "",
		"mid.ru/x":                "",
		"https:mid.ru/x":          "",
		"https:///mid.ru/x":       "",
		"https://mid.ru /x":       "",
		"https://mid\t.ru/x":      "",
		"https://[::1]/x":         "",
		"https://127.0.0.1/x":     "",
		"https://2130706433/x":    "",
		"":                        "",
		"https://mid.ru/" + strings.Repeat("a", 5000): "",
	} {
		got, ok := c.Owner(address)
		if got != want || ok != (want != "") {
			t.Errorf("%.80q belongs to %q (%t), want %q", address, got, ok, want)
		}
	}
}

func TestGradeOf(t *testing.T) {
	c, _ := builtIn(t)
	for _, g := range []struct {
		address, by string
		onBehalf    []string
		want        corpus.Grade
	}{
		{"https://www.mid.ru/x", "RU", nil, corpus.Official},
		{"https://www.mid.ru/x", "UA", nil, corpus.Supplied},             // another's words on a State's site
		{"https://www.mid.ru/x", "", nil, corpus.Supplied},               // nobody knows whose
		{"https://www.mid.ru/x", "FR", []string{"RU"}, corpus.Supplied},  // a State does not have another speak for it on its own word
		{"https://www.mid.ru/x", "csto", nil, corpus.Supplied},           // a member is not the group
		{"https://www.mid.ru/x", "", []string{"asean"}, corpus.Supplied}, //
		{"http://en.kremlin.ru/x", "", []string{"asean", "RU"}, corpus.Official},
		{"https://eeas.europa.eu/x", "eu", nil, corpus.Official},
		{"https://eeas.europa.eu/x", "PT", []string{"eu"}, corpus.Official}, // a presidency, on the group's site
		{"https://finlandabroad.fi/x", "FI", []string{"nordic"}, corpus.Official},
		{"https://finlandabroad.fi/x", "DK", []string{"nordic"}, corpus.Supplied},
		{"https://www.un.int/srilanka/x", "LK", nil, corpus.Official},
		{"https://www.un.int/srilanka/x", "PH", nil, corpus.Supplied},

		{"https://undocs.org/A/76/136", "", nil, corpus.UNRecord},
		{"https://docs-library.unoda.org/x.pdf", "AT", nil, corpus.UNRecord},
		{"https://undocs.org.evil.example/x", "AT", nil, corpus.Supplied},
		{"https://press.un.org/en/2025/sgsm22726.doc.htm", "secretary-general", nil, corpus.UNRecord},
		{"https://press.un.org/en/2024/sc15738.doc.htm", "un", nil, corpus.UNRecord},
		{"https://press.un.org/en/2024/sc15738.doc.htm", "FR", nil, corpus.Supplied}, // a press officer's words, not France's
		{"https://www.un.org/press/en/2017/gadis3586.doc.htm", "EE", nil, corpus.Supplied},

		{"https://cybercapacity.org/resources/oewg-transcripts/oewg2-s1-m1/", "", nil, corpus.UnofficialTranscript},
		{"https://cybercapacity.org/x", "GH", nil, corpus.UnofficialTranscript},
		{"https://dig.watch/event/x", "CN", nil, corpus.MachineSummary},
		{"https://wp.dig.watch/?p=1", "", nil, corpus.MachineSummary},
		{"https://eeas.eu.com/x", "eu", nil, corpus.Supplied},
		{"https://example.org/x", "FR", nil, corpus.Supplied},
		{"", "", nil, corpus.Supplied},
	} {
		if got := c.GradeOf(g.address, g.by, g.onBehalf...); got != g.want {
			t.Errorf("%s by %q for %v: %s, want %s", g.address, g.by, g.onBehalf, got, g.want)
		}
	}
}

// FuzzOwner: whatever an address looks like, it belongs to somebody only if the
// host that Go's client would connect to is listed or below a listed one.
func FuzzOwner(f *testing.F) {
	c, _ := builtIn(f)
	for _, seed := range []string{"https://www.mid.ru/x", "https://mid.ru@evil.example/", "https://www.un.int/samoa/..%2fx", "https://EEAS.europa.eu.:443/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if _, ok := c.Owner(address); !ok {
			return
		}
		u, err := url.Parse(address)
		if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q has an owner", address)
		}
		if code, ok := c.Owner("https://" + strings.ToLower(u.Hostname()) + u.EscapedPath()); !ok {
			t.Fatalf("%q has an owner, and its host does not (%s)", address, code)
		}
		if _, ok := c.Owner("https://" + u.Hostname() + ".evil.example" + u.EscapedPath()); ok {
			t.Fatalf("%q has an owner also below another domain", address)
		}
	})
}

func TestCopy(t *testing.T) {
	c, _ := builtIn(t)
	for address, want := range map[string]bool{
		"https://eeas.eu.com/x":               true,
		"https://www.eeas.eu.com/x":           true,
		"https://eeas.europa.eu/x":            false,
		"https://example.org/x":               false,
		"https://eeas.europa.eu@eeas.eu.com/": false, // no address that anything is fetched from
	} {
		if why, ok := c.Copy(address); ok != want || ok != (why != "") {
			t.Errorf("%s: %q, %v", address, why, ok)
		}
	}
}

// TestKey: two addresses have one key where ByURL takes them for one page.
func TestKey(t *testing.T) {
	c, _ := builtIn(t)
	e, ok := c.ByID("ae-2024-06-20-uae-statement-at-the-security")
	if !ok {
		t.Fatal("the source is not there")
	}
	for _, address := range []string{e.URL, strings.TrimSuffix(e.URL, "/"), strings.Replace(e.URL, "https://", "http://www.", 1)} {
		if _, ok := c.ByURL(address); !ok || catalog.Key(address) != catalog.Key(e.URL) {
			t.Errorf("%s has the key %q", address, catalog.Key(address))
		}
	}
	for _, none := range []string{"", "mid.ru/x", "javascript:x", "https://user@mid.ru/x"} {
		if key := catalog.Key(none); key != "" {
			t.Errorf("%q has the key %q", none, key)
		}
	}
}
