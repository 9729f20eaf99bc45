package deploy

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// job is a job of GitHub Actions as far as an action sees it: what a runner keeps from
// step to step. An action's steps are run as a runner runs them: expressions are
// evaluated, scripts are files that bash runs with -e, variables and files are those that
// the runner documents.
type job struct {
	w         *world
	action    action
	path      string // of the action
	temp      string // RUNNER_TEMP
	workspace string
	env       []string // beside those of the runner
	cache     map[string]bool
}

func newJob(t *testing.T, w *world) *job {
	t.Helper()
	path, err := filepath.Abs(actionFolder)
	if err != nil {
		t.Fatal(err)
	}
	return &job{w: w, action: readAction(t), path: path, temp: t.TempDir(), workspace: t.TempDir(), cache: map[string]bool{}}
}

// step is what became of a step that uses the action.
type step struct {
	status   int
	stdout   string
	outputs  map[string]string // those of the action
	summary  string
	uploaded map[string]string         // the artifacts' folders by their names
	used     []string                  // the actions that ran, without their versions
	with     map[string]map[string]any // what each got
}

// run runs a step that uses the action with the inputs.
func (j *job) run(t *testing.T, inputs map[string]string) *step {
	t.Helper()
	s := &step{uploaded: map[string]string{}, with: map[string]map[string]any{}}
	steps := map[string]map[string]string{}
	context := func(name string) string {
		parts := strings.Split(name, ".")
		switch {
		case parts[0] == "inputs":
			in, ok := j.action.Inputs[parts[1]]
			if !ok {
				t.Fatalf("the action has no input %q", parts[1])
			}
			if value, given := inputs[parts[1]]; given {
				return value
			}
			return strings.ReplaceAll(in.Default, "${{ github.token }}", "the-token-of-the-job")
		case parts[0] == "steps":
			return steps[parts[1]][parts[3]]
		case name == "github.action_path":
			return j.path
		case name == "strategy.job-index":
			return "0"
		}
		t.Fatalf("an expression asks for %s", name)
		return ""
	}
	for name := range inputs {
		context("inputs." + name)
	}
	failed := false
	for _, part := range j.action.Runs.Steps {
		if !holds(t, part.If, failed, context) {
			continue
		}
		with := map[string]any{}
		for k, v := range part.With {
			with[k] = expand(fmt.Sprint(v), context)
		}
		output := filepath.Join(j.temp, "_output")
		summary := filepath.Join(j.temp, "_summary")
		for _, file := range []string{output, summary} {
			if err := os.WriteFile(file, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		env := append([]string{
			"CI=true", "GITHUB_ACTIONS=true", "GITHUB_JOB=test", "GITHUB_WORKSPACE=" + j.workspace, "RUNNER_OS=Linux", "RUNNER_ARCH=X64",
			"RUNNER_TEMP=" + j.temp, "GITHUB_ACTION_PATH=" + j.path, "GITHUB_OUTPUT=" + output, "GITHUB_STEP_SUMMARY=" + summary,
			"APPGAUGE_TOKEN=", "APPGAUGE_FORBIDDEN_TOKEN=",
		}, j.env...)
		for k, v := range part.Env {
			env = append(env, k+"="+expand(v, context))
		}
		if part.Uses != "" {
			name, _, _ := strings.Cut(part.Uses, "@")
			s.used = append(s.used, name)
			s.with[name] = with
			steps[part.ID] = map[string]string{}
			switch name {
			case "actions/cache":
				key := with["key"].(string)
				steps[part.ID]["cache-hit"] = fmt.Sprint(j.cache[key])
				j.cache[key] = true
			case "actions/upload-artifact":
				s.uploaded[with["name"].(string)] = with["path"].(string)
			}
			continue
		}
		script := filepath.Join(j.temp, "_script.sh")
		if err := os.WriteFile(script, []byte(part.Run), 0o644); err != nil {
			t.Fatal(err)
		}
		dir := j.w.dir
		j.w.dir = j.workspace
		stdout, status := j.w.run(t, env, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
		j.w.dir = dir
		s.stdout += stdout
		steps[part.ID] = outputs(read(t, output))
		s.summary += read(t, summary)
		if status != 0 && !failed {
			failed, s.status = true, status
		}
	}
	s.outputs = map[string]string{}
	for name, out := range j.action.Outputs {
		s.outputs[name] = expand(out.Value, context)
	}
	return s
}

// outputs are the lines NAME=VALUE of a file GITHUB_OUTPUT.
func outputs(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		out[name] = value
	}
	return out
}

var expression = regexp.MustCompile(`\$\{\{\s*([\w.-]+)\s*\}\}`)

// expand evaluates the expressions of a value.
func expand(value string, context func(string) string) string {
	return expression.ReplaceAllStringFunc(value, func(e string) string { return context(expression.FindStringSubmatch(e)[1]) })
}

// holds evaluates a condition: comparisons with texts, and always().
func holds(t *testing.T, condition string, failed bool, context func(string) string) bool {
	t.Helper()
	always, all := false, true
	comparison := regexp.MustCompile(`^([\w.-]+) (==|!=) '([^']*)'$`)
	for _, term := range strings.Split(condition, " && ") {
		m := comparison.FindStringSubmatch(term)
		switch {
		case term == "":
		case term == "always()":
			always = true
		case m != nil:
			all = all && (context(m[1]) == m[3]) == (m[2] == "==")
		default:
			t.Fatalf("this condition is not understood: %s", term)
		}
	}
	return all && (always || !failed)
}
