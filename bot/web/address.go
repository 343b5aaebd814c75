package web

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// longestAddress bounds an address in bytes, as given and in its one form.
const longestAddress = 8 << 10

// hostNames maps names as browsers do: lower case, one form for each letter.
// What rules of registries forbid (underscores, say) is left to name servers.
func hostNames() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.BidiRule())
}

// parse gives the one form of an address in which it is asked for, checked and
// compared: ASCII, host in lower case and without a default port, each byte of
// path and query escaped where it must be and not where it need not be, without
// dot segments and fragment.
func parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	if err := plain(address); err != nil {
		return nil, err
	}
	address, _, _ = strings.Cut(address, "#")
	scheme, rest, err := cutScheme(address)
	if err != nil {
		return nil, err
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host, err := authority(scheme, rest[:end])
	if err != nil {
		return nil, err
	}
	path, query, _ := strings.Cut(rest[end:], "?")
	s := scheme + "://" + host + withoutDots(escape(path, pathSigns))
	if query != "" {
		s += "?" + escape(query, querySigns)
	}
	if len(s) > longestAddress { // escaping makes up to three bytes of one
		return nil, malformed("is too long for an address", nil)
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, malformed("cannot be understood as an address", err)
	}
	return u, nil
}

// plain refuses what no address holds. What a reader does not see is escaped
// in path and query, where some languages need it, and refused in a host.
func plain(address string) error {
	if len(address) > longestAddress {
		return malformed("is too long for an address", nil)
	}
	if strings.IndexFunc(address, unicode.IsControl) >= 0 {
		return malformed("holds characters that no address holds", nil)
	}
	return nil
}

func malformed(reason string, cause error) *Error {
	return &Error{Kind: ErrAddress, Reason: reason, Fix: "give an address like https://example.org/page", cause: cause}
}

// cutScheme takes http:// or https:// from an address.
func cutScheme(address string) (scheme, rest string, err error) {
	scheme, rest, ok := strings.Cut(address, ":")
	if !ok || !isScheme(scheme) {
		return "", "", malformed("is not an address of the web", nil)
	}
	scheme = strings.ToLower(scheme)
	if scheme != "http" && scheme != "https" {
		return "", "", &Error{Kind: ErrScheme, Reason: "is an address that starts with " + printable(scheme, 20) + ":", Fix: "only http and https are fetched"}
	}
	rest, ok = strings.CutPrefix(rest, "//")
	if !ok {
		return "", "", malformed("lacks the // after "+scheme+":", nil)
	}
	return scheme, rest, nil
}

// isScheme tells whether s could stand before the colon of an address.
func isScheme(s string) bool {
	for i, r := range s {
		letter := 'a' <= r|0x20 && r|0x20 <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", r)) {
			return false
		}
	}
	return s != ""
}

// authority gives host and port, the latter only if it is not the scheme's own.
func authority(scheme, s string) (string, error) {
	switch {
	case s == "":
		return "", malformed("names no host", nil)
	case strings.Contains(s, "@"):
		return "", malformed("holds a user name, or an @ before its path", nil)
	case strings.Contains(s, `\`):
		return "", malformed("has a backslash before its path", nil)
	}
	if strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 {
		return "", malformed("has a host with characters that are not seen", nil)
	}
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i >= 0 && !strings.Contains(s[i:], "]") {
		host, port = s[:i], s[i+1:]
	}
	name, err := hostName(host)
	if err != nil {
		return "", err
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	if port == "" {
		return name, nil
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		return "", malformed("has a port that is no number from 1 to 65535", nil)
	}
	if scheme == "http" && n == 80 || scheme == "https" && n == 443 {
		return name, nil
	}
	return name + ":" + strconv.FormatUint(n, 10), nil
}

// hostName gives the one form of a name or an address of a host: a name in
// ASCII, an IPv6 address without brackets.
func hostName(host string) (string, error) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		inner, ok = strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		if !ok || err != nil || !addr.Is6() || addr.Zone() != "" {
			return "", malformed("has a host in brackets that is no IPv6 address", err)
		}
		return addr.String(), nil
	}
	name := strings.ToLower(host)
	if !isASCII(host) {
		var err error
		if name, err = hostNames().ToASCII(host); err != nil {
			return "", malformed("has a host that is no name", err)
		}
	}
	name = strings.TrimSuffix(name, ".")
	if !isName(name) {
		return "", malformed("has a host that is no name", nil)
	}
	return name, numeric(name)
}

// numeric refuses what some resolvers read as an IPv4 address and others do
// not: 127.1, 0x7f.1, 2130706433.
func numeric(name string) error {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x") {
		return nil
	}
	if addr, err := netip.ParseAddr(name); err == nil && addr.Is4() {
		return nil
	}
	return &Error{
		Kind: ErrRefusedAddress, Reason: "has a number as its host that is no address in the usual form",
		Fix: "give the host by its name",
	}
}

// isName tells whether s is made of labels of letters, digits, hyphens and
// underscores.
func isName(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

// follow gives the address that a Location leads to from base.
func follow(base *url.URL, location string) (*url.URL, error) {
	location = strings.TrimSpace(location)
	before, _, colon := strings.Cut(location, ":")
	switch {
	case colon && isScheme(before):
		return parse(location)
	case strings.HasPrefix(location, "//"):
		return parse(base.Scheme + ":" + location)
	}
	location, _, _ = strings.Cut(location, "#")
	path, query, ok := strings.Cut(location, "?")
	switch {
	case path == "" && !ok:
		path, query = base.EscapedPath(), base.RawQuery
	case path == "":
		path = base.EscapedPath()
	case path[0] != '/':
		dir := base.EscapedPath()
		path = dir[:strings.LastIndexByte(dir, '/')+1] + path
	}
	return parse(base.Scheme + "://" + base.Host + path + "?" + query)
}
