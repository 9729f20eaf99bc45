package protocol

// The codes of error replies that the server uses beside those of JSON-RPC
// (ErrorCodes and LSPErrorCodes).
const (
	// CodeServerNotInitialized answers a request before initialize.
	CodeServerNotInitialized = -32002
	// CodeInvalidRequest answers a request after shutdown, and a second initialize.
	CodeInvalidRequest = -32600
	// CodeRequestFailed answers a request that is well-formed and cannot be met.
	CodeRequestFailed = -32803
)
