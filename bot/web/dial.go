package web

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// A Resolver gives the addresses of a name; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

const (
	connectTimeout = 4 * time.Second // to one of a host's addresses
	tlsTimeout     = 10 * time.Second
	mostAnswers    = 64 // of a name server, that are looked at
	mostAttempts   = 4  // addresses of a host that are tried
)

// dialer connects to hosts that the guard lets pass.
type dialer struct {
	guard    *guard
	resolver Resolver
}

// dial resolves a host once, checks all its addresses, and connects to the
// first that answers.
func (d *dialer) dial(ctx context.Context, network, hostport string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	addrs, err := d.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	var errs []error
	addrs = alternate(addrs)
	for _, addr := range addrs[:min(len(addrs), mostAttempts)] {
		conn, err := d.connect(ctx, network, host, net.JoinHostPort(addr.String(), port))
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(errs...)
}

// alternate mixes IPv4 and IPv6, in their order, so that where one of them leads
// nowhere the other is soon tried.
func alternate(addrs []netip.Addr) []netip.Addr {
	var same, other, mixed []netip.Addr
	for _, addr := range addrs {
		if addr.Is4() == addrs[0].Is4() {
			same = append(same, addr)
		} else {
			other = append(other, addr)
		}
	}
	for i := range addrs {
		mixed = append(mixed, same[min(i, len(same)):min(i+1, len(same))]...)
		mixed = append(mixed, other[min(i, len(other)):min(i+1, len(other))]...)
	}
	return mixed
}

// resolve gives the addresses of a host, all of them good.
func (d *dialer) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, d.guard.check(host, addr)
	}
	addrs, err := d.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	if len(addrs) == 0 || len(addrs) > mostAnswers {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	for i, addr := range addrs {
		addrs[i] = addr.Unmap()
		if err := d.guard.check(host, addr); err != nil {
			return nil, err
		}
	}
	return addrs, nil
}

// connect connects to an address, which is checked once more as it is given to
// the operating system.
func (d *dialer) connect(ctx context.Context, network, host, address string) (net.Conn, error) {
	control := func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return d.guard.check(host, to.Addr())
	}
	nd := net.Dialer{Timeout: connectTimeout, ControlContext: control}
	return nd.DialContext(ctx, network, address)
}
