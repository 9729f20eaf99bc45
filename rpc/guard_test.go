package rpc

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestGuard sends requests as the browser of a visitor to a hostile page would, and
// others that must or must not be let in, over HTTP and WebSocket.
func TestGuard(t *testing.T) {
	const ok, token = http.StatusOK, "correct-horse"
	type headers map[string]string
	tests := []struct {
		name   string
		opt    Options
		method string // "" is POST
		path   string // "" is /
		host   string // "" is the address
		header headers
		want   int
		wantWS int // 0 is want; 101 for 200
		reason string
	}{
		{name: "plain", want: ok},
		{name: "localhost", host: "localhost:PORT", want: ok},
		{name: "localhost without port", host: "LocalHost", want: ok},
		{name: "address without port", host: "127.0.0.1", want: ok},
		{name: "address as IPv6", host: "[::ffff:127.0.0.1]:PORT", want: ok},
		{name: "other loopback address", host: "127.0.0.2:PORT", want: 421, reason: "not what the connection came in on"},
		{name: "rebound name", host: "evil.example:PORT", want: 421},
		{name: "rebound name with its own origin", host: "evil.example:PORT", header: headers{"Origin": "http://evil.example:PORT"}, want: 421,
			reason: "to the browser this is the page's own site"},
		{name: "rebound name whose origin is allowed", opt: Options{Origins: []string{"http://evil.example"}}, host: "evil.example",
			header: headers{"Origin": "http://evil.example"}, want: 421, reason: "origins are about pages, hosts about this server"},
		{name: "name that begins like localhost", host: "localhost.evil.example:PORT", want: 421},
		{name: "name that begins like the address", host: "127.0.0.1.evil.example", want: 421},
		{name: "address written otherwise", host: "0x7f.1:PORT", want: 421},
		{name: "name with a final dot", host: "localhost.:PORT", want: 421},
		{name: "user in the host", host: "localhost@evil.example", want: 400, reason: "net/http refuses it"},
		{name: "empty host", host: "EMPTY", want: 421},
		{name: "allowed name", opt: Options{Hosts: []string{"Daemon.example"}}, host: "daemon.example:PORT", want: ok},
		{name: "sub-domain of an allowed name", opt: Options{Hosts: []string{"daemon.example"}}, host: "x.daemon.example", want: 421},

		{name: "foreign origin", header: headers{"Origin": "https://evil.example"}, want: 403},
		{name: "origin null", header: headers{"Origin": "null"}, want: 403, reason: "a sandboxed frame or a file"},
		{name: "empty origin", header: headers{"Origin": ""}, want: 403},
		{name: "own origin", header: headers{"Origin": "http://127.0.0.1:PORT"}, want: 403, reason: "this server has no pages"},
		{name: "allowed origin", opt: Options{Origins: []string{"https://app.example/"}}, header: headers{"Origin": "https://app.example"}, want: ok},
		{name: "allowed origin, other scheme", opt: Options{Origins: []string{"https://app.example"}}, header: headers{"Origin": "http://app.example"}, want: 403},
		{name: "allowed origin, other port", opt: Options{Origins: []string{"https://app.example"}}, header: headers{"Origin": "https://app.example:444"}, want: 403},
		{name: "two origins", opt: Options{Origins: []string{"https://app.example"}}, header: headers{"Origin": "https://app.example\r\nOrigin: https://evil.example"}, want: 403},

		{name: "text", header: headers{"Content-Type": "text/plain"}, want: 415, wantWS: 101, reason: "a browser sends it without asking"},
		{name: "form", header: headers{"Content-Type": "application/x-www-form-urlencoded"}, want: 415, wantWS: 101},
		{name: "no content type", header: headers{"Content-Type": ""}, want: 415, wantWS: 101},
		{name: "JSON in the parameters", header: headers{"Content-Type": "text/plain; x=application/json"}, want: 415, wantWS: 101},
		{name: "JSON with charset", header: headers{"Content-Type": "Application/JSON; charset=UTF-8"}, want: ok},
		{name: "JSON in another charset", header: headers{"Content-Type": "application/json; charset=utf-16"}, want: 415, wantWS: 101},

		{name: "GET", method: "GET", want: 405, wantWS: 101},
		{name: "PUT", method: "PUT", want: 405, wantWS: 405},
		{name: "other path", path: "/rpc", want: 404},
		{name: "path with dots", path: "/x/..", want: 404},
		{name: "query", path: "/?x=1", want: ok},

		{name: "no token", opt: Options{Token: token}, want: 401},
		{name: "token", opt: Options{Token: token}, header: headers{"Authorization": "Bearer " + token}, want: ok},
		{name: "token, lower-case scheme", opt: Options{Token: token}, header: headers{"Authorization": "bearer " + token}, want: ok},
		{name: "wrong token", opt: Options{Token: token}, header: headers{"Authorization": "Bearer correct-hors"}, want: 401},
		{name: "longer token", opt: Options{Token: token}, header: headers{"Authorization": "Bearer correct-horses"}, want: 401},
		{name: "empty token", opt: Options{Token: token}, header: headers{"Authorization": "Bearer "}, want: 401},
		{name: "token as password", opt: Options{Token: token}, header: headers{"Authorization": "Basic " + token}, want: 401},
		{name: "token from a foreign page", opt: Options{Token: token}, header: headers{"Authorization": "Bearer " + token, "Origin": "https://evil.example"}, want: 403},
		{name: "token under a rebound name", opt: Options{Token: token}, host: "evil.example", header: headers{"Authorization": "Bearer " + token}, want: 421},

		{name: "preflight of a foreign page", method: "OPTIONS", header: headers{"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}, want: 403},
		{name: "preflight of an allowed page", opt: Options{Origins: []string{"https://app.example"}, Token: token}, method: "OPTIONS",
			header: headers{"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}, want: 204, wantWS: 401, reason: "it has no token yet"},
		{name: "OPTIONS of no page", method: "OPTIONS", want: 405, wantWS: 405},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			addresses := serve(t, newServer(t, tt.opt), "http:127.0.0.1:0", "ws:127.0.0.1:0")
			upgrade := headers{
				"Connection": "Upgrade", "Upgrade": "websocket",
				"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
			}
			for i, address := range addresses {
				header := headers{"Content-Type": "application/json", "Connection": "close"}
				method, want := "POST", tt.want
				if i == 1 {
					header, method = upgrade, "GET"
					switch {
					case tt.wantWS != 0:
						want = tt.wantWS
					case want == ok:
						want = http.StatusSwitchingProtocols
					}
				}
				for name, value := range tt.header {
					header[name] = value
				}
				if tt.method != "" {
					method = tt.method
				}
				status, body := rawRequest(t, address, method, tt.path, tt.host, header)
				if status != want {
					t.Errorf("%s: status %d, want %d; %s\n%s", address, status, want, tt.reason, body)
				}
				if status == ok && !strings.Contains(body, `"limit":20`) {
					t.Errorf("%s: no answer in %s", address, body)
				}
				if status/100 == 4 && status != 400 && status != 426 && i == 0 && !strings.Contains(body, `"reason":"`) {
					t.Errorf("%s: status %d without a reason: %s", address, status, body)
				}
			}
		})
	}
}

// rawRequest sends what a Go client would not. PORT in values is the server's.
func rawRequest(t *testing.T, address, method, path, host string, header map[string]string) (int, string) {
	t.Helper()
	c := dial(t, address)
	_, port, err := net.SplitHostPort(c.RemoteAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		path = "/"
	}
	switch host {
	case "":
		host = c.RemoteAddr().String()
	case "EMPTY":
		host = ""
	}
	const call = `{"jsonrpc":"2.0","id":1,"method":"page/normalize"}`
	text := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	for name, value := range header {
		text += name + ": " + value + "\r\n"
	}
	if method != "GET" {
		text += fmt.Sprintf("Content-Length: %d\r\n", len(call))
	}
	text += "\r\n"
	if method != "GET" {
		text += call
	}
	if _, err := io.WriteString(c, strings.ReplaceAll(text, "PORT", port)); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode == http.StatusSwitchingProtocols {
		return resp.StatusCode, ""
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// TestCrossOrigin expects the headers that let a page of an allowed origin, and of
// no other, call and read the answers.
func TestCrossOrigin(t *testing.T) {
	address := serve(t, newServer(t, Options{Origins: []string{"https://app.example"}}), "http:127.0.0.1:0")[0]
	for _, origin := range []string{"https://app.example", "https://evil.example"} {
		for _, method := range []string{http.MethodOptions, http.MethodPost} {
			req, err := http.NewRequest(method, urlOf(address), strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"page/normalize"}`))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Origin", origin)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			want := ""
			if origin == "https://app.example" {
				want = origin
			}
			if got := resp.Header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s from %s: Access-Control-Allow-Origin is %q, want %q", method, origin, got, want)
			}
			if got := resp.Header.Get("Access-Control-Allow-Headers"); (got != "") != (want != "" && method == http.MethodOptions) {
				t.Errorf("%s from %s: Access-Control-Allow-Headers is %q", method, origin, got)
			}
		}
	}
}
