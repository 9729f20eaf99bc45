package wiretest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/rpc/wire"
)

// A Client speaks over a stream of bytes without looking at what it says. Its
// framing is written apart from package wire's, to share no error with it.
type Client struct {
	rw      io.ReadWriteCloser
	r       *bufio.Reader
	framing wire.Framing
	probes  int
}

// NewClient returns a client over rw. framing is wire.Newline or
// wire.ContentLength.
func NewClient(rw io.ReadWriteCloser, framing wire.Framing) *Client {
	return &Client{rw: rw, r: bufio.NewReader(rw), framing: framing}
}

// Exchange implements [Exchanger]. Whether the server stays silent is told by
// asking it something else after message: the answers come in order.
func (c *Client) Exchange(ctx context.Context, message []byte) ([]byte, error) {
	stop := context.AfterFunc(ctx, func() { c.rw.Close() })
	defer stop()
	c.probes++
	id := fmt.Sprintf("wiretest probe %d", c.probes)
	probe := fmt.Sprintf(`{"jsonrpc":"2.0","id":%q,"method":"wiretest/probe"}`, id)
	sent := make(chan error, 1)
	go func() { sent <- c.Send(message, []byte(probe)) }()
	var answers [][]byte
	for {
		got, err := c.Receive()
		if err != nil {
			return nil, err
		}
		var reply struct{ ID any }
		if json.Unmarshal(got, &reply) == nil && reply.ID == id {
			break
		}
		answers = append(answers, got)
	}
	if len(answers) > 1 {
		return nil, fmt.Errorf("the message got %d answers: %s", len(answers), bytes.Join(answers, []byte("\n")))
	}
	if err := <-sent; err != nil {
		return nil, err
	}
	return append(answers, nil)[0], nil
}

// Send writes messages in the client's framing. Under Newline the line ends
// inside a message become blanks, which mean the same in JSON.
func (c *Client) Send(messages ...[]byte) error {
	var buf bytes.Buffer
	for _, m := range messages {
		if c.framing == wire.ContentLength {
			fmt.Fprintf(&buf, "Content-Length: %d\r\n\r\n%s", len(m), m)
		} else {
			buf.Write(bytes.ReplaceAll(m, []byte("\n"), []byte(" ")))
			buf.WriteByte('\n')
		}
	}
	_, err := c.rw.Write(buf.Bytes())
	return err
}

// Receive returns the next message, whatever it answers.
func (c *Client) Receive() ([]byte, error) {
	line, err := c.r.ReadString('\n')
	if err != nil {
		if line != "" {
			return nil, fmt.Errorf("the output ends in the midst of a line: %q: %w", line, err)
		}
		return nil, err
	}
	if c.framing != wire.ContentLength {
		return []byte(strings.TrimSuffix(line, "\n")), nil
	}
	var n int
	if _, err := fmt.Sscanf(line, "Content-Length: %d\r\n", &n); err != nil {
		return nil, fmt.Errorf("no header: %q", line)
	}
	if line, err := c.r.ReadString('\n'); err != nil || line != "\r\n" {
		return nil, fmt.Errorf("the header does not end after Content-Length: %q, %v", line, err)
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(c.r, body); err != nil {
		return nil, err
	}
	return body, nil
}

// Close closes the client's stream.
func (c *Client) Close() error { return c.rw.Close() }
