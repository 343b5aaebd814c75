package web

import (
	"net/netip"
	"strings"
)

// A network that is not fetched from, and what it is in words.
type network struct {
	prefix netip.Prefix
	what   string
}

// refused lists what is not public unicast, after the registries of special
// addresses of IANA. Addresses of cloud machines' metadata are among the
// link-local ones, but for those named here.
func refused() []network {
	var all []network
	for _, n := range []struct{ what, prefixes string }{
		{"of no host", "0.0.0.0/8 ::/128"},
		{"of this machine itself", "127.0.0.0/8 ::1/128"},
		{"of a cloud machine's metadata", "169.254.169.254/32 fd00:ec2::254/128 fd20:ce::254/128 100.100.100.200/32 168.63.129.16/32 192.0.0.192/32"},
		{"of a private network", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10"},
		{"of a network behind a provider's translation", "100.64.0.0/10"},
		{"of a local link", "169.254.0.0/16 fe80::/10"},
		{"of many receivers at once", "224.0.0.0/4 ff00::/8"},
		{"kept for benchmarks", "198.18.0.0/15 2001:2::/48"},
		{"kept for documentation", "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20"},
		{"kept for protocols", "192.0.0.0/24 192.88.99.0/24 192.31.196.0/24 192.52.193.0/24 192.175.48.0/24 2001::/23 2620:4f:8000::/48 5f00::/16 100::/63 64:ff9b:1::/48"},
		{"kept for the future", "240.0.0.0/4"},
	} {
		for p := range strings.FieldsSeq(n.prefixes) {
			all = append(all, network{netip.MustParsePrefix(p), n.what})
		}
	}
	return all
}

// why says what a refused address is; it is empty for one that may be fetched
// from. An IPv4 address within an IPv6 one is judged as well, or instead.
func (g *guard) why(addr netip.Addr) string {
	if !addr.IsValid() || addr.Zone() != "" {
		return "of a local link"
	}
	if inner, instead, ok := within(addr); ok {
		if what := g.why(inner); what != "" || instead {
			return what
		}
	}
	for _, n := range g.refused {
		if n.prefix.Contains(addr) {
			return n.what
		}
	}
	if addr.Is6() && !g.global.Contains(addr) {
		return "of no public network"
	}
	return ""
}

// within gives the IPv4 address to which an IPv6 address leads: mapped or
// through NAT64, where it stands instead of the other; compatible, 6to4 or
// ISATAP, where the other has to be public too.
func within(addr netip.Addr) (inner netip.Addr, instead, ok bool) {
	if addr.Is4() {
		return netip.Addr{}, false, false
	}
	b := addr.As16()
	at := func(i int) netip.Addr { return netip.AddrFrom4([4]byte(b[i : i+4])) }
	switch start := [12]byte(b[:12]); {
	case addr.Is4In6(), start == [12]byte{0x00, 0x64, 0xff, 0x9b}:
		return at(12), true, true
	case start == [12]byte{} && !addr.IsUnspecified() && !addr.IsLoopback():
		return at(12), false, true
	case b[0] == 0x20 && b[1] == 0x02:
		return at(2), false, true
	case (b[8] == 0 || b[8] == 2) && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe:
		return at(12), false, true
	}
	return netip.Addr{}, false, false
}

// guard decides which hosts and addresses are fetched from.
type guard struct {
	refused []network
	global  netip.Prefix
	names   map[string]bool // permitted, whatever they resolve to
	addrs   map[netip.Addr]bool
}

// newGuard makes a guard with exceptions; it gives those that are none.
func newGuard(allow []string) (*guard, []error) {
	g := &guard{
		refused: refused(),
		global:  netip.MustParsePrefix("2000::/3"),
		names:   map[string]bool{},
		addrs:   map[netip.Addr]bool{},
	}
	var errs []error
	for _, entry := range allow {
		host, err := allowed(entry)
		if err != nil {
			errs = append(errs, err)
		} else if addr, err := netip.ParseAddr(host); err == nil {
			g.addrs[addr.Unmap()] = true
		} else {
			g.names[host] = true
		}
	}
	return g, errs
}

// CheckAllow tells whether an entry of Options.Allow is a name or an address.
func CheckAllow(entry string) error {
	_, err := allowed(entry)
	return err
}

func allowed(entry string) (string, error) {
	if addr, err := netip.ParseAddr(entry); err == nil && addr.Is6() && addr.Zone() == "" {
		return addr.String(), nil
	}
	host, err := hostName(entry)
	if err != nil {
		return "", &Error{
			Kind: ErrAddress, Reason: `"` + printable(entry, 60) + `" is neither the name nor the address of a host`,
			Fix: "give it without scheme, port and path, like intranet.example.org or 10.0.0.5", cause: err,
		}
	}
	return host, nil
}

// check gives an error for an address of a host that is not fetched from.
func (g *guard) check(host string, addr netip.Addr) error {
	if g.names[host] || g.addrs[addr.WithZone("").Unmap()] {
		return nil
	}
	what := g.why(addr)
	if what == "" {
		return nil
	}
	return &Error{
		Kind: ErrRefusedAddress, Reason: "is at an address " + what + ", from which nothing is fetched",
		Fix: "if it is meant, list its host in allow_hosts under [fetch]",
	}
}
