package explore

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// The oracle explains each answer to requests that overlap by itself: what was under
// way may show or not. Package porcupine asks for more: for one order of all requests
// about an app, in which each takes effect at some moment between its beginning and its
// end, that explains all answers together. Two listings read one after the other while
// an app is created may show it or not, but not first show it and then no more.
//
// This is asked of gateways alone whose apps show at once: those that are late may show
// what they like meanwhile. What becomes of an app that is deleted the pages do not say.

// presence is whether an app is there.
type presence uint8

const (
	absent presence = iota
	present
	deleted // whether it still shows is open
)

// life is the model of an app: inputs are operations, the output of a listing is
// whether it shows the app.
var life = porcupine.Model{
	Init: func() any { return absent },
	Step: func(state, input, output any) (bool, any) {
		switch input.(oracle.Op) {
		case oracle.Create:
			return true, present
		case oracle.Delete:
			return true, deleted
		}
		return state == deleted || output == state, state
	},
	DescribeOperation: func(input, output any) string {
		switch input.(oracle.Op) {
		case oracle.Create:
			return "create"
		case oracle.Delete:
			return "delete"
		}
		return "list: " + describePresence(output)
	},
	DescribeState: describePresence,
}

func describePresence(p any) string {
	return [...]string{"not there", "there", "deleted"}[p.(presence)]
}

// checkTime bounds the search for an order, which is short for a single app.
const checkTime = time.Second

// judgeTogether finds an app whose history no order explains, and draws it. It is nil
// if there is none, or no requests overlapped.
func (x *run) judgeTogether(r *record) *sign {
	if x.patient || !r.overlaps() {
		return nil
	}
	for n, s := range r.sent {
		if s.request.Op != probe.OpCreate || s.err != nil || s.ex == nil || s.ex.Status/100 != 2 {
			continue
		}
		id := s.ex.Object().Text("id")
		if id == "" {
			continue
		}
		history, last := x.history(r, n, id)
		verdict, info := porcupine.CheckOperationsVerbose(life, history, checkTime)
		if verdict != porcupine.Illegal {
			continue
		}
		var picture bytes.Buffer
		if porcupine.Visualize(life, info, &picture) == nil {
			r.picture = picture.Bytes()
		}
		return &sign{sent: last, Finding: oracle.Finding{
			Clause: "list/lists-concurrent", Kind: "order", Cause: "list/lists-concurrent order", Path: "$.apps",
			Text: fmt.Sprintf("no order of the requests explains what the listings show of the app %s: it is there, and then it is not, although nobody deleted it", id),
		}}
	}
	return nil
}

// overlaps reports whether two requests were under way at the same time.
func (r *record) overlaps() bool {
	return slices.ContainsFunc(r.spans(), func(s span) bool { return s.to > s.from+1 })
}

// span is when a request began and ended, by the number of the event, and a lane that
// no request has that overlaps with it.
type span struct {
	from, to int64
	lane     int
}

func (r *record) spans() []span {
	out := make([]span, len(r.sent))
	busy := map[int]bool{}
	for i, e := range r.events {
		switch e.kind {
		case begins:
			lane := 0
			for busy[lane] {
				lane++
			}
			busy[lane] = true
			out[e.n].from, out[e.n].lane = int64(i), lane
		case ends:
			out[e.n].to = int64(i)
			delete(busy, out[e.n].lane)
		}
	}
	return out
}

// history is what happened to the app that was created by request n: its creation, its
// deletion, and each listing that shows all there is. last is the last of them.
func (x *run) history(r *record, n int, id string) (history []porcupine.Operation, last int) {
	at, spans := x.placeOf(r.sent[n].request), r.spans()
	for i, s := range r.sent {
		op := porcupine.Operation{ClientId: spans[i].lane, Call: spans[i].from, Return: spans[i].to, Output: absent}
		switch {
		case s.unsent || x.placeOf(s.request) != at:
			continue
		case i == n:
			op.Input = oracle.Create
		case s.request.Op == probe.OpDelete && s.request.ID == id:
			op.Input = oracle.Delete
		case s.request.Op == probe.OpQuery && s.whole():
			op.Input, last = oracle.List, i
			if slices.ContainsFunc(appsOf(s.ex), func(app jsonvalue.Object) bool { return app.Text("id") == id }) {
				op.Output = present
			}
		default:
			continue
		}
		history = append(history, op)
	}
	return history, last
}

// whole reports whether the answer shows everything there is: a page without filters
// that is not full.
func (s *sent) whole() bool {
	if s.err != nil || s.ex == nil || s.ex.Status != 200 || s.request.Query != "" && s.request.Query != "limit=500" {
		return false
	}
	body := s.ex.Object()
	total, ok := jsonvalue.Integer(body.Get("total"))
	items, isList := body.Get("apps").([]any)
	return ok && isList && int64(len(items)) == total
}
