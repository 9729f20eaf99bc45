package engine

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// hintTime bounds how long it may take to find out what is wrong with an address.
const hintTime = 2 * time.Second

// hint says what may be wrong with the base URL of a gateway that was not reached, as
// the end of a sentence: "; it speaks TLS there, so write https://…"; "" if nothing is
// known. The error is why it was not reached, nil if something answered.
func (x *run) hint(ctx context.Context, why error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](why); ok {
		return "; trust its authority by --ca-file"
	}
	u, err := url.Parse(x.BaseURL)
	if err != nil {
		return ""
	}
	if strings.HasSuffix(u.Path, "/v2") {
		u.Path = strings.TrimSuffix(u.Path, "/v2")
		return "; /v2 is part of the operations' paths, so write " + u.String()
	}
	t, ok := x.Transport.(*http.Transport)
	if !ok {
		return "" // nobody knows where it leads
	}
	if t.Proxy != nil {
		if proxy, err := t.Proxy(&http.Request{URL: u}); proxy != nil || err != nil {
			return ""
		}
	}
	ctx, cancel := context.WithTimeout(ctx, hintTime)
	defer cancel()
	switch {
	case u.Scheme == "http" && speaksTLS(ctx, u):
		u.Scheme = "https"
		return "; it speaks TLS there, so write " + u.String()
	case u.Scheme == "https" && !speaksTLS(ctx, u) && speaksHTTP(ctx, u):
		u.Scheme = "http"
		return "; it speaks HTTP without TLS there, so write " + u.String()
	}
	return ""
}

// dial connects to the port that the URL names, or that of its scheme.
func dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	port := u.Port()
	if port == "" {
		port = u.Scheme // a service's name will do
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		err = conn.SetDeadline(deadline)
	}
	return conn, err
}

// speaksTLS reports whether TLS is spoken at the URL's port. Nothing is sent in it, so
// it does not matter with whom.
func speaksTLS(ctx context.Context, u *url.URL) bool {
	conn, err := dial(ctx, u)
	if err != nil {
		return false
	}
	defer conn.Close()
	return tls.Client(conn, &tls.Config{ServerName: u.Hostname(), InsecureSkipVerify: true}).HandshakeContext(ctx) == nil
}

// speaksHTTP reports whether HTTP is spoken at the URL's port without TLS. No token is
// sent.
func speaksHTTP(ctx context.Context, u *url.URL) bool {
	conn, err := dial(ctx, u)
	if err != nil {
		return false
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "HEAD / HTTP/1.1\r\nHost: "+u.Host+"\r\nConnection: close\r\n\r\n"); err != nil {
		return false
	}
	line, _ := bufio.NewReaderSize(conn, 16).Peek(len("HTTP/1."))
	return string(line) == "HTTP/1."
}
