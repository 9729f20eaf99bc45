package conformance

import "github.com/appgauge/appgauge/conformance/result"

// Progress is how far a run has come.
type Progress struct {
	Done, Total int
	// Stage is what is being done: "rejections", "apps", "listings", "changes", "cleanup".
	Stage string
	// Case is the case that was just judged, nil between cases.
	Case *result.CaseResult
}
