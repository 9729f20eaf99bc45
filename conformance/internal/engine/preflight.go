package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// preflight finds out whether there is a gateway that lets the token in. A
// gateway that refuses to list may still be a gateway that is to be tested, but
// one that refuses to create as well is one that was not reached.
func (x *run) preflight(ctx context.Context) error {
	x.await(ctx)
	x.before = x.scanHome(ctx)
	x.world.WasThere(x.Home, x.before)
	if x.writes() && x.before.Err == nil {
		x.visitOtherPlaces(ctx)
	}
	if x.before.Err != nil {
		if ctx.Err() != nil {
			return errors.New("the run was interrupted")
		}
		waited := ""
		if x.Wait > 0 {
			waited = fmt.Sprintf(" in %s", x.Wait)
		}
		return fmt.Errorf("the gateway at %s cannot be reached%s: %w%s", x.BaseURL, waited, x.before.Err, x.hint(ctx, x.before.Err))
	}
	first := x.before.Pages[0].Exchange
	if Astray(x.Auth.Token == "", first, first) == "" || x.ReadOnly && first.Status == http.StatusOK {
		return nil
	}
	second := first
	if !x.ReadOnly {
		p := x.Plant(ctx, x.shelf.All[0])
		if p.Exchange == nil || p.Err != nil || Astray(x.Auth.Token == "", first, p.Exchange) == "" {
			// It does let the token in: what it answered is a case's business.
			x.scene.Add(p)
			return nil
		}
		second = p.Exchange
	}
	answered := fmt.Sprint(first.Status)
	if second.Status != first.Status {
		answered = fmt.Sprintf("%d to a query and %d to a creation", first.Status, second.Status)
	}
	return fmt.Errorf("the gateway at %s answered %s%s: %s%s", x.BaseURL, answered, x.redact.Text(probe.BriefError(first)), Astray(x.Auth.Token == "", first, second), x.hint(ctx, nil))
}

// Astray says what is probably wrong where a query and a creation were answered
// so, "" if there may be a gateway. signed says that there is no token.
func Astray(signed bool, query, creation *probe.Exchange) string {
	both := func(is func(*probe.Exchange) bool) bool { return is(query) && is(creation) }
	status := func(codes ...int) func(*probe.Exchange) bool {
		return func(ex *probe.Exchange) bool { return slices.Contains(codes, ex.Status) }
	}
	switch {
	case both(status(http.StatusUnauthorized)):
		if signed {
			return "it refused the signature; check the access key, the secret key, and this machine's clock"
		}
		return "it refused the token; check it, and whether it expired"
	case both(status(http.StatusForbidden)):
		if signed {
			return "the access key has no permission for this project and instance"
		}
		return "the token has no permission for this project and instance"
	case both(status(http.StatusNotFound, http.StatusMethodNotAllowed)):
		return "there is nothing at this address; check the base URL, the project ID and the instance ID"
	case both(speaksNoJSON):
		return "no answer is JSON, so this is no such gateway, or something stands before it; check the base URL"
	}
	return ""
}

// speaksNoJSON reports whether the answer is no JSON at all, not even a broken
// one, and does not say that an app was created.
func speaksNoJSON(ex *probe.Exchange) bool {
	_, err := ex.JSON()
	begin := strings.TrimLeft(ex.Answer(), " \t\r\n") // of a long one, the start is left
	broken := strings.HasPrefix(begin, "{") || strings.HasPrefix(begin, "[")
	return err != nil && !broken && ex.Status != http.StatusCreated
}

// visitOtherPlaces looks at the other places where cases create apps, before the run has
// any: a gateway that does not keep places apart shows them there as well.
func (x *run) visitOtherPlaces(ctx context.Context) {
	var places []probe.Place
	wanted := x.wanted()
	for _, s := range x.shelf.All {
		if at := s.Place(x.Home); wanted[s.ID] && at != x.Home {
			places = append(places, at)
		}
	}
	probe.Parallel(ctx, x.Concurrency, len(places), func(i int) { x.world.Visit(ctx, places[i]) })
}
