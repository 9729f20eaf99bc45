package deploy

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

const component = "../../templates/conformance.yml"

// componentJob is a job of the component; strictly decoded, so it lists what is used.
type componentJob struct {
	Stage         string                     `json:"stage"`
	Image         string                     `json:"image"`
	ResourceGroup string                     `json:"resource_group"`
	Variables     map[string]json.RawMessage `json:"variables"`
	BeforeScript  []string                   `json:"before_script"`
	Script        []string                   `json:"script"`
	Artifacts     struct {
		When    string            `json:"when"`
		Name    string            `json:"name"`
		Paths   []string          `json:"paths"`
		Reports map[string]string `json:"reports"`
	} `json:"artifacts"`
}

// include makes the component's one job, as GitLab does for an include with these inputs:
// they are put into the text, which is read then.
func include(t *testing.T, inputs map[string]string) (name string, j componentJob) {
	t.Helper()
	head, body, ok := strings.Cut(read(t, component), "\n---\n")
	if !ok {
		t.Fatal("the component has no head")
	}
	var spec struct {
		Spec struct {
			Inputs map[string]struct {
				Description string `json:"description"`
				Type        string `json:"type"`
				Default     any    `json:"default"`
			} `json:"inputs"`
		} `json:"spec"`
	}
	if err := yaml.UnmarshalStrict([]byte(head), &spec); err != nil {
		t.Fatal(err)
	}
	for name := range inputs {
		if _, ok := spec.Spec.Inputs[name]; !ok {
			t.Fatalf("there is no input %q", name)
		}
	}
	used := map[string]bool{}
	body = regexp.MustCompile(`\$\[\[ inputs\.([\w-]+) \]\]`).ReplaceAllStringFunc(body, func(e string) string {
		name := strings.TrimSuffix(strings.TrimPrefix(e, "$[[ inputs."), " ]]")
		used[name] = true
		in, ok := spec.Spec.Inputs[name]
		value, given := inputs[name]
		switch {
		case !ok:
			t.Fatalf("the component has no input %q", name)
		case given:
			return value
		case in.Default == nil:
			t.Fatalf("the input %q is required", name)
		}
		return fmt.Sprint(in.Default)
	})
	for name := range spec.Spec.Inputs {
		if !used[name] {
			t.Errorf("the input %q is not used", name)
		}
	}
	var jobs map[string]componentJob
	if err := yaml.UnmarshalStrict([]byte(body), &jobs); err != nil {
		t.Fatalf("%v\n%s", err, body)
	}
	for name, j = range jobs {
	}
	if len(jobs) != 1 {
		t.Fatalf("%d jobs", len(jobs))
	}
	return name, j
}

// variables are the job's, as its runner sets them.
func (j componentJob) variables(t *testing.T) (env []string) {
	t.Helper()
	for name, raw := range j.Variables {
		value := ""
		var whole struct {
			Value  string `json:"value"`
			Expand bool   `json:"expand"`
		}
		if json.Unmarshal(raw, &value) != nil {
			if err := json.Unmarshal(raw, &whole); err != nil {
				t.Fatal(err)
			}
			value = whole.Value
		}
		env = append(env, name+"="+value)
	}
	return env
}

// TestGitLabComponent runs the component's job as a runner does.
func TestGitLabComponent(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		name   string
		inputs map[string]string
		token  string
		status int
	}{
		{"conforms", map[string]string{"base-url": w.url, "run": "list/limit/*", "job": "north", "stage": "verify"}, token, 0},
		{"strict", map[string]string{"base-url": w.url, "run": "list/limit/*", "app-budget": "20", "strict": "true"}, token, 1},
		{"wrong token", map[string]string{"base-url": w.url}, "no-such-token", 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name, j := include(t, tt.inputs)
			if want := tt.inputs["job"]; want != "" && (name != want || j.Artifacts.Name != want || j.Stage != "verify") {
				t.Errorf("job %q with artifact %q in stage %q", name, j.Artifacts.Name, j.Stage)
			}
			env := append(j.variables(t), "APPGAUGE_TOKEN="+tt.token, "APPGAUGE_FORBIDDEN_TOKEN="+forbidden)
			if stdout, status := w.run(t, env, "sh", "-ec", strings.Join(j.Script, "\n")); status != tt.status {
				t.Fatalf("status %d, want %d\n%s", status, tt.status, stdout)
			}
			files := append([]string{}, j.Artifacts.Paths...)
			for _, file := range j.Artifacts.Reports {
				files = append(files, file)
			}
			for _, file := range files {
				if text := read(t, filepath.Join(w.dir, file)); text == "" || strings.Contains(text, tt.token) {
					t.Errorf("%s is empty or holds the token", file)
				}
			}
		})
	}
}

// TestGitLabComponentInputs puts spaces, quotes and what a shell would obey into every
// input.
func TestGitLabComponentInputs(t *testing.T) {
	const odd = `a'b"c $(touch owned) ${HOME} \ * # : é `
	inputs := map[string]string{"read-only": "true", "strict": "true"}
	want := []string{"conformance", "run"}
	for _, name := range []string{
		"base-url", "project-id", "instance-id", "edition", "app-budget", "read-only", "run", "skip", "known-failing", "strict", "wait", "rate", "ca-file",
	} {
		if inputs[name] != "" {
			want = append(want, "--"+name)
			continue
		}
		inputs[name] = odd + name
		want = append(want, "--"+name+"="+odd+name)
	}
	_, j := include(t, inputs)
	w := &world{dir: t.TempDir()}
	fake := "appgauge() { printf '%s\\n' \"$@\"; }\n"
	stdout, status := w.run(t, j.variables(t), "sh", "-ec", fake+strings.Join(j.Script, "\n"))
	got, _, _ := strings.Cut(stdout, "--report\n")
	if diff := cmp.Diff(strings.Join(want, "\n")+"\n", got); diff != "" || status != 0 {
		t.Errorf("status %d (-want +got):\n%s", status, diff)
	}
}
