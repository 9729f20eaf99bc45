package rpc

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"
)

// Networks are the kinds of address that [Server.Listen] takes.
func Networks() []string { return []string{"unix", "tcp", "http", "ws"} }

// Listen opens an address and returns it as it came to be, with the port that was
// chosen where it asks for port 0. An address is
//
//   - unix:PATH, a socket in a folder that only its owner may enter,
//   - tcp:HOST:PORT,
//   - http:HOST:PORT, for POST requests,
//   - ws:HOST:PORT, for WebSockets.
//
// Connections are taken once [Server.Serve] runs.
func (s *Server) Listen(address string) (string, error) {
	network, rest, _ := strings.Cut(address, ":")
	l, err := s.listen(network, rest)
	if err != nil {
		return "", fmt.Errorf("listen on %s: %w", address, err)
	}
	limited := &listener{Listener: l, server: s, refuse: refuseStream}
	var e endpoint
	switch network {
	case "http":
		limited.refuse = refuseHTTP
		e = newHTTP(s, limited)
	case "ws":
		limited.refuse = refuseHTTP
		e = newWebSocket(s, limited)
	default:
		e = &streams{s, limited}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return "", errors.Join(l.Close(), errors.New("the server is closed"))
	}
	s.endpoints = append(s.endpoints, e)
	return network + ":" + l.Addr().String(), nil
}

func (s *Server) listen(network, rest string) (net.Listener, error) {
	switch network {
	case "unix":
		return listenUnix(rest)
	case "tcp", "http", "ws":
		if err := s.checkReach(network, rest); err != nil {
			return nil, err
		}
		return net.Listen("tcp", rest)
	}
	return nil, errors.New("no such kind of address; write unix:PATH, or tcp:, http: or ws: and HOST:PORT")
}

// checkReach refuses an address that other machines can reach, unless that was
// asked for and callers are asked for a token.
func (s *Server) checkReach(network, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%w; write HOST:PORT, as 127.0.0.1:0", err)
	}
	local, err := isLoopback(host)
	switch {
	case err != nil || local:
		return err
	case network == "tcp":
		return errors.New("other machines can reach this address, and plain TCP cannot ask them for a token; use http: or ws:, or a loopback address")
	case !s.opt.AllowRemote:
		return errors.New("other machines can reach this address; use 127.0.0.1, or allow remote callers and ask them for a token")
	case s.opt.Token == "":
		return errors.New("other machines can reach this address, so callers must be asked for a token, and there is none")
	}
	return nil
}

// isLoopback reports whether only this machine can reach host. The empty host is
// every address of the machine.
func isLoopback(host string) (bool, error) {
	if host == "" {
		return false, nil
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback(), nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return false, err
	}
	for _, ip := range ips {
		if !ip.Unmap().IsLoopback() {
			return false, nil
		}
	}
	return true, nil
}
