package wire

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"

	"github.com/bwmarrin/discordgo"
)

// checkAPI reads the address of the HTTP API; its path ends with a slash then.
func checkAPI(address string) (*url.URL, error) {
	if strings.TrimSpace(address) == "" {
		address = DefaultAPI
	}
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "":
		return nil, fmt.Errorf("[discord] api is not an address: write it in full, such as %s", DefaultAPI)
	case u.User != nil:
		return nil, errors.New("[discord] api holds a user name or a password: take it out, the bot's token is all that is sent")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return nil, errors.New("[discord] api has something after its path: end it after the version, such as .../api/v9/")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, fmt.Errorf("[discord] api %s is plain HTTP to another machine, which would show the token on the way: use https", u.Host)
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, fmt.Errorf("[discord] api has scheme %q: use https, or http to a loopback address", u.Scheme)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	return u, nil
}

// gatewayAddress makes of what the server calls the gateway's address the one to dial.
func gatewayAddress(address string) (string, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil:
		return "", errors.New("the server gave no usable address for the gateway")
	case u.Scheme == "ws" && !loopback(u.Hostname()):
		return "", fmt.Errorf("the server gave an address without TLS for the gateway, on %s: only loopback addresses may have one", u.Host)
	case u.Scheme != "wss" && u.Scheme != "ws":
		return "", fmt.Errorf("the server gave an address with scheme %q for the gateway: wss was expected", u.Scheme)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment = ""
	q := u.Query()
	q.Set("v", discordgo.APIVersion)
	q.Set("encoding", "json")
	q.Del("compress") // discordgo's decompression knows no bound
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// loopback tells whether a host name stands for this machine.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// dialer connects; without TLS to this machine alone, also where "localhost"
// turns out to be elsewhere.
func dialer(tls bool) *net.Dialer {
	d := &net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive}
	if !tls {
		d.Control = onlyLoopback
	}
	return d
}

var errNotLoopback = errors.New("the name stands for another machine, and without TLS that is refused")

func onlyLoopback(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !ap.Addr().Unmap().IsLoopback() {
		return errNotLoopback
	}
	return nil
}
