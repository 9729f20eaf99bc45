package rpc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net"
	"testing"
)

// A lineClient sends messages a line each and reads the answers.
type lineClient struct {
	tb   testing.TB
	conn net.Conn
	in   *bufio.Reader
}

// connect returns a client of a server in this process.
func connect(tb testing.TB, opt Options) *lineClient {
	tb.Helper()
	if opt.Logf == nil {
		opt.Logf = tb.Logf
	}
	ours, theirs := net.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- New(opt).ServeStream(theirs) }()
	tb.Cleanup(func() {
		ours.Close()
		if err := <-ended; err != nil {
			tb.Error(err)
		}
	})
	return &lineClient{tb, ours, bufio.NewReader(ours)}
}

// exchange sends a message that has an answer, and returns the answer.
func (c *lineClient) exchange(message string) json.RawMessage {
	c.tb.Helper()
	var line bytes.Buffer
	if err := json.Compact(&line, []byte(message)); err != nil {
		c.tb.Fatalf("%v in %.300s", err, message)
	}
	line.WriteByte('\n')
	if _, err := c.conn.Write(line.Bytes()); err != nil {
		c.tb.Fatal(err)
	}
	got, err := c.in.ReadBytes('\n')
	if err != nil {
		c.tb.Fatalf("%v instead of an answer to %s", err, message)
	}
	return bytes.TrimSuffix(got, []byte("\n"))
}

// call calls a method and decodes its result.
func (c *lineClient) call(method string, params, result any) {
	c.tb.Helper()
	if e := c.tryCall(method, params, result); e != nil {
		c.tb.Fatalf("%s(%s): %s", method, encode(params), encode(e))
	}
}

// An errorObject is the error of an answer.
type errorObject struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Data    json.RawMessage `json:"data"`
}

// tryCall is call where the answer may be an error, which it returns.
func (c *lineClient) tryCall(method string, params, result any) *errorObject {
	c.tb.Helper()
	reply := c.exchange(string(encode(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})))
	var got struct {
		Result json.RawMessage
		Error  *errorObject
	}
	if err := json.Unmarshal(reply, &got); err != nil {
		c.tb.Fatalf("%v in %s", err, reply)
	}
	if got.Error != nil {
		return got.Error
	}
	if err := json.Unmarshal(got.Result, result); err != nil {
		c.tb.Fatalf("%v in %s", err, reply)
	}
	return nil
}
