package discover

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"verbatim/bot/web"
)

var (
	fileEndings = setOf(".pdf .doc .docx .odt .rtf .txt")
	otherFiles  = setOf(".jpg .jpeg .png .gif .svg .webp .mp3 .mp4 .m4a .mov .avi .zip .xls .xlsx .csv .ppt .pptx .ics .xml .rss .css .js .json")
)

// elsewhere are hosts on which pages are shared and films shown; what is below
// them counts too.
var elsewhere = strings.Fields("facebook.com twitter.com x.com linkedin.com whatsapp.com wa.me t.me telegram.me youtube.com youtu.be instagram.com " +
	"flickr.com pinterest.com reddit.com tumblr.com weibo.com vk.com ok.ru threads.net bsky.app mastodon.social vimeo.com addtoany.com addthis.com " +
	"webtv.un.org media.un.org google.com")

// resolve gives the canonical address that a link on a page leads to; empty
// where it leads to nothing that could be fetched.
func resolve(base *url.URL, href string) string {
	if len(href) > 4000 {
		return ""
	}
	href = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, href))
	if href == "" || href[0] == '#' {
		return ""
	}
	u, err := base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	address, err := web.Canonical(u.String())
	if err != nil {
		return ""
	}
	return address
}

// baseOf is what the links of a page are read against.
func baseOf(address, given string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if given == "" {
		return u, nil
	}
	if b := resolve(u, given); b != "" {
		if v, err := url.Parse(b); err == nil {
			return v, nil
		}
	}
	return u, nil
}

// leadsAway tells whether an address is none of a document: one that shares or
// shows, a picture, the site's front page, the page itself or one above it.
func leadsAway(page *url.URL, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	host := strings.ToLower(u.Hostname())
	if slices.ContainsFunc(elsewhere, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) }) {
		return true
	}
	if otherFiles[strings.ToLower(path.Ext(u.Path))] {
		return true
	}
	if u.RawQuery == "" && strings.Trim(u.Path, "/") == "" {
		return true
	}
	same := host == strings.ToLower(page.Hostname()) && u.Port() == page.Port()
	above := strings.TrimRight(u.Path, "/") + "/"
	return same && u.RawQuery == "" && strings.HasPrefix(strings.TrimRight(page.Path, "/")+"/", above)
}

// isFile tells whether an address is a document's by its ending.
func isFile(address string) bool {
	u, err := url.Parse(address)
	return err == nil && fileEndings[strings.ToLower(path.Ext(u.Path))]
}
