// Package proxy passes requests on to a gateway, changes nothing of them or of the
// answers, and has both judged beside.
package proxy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/appgauge/appgauge/conformance/traffic"
)

// Options say where to. The zero values of all but To and Live work.
type Options struct {
	// To is the gateway's URL; the path of a request is appended to its path.
	To *url.URL
	// Transport sends the requests; nil is [NewTransport]'s.
	Transport http.RoundTripper
	// KeepHost leaves the header Host as the client sent it, for those that sign it.
	KeepHost bool
	// Live judges what passes.
	Live *traffic.Live
	// OnError is told why a request got no answer; nil is nobody.
	OnError func(*http.Request, error)
}

// Proxy is a reverse proxy, as an [http.Handler].
type Proxy struct {
	*httputil.ReverseProxy
	tap *traffic.Tap
}

// New makes the proxy.
func New(o Options) *Proxy {
	if o.Transport == nil {
		o.Transport = NewTransport(nil)
	}
	p := &Proxy{tap: &traffic.Tap{Base: o.Transport, Live: o.Live}}
	p.ReverseProxy = &httputil.ReverseProxy{
		Transport: p.tap,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(o.To)
			r.Out.URL.RawQuery = r.In.URL.RawQuery // what it cannot parse is the gateway's to judge
			if o.KeepHost {
				r.Out.Host = r.In.Host
			}
			for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
				if values := r.In.Header.Values(name); values != nil {
					r.Out.Header[name] = values
				}
			}
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if !errors.Is(err, context.Canceled) && o.OnError != nil {
				o.OnError(r, err)
			}
			w.WriteHeader(http.StatusBadGateway)
		},
		ErrorLog: log.New(io.Discard, "", 0),
	}
	return p
}

// Elsewhere is how many requests were none of the documented operations'.
func (p *Proxy) Elsewhere() int64 { return p.tap.Elsewhere() }

// NewTransport is a transport that asks for no compression of its own, keeps as many
// connections as are used, and trusts the authorities; nil is the system's.
func NewTransport(roots *x509.CertPool) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression = true
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 0, 1024
	if roots != nil {
		t.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
	return t
}

// NewServer is a server for the proxy that speaks HTTP/2 without TLS, too, and lets
// streams go on as long as they do.
func NewServer(h http.Handler) *http.Server {
	s := &http.Server{Handler: h, ReadHeaderTimeout: headerTimeout, ErrorLog: log.New(io.Discard, "", 0), Protocols: new(http.Protocols)}
	s.Protocols.SetHTTP1(true)
	s.Protocols.SetUnencryptedHTTP2(true)
	return s
}

// headerTimeout bounds how long a client may take to send a request's header.
const headerTimeout = 30 * time.Second
