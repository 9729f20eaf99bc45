package report

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/sarif"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// sarifForm is SARIF 2.1.0, for code scanners. The log is put together of its parts,
// so that it can be longer than memory.
type sarifForm struct {
	Options
	words *words
}

// problemRule is the rule of findings that are about an input, not about an app.
const problemRule = "input"

func (f *sarifForm) begin() string {
	driver := sarif.Driver{
		InformationURI: "https://github.com/appgauge/appgauge",
		Language:       f.Locale.String(),
		Name:           "appgauge",
		Version:        f.Version,
	}
	for i := range validate.NumRules {
		driver.Rules = append(driver.Rules, sarif.Rule{ID: validate.Rule(i).String(), ShortDescription: sarif.Text{Text: ruleTexts[i]}})
	}
	driver.Rules = append(driver.Rules, sarif.Rule{
		ID: problemRule, ShortDescription: sarif.Text{Text: "An input, or a part of one, could not be checked."},
	})
	return "{\n" +
		`"$schema": ` + encode(sarif.Schema) + ",\n" +
		`"version": ` + encode(sarif.Version) + ",\n" +
		`"runs": [{` + "\n" +
		`"tool": ` + encode(sarif.Tool{Driver: driver}) + ",\n" +
		`"columnKind": "unicodeCodePoints",` + "\n" +
		`"results": [` + "\n"
}

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
		region := &sarif.Region{
			ByteLength: new(int(at.endOffset - at.offset)), ByteOffset: new(int(at.offset)),
			EndColumn: at.endColumn, EndLine: int(at.endLine),
			StartColumn: at.column, StartLine: int(at.line),
		}
		level := sarif.Error
		if v.Severity == validate.Warning {
			level = sarif.Warning
		}
		f.add(b, int(v.Rule), v.Rule.String(), level, r.File, region, message(f.Options, r, v))
	}
}

func (f *sarifForm) problem(b *apps.Batch, p *apps.Problem) {
	var region *sarif.Region
	if p.Line > 0 {
		region = &sarif.Region{StartLine: int(p.Line)}
	}
	f.add(b, validate.NumRules, problemRule, sarif.Error, p.File, region, f.words.problem(p))
}

func (f *sarifForm) add(b *apps.Batch, index int, rule, level, file string, region *sarif.Region, message string) {
	b.Out = append(b.Out, encode(sarif.Result{
		Level:     level,
		Locations: sarif.At(fileURI(file), region),
		Message:   sarif.Text{Text: visible.Line(message)},
		RuleID:    rule,
		RuleIndex: &index,
	})...)
	b.Finding()
}

func (f *sarifForm) end(s Summary) string {
	invocation := sarif.Invocation{ExecutionSuccessful: s.Problems == 0 && !s.Interrupted}
	if s.hidden > 0 {
		invocation.ToolExecutionNotifications = []sarif.Notification{
			{Level: sarif.Note, Message: sarif.Text{Text: f.words.more(s.hidden, s.shown)}},
		}
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
