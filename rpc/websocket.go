package rpc

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"github.com/appgauge/appgauge/rpc/wire"
)

func newWebSocket(s *Server, l net.Listener) *httpEndpoint {
	return newHTTPServer(s, l, (*upgrader)(s))
}

// An upgrader makes WebSockets of requests, and serves them.
type upgrader Server

func (u *upgrader) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	why := u.guard.admit(r)
	if why == nil {
		why = u.guard.authorize(r)
	}
	if why != nil {
		refuse(w, r, why)
		return
	}
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		// The guard has looked at the origin.
		InsecureSkipVerify: true,
	})
	if err != nil {
		return // Accept has answered
	}
	c.SetReadLimit(-1) // package wire has the limits
	s := (*Server)(u)
	limits := s.limits()
	t := &socket{conn: c, writeTimeout: limits.WriteTimeout}
	// The request's context ends with this function; the errors of the connection
	// went to its log.
	t.ctx, t.cancel = context.WithCancel(s.ctx)
	_ = s.serve(wire.NewMessageStream(t, limits))
}

// A socket is a WebSocket as a transport of messages.
type socket struct {
	conn         *websocket.Conn
	ctx          context.Context
	cancel       context.CancelFunc
	writeTimeout time.Duration // 0 or less: none
}

func (t *socket) NextReader() (io.Reader, error) {
	kind, r, err := t.conn.Reader(t.ctx)
	if websocket.CloseStatus(err) != -1 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, err
	}
	if kind != websocket.MessageText {
		const reason = "messages must be text"
		return nil, errors.Join(errors.New("rpc: "+reason), t.conn.Close(websocket.StatusUnsupportedData, reason))
	}
	return r, nil
}

func (t *socket) WriteMessage(message []byte) error {
	ctx := t.ctx
	if t.writeTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, t.writeTimeout)
		defer cancel()
	}
	return t.conn.Write(ctx, websocket.MessageText, message)
}

// Close says good-bye, and gives the peer a moment to say it too.
func (t *socket) Close() error {
	defer t.cancel()
	time.AfterFunc(time.Second, t.cancel)
	err := t.conn.Close(websocket.StatusNormalClosure, "")
	if errors.Is(err, net.ErrClosed) || websocket.CloseStatus(err) != -1 {
		return nil
	}
	return err
}
