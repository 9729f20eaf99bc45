// Package codequality has the form in which GitLab takes findings: a list of issues, the
// part of Code Climate's that GitLab reads.
// See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
package codequality

// The severities of an [Issue], the mildest first.
const (
	Info     = "info"
	Minor    = "minor"
	Major    = "major"
	Critical = "critical"
	Blocker  = "blocker"
)

// Issue is one finding. Each needs a fingerprint of its own: GitLab drops the second
// of two that have the same.
type Issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    Location `json:"location"`
}

// Location is a line of a file; Path is relative to the repository, without "./".
type Location struct {
	Path  string `json:"path"`
	Lines Lines  `json:"lines"`
}

// Lines begin at 1.
type Lines struct {
	Begin int64 `json:"begin"`
}

// At is a line of a file.
func At(path string, line int64) Location { return Location{path, Lines{max(line, 1)}} }
