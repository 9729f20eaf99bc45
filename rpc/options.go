package rpc

import (
	"time"

	"github.com/appgauge/appgauge/rpc/wire"
)

// Options sets up a [Server]. The zero value serves this machine only, with the
// limits below.
type Options struct {
	// Limits are the limits of each connection; their zero values are those of
	// package wire. Long and Logf are set by the server. An IdleTimeout of 0 is
	// 10 minutes on sockets, and none on stdin.
	Limits wire.Options
	// MaxConnections is how many connections are open at most, over all
	// addresses. The next one is told so and closed. 0 is 4096.
	MaxConnections int

	// AllowRemote lets the server listen on addresses that other machines can
	// reach, by HTTP and WebSocket, where Token is set.
	AllowRemote bool
	// Token is what callers over HTTP and WebSocket must present as a bearer
	// token. Empty means none is asked for.
	Token string
	// Hosts are names by which callers over HTTP and WebSocket may call this
	// server, beside localhost and the IP address they reach it by.
	Hosts []string
	// Origins are the web sites whose pages may call over HTTP and WebSocket:
	// "https://example.com". Callers that are no web page send no origin.
	Origins []string

	// Logf is told what no caller can be told. nil drops it.
	Logf func(format string, args ...any)
}

const (
	defaultConnections = 4096
	defaultIdle        = 10 * time.Minute
)

func (o Options) withDefaults() Options {
	if o.MaxConnections == 0 {
		o.MaxConnections = defaultConnections
	}
	if o.Limits.MaxMessage == 0 {
		o.Limits.MaxMessage = 4 << 20
	}
	if o.Limits.MaxHeader == 0 {
		o.Limits.MaxHeader = 8 << 10
	}
	if o.Limits.FrameTimeout == 0 {
		o.Limits.FrameTimeout = 30 * time.Second
	}
	if o.Limits.WriteTimeout == 0 {
		o.Limits.WriteTimeout = 30 * time.Second
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	return o
}
