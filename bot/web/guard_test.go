package web

import (
	"net"
	"net/netip"
	"strings"
	"testing"
)

func TestGuardRefuses(t *testing.T) {
	g, _ := newGuard(nil)
	for words, addrs := range map[string]string{
		"of no host":      "0.0.0.0 0.1.2.3 :: ::0.0.0.2",
		"machine itself":  "127.0.0.1 127.255.0.3 ::1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::",
		"metadata":        "169.254.169.254 fd00:ec2::254 fd20:ce::254 100.100.100.200 168.63.129.16 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe::1",
		"private network": "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fdff::1 fec0::1 fd00::200:5efe:808:808 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:c0a8:101::1 2606:4700::5efe:10.0.0.1 2606:4700::200:5efe:c0a8:101",
		"translation":     "100.64.0.1 100.127.255.255 ::ffff:100.64.0.1",
		"local link":      "169.254.0.1 fe80::1 fe80::5efe:808:808 febf::1 fe80::1%eth0 2606:4700::1%eth0",
		"many receivers":  "224.0.0.1 239.255.255.255 ff02::1",
		"benchmarks":      "198.18.0.1 198.19.255.255 2001:2::1",
		"documentation":   "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1",
		"protocols":       "192.0.0.1 192.88.99.1 2001::1 2001:10::1 64:ff9b:1::1 100::1 5f00::1",
		"future":          "240.0.0.1 255.255.255.255",
		"public network":  "4000::1 ::8.8.8.8 4000::200:5efe:808:808 64:ff9b:2::1 1::1",
	} {
		for addr := range strings.FieldsSeq(addrs) {
			if got := g.why(netip.MustParseAddr(addr)); !strings.Contains(got, words) {
				t.Errorf("%s is refused as %q, want %q", addr, got, words)
			}
		}
	}
	if g.why(netip.Addr{}) == "" {
		t.Error("no address at all is good")
	}
}

func TestGuardPermits(t *testing.T) {
	g, _ := newGuard(nil)
	for addr := range strings.FieldsSeq("8.8.8.8 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 193.0.0.1 223.255.255.255 2606:4700::1 2a00::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1 2001:200::1 2606:4700::200:5efe:808:808") {
		if got := g.why(netip.MustParseAddr(addr)); got != "" {
			t.Errorf("%s is refused as %q", addr, got)
		}
	}
}

func TestAllow(t *testing.T) {
	g, errs := newGuard([]string{"Intranet.Example.", "10.0.0.5", "[fd00::5]", "fd00::6", "::ffff:10.0.0.7", "пример.example"})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		host, addr string
		good       bool
	}{
		{"intranet.example", "192.168.0.1", true},
		{"intranet.example", "169.254.169.254", true},
		{"sub.intranet.example", "192.168.0.1", false},
		{"other.example", "192.168.0.1", false},
		{"10.0.0.5", "10.0.0.5", true},
		{"other.example", "10.0.0.5", true},
		{"::ffff:10.0.0.5", "::ffff:10.0.0.5", true},
		{"10.0.0.6", "10.0.0.6", false},
		{"fd00::5", "fd00::5", true},
		{"fd00::6", "fd00::6", true},
		{"10.0.0.7", "10.0.0.7", true},
		{"xn--e1afmkfd.example", "10.1.1.1", true},
	} {
		if err := g.check(c.host, netip.MustParseAddr(c.addr)); (err == nil) != c.good {
			t.Errorf("%s at %s: %v", c.host, c.addr, err)
		}
	}
}

func TestCheckAllow(t *testing.T) {
	for _, entry := range []string{"", "http://example.org", "example.org:80", "example.org/a", "10.0.0.0/8", "*", "*.example.org", "127.1", "a b", "fe80::1%eth0", "\x1b[31m"} {
		err := CheckAllow(entry)
		if err == nil {
			t.Errorf("%q is taken for a host", entry)
			continue
		}
		fails(t, err, ErrAddress, "host")
	}
	if g, errs := newGuard([]string{"*", "ok.example"}); len(errs) != 1 || !g.names["ok.example"] || len(g.names) != 1 {
		t.Errorf("one bad entry: %v, %v", errs, g.names)
	}
}

func TestMixedAnswersAreRefused(t *testing.T) {
	g, _ := newGuard([]string{"127.0.0.1"})
	d := &dialer{guard: g, resolver: &names{asked: map[string]int{}, answers: map[string][]string{
		"mixed.example": {"8.8.8.8 10.0.0.1"}, "mapped.example": {"8.8.8.8 ::ffff:10.0.0.1"}, "half.example": {"127.0.0.1 127.0.0.2"},
		"good.example": {"8.8.8.8 2606:4700::1"}, "none.example": {""}, "many.example": {strings.Repeat("8.8.8.8 ", mostAnswers+1)},
	}}}
	for _, host := range []string{"mixed.example", "mapped.example", "half.example", "10.0.0.1", "::1"} {
		if _, err := d.dial(t.Context(), "tcp", net.JoinHostPort(host, "80")); err == nil {
			t.Errorf("%s is connected to", host)
		} else {
			fails(t, err, ErrRefusedAddress, "allow_hosts")
		}
	}
	if addrs, err := d.resolve(t.Context(), "good.example"); err != nil || len(addrs) != 2 {
		t.Errorf("good.example: %v, %v", addrs, err)
	}
	for _, host := range []string{"none.example", "many.example", "unknown.example"} {
		if _, err := d.resolve(t.Context(), host); err == nil {
			t.Errorf("%s is resolved", host)
		}
	}
}

func TestAlternate(t *testing.T) {
	for in, want := range map[string]string{
		"1::1 1::2 1::3 8.8.8.8 8.8.8.9": "1::1 8.8.8.8 1::2 8.8.8.9 1::3",
		"8.8.8.8 8.8.8.9 1::1":           "8.8.8.8 1::1 8.8.8.9",
		"8.8.8.8":                        "8.8.8.8",
		"":                               "",
	} {
		var addrs []netip.Addr
		for s := range strings.FieldsSeq(in) {
			addrs = append(addrs, netip.MustParseAddr(s))
		}
		var got []string
		for _, addr := range alternate(addrs) {
			got = append(got, addr.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s becomes %v, want %s", in, got, want)
		}
	}
}

// The check at the socket stands by itself, whatever was resolved before.
func TestSocketIsGuarded(t *testing.T) {
	s := newSite(t)
	g, _ := newGuard(nil)
	d := &dialer{guard: g}
	conn, err := d.connect(t.Context(), "tcp", "stranger.example", s.server.Listener.Addr().String())
	if err == nil {
		conn.Close()
	}
	fails(t, err, ErrRefusedAddress, "this machine itself")
}
