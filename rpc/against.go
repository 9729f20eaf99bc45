package rpc

import (
	"cmp"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// A Gateway names what conformance/run may ask.
type Gateway struct {
	// Host is a name in lower case, or an IP address.
	Host string
	// Port is a number; if empty, all ports of the host are meant.
	Port string
}

// ParseGateway reads HOST or HOST:PORT. An IPv6 address with a port is in
// brackets, as in a URL.
func ParseGateway(text string) (Gateway, error) {
	wrong := func(why string) (Gateway, error) {
		return Gateway{}, fmt.Errorf("%q %s; write HOST or HOST:PORT, such as gateway.example:8443", text, why)
	}
	if ip, err := netip.ParseAddr(text); err == nil {
		return Gateway{Host: canonicalHost(ip.String())}, nil
	}
	u, err := url.Parse("http://" + text)
	if err != nil || u.Host != text || u.Hostname() == "" || strings.ContainsAny(text, "*, ") {
		return wrong("is not the name or address of a host")
	}
	port := u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); strings.HasSuffix(text, ":") || port != "" && (err != nil || n == 0) {
		return wrong("has no port from 1 to 65535 after the colon")
	}
	return Gateway{canonicalHost(u.Hostname()), port}, nil
}

// String returns the gateway as [ParseGateway] reads it.
func (g Gateway) String() string {
	if g.Port == "" {
		return g.Host
	}
	return net.JoinHostPort(g.Host, g.Port)
}

// mayAsk returns why conformance/run may not ask the gateway at base, nil if it
// may. Only what the URL says counts, never what a name resolves to: whoever
// answers for the name could change that after the check. So by default the only
// name is localhost, which is loopback everywhere (RFC 6761, section 6.3).
func (o *Options) mayAsk(base string) error {
	u, err := url.Parse(strings.TrimRight(base, "/")) // as the runner reads it
	if err != nil || u.Host == "" {
		return nil // the runner refuses it, and says why
	}
	host := canonicalHost(u.Hostname())
	port := cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme])
	for _, g := range o.RunAgainst {
		if g.Host == host && (g.Port == "" || g.Port == port) {
			return nil
		}
	}
	refusal := &ParamError{Param: "baseURL", Got: clip(strconv.Quote(u.Host))}
	switch {
	case len(o.RunAgainst) > 0:
		refusal.Expected = "a gateway that --run-against names: " + oneOf(gatewayNames(o.RunAgainst))
	case o.AllowRemote:
		refusal.Expected = "left out, as no --run-against names a gateway that may be asked"
	case isLoopbackName(host):
		return nil
	default:
		refusal.Expected = "on localhost or an IP address of loopback, or a gateway that --run-against names"
	}
	return refusal
}

func isLoopbackName(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// canonicalHost makes equal hosts equal texts: names in lower case, addresses in
// the one form that package netip gives them.
func canonicalHost(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().String()
	}
	return strings.ToLower(host)
}

func gatewayNames(all []Gateway) []string {
	var names []string
	for _, g := range all {
		names = append(names, g.String())
	}
	return names
}
