package report

import (
	"net/url"
	"os"
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
	if f.Version == "" {
		driver.Version = "0.0.0-devel"
	}
	for i := range validate.NumRules {
		driver.Rules = append(driver.Rules, sarifRule(validate.Rule(i).String(), ruleTexts[i]))
	}
	driver.Rules = append(driver.Rules, sarifRule(problemRule, "An input, or a part of one, could not be checked."))
	return "{\n" +
		`"$schema": ` + encode(sarif.Schema) + ",\n" +
		`"version": ` + encode(sarif.Version) + ",\n" +
		`"runs": [{` + "\n" +
		`"tool": ` + encode(sarif.Tool{Driver: driver}) + ",\n" +
		`"automationDetails": {"id": "appgauge-validate/"},` + "\n" +
		`"columnKind": "unicodeCodePoints",` + "\n" +
		`"results": [` + "\n"
}

// sarifRule is a rule with all that code scanning shows of one.
func sarifRule(id, text string) sarif.Rule {
	const rules = "https://github.com/appgauge/appgauge/blob/main/docs/rules.md"
	return sarif.Rule{
		ID: id, Name: "App" + strings.ToUpper(id[:1]) + id[1:], ShortDescription: sarif.Text{Text: text}, FullDescription: &sarif.Text{Text: text},
		Help:    &sarif.Text{Text: text + " " + rules + " has the limits of each member.", Markdown: text + " [The rules](" + rules + ") have the limits of each member."},
		HelpURI: rules,
	}
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
	f.add(b, validate.NumRules, problemRule, sarif.Error, p.File, &sarif.Region{StartLine: int(max(p.Line, 1))}, f.words.problem(p))
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
			{Level: sarif.Note, Message: sarif.Text{Text: f.words.elsewhere(s.hidden)}},
		}
	}
	return "\n],\n" + `"invocations": [` + encode(invocation) + "]\n}]\n}\n"
}

// fileURI is a relative reference for a path, as code scanners want it.
func fileURI(file string) string {
	path := relative(file)
	if filepath.IsAbs(path) {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")}).String()
	}
	return (&url.URL{Path: path}).String()
}

// relative is a path with slashes from the current directory, if the file is below it. Standard
// input is "stdin".
func relative(file string) string {
	if file == apps.Stdin {
		return "stdin"
	}
	if filepath.IsAbs(file) {
		if here, err := os.Getwd(); err == nil {
			if path, err := filepath.Rel(here, file); err == nil && filepath.IsLocal(path) {
				file = path
			}
		}
	}
	return filepath.ToSlash(filepath.Clean(file))
}
