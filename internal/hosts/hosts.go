// Package hosts keeps servers on this machine from being called under foreign
// names.
package hosts

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Known reports whether a request's Host header names this server: by the IP
// address that the connection came in on, by localhost on an address of loopback,
// or by one of the names in allowed, which has them in lower case.
//
// A page of a site whose name was made to resolve to this machine (DNS rebinding)
// has that name there, and no origin that a browser would find foreign.
func Known(r *http.Request, allowed []string) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	if slices.Contains(allowed, host) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	here, err := netip.ParseAddrPort(local.String())
	if err != nil {
		return false
	}
	if host == "localhost" {
		return here.Addr().Unmap().IsLoopback()
	}
	named, err := netip.ParseAddr(host)
	return err == nil && named.Unmap() == here.Addr().Unmap()
}

// Lower is names in lower case, as [Known] wants those that are allowed.
func Lower(names []string) []string {
	var lower []string
	for _, name := range names {
		lower = append(lower, strings.ToLower(name))
	}
	return lower
}
