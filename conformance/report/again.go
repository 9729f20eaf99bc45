package report

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// BuiltinName is what the results of the command's built-in gateway are called. No
// flag names it.
const BuiltinName = "built-in"

// again is the command, to be pasted, that runs a case against the same gateway
// once more.
func again(g *result.Result, id string) string { return againBare(g, id) + againFlags(g) }

// againBare is the command without its flags.
func againBare(g *result.Result, id string) string {
	if g.Recording != nil {
		return visible.Line(g.Recording.Again)
	}
	if withoutPort(g.Target) {
		return visible.Line("go test -run " + shellWord("/"+id+"$"))
	}
	if strings.HasPrefix(id, "explore/") { // the same sequences, up to this one
		return visible.Line("appgauge conformance explore --seed " + strconv.FormatUint(g.Seed, 10))
	}
	return visible.Line("appgauge conformance replay " + shellWord(id))
}

// withoutPort reports whether the gateway is a handler without a port: its cases are
// subtests.
func withoutPort(t result.Target) bool {
	u, err := url.Parse(t.BaseURL)
	return err == nil && u.Host == "gateway.invalid"
}

// againFlags are the command's flags, after a space: those that differ from what the
// command does without them, but for those about tokens.
func againFlags(g *result.Result) string {
	t := g.Target
	if withoutPort(t) || g.Recording != nil {
		return ""
	}
	command := ""
	flag := func(name, value, without string) {
		if value != "" && value != without {
			command += " " + name + " " + shellWord(value)
		}
	}
	budget := result.DefaultAppBudget
	if t.Name == BuiltinName {
		budget = result.HandlerAppBudget
	} else {
		flag("--base-url", t.BaseURL, "")
	}
	flag("--project-id", t.ProjectID, result.DefaultProjectID)
	flag("--instance-id", t.InstanceID, result.DefaultInstanceID)
	flag("--edition", t.Edition, validate.Default().ID)
	switch {
	case t.ReadOnly:
		command += " --read-only"
	case g.Apps.Budget > 0:
		flag("--app-budget", strconv.Itoa(g.Apps.Budget), strconv.Itoa(budget))
	}
	return visible.Line(command)
}

// shellWord is s as one word of a POSIX shell.
func shellWord(s string) string {
	plain := strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("/_-.:=@,+", r)
	}) < 0
	if plain && s != "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
