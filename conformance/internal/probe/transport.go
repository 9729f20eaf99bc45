package probe

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"
)

// maxHeader bounds the header of an answer, in bytes.
const maxHeader = 256 << 10

// NewTransport is an HTTP transport for runs: proxies from the environment,
// HTTP/2 where the gateway offers it, and the authorities of roots, or the system's if it is nil.
func NewTransport(concurrency int, roots *x509.CertPool) *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           concurrency + 2,
		MaxIdleConnsPerHost:    concurrency + 2,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		ReadBufferSize:         16 << 10, // a page of twenty apps, in one go
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		// A run asks for no compression: what comes is what is counted.
		DisableCompression: true,
	}
}
