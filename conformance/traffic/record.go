package traffic

import (
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Redacted is the exchange without secrets, to be written down. Offends are the clauses
// that its request offends as it was sent, nil if the body is what was sent: so that a
// judge of the record knows as much as one of the exchange.
func (j *Judge) Redacted(ex *Exchange) (out result.Exchange, offends []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.secrets.note(ex)
	op, _ := find(ex.Method, ex.URL)
	cred, _ := j.o.Tokens.credential(ex.Header, op.op, ex.Status, true)
	out = j.secrets.whole(ex, cred)
	switch {
	case ex.BodyHidden:
		offends = ex.Offends
	case out.Body != ex.Body:
		e := oracle.New(oracle.Options{Edition: j.o.Edition}).Lawful(oracle.Request{Body: ex.Body})
		offends = append([]string{}, e.Breaches...)
	}
	if ex.AnswerHidden {
		out.ResponseBytes = max(out.ResponseBytes, len(out.ResponseBody)+1)
	}
	return out, offends
}
