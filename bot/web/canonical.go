package web

import (
	"slices"
	"strings"
)

// Canonical gives one form for all ways to write an address, so that two can
// be told to be the same: that in which it is asked for, without fragment and
// without the parameters that only say where a reader came from. The order of
// parameters stays, since a server may mind it. It does not say that the
// address may be fetched.
func Canonical(address string) (string, error) {
	u, err := parse(address)
	if err != nil {
		return "", err
	}
	parameters := slices.DeleteFunc(strings.Split(u.RawQuery, "&"), tracks)
	u.RawQuery = strings.Join(parameters, "&")
	return u.String(), nil
}

// tracks tells whether a parameter only says where a reader came from.
func tracks(parameter string) bool {
	name, _, _ := strings.Cut(strings.ToLower(parameter), "=")
	return strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "msclkid"}, name)
}
