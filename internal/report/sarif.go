package report

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// sarifForm is SARIF 2.1.0, for code scanners. The library makes every part; the
// parts are put together here, so that a log can be longer than memory.
type sarifForm struct {
	Options
	words *words
}

// problemRule is the rule of findings that are about an input, not about an app.
const problemRule = "input"

func (f *sarifForm) begin() string {
	driver := sarif.NewToolComponent().
		WithName("appgauge").
		WithVersion(f.Version).
		WithInformationURI("https://github.com/appgauge/appgauge").
		WithLanguage(f.Locale.String())
	for i := range validate.NumRules {
		driver.AddRule(sarif.NewRule(validate.Rule(i).String()).WithDescription(ruleTexts[i]))
	}
	driver.AddRule(sarif.NewRule(problemRule).WithDescription("An input, or a part of one, could not be checked."))
	return "{\n" +
		`"$schema": ` + encode(sarifSchema) + ",\n" +
		`"version": "2.1.0",` + "\n" +
		`"runs": [{` + "\n" +
		`"tool": ` + encode(sarif.NewTool().WithDriver(driver)) + ",\n" +
		`"columnKind": "unicodeCodePoints",` + "\n" +
		`"results": [` + "\n"
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// ruleTexts describe the rules, in their order.
var ruleTexts = [validate.NumRules]string{
	validate.RuleSyntax:    "The text is JSON in UTF-8.",
	validate.RuleRequired:  "Required members are present.",
	validate.RuleType:      "An app is an object, and its members are strings.",
	validate.RuleMinLength: "A text is as long as it must be.",
	validate.RuleMaxLength: "A text is no longer than it may be.",
	validate.RuleStart:     "A text starts with a character that may stand there.",
	validate.RuleCharset:   "A text has only characters of its set.",
	validate.RuleDuplicate: "A member stands in an object once.",
	validate.RuleUnknown:   "Members are documented ones.",
}

func (f *sarifForm) separator() string { return ",\n" }

func (f *sarifForm) result(b *apps.Batch, r *apps.Result) {
	for _, v := range r.Violations {
		at := locate(r, v)
		region := sarif.NewRegion().
			WithStartLine(int(at.line)).WithStartColumn(at.column).
			WithEndLine(int(at.endLine)).WithEndColumn(at.endColumn).
			WithByteOffset(int(at.offset)).WithByteLength(int(at.endOffset - at.offset))
		level := sarif.LevelError
		if v.Severity == validate.Warning {
			level = sarif.LevelWarning
		}
		f.add(b, int(v.Rule), v.Rule.String(), level, r.File, region, f.Edition.Message(v, f.Locale))
	}
}

func (f *sarifForm) problem(b *apps.Batch, p *apps.Problem) {
	var region *sarif.Region
	if p.Line > 0 {
		region = sarif.NewRegion().WithStartLine(int(p.Line))
	}
	f.add(b, validate.NumRules, problemRule, sarif.LevelError, p.File, region, f.words.problem(p))
}

func (f *sarifForm) add(b *apps.Batch, index int, rule, level, file string, region *sarif.Region, message string) {
	place := sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewArtifactLocation().WithURI(fileURI(file)))
	if region != nil {
		place.WithRegion(region)
	}
	result := sarif.NewRuleResult(rule).
		WithRuleIndex(index).
		WithLevel(level).
		WithMessage(sarif.NewTextMessage(visible.Line(message))).
		AddLocation(sarif.NewLocation().WithPhysicalLocation(place))
	b.Out = append(b.Out, encode(result)...)
	b.Finding()
}

func (f *sarifForm) end(s Summary) string {
	invocation := sarif.NewInvocation().
		WithExecutionSuccessful(s.Problems == 0 && !s.Interrupted)
	if s.hidden > 0 {
		note := sarif.NewNotification().WithLevel(sarif.LevelNote).
			WithMessage(sarif.NewTextMessage(f.words.more(s.hidden, s.shown)))
		invocation.AddToolExecutionNotification(note)
	}
	return "\n],\n" + `"invocations": [` + encode(invocation) + "]\n}]\n}\n"
}

// fileURI is a relative reference for a relative path, as code scanners want it.
func fileURI(file string) string {
	if file == apps.Stdin {
		return "stdin"
	}
	path := filepath.ToSlash(file)
	if filepath.IsAbs(file) {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(path, "/")}).String()
	}
	return (&url.URL{Path: path}).String()
}
