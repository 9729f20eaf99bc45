package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestComment runs the action's comment in node, as actions/github-script runs it, with a
// platform that remembers comments: the first run makes one, the next updates it, and
// another name has one of its own.
func TestComment(t *testing.T) {
	reports := t.TempDir()
	if err := os.WriteFile(filepath.Join(reports, "summary.md"), []byte("# Conformance: partial\n"+strings.Repeat("é", 70_000)), 0o644); err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join(actionFolder, "comment.cjs"))
	if err != nil {
		t.Fatal(err)
	}
	const program = `
const run = require(process.argv[2]);
const comments = [{ id: 1, body: 'please look <!-- appgauge north -->' }];
const said = [];
const rest = { issues: {
  listComments: 'list',
  createComment: async ({ issue_number, body }) => { said.push('create on ' + issue_number); comments.push({ id: comments.length + 1, body }); },
  updateComment: async ({ comment_id, body }) => { said.push('update ' + comment_id); comments.find((c) => c.id === comment_id).body = body; },
} };
const platform = { paginate: async (what, { issue_number }) => (what === 'list' && issue_number === 7 ? comments : []), rest };
const core = { notice: (m) => said.push('notice: ' + m), warning: (m) => said.push('warning: ' + m) };
const pull = { repo: { owner: 'o', repo: 'r' }, payload: { pull_request: { number: 7 } } };
const env = (name, reports = process.argv[3]) => ({ APPGAUGE_REPORTS: reports, APPGAUGE_NAME: name });
(async () => {
  await run({ github: platform, context: pull, core, env: env('north') });
  await run({ github: platform, context: pull, core, env: env('north') });
  await run({ github: platform, context: pull, core, env: env('north-2') });
  await run({ github: platform, context: pull, core, env: env('--> <b>') });
  await run({ github: platform, context: pull, core, env: env('north', '/nowhere') });
  await run({ github: platform, context: { ...pull, payload: {} }, core, env: env('north') });
  await run({ github: { ...platform, paginate: async () => { throw new Error('Resource not accessible'); } }, context: pull, core, env: env('north') });
  for (const line of said) console.log(line);
  for (const c of comments) console.log(c.id, c.body.length, c.body.split('\n').slice(0, 2).join(' | '));
})();
`
	file := filepath.Join(t.TempDir(), "run.cjs")
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", file, script, reports).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := `create on 7
update 2
create on 7
create on 7
notice: no comment: this is not a run for a pull request
warning: no comment: Resource not accessible; the job needs the permission pull-requests: write
1 35 please look <!-- appgauge north -->
2 65536 <!-- appgauge north --> | # Conformance: partial
3 65536 <!-- appgauge north-2 --> | # Conformance: partial
4 65536 <!-- appgauge --%3E%20%3Cb%3E --> | # Conformance: partial
`
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
