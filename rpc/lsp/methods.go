package lsp

import (
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
)

// method is how one method of the protocol is served.
type method struct {
	notification bool
	call         func(s *server, conn *jsonrpc2.Conn, params *json.RawMessage) (any, error)
}

// methods is every method that is served. It does not change.
var methods = map[string]method{
	protocol.MethodInitialize:             request((*server).initialize),
	protocol.MethodInitialized:            notification((*server).initialized),
	protocol.MethodShutdown:               request((*server).shutdown),
	protocol.MethodExit:                   notification((*server).exit),
	protocol.MethodSetTrace:               notification((*server).setTrace),
	protocol.MethodDidOpen:                notification((*server).didOpen),
	protocol.MethodDidChange:              notification((*server).didChange),
	protocol.MethodDidClose:               notification((*server).didClose),
	protocol.MethodDiagnostic:             request((*server).diagnostic),
	protocol.MethodCompletion:             request((*server).completion),
	protocol.MethodHover:                  request((*server).hover),
	protocol.MethodCodeAction:             request((*server).codeAction),
	protocol.MethodDidChangeConfiguration: notification((*server).didChangeConfiguration),
}

// none are the parameters of a method that has none.
type none struct{}

func request[P any](f func(*server, *jsonrpc2.Conn, *P) (any, error)) method {
	return method{call: func(s *server, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
		params, err := decode[P](raw)
		if err != nil {
			return nil, err
		}
		return f(s, conn, params)
	}}
}

func notification[P any](f func(*server, *jsonrpc2.Conn, *P) error) method {
	return method{notification: true, call: func(s *server, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
		params, err := decode[P](raw)
		if err != nil {
			return nil, err
		}
		return nil, f(s, conn, params)
	}}
}

// decode reads parameters. Absent ones read as empty.
func decode[P any](raw *json.RawMessage) (*P, error) {
	params := new(P)
	if raw == nil {
		return params, nil
	}
	if err := json.Unmarshal(*raw, params); err != nil {
		return nil, failure(jsonrpc2.CodeInvalidParams, "the parameters do not fit the method: "+err.Error())
	}
	return params, nil
}
