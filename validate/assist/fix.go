package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// Edit replaces the text from Start to End by New.
type Edit struct {
	Start, End int
	New        string
}

// Fix is a mend for one diagnostic. Applied, the diagnostic is gone and no
// offence of syntax has come; another rule may be broken in its place.
type Fix struct {
	// Title says in a few words, in the source's language, what becomes different.
	Title string
	// Edits are to be made at once. They are in order and do not overlap.
	Edits []Edit
	// Diagnostic is what it mends.
	Diagnostic Diagnostic
	// Preferred marks the best of the fixes for a diagnostic.
	Preferred bool
	// Safe marks the one right fix: nothing else can have been meant, and nothing that
	// the request says is lost or made up. It may be made with nobody looking.
	Safe bool
}

// What is done for one range is bounded: how many fixes are found, and how many
// bytes are read to try them.
const (
	maxFixes = 50
	maxTried = 8 << 20
)

// Fixes returns mends for the diagnostics that stand in or touch the range from
// start to end; nil where there are none.
func (s *Source) Fixes(start, end int) []Fix {
	f := fixer{Source: s, from: start, to: end}
	f.fix()
	return f.found
}

// fix finds the fixes.
func (f *fixer) fix() {
	s, start, end := f.Source, f.from, f.to
	for pStart, pEnd := range s.spans() {
		if f.done() {
			break
		}
		if pEnd < start || pStart > end || s.clean(s.Text[pStart:pEnd]) {
			continue
		}
		f.part = s.parse(pStart, pEnd)
		for _, v := range f.Syntax() {
			f.syntax(f.diagnostic(f.part, v))
		}
		for n := range s.requests(f.part) {
			if f.done() {
				break
			}
			if span := n.Span(); span.End+pStart >= start && span.Start+pStart <= end {
				f.request(n)
			}
		}
	}
}

// SafeFixes returns fixes that are safe and can all be made at once, nil if there are
// none. Once they are made there may be more.
func (s *Source) SafeFixes() []Fix {
	f := fixer{Source: s, to: len(s.Text), safe: true}
	f.fix()
	kept, end := f.found[:0], -1
	for _, fix := range f.found {
		if fix.Edits[0].Start > end {
			kept = append(kept, fix)
			end = fix.Edits[len(fix.Edits)-1].End
		}
	}
	if len(kept) < 2 || s.better(kept) {
		return kept
	}
	return kept[:1] // each is good, but not beside the others
}

// better reports whether the fixes, made at once, leave less JSON broken than before,
// or none.
func (s *Source) better(fixes []Fix) bool {
	var edits []Edit
	for _, f := range fixes {
		edits = append(edits, f.Edits...)
	}
	before := document.ParseString(s.Text).Offences()
	after := document.ParseString(Apply(s.Text, edits)).Offences()
	return after < before || after == 0
}

// Apply returns text with the edits made.
func Apply(text string, edits []Edit) string {
	b := make([]byte, 0, len(text)+64)
	done := 0
	for _, e := range edits {
		b = append(b, text[done:e.Start]...)
		b = append(b, e.New...)
		done = e.End
	}
	return string(append(b, text[done:]...))
}

// fixer collects the fixes in the range between from and to.
type fixer struct {
	*Source
	part
	from, to int
	safe     bool // only safe fixes are looked for, all of them
	found    []Fix
	// scope is the stretch of the part in which a fix must prove itself, and
	// before is what is wrong in it as it is; nil where that is not known yet.
	scope  document.Span
	before *faults
	tried  int // bytes
}

// done reports whether enough has been found, or done.
func (f *fixer) done() bool { return len(f.found) >= maxFixes && !f.safe || f.tried >= maxTried }

// wanted reports whether fixes for d are asked for.
func (f *fixer) wanted(d Diagnostic) bool {
	return d.Start <= f.to && d.End >= f.from && !f.done()
}

// request works out the fixes for the request n.
func (f *fixer) request(n document.Node) {
	f.scope, f.before = n.Span(), nil
	for _, d := range f.show(nil, f.part, n, f.violations(nil, f.part, n)) {
		if !f.wanted(d) {
			continue
		}
		at := f.Document.At(d.Offset - f.start)
		if !at.Exists() {
			continue
		}
		switch d.Rule {
		case validate.RuleRequired:
			f.addMember(d, n)
		case validate.RuleType:
			f.badType(d, at)
		case validate.RuleMaxLength, validate.RuleStart, validate.RuleCharset:
			f.badText(d, at)
		case validate.RuleDuplicate:
			f.remove(d, at, f.texts().removeDuplicate)
		case validate.RuleUnknown:
			if d.Suggestion != "" {
				name := at.NameSpan()
				rename := f.add
				if letters(d.Field) == letters(d.Suggestion) {
					rename = f.addSafe
				}
				rename(d, fill(f.texts().rename, d.Field, d.Suggestion), Edit{name.Start, name.End, `"` + d.Suggestion + `"`})
			}
			f.remove(d, at, f.texts().removeMember)
		}
	}
}

// add adds the fix that makes the edits, whose offsets are the part's, if it
// keeps what a [Fix] promises.
func (f *fixer) add(d Diagnostic, title string, edits ...Edit) {
	if !f.safe && f.works(d, edits) {
		f.offer(d, title, false, edits...)
	}
}

// addSafe is add for a fix that is safe, should it keep its promise.
func (f *fixer) addSafe(d Diagnostic, title string, edits ...Edit) {
	if f.works(d, edits) {
		f.offer(d, title, true, edits...)
	}
}

// offer is add without a trial.
func (f *fixer) offer(d Diagnostic, title string, safe bool, edits ...Edit) {
	first := len(f.found) == 0 || f.found[len(f.found)-1].Diagnostic.Violation != d.Violation
	for i := range edits {
		edits[i].Start += f.start
		edits[i].End += f.start
	}
	f.found = append(f.found, Fix{Title: title, Edits: edits, Diagnostic: d, Preferred: first, Safe: safe})
}

// works tries the edits.
func (f *fixer) works(d Diagnostic, edits []Edit) bool {
	text := f.Document.Text()
	if d.Rule == validate.RuleSyntax {
		f.tried += len(text)
		return document.ParseString(Apply(text, edits)).Offences() < f.Offences()
	}
	text = text[f.scope.Start:f.scope.End]
	f.tried += len(text)
	if f.before == nil {
		f.before = f.faults(text)
	}
	inner := make([]Edit, len(edits))
	for i, e := range edits {
		inner[i] = Edit{e.Start - f.scope.Start, e.End - f.scope.Start, e.New}
	}
	after := f.faults(Apply(text, inner))
	return after.syntax <= f.before.syntax && after.like(d) < f.before.like(d)
}

// faults is what is wrong with the text of a request.
type faults struct {
	syntax     int // how many offences
	violations validate.Violations
}

func (f *fixer) faults(text string) *faults {
	d := document.ParseString(text)
	found := &faults{syntax: d.Offences()}
	if root := d.Root(); root.Exists() {
		found.violations = document.AppendNode(nil, f.edition(), root)
	}
	return found
}

// like counts the violations like d.
func (f *faults) like(d Diagnostic) (n int) {
	for i := range f.violations {
		if v := &f.violations[i]; v.Rule == d.Rule && v.Field == d.Field {
			n++
		}
	}
	return n
}
