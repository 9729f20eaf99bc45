// Command go checks app names by asking a daemon over a socket:
//
//	appgauge rpc --listen tcp:127.0.0.1:7878
//	go run ./rpc/examples/go 127.0.0.1:7878 app_demo "1st app"
//
// It needs nothing but the standard library.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
)

// A Client calls methods one after the other.
type Client struct {
	conn net.Conn
	in   *json.Decoder
	id   int
}

// Dial connects to a daemon at HOST:PORT, or at the path of a unix socket.
func Dial(address string) (*Client, error) {
	network := "tcp"
	if strings.Contains(address, "/") {
		network = "unix"
	}
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	return &Client{conn: conn, in: json.NewDecoder(conn)}, nil
}

// An Error is an answer that says what was wrong with the call.
type Error struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Data    struct {
		Reason string `json:"reason"`
	} `json:"data"`
}

func (e *Error) Error() string { return e.Message + ": " + e.Data.Reason }

// Call calls a method and decodes its result.
func (c *Client) Call(method string, params, result any) error {
	c.id++
	request := map[string]any{"jsonrpc": "2.0", "id": c.id, "method": method, "params": params}
	if err := json.NewEncoder(c.conn).Encode(request); err != nil {
		return err
	}
	var answer struct {
		Result json.RawMessage
		Error  *Error
	}
	if err := c.in.Decode(&answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return answer.Error
	}
	return json.Unmarshal(answer.Result, result)
}

// Close ends the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Verdict is what is used here of the result of app/validate.
type Verdict struct {
	Valid      bool
	Violations []struct{ Message string }
}

func main() {
	log.SetFlags(0)
	client, err := Dial(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	for _, name := range os.Args[2:] {
		var verdict Verdict
		app := map[string]any{"name": name}
		if err := client.Call("app/validate", map[string]any{"app": app}, &verdict); err != nil {
			log.Fatal(err)
		}
		if verdict.Valid {
			fmt.Println(name + ": valid")
		}
		for _, v := range verdict.Violations {
			fmt.Println(name + ": " + v.Message)
		}
	}
	if err := client.Call("app/validate", map[string]any{"app": 1}, nil); err != nil {
		fmt.Println(err)
	}
}
