package message

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// Masked links. Discord shows backslashes inside a link's text and draws no
// link at all whose text holds an address, so a text is made harmless by
// giving it other characters of the same look, never by escapes. It is made of
// metadata only; quotations are never link text.

// lookalikes are shown in place of what means something in a link's text.
var lookalikes = strings.NewReplacer(
	"[", "(", "]", ")", "<", "‹", ">", "›", "*", "∗", "_", "‗", "~", "∼", "`", "ˋ", "|", "ǀ", `\`, "∖",
	"://", " ", "．", ".", "。", ".", "｡", ".", "․", ".", "﹒", ".", "@", "＠", ":", "∶", "\u200b", "", "\u2060", "", "\u00ad", "",
)

// innerDot finds a dot that could make a name look like an address.
var innerDot = regexp.MustCompile(`([\pL\pN])\.([\pL\pN])`)

// label makes the text of a masked link: one line, at most n characters,
// which can be taken neither for markup nor for another address.
func label(text string, n int) string {
	text = lookalikes.Replace(Cut(line(legible(text)), 4*n))
	for innerDot.MatchString(text) { // neighbours overlap
		text = innerDot.ReplaceAllString(text, "$1. $2")
	}
	text = strings.Map(plainRune, text)
	if text = strings.TrimSpace(Cut(line(text), n)); text == "" || strings.Trim(text, "()…") == "" {
		return "source"
	}
	return text
}

// plainRune leaves out pictures: some clients draw no link around them.
func plainRune(r rune) rune {
	if unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0xFFFF || r == 0xFE0F || r == 0x200D || r == 0x20E3 {
		return -1
	}
	return r
}

// address gives an http or https address as it may stand between (< and >), or
// "" for all others, such as one with a user's name. What could end it is
// percent-encoded; a host of other letters is shown in its encoded form, so
// that it cannot be taken for another.
func address(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.Contains(u.Host, "@") {
		return ""
	}
	host, ok := asciiHost(u.Hostname())
	if !ok {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	rest := u.EscapedPath()
	if u.RawQuery != "" || u.ForceQuery {
		rest += "?" + u.RawQuery
	}
	if fragment := u.EscapedFragment(); fragment != "" {
		rest += "#" + fragment
	}
	if rest != "" && rest[0] != '/' {
		rest = "/" + rest
	}
	return u.Scheme + "://" + host + encoded(rest)
}

// asciiHost gives a host's name in ASCII.
func asciiHost(host string) (string, bool) {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		if ip.Is6() {
			return "[" + ip.String() + "]", true
		}
		return ip.String(), true
	}
	host, err := idna.Lookup.ToASCII(host)
	return host, err == nil && host != "" && strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == ""
}

// encoded percent-encodes all that does not belong into an address and what
// could end one in Markdown.
func encoded(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		stray := c == '%' && !hexPair.MatchString(s[i+1:min(len(s), i+3)])
		if c > ' ' && c < 0x7F && !stray && strings.IndexByte("<>()[]\\\"`|{}^", c) < 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + hex[c>>4:c>>4+1] + hex[c&15:c&15+1])
	}
	return b.String()
}

var hexPair = regexp.MustCompile(`^[0-9a-fA-F]{2}$`)

// masked makes a link of at most n characters. An address that does not fit
// loses the part that points at the words, and after that the link; it is
// never cut. Without an address the text stands alone, escaped.
func masked(text, link string, n int) string {
	for _, to := range addresses(link) {
		for _, size := range []int{120, 40} {
			if out := "[" + label(text, size) + "](<" + to + ">)"; Count(out) <= n && len(to) <= maxURL {
				return out
			}
		}
	}
	return Cut(Escape(line(text)), n)
}

// named is masked with the address to be seen behind the text.
func named(text, link string, n int) string {
	for _, to := range addresses(link) {
		for _, size := range []int{120, 40} {
			if out := Cut(Escape(line(text)), size) + " <" + to + ">"; Count(out) <= n && len(to) <= maxURL {
				return out
			}
		}
	}
	return Cut(Escape(line(text)), n)
}

// addresses gives what leads to the words, and what leads to their document.
func addresses(link string) []string {
	to := shownTo(address(link))
	bare, _, _ := strings.Cut(to, "#:~:")
	bare, _, _ = strings.Cut(bare, ":~:")
	return slices.DeleteFunc([]string{to, bare}, func(to string) bool { return to == "" })
}
