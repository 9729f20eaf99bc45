package rpc

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"syscall"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
)

// A listener keeps to the limit on connections, and outlasts times in which the
// machine cannot take any.
type listener struct {
	net.Listener
	server *Server
	refuse func(c net.Conn, limit int) error
}

// Accept returns the next connection that is within the limit.
func (l *listener) Accept() (net.Conn, error) {
	delay := 5 * time.Millisecond
	for {
		c, err := l.Listener.Accept()
		if isTemporary(err) {
			l.server.opt.Logf("rpc: %v; trying again in %v", err, delay)
			time.Sleep(delay)
			delay = min(2*delay, time.Second)
			continue
		}
		if err != nil {
			return nil, err
		}
		delay = 5 * time.Millisecond
		select {
		case l.server.open <- struct{}{}:
			return &counted{Conn: c, release: sync.OnceFunc(func() { <-l.server.open })}, nil
		default:
			go l.turnAway(c)
		}
	}
}

// isTemporary reports whether err is one that goes away by itself, as when all
// file descriptors are in use.
func isTemporary(err error) bool {
	t, ok := err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// turnAway tells the peer why there is no connection for it.
func (l *listener) turnAway(c net.Conn) {
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(time.Second))
	if err := l.refuse(c, cap(l.server.open)); err != nil {
		return
	}
	// With input unread, closing would reset the connection and take the answer
	// away from the peer.
	if half, ok := c.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(c, 1<<20))
	}
}

// limitReply is the answer to a caller for whom there is no connection left.
func limitReply(limit int) []byte {
	return errorReply(wire.CodeLimit, "Limit exceeded", wire.Detail{
		Reason:  fmt.Sprintf("%s are open; close one of them, or try again later", count(limit, "connection")),
		Limit:   "connections",
		Allowed: int64(limit),
		Closes:  true,
	})
}

// errorReply is a reply to no request in particular.
func errorReply(code int64, message string, detail wire.Detail) []byte {
	data := encode(detail)
	return encode(struct {
		Version string          `json:"jsonrpc"`
		ID      *int            `json:"id"`
		Error   *jsonrpc2.Error `json:"error"`
	}{"2.0", nil, &jsonrpc2.Error{Code: code, Message: message, Data: &data}})
}

func refuseStream(c net.Conn, limit int) error {
	_, err := c.Write(append(limitReply(limit), '\n'))
	return err
}

func refuseHTTP(c net.Conn, limit int) error {
	body := limitReply(limit)
	_, err := fmt.Fprintf(c, "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"+
		"Content-Length: %d\r\nRetry-After: 1\r\nConnection: close\r\n\r\n%s", len(body), body)
	return err
}

// counted is a connection that makes room for another one when it is closed.
type counted struct {
	net.Conn
	release func()
}

func (c *counted) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// CloseWrite ends the output, where the transport has that.
func (c *counted) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return fmt.Errorf("%T cannot close its output alone", c.Conn)
}

// SyscallConn lets package wire write without waiting, where the transport can.
func (c *counted) SyscallConn() (syscall.RawConn, error) {
	if raw, ok := c.Conn.(syscall.Conn); ok {
		return raw.SyscallConn()
	}
	return nil, errors.ErrUnsupported
}
