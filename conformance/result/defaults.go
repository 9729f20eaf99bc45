package result

// HandlerAppBudget is how many apps a run on a Handler creates at most if nothing
// else is said, and one on the command's built-in gateway: enough for every case,
// for they cost nobody anything there.
const HandlerAppBudget = 600

// DefaultAppBudget is how many apps a run creates at most if nothing else is said.
const DefaultAppBudget = 40

// The path's IDs if nothing else is said, made up.
const (
	DefaultProjectID  = "0a6b8c4d2e1f4a3b9c8d7e6f5a4b3c2d"
	DefaultInstanceID = "eddc4d25480b4cd6b512f270a1b8b341"
)
