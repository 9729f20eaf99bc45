package protocol

// The methods that the server handles.
const (
	MethodInitialize             = "initialize"
	MethodInitialized            = "initialized"
	MethodShutdown               = "shutdown"
	MethodExit                   = "exit"
	MethodSetTrace               = "$/setTrace"
	MethodDidOpen                = "textDocument/didOpen"
	MethodDidChange              = "textDocument/didChange"
	MethodDidClose               = "textDocument/didClose"
	MethodDiagnostic             = "textDocument/diagnostic"
	MethodCompletion             = "textDocument/completion"
	MethodHover                  = "textDocument/hover"
	MethodCodeAction             = "textDocument/codeAction"
	MethodDidChangeConfiguration = "workspace/didChangeConfiguration"
)

// The methods that the server calls.
const (
	MethodPublishDiagnostics = "textDocument/publishDiagnostics"
	MethodRegisterCapability = "client/registerCapability"
	MethodConfiguration      = "workspace/configuration"
	MethodDiagnosticRefresh  = "workspace/diagnostic/refresh"
	MethodShowMessage        = "window/showMessage"
	MethodLogMessage         = "window/logMessage"
)
