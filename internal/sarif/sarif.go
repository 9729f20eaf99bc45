// Package sarif has the part of SARIF 2.1.0 that the reports use. Members that may
// be left out because they have the default of the standard's JSON Schema are left
// out; package sariftest holds reports to that schema.
package sarif

// Schema is the JSON Schema of a [Log].
const Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// Version is the version of the standard, as a [Log] has it.
const Version = "2.1.0"

// The levels of a [Result] and of a [Notification].
const (
	Error   = "error"
	Warning = "warning"
	Note    = "note"
)

// Log is a whole file (section 3.13 of the standard).
type Log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []Run  `json:"runs"`
}

// What GitHub's code scanning takes of a file at most; it refuses more.
// See https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
const (
	MaxRuns    = 20
	MaxResults = 25_000
)

// Run is what one tool found in one run (3.14). Results must not be nil: that would
// mean that the tool did not look.
type Run struct {
	AutomationDetails *AutomationDetails `json:"automationDetails,omitempty"`
	ColumnKind        string             `json:"columnKind,omitempty"`
	Invocations       []Invocation       `json:"invocations,omitempty"`
	Results           []Result           `json:"results"`
	Tool              Tool               `json:"tool"`
}

// AutomationDetails tells runs apart (3.17): code scanning takes a run for the next
// one of those with the same ID.
type AutomationDetails struct {
	ID string `json:"id"` // "category/", or "category/run"
}

// Tool is what ran (3.18).
type Tool struct {
	Driver Driver `json:"driver"`
}

// Driver is the tool's program (3.19).
type Driver struct {
	InformationURI string `json:"informationUri,omitempty"`
	Language       string `json:"language,omitempty"` // of the messages; if empty, en-US
	Name           string `json:"name"`
	Rules          []Rule `json:"rules,omitempty"`
	Version        string `json:"version,omitempty"`
}

// Rule is what results are about (3.49).
type Rule struct {
	ID               string     `json:"id"`
	Name             string     `json:"name,omitempty"` // in PascalCase
	ShortDescription Text       `json:"shortDescription"`
	FullDescription  *Text      `json:"fullDescription,omitempty"`
	Help             *Text      `json:"help,omitempty"`
	HelpURI          string     `json:"helpUri,omitempty"`
	Properties       *RuleFacts `json:"properties,omitempty"`
}

// RuleFacts are the properties of a rule that code scanning shows and filters by.
type RuleFacts struct {
	Precision string   `json:"precision,omitempty"` // "very-high"
	Severity  string   `json:"problem.severity,omitempty"`
	Tags      []string `json:"tags,omitempty"`
}

// Text is a message without arguments (3.11). Markdown may only be given in the help of
// a rule.
type Text struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

// Invocation is how the run went (3.20).
type Invocation struct {
	ExecutionSuccessful        bool           `json:"executionSuccessful"`
	ToolExecutionNotifications []Notification `json:"toolExecutionNotifications,omitempty"`
}

// Notify adds a notification.
func (i *Invocation) Notify(level, text string) {
	i.ToolExecutionNotifications = append(i.ToolExecutionNotifications, Notification{Level: level, Message: Text{Text: text}})
}

// Notification is what the tool says about the run (3.58).
type Notification struct {
	Level   string `json:"level"`
	Message Text   `json:"message"`
}

// Result is one finding (3.27).
type Result struct {
	Level        string        `json:"level"`
	Locations    []Location    `json:"locations,omitempty"`
	Message      Text          `json:"message"`
	Fingerprints *Fingerprints `json:"partialFingerprints,omitempty"`
	RuleID       string        `json:"ruleId"`
	RuleIndex    *int          `json:"ruleIndex,omitempty"` // in the driver's rules; if nil, not told
	Suppressions []Suppression `json:"suppressions,omitempty"`
}

// Fingerprints are by what a result is known again (3.27.17). Code scanning makes that of
// a line of the file itself if it is not given, which takes the file.
type Fingerprints struct {
	PrimaryLocationLineHash string `json:"primaryLocationLineHash"`
}

// Suppression is why a result needs no attention (3.35).
type Suppression struct {
	Justification string `json:"justification,omitempty"`
	Kind          string `json:"kind"` // "external": by a file beside what was looked at
}

// Location is where a result was found (3.28).
type Location struct {
	PhysicalLocation PhysicalLocation `json:"physicalLocation"`
}

// PhysicalLocation is an artifact, and a region of it (3.29).
type PhysicalLocation struct {
	ArtifactLocation ArtifactLocation `json:"artifactLocation"`
	Region           *Region          `json:"region,omitempty"` // nil is the whole artifact
}

// ArtifactLocation names a file or another resource (3.4).
type ArtifactLocation struct {
	URI string `json:"uri"`
}

// Region is a part of a text (3.30). Lines and columns begin with 1, bytes with 0;
// the end column is that after the last character.
type Region struct {
	ByteLength  *int `json:"byteLength,omitempty"`
	ByteOffset  *int `json:"byteOffset,omitempty"`
	EndColumn   int  `json:"endColumn,omitempty"`
	EndLine     int  `json:"endLine,omitempty"`
	StartColumn int  `json:"startColumn,omitempty"`
	StartLine   int  `json:"startLine,omitempty"`
}

// At is a list of one location: a part of the resource at uri, or all of it if
// region is nil.
func At(uri string, region *Region) []Location {
	return []Location{{PhysicalLocation{ArtifactLocation{uri}, region}}}
}
