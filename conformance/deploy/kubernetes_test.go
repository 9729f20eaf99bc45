package deploy

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// manifest is kubernetes.yaml, strictly decoded: a member that the API does not
// have is an error.
func manifest(t *testing.T) (config corev1.ConfigMap, secret corev1.Secret, job batchv1.Job) {
	t.Helper()
	parts := strings.Split(read(t, "kubernetes.yaml"), "\n---\n")
	if len(parts) != 3 {
		t.Fatalf("%d documents", len(parts))
	}
	for i, into := range []any{&config, &secret, &job} {
		if err := yaml.UnmarshalStrict([]byte(parts[i]), into); err != nil {
			t.Fatalf("document %d: %v", i+1, err)
		}
	}
	return config, secret, job
}

// TestKubernetes runs the job's container once for every index, with the
// arguments and the environment of the manifest, and merges the parts: they are
// the whole run.
func TestKubernetes(t *testing.T) {
	config, secret, job := manifest(t)
	w := newWorld(t)
	config.Data["base-url"] = w.url
	secret.StringData["token"], secret.StringData["forbidden-token"] = token, forbidden
	c := job.Spec.Template.Spec.Containers[0]
	var files []string
	for i := range int(*job.Spec.Completions) {
		env := []string{fmt.Sprint("JOB_COMPLETION_INDEX=", i)}
		expand := []string{}
		for _, v := range c.Env {
			value := environment(t, v, config, secret)
			env = append(env, v.Name+"="+value)
			expand = append(expand, "$("+v.Name+")", value)
		}
		var args []string
		for _, a := range c.Args {
			args = append(args, strings.NewReplacer(expand...).Replace(a))
		}
		stdout, status := w.run(t, env, w.bin, append(args, "--app-budget=600")...)
		if status != 0 {
			t.Fatalf("index %d: status %d\n%s", i, status, stdout)
		}
		file := filepath.Join(w.dir, fmt.Sprintf("shard-%d.json", i))
		if err := os.WriteFile(file, []byte(stdout), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	env := []string{"APPGAUGE_TOKEN=" + token, "APPGAUGE_FORBIDDEN_TOKEN=" + forbidden}
	merged, status := w.run(t, nil, w.bin, slices.Concat([]string{"conformance", "merge"}, files, []string{"--report", "json=-"})...)
	if status != 0 {
		t.Errorf("merge: status %d", status)
	}
	whole, _ := w.run(t, env, w.bin, "conformance", "run", "--base-url", w.url, "--app-budget=600", "--report", "json=-")
	if diff := cmp.Diff(verdicts(t, whole), verdicts(t, merged)); diff != "" {
		t.Errorf("verdicts (-whole +merged):\n%s", diff)
	}
}

// environment is the value that a container's variable gets.
func environment(t *testing.T, v corev1.EnvVar, config corev1.ConfigMap, secret corev1.Secret) string {
	t.Helper()
	var value string
	found := false
	switch from := v.ValueFrom; {
	case from == nil:
		value, found = v.Value, true
	case from.ConfigMapKeyRef != nil && from.ConfigMapKeyRef.Name == config.Name:
		value, found = config.Data[from.ConfigMapKeyRef.Key]
	case from.SecretKeyRef != nil && from.SecretKeyRef.Name == secret.Name:
		value, found = secret.StringData[from.SecretKeyRef.Key]
	}
	if !found {
		t.Fatalf("the variable %s has no value", v.Name)
	}
	return value
}

// TestKubernetesShards holds together what the manifest says twice.
func TestKubernetesShards(t *testing.T) {
	_, _, job := manifest(t)
	c := job.Spec.Template.Spec.Containers[0]
	if *job.Spec.CompletionMode != batchv1.IndexedCompletion {
		t.Error("the job is not indexed")
	}
	if want := fmt.Sprintf("--shard=auto/%d", *job.Spec.Completions); !slices.Contains(c.Args, want) {
		t.Errorf("%d completions, but no argument %s", *job.Spec.Completions, want)
	}
	if *job.Spec.Parallelism != 1 {
		t.Error("the parts disturb each other: they run at once in one instance")
	}
	if name := *job.Spec.PodFailurePolicy.Rules[0].OnExitCodes.ContainerName; name != c.Name {
		t.Errorf("the failure policy is about a container %s", name)
	}
}

// TestKubernetesCommands runs the commands of the manifest's comment with a
// kubectl that tells of a job which needed a while, was retried in one part and
// failed in another.
func TestKubernetesCommands(t *testing.T) {
	_, _, job := manifest(t)
	var commands strings.Builder
	for line := range strings.Lines(read(t, "kubernetes.yaml")) {
		if command, ok := strings.CutPrefix(line, "#\t"); ok {
			commands.WriteString(command)
		}
	}
	w := newWorld(t)
	const kubectl = `#!/bin/sh
case "$1 $2" in
"apply -f") ;;
"get job")
	echo x >> asked
	[ "$3" = NAME ] && [ $(wc -l < asked) -gt 2 ] && echo FailureTarget Failed || echo FailureTarget ;;
"get pods")
	case "$4" in job-name=NAME,batch.kubernetes.io/job-completion-index=*) ;; *) exit 1 ;; esac
	[ "${4##*=}" != 3 ] || echo pod/first-3
	echo "pod/last-${4##*=}" ;;
"logs pod/last-"*)
	n=$((${2##*-} + 1))
	exec appgauge conformance run --base-url "$URL" --run 'list/limit/*' --shard $n/COUNT --report json=- ;;
"logs pod/first-"*) echo 'a pod that could not reach the gateway' ;;
*) exit 1 ;;
esac
`
	text := strings.NewReplacer("NAME", job.Name, "COUNT", fmt.Sprint(*job.Spec.Completions)).Replace(kubectl)
	for name, text := range map[string]string{"kubectl": text, "sleep": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	env := []string{"URL=" + w.url, "APPGAUGE_TOKEN=" + token, "APPGAUGE_FORBIDDEN_TOKEN=" + forbidden}
	stdout, status := w.run(t, env, "bash", "-eu", "-o", "pipefail", "-c", commands.String())
	if status != 0 || !strings.Contains(stdout, "PARTIAL  "+w.url+": nothing failed") {
		t.Errorf("status %d\n%s\n%s", status, &commands, stdout)
	}
	if asked := read(t, filepath.Join(w.dir, "asked")); len(asked) != len("x\nx\nx\n") {
		t.Errorf("asked for the job's state %d times, want 3", len(asked)/2)
	}
	if read(t, filepath.Join(w.dir, "report.html")) == "" {
		t.Error("no report")
	}
}
