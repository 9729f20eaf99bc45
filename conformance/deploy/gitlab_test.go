package deploy

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

// gitlabJob is what the tests need of a job of GitLab CI.
type gitlabJob struct {
	Extends  string   `json:"extends"`
	Image    string   `json:"image"`
	Stage    string   `json:"stage"`
	Needs    []string `json:"needs"`
	Parallel int      `json:"parallel"`
	// ResourceGroup lets one job at a time run.
	ResourceGroup string   `json:"resource_group"`
	BeforeScript  []string `json:"before_script"`
	Script        []string `json:"script"`
	Artifacts     struct {
		When    string            `json:"when"`
		Paths   []string          `json:"paths"`
		Reports map[string]string `json:"reports"`
	} `json:"artifacts"`
}

// TestGitLab runs the scripts of the pipeline's jobs as its runner does.
func TestGitLab(t *testing.T) {
	var jobs map[string]gitlabJob
	if err := yaml.UnmarshalStrict([]byte(read(t, "gitlab-ci.yml")), &jobs); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	env := []string{
		"APPGAUGE_BASE_URL=" + w.url, "APPGAUGE_PROJECT_ID=p", "APPGAUGE_INSTANCE_ID=i",
		"APPGAUGE_TOKEN=" + token, "APPGAUGE_FORBIDDEN_TOKEN=" + forbidden,
	}
	test := jobs["conformance"]
	if test.Parallel > 1 && test.ResourceGroup == "" {
		t.Error("the parts disturb each other: they run at once in one instance")
	}
	var want []string
	for i := 1; i <= test.Parallel; i++ {
		node := append(env, fmt.Sprint("CI_NODE_INDEX=", i), fmt.Sprint("CI_NODE_TOTAL=", test.Parallel))
		for _, script := range test.Script {
			if stdout, status := w.run(t, node, "bash", "-eo", "pipefail", "-c", script); status != 0 {
				t.Fatalf("node %d: status %d\n%s", i, status, stdout)
			}
		}
		want = append(want, filepath.Join(w.dir, fmt.Sprintf("shard-%d.json", i)))
	}
	got, err := filepath.Glob(filepath.Join(w.dir, test.Artifacts.Paths[0]))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("artifacts (-want +got):\n%s", diff)
	}
	report := jobs["conformance-report"]
	for _, script := range report.Script {
		if stdout, status := w.run(t, nil, "bash", "-eo", "pipefail", "-c", script); status != 0 {
			t.Fatalf("status %d\n%s", status, stdout)
		}
	}
	if junit := read(t, filepath.Join(w.dir, report.Artifacts.Reports["junit"])); !strings.Contains(junit, "<testcase") {
		t.Errorf("the JUnit report holds no test: %.200s", junit)
	}
	if issues := strings.TrimSpace(read(t, filepath.Join(w.dir, report.Artifacts.Reports["codequality"]))); !strings.HasPrefix(issues, "[") {
		t.Errorf("the code quality report is not a list: %.200s", issues)
	}
	for _, artifact := range report.Artifacts.Paths {
		if read(t, filepath.Join(w.dir, artifact)) == "" {
			t.Errorf("%s is empty", artifact)
		}
	}
}

// TestGitLabFailure lets the parts of a run that fails pass, so that the report
// is made; but not a part that could not run.
func TestGitLabFailure(t *testing.T) {
	var jobs map[string]gitlabJob
	if err := yaml.Unmarshal([]byte(read(t, "gitlab-ci.yml")), &jobs); err != nil {
		t.Fatal(err)
	}
	script := jobs["conformance"].Script[0]
	for status, passes := range map[int]bool{0: true, 1: true, 2: false, 3: false} {
		fake := fmt.Sprintf("appgauge() { return %d; }\n", status)
		w := &world{dir: t.TempDir()}
		if _, got := w.run(t, nil, "bash", "-eo", "pipefail", "-c", fake+script); (got == 0) != passes {
			t.Errorf("a run that ends with %d: the job ends with %d", status, got)
		}
	}
}
