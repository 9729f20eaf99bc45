package deploy

import (
	"bytes"
	"fmt"
	"os/exec"
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
			If    string            `json:"if"`
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
		values := []string{step.If}
		for _, value := range step.Env {
			values = append(values, value)
		}
		for _, value := range step.With {
			values = append(values, fmt.Sprint(value))
		}
		for _, m := range regexp.MustCompile(`inputs\.([\w-]+)`).FindAllStringSubmatch(strings.Join(values, "\n"), -1) {
			used = append(used, m[1])
		}
		if script, _ := step.With["script"].(string); strings.Contains(script, "${{") {
			t.Errorf("step %s: an expression in a script is code of whoever sets it", step.ID)
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
