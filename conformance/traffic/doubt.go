package traffic

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// maxHeld is how many findings are kept that something else could explain, and maxFailing
// of how many requests it is kept that they fail.
const maxHeld, maxFailing = 2000, 2000

// held is a finding that could have another explanation. Later exchanges may rule it out.
type held struct {
	finding  oracle.Finding
	shown    result.Finding // the finding without secrets
	exchange *result.Exchange
	at       oracle.Place
	query    string
	valid    bool // the request kept to every rule
	sentKey  bool
	// created and deleted are how often that had happened at the place; controlled reports
	// that a creation was accepted afterwards, with no deletion in between.
	created, deleted int64
	controlled       bool
	// shownLater reports that an app that was missing is there after all; early that
	// it had just been created.
	shownLater, early bool
	failure           *failure
}

// take counts a finding, or keeps it until its doubt is resolved.
func (s *seen) take(f oracle.Finding) {
	level, tested := s.levels[f.Clause]
	if !tested || level == result.Info {
		return
	}
	switch {
	case f.Unless == oracle.None && !s.fails(f), f.Kind == "size" && s.farOff(f):
		s.add(level, f)
		return
	case len(s.gateway.held) >= maxHeld:
		return
	}
	h := &held{
		finding: f, shown: s.shown(level, f), exchange: s.secrets.redacted(s.ex, s.request.Credential), at: s.request.At, query: s.request.Query,
		created: s.place.created, deleted: s.place.deleted, early: s.ex.Started.Sub(s.place.lastCreated) < patience,
	}
	s.gateway.held = append(s.gateway.held, h)
	s.gateway.kinds[key(&f)]++
	if s.request.Op == oracle.Create {
		e := s.gateway.oracle.Lawful(s.request)
		h.valid = len(e.Breaches) == 0
		body, _ := jsonvalue.Read(s.request.Body).Value.(jsonvalue.Object)
		h.sentKey = body.Text("app_key") != ""
	}
	switch {
	case s.fails(f):
		h.failure = s.gateway.failing[s.failureKey()]
	case f.Unless == oracle.LimitReached, f.Unless == oracle.ValueTaken:
		s.place.refused = append(s.place.refused, h)
	case f.Unless == oracle.OthersChanged:
		for _, id := range f.Gone {
			s.place.awaited[id] = append(s.place.awaited[id], h)
		}
	}
}

// farOff reports whether a page is so much too short that nobody can have changed so many
// apps between counting and listing them.
func (s *seen) farOff(f oracle.Finding) bool {
	want, ok1 := f.Want.(int64)
	got, ok2 := f.Got.(int64)
	slack := 2 + int64(s.ex.Millis/10)
	return ok1 && ok2 && (want-got > slack || got-want > slack) && s.out.Page != nil && s.out.Page.HasTotal && s.out.Page.Total >= want
}

// fails reports whether the finding is that a request failed which may succeed the next
// time: for a failure of the gateway, or because the place is gone.
func (s *seen) fails(f oracle.Finding) bool {
	return s.answer.Status >= 500 || s.request.Op == oracle.List && (s.answer.Status == http.StatusNotFound || s.answer.Status == http.StatusForbidden) && f.Path == ""
}

// failure is what became of requests of one form that failed.
type failure struct {
	n        int
	answered int64 // by the gateway, other requests, until the last failure
	again    bool  // failed, after others were answered
	good     bool  // one of them did not fail
}

// failureKey tells forms of requests apart: what one answer says of the next.
func (s *seen) failureKey() string {
	if s.request.Op == oracle.List {
		q, _ := url.ParseQuery(s.request.Query)
		var parts []string
		for name, values := range q {
			for _, v := range values {
				if name == "id" || name == "name" || name == "app_key" {
					v = fmt.Sprint(utf8.RuneCountInString(v))
				}
				parts = append(parts, name+"="+v)
			}
		}
		slices.Sort(parts)
		return fmt.Sprint("list ", s.request.At, parts)
	}
	breaches := s.gateway.oracle.Lawful(s.request).Breaches
	body, _ := jsonvalue.Read(s.request.Body).Value.(jsonvalue.Object)
	var parts []string
	for _, m := range body {
		form := jsonvalue.Kind(m.Value)
		if text, ok := m.Value.(string); ok && len(breaches) == 0 {
			form = strconv.Itoa(utf8.RuneCountInString(text))
		}
		parts = append(parts, m.Name+" "+form)
	}
	return fmt.Sprint("create ", s.request.At, breaches, parts)
}

// noteFailure keeps count of the requests that fail, and makes a failed creation, of
// which the oracle says nothing, a finding.
func (s *seen) noteFailure() {
	status := s.answer.Status
	if s.request.Op != oracle.Create && s.request.Op != oracle.List || status == 0 || status == http.StatusTooManyRequests ||
		status == http.StatusBadGateway || status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout {
		return
	}
	bad := status >= 500 || s.request.Op == oracle.List && (status == http.StatusNotFound || status == http.StatusForbidden)
	key := ""
	if bad || len(s.gateway.failing) > 0 {
		key = s.failureKey()
	}
	f := s.gateway.failing[key]
	if !bad {
		s.gateway.answered++
		if f != nil {
			f.good = true
		}
		return
	}
	if f == nil {
		if len(s.gateway.failing) >= maxFailing {
			return
		}
		f = &failure{}
		s.gateway.failing[key] = f
	}
	f.again = f.again || f.n > 0 && s.gateway.answered > f.answered
	f.n++
	f.answered = s.gateway.answered
	if s.request.Op == oracle.Create && s.request.Credential == oracle.Valid {
		clause, what := "create/status/201", "a valid request"
		if e := s.gateway.oracle.Lawful(s.request); len(e.Breaches) > 0 {
			clause, what = "create/status/400", "a request that breaks "+strings.Join(e.Breaches, ", ")
		}
		s.out.Findings = append(s.out.Findings, oracle.Finding{Clause: clause, Kind: fmt.Sprint(status), Cause: clause + " failed",
			Text: fmt.Sprintf("%s was answered %d", what, status), Came: fmt.Sprint(status)})
	}
}

// certain reports whether what was seen since leaves no other explanation of the finding;
// if not, why not.
func (g *gateway) certain(h *held) (bool, string) {
	f := &h.finding
	if h.failure != nil {
		switch {
		case h.failure.good:
			return false, "the same request did not fail another time"
		case !h.failure.again:
			return false, "it failed once; the pages allow a gateway to fail"
		}
		return true, ""
	}
	names, keys := g.oracle.Twins(h.at)
	quiet := g.oracle.Undisturbed(h.at)
	switch f.Unless {
	case oracle.ValueTaken:
		free := names && (keys || !h.sentKey)
		if f.Field == "name" {
			free = names
		} else if f.Field == "app_key" {
			free = keys
		}
		if !free {
			return false, "the value may be that of an app from before"
		}
		return true, ""
	case oracle.LimitReached:
		if !h.controlled || !quiet {
			return false, "the gateway may have had enough apps"
		}
		return true, ""
	}
	switch {
	case h.early && !g.oracle.Prompt(h.query):
		return false, "apps show late"
	case f.Kind == "stray":
		if !quiet {
			return false, "another client may have created it"
		}
	case len(f.Gone) > 0:
		if !h.shownLater {
			return false, "it may have been deleted unseen"
		}
	case !quiet:
		return false, "others changed the listing meanwhile"
	case g.kinds[key(f)] < 2:
		return false, "others may have changed the listing meanwhile; it was seen once"
	}
	return true, ""
}
