package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// TestWorkflow lets actionlint check the workflow.
func TestWorkflow(t *testing.T) {
	text := read(t, "github-workflow.yml")
	cmd := exec.Command("go", "tool", "-modfile=tools.mod", "actionlint", "-no-color", "-stdin-filename", "workflow.yml", "-")
	cmd.Dir = "../.."
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	// The check can fail.
	cmd = exec.Command("go", "tool", "-modfile=tools.mod", "actionlint", "-no-color", "-")
	cmd.Dir = "../.."
	cmd.Stdin = strings.NewReader(strings.Replace(text, "steps.appgauge.outputs", "steps.another.outputs", 1))
	if out, err := cmd.CombinedOutput(); err == nil || !bytes.Contains(out, []byte("another")) {
		t.Errorf("a workflow that asks for the outputs of no step is let through: %s", out)
	}
}

// action is an action's metadata; strictly decoded, so it lists what is used.
type action struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Inputs      map[string]struct {
		Description string `json:"description"`
		Required    bool   `json:"required"`
		Default     string `json:"default"`
	} `json:"inputs"`
	Outputs map[string]struct {
		Description string `json:"description"`
		Value       string `json:"value"`
	} `json:"outputs"`
	Runs struct {
		Using string `json:"using"`
		Steps []struct {
			ID    string            `json:"id"`
			Uses  string            `json:"uses"`
			With  map[string]any    `json:"with"`
			Shell string            `json:"shell"`
			Run   string            `json:"run"`
			Env   map[string]string `json:"env"`
		} `json:"steps"`
	} `json:"runs"`
}

const actionFolder = "../action"

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	if err := yaml.UnmarshalStrict([]byte(read(t, actionFolder+"/action.yml")), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestActionNames holds the names of the action, of its workflow and of its
// script together, and secrets out of arguments.
func TestActionNames(t *testing.T) {
	a := readAction(t)
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				ID   string         `json:"id"`
				With map[string]any `json:"with"`
			} `json:"steps"`
		} `json:"jobs"`
	}
	if err := yaml.Unmarshal([]byte(read(t, "github-workflow.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	for name := range workflow.Jobs["conformance"].Steps[0].With {
		if _, ok := a.Inputs[name]; !ok {
			t.Errorf("the workflow gives %q, which the action does not take", name)
		}
	}
	var used []string
	for _, step := range a.Runs.Steps {
		for _, value := range step.Env {
			for _, m := range regexp.MustCompile(`inputs\.([\w-]+)`).FindAllStringSubmatch(value, -1) {
				used = append(used, m[1])
			}
		}
		if strings.Contains(step.Run, "${{") {
			t.Errorf("step %s: an expression in a script is code of whoever sets it", step.ID)
		}
	}
	slices.Sort(used)
	var inputs []string
	for name := range a.Inputs {
		inputs = append(inputs, name)
	}
	slices.Sort(inputs)
	if diff := cmp.Diff(inputs, used); diff != "" {
		t.Errorf("inputs (-declared +used):\n%s", diff)
	}
	if in := a.Inputs["base-url"]; !in.Required || in.Default != "" {
		t.Errorf("the gateway's URL may be left out: %+v", in)
	}
}

// TestActionNamesTheGateway runs the action's script where nothing says which
// gateway to test, which is refused, and where the arguments do.
func TestActionNamesTheGateway(t *testing.T) {
	w := newWorld(t)
	path, err := filepath.Abs(actionFolder)
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(w.dir, "gateways.yaml")
	if err := os.WriteFile(config, []byte("gateways:\n  - base-url: "+w.url+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, token, arguments string
		status                 int
	}{
		{"nothing", "", "", 2},
		{"a token alone", token, "--app-budget=20", 2},
		{"an argument", token, "--base-url=" + w.url + "\n--run=list/limit/*", 0},
		{"an argument of two lines", token, "--base-url\n" + w.url + "\n--run=list/limit/*", 0},
		{"a configuration", token, "--config=" + config + "\n--run=list/limit/*", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			temp := t.TempDir()
			env := []string{
				"GITHUB_ACTION_PATH=" + path, "RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + filepath.Join(temp, "output"),
				"GITHUB_STEP_SUMMARY=" + filepath.Join(temp, "summary"), "APPGAUGE_TOKEN=" + tt.token, "APPGAUGE_FORBIDDEN_TOKEN=",
				"INPUT_BASE_URL=", "INPUT_PROJECT_ID=", "INPUT_INSTANCE_ID=", "INPUT_ARGUMENTS=" + tt.arguments,
			}
			if stdout, status := w.run(t, env, filepath.Join(path, "run.sh")); status != tt.status {
				t.Errorf("status %d, want %d\n%s", status, tt.status, stdout)
			}
		})
	}
}

// TestAction runs the action's script as a runner does: against a gateway that
// conforms, and with a token that is wrong.
func TestAction(t *testing.T) {
	w := newWorld(t)
	path, err := filepath.Abs(actionFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, token string
		status      int
		annotation  string
	}{
		{"conforms", token, 0, "::notice title=conformance%3A partial::"},
		{"wrong token", "no-such-token", 3, "::error title=conformance%3A aborted::"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			temp := t.TempDir()
			output, summary := filepath.Join(temp, "output"), filepath.Join(temp, "summary")
			env := []string{
				"GITHUB_ACTION_PATH=" + path, "RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + output, "GITHUB_STEP_SUMMARY=" + summary,
				"APPGAUGE_TOKEN=" + tt.token, "APPGAUGE_FORBIDDEN_TOKEN=" + forbidden,
				"INPUT_BASE_URL=" + w.url, "INPUT_PROJECT_ID=p", "INPUT_INSTANCE_ID=", "INPUT_ARGUMENTS=--app-budget=20\n--seed=3\n",
			}
			stdout, status := w.run(t, env, filepath.Join(path, "run.sh"))
			if status != tt.status || !strings.Contains(stdout, tt.annotation) {
				t.Errorf("status %d, want %d with %s\n%s", status, tt.status, tt.annotation, stdout)
			}
			reports := regexp.MustCompile(`(?m)^reports=(.*)$`).FindStringSubmatch(read(t, output))
			if reports == nil {
				t.Fatalf("no output reports in %s", read(t, output))
			}
			for _, name := range []string{"report.json", "report.html", "junit.xml", "report.sarif"} {
				if text := read(t, filepath.Join(reports[1], name)); text == "" || strings.Contains(text, tt.token) {
					t.Errorf("%s is empty or holds the token", name)
				}
			}
			if text := read(t, summary); !strings.HasPrefix(text, "# Conformance") {
				t.Errorf("summary: %s", text)
			}
			if info, err := os.Stat(filepath.Join(temp, "appgauge")); err != nil || info.Mode()&0o111 == 0 {
				t.Errorf("the command was not built: %v", err)
			}
		})
	}
}
