package conformance

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Cases lists every case for the edition, sorted by ID.
func Cases(e *validate.Edition) []result.Case { return slices.Clone(engine.SuiteOf(e).Described) }

// Clauses lists every clause of the edition, in the order of the pages.
func Clauses(e *validate.Edition) []result.Clause { return stimulus.Clauses(e) }
