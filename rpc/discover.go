package rpc

import (
	"encoding/json"

	"github.com/appgauge/appgauge/schemas"
)

type discoverParams struct{}

// Document is the result of rpc.discover: an OpenRPC document.
type Document json.RawMessage

// discover returns the document that [OpenRPC] generated.
func discover(call, *discoverParams) (any, error) {
	text, err := schemas.Read(schemas.OpenRPC)
	return json.RawMessage(text), err
}
