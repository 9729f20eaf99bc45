package rpc

import (
	"cmp"
	"time"

	"github.com/appgauge/appgauge/rpc/wire"
)

// Options sets up a [Server]. The zero value serves this machine only, with the
// limits below.
type Options struct {
	// Limits are the limits of each connection; their zero values are those of
	// package wire. Long and Logf are set by the server. IdleTimeout is that of
	// sockets; 0 is 10 minutes.
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

	// RunAgainst are the gateways that conformance/run may ask on behalf of any
	// caller. If there are none, it may ask those on localhost and on the
	// addresses of loopback; with AllowRemote, none at all. The reference gateway
	// of this program can be run against in any case.
	RunAgainst []Gateway
	// MaxRuns is how many runs are under way at once at most, over all
	// connections. 0 is 2.
	MaxRuns int

	// Logf is told what no caller can be told. nil drops it.
	Logf func(format string, args ...any)
}

// The limits that stand for zero values, beside those of [wire.Defaults].
const (
	DefaultConnections = 4096
	DefaultRuns        = 2
	DefaultIdleTimeout = 10 * time.Minute
)

func (o Options) withDefaults() Options {
	if o.MaxConnections == 0 {
		o.MaxConnections = DefaultConnections
	}
	if o.MaxRuns == 0 {
		o.MaxRuns = DefaultRuns
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	std := wire.Defaults()
	o.Limits.MaxMessage = cmp.Or(o.Limits.MaxMessage, std.MaxMessage)
	o.Limits.MaxHeader = cmp.Or(o.Limits.MaxHeader, std.MaxHeader)
	o.Limits.FrameTimeout = cmp.Or(o.Limits.FrameTimeout, std.FrameTimeout)
	o.Limits.WriteTimeout = cmp.Or(o.Limits.WriteTimeout, std.WriteTimeout)
	o.Limits.IdleTimeout = cmp.Or(o.Limits.IdleTimeout, DefaultIdleTimeout)
	return o
}
