package traffic

import (
	"time"

	"github.com/appgauge/appgauge/conformance/result"
)

// Exchange is a request and its answer, as somebody saw them: with secrets.
type Exchange struct {
	result.Exchange
	// Where says in a few words where the exchange is found: "entry 3, line 40". The
	// zero value is its time alone.
	Where string
	// BodyHidden reports that Body is not, or not wholly, what was sent. Offends are then
	// the clauses that the request offends, if that was written down; nil: nobody knows.
	BodyHidden bool
	Offends    []string
	// AnswerHidden reports that ResponseBody is not, or not wholly, what came.
	AnswerHidden bool
	// Cached reports that the answer came from a cache of the client's.
	Cached bool
}

// Ended is when the answer had come.
func (e *Exchange) Ended() time.Time {
	return e.Started.Add(time.Duration(e.Millis * float64(time.Millisecond)))
}
