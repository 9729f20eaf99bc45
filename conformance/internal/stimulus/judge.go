package stimulus

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// Noticed is what the oracle found in an answer.
type Noticed struct {
	Finding  oracle.Finding
	Exchange *probe.Exchange
}

// Confirmation is what a second look makes of a finding that others' changes could
// explain.
type Confirmation uint8

const (
	// Doubtful: it is still not certain.
	Doubtful Confirmation = iota
	// Stands: it was found again while nothing changed.
	Stands
	// Explained: it was others' doing, and what was asked for is as it should be.
	Explained
)

// Watch is what a case waits for whoever asks: findings of a clause and of kinds.
type Watch struct {
	Clause string
	Kinds  []string
}

// Judge takes over what the oracle found in the answer, as far as the case is about
// it: of its clauses, and of an ID that does harm.
func (t *T) Judge(ex *probe.Exchange) { t.judgeField(ex, "") }

// judgeField is Judge for a case about one member: of a text that comes back changed
// only that member's counts.
func (t *T) judgeField(ex *probe.Exchange, field string) {
	t.Record(ex)
	for _, f := range ex.Judgement.Findings {
		echo := f.Clause == "create/response/echo" || f.Clause == "create/response/secret-echo"
		if !t.about(f) || field != "" && echo && f.Field != field {
			continue
		}
		t.Take(Noticed{f, ex})
	}
}

// about reports whether the finding is the case's business.
func (t *T) about(f oracle.Finding) bool {
	harm := f.Kind == "path" || f.Kind == "id" && f.Clause == "create/ids-unique"
	return harm || slices.Contains(t.trial.Case.Clauses, f.Clause) ||
		slices.ContainsFunc(t.trial.Case.Hears, func(b string) bool { return strings.HasPrefix(f.Clause, b) })
}

// Take makes a finding of the oracle one of the case, once for each clause and kind.
// One that others' changes could explain is looked at again first.
func (t *T) Take(n Noticed) {
	f := n.Finding
	if t.trial.knows(f.Clause, f.Cause) {
		return
	}
	if f.Unless == oracle.OthersChanged {
		switch t.scene.run.Confirm(t.ctx, n) {
		case Explained:
			t.Note(result.Pass, n.Exchange, "others change the listing meanwhile, and while nothing changed this was not found: %s", f.Text)
			return
		case Doubtful:
			t.Note(result.Unverified, n.Exchange, "others may have changed the listing meanwhile: %s", f.Text)
			return
		}
	}
	switch {
	case f.Unless == oracle.LimitReached && t.scene.NoRoom != "":
		t.Note(result.Unverified, n.Exchange, "%s", t.scene.NoRoom)
		return
	case f.Unless == oracle.LimitReached || f.Unless == oracle.ValueTaken:
		t.Note(result.Unverified, n.Exchange, "refused for what may be a limit, or a value that is taken: %s", f.Text)
		return
	}
	t.found(n)
}

// found adds the finding with the verdict that its clause asks for.
func (t *T) found(n Noticed) {
	f := n.Finding
	note := t.Note(t.verdictOn(f.Clause), n.Exchange, "%s", f.Text)
	note.Clause, note.Cause, note.Path = f.Clause, f.Cause, f.Path
	if f.Want != nil || f.Got != nil {
		if diff := cmp.Diff(shallow(f.Want), shallow(f.Got)); diff != "" && !reflect.DeepEqual(f.Want, f.Got) {
			note.Diff = probe.Clip(diff, maxDiff)
		}
	}
}

// verdictOn is what breaking the clause comes to.
func (t *T) verdictOn(clause string) result.Verdict {
	switch t.scene.Levels[clause] {
	case result.Must:
		return result.Fail
	case result.Should:
		return result.Warn
	}
	return result.Pass
}

// watched takes over what was found of what the case watches.
func (t *T) watched() {
	for _, w := range t.trial.Case.Watch {
		for _, n := range t.scene.run.Noticed(w.Clause, w.Kinds) {
			t.found(n)
			return
		}
	}
}

// Conclude runs what the case has to say once everything was asked.
func (k *Trial) Conclude(ctx context.Context, s *Scene) {
	if len(k.Case.Watch) > 0 && k.Verdict() != result.Fail {
		k.Step(ctx, s, (*T).watched)
	}
}
