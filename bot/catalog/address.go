package catalog

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// longestAddress is the most bytes that an address may have.
const longestAddress = 2000

// parseAddress takes an address apart, or tells why it is none that a source
// can have. The host comes back in small letters and without the dot of the
// root.
func parseAddress(address string) (u *url.URL, host string, err error) {
	if len(address) > longestAddress {
		return nil, "", errors.New("is too long")
	}
	for _, r := range address {
		if r <= ' ' || r >= 0x7f || r == '\\' {
			return nil, "", errors.New("has a character that must be percent-encoded, or a host that is not written in ASCII")
		}
	}
	u, err = url.Parse(address)
	switch {
	case err != nil:
		return nil, "", errors.New("cannot be read")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, "", errors.New("does not begin with https:// or http://")
	case u.User != nil:
		return nil, "", errors.New("has a user before its host")
	}
	host = strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if _, err := netip.ParseAddr(host); err != nil && !hostForm.MatchString(host) { // a number is nobody's, but may be an archive of the operator's
		return nil, "", errors.New("has no host")
	}
	return u, host, nil
}

// usualPort tells whether the address is on its scheme's own port; another
// one may be anybody's.
func usualPort(u *url.URL) bool {
	return u.Port() == "" || u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80"
}

// climbs tells whether the path leaves a folder that it went into, however its
// dots and slashes are written.
func climbs(u *url.URL) bool {
	for part := range strings.SplitSeq(u.Path, "/") {
		if part == ".." || part == "." {
			return true
		}
	}
	return false
}

// Key is the same for addresses that ByURL takes for one page, and empty for
// what is no address that a source can have.
func Key(address string) string { return addressKey(address) }

// addressKey is the same for addresses of one page; empty for what is none.
func addressKey(address string) string {
	u, host, err := parseAddress(address)
	if err != nil {
		return ""
	}
	if !usualPort(u) {
		host += ":" + u.Port()
	}
	key := strings.TrimPrefix(host, "www.") + "/" + strings.Trim(u.Path, "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}
