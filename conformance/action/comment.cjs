// A step of action.yml: put the summary of a run into a comment on the pull request, one for
// each name, which later runs update.
'use strict';
const { existsSync, readFileSync } = require('node:fs');

// The longest comment that GitHub takes.
const longest = 65536;

module.exports = async ({ github, context, core, env = process.env }) => {
  const number = context.payload.pull_request?.number;
  if (!number) {
    core.notice('no comment: this is not a run for a pull request');
    return;
  }
  const file = `${env.APPGAUGE_REPORTS}/summary.md`;
  if (!existsSync(file)) return; // the run could not begin
  // Whatever the name is, it cannot end the marker.
  const marker = `<!-- appgauge ${encodeURIComponent(env.APPGAUGE_NAME)} -->`;
  const body = `${marker}\n${readFileSync(file, 'utf8')}`.slice(0, longest);
  const { owner, repo } = context.repo;
  try {
    const comments = await github.paginate(github.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 });
    const earlier = comments.find((c) => c.body?.startsWith(marker));
    if (earlier) await github.rest.issues.updateComment({ owner, repo, comment_id: earlier.id, body });
    else await github.rest.issues.createComment({ owner, repo, issue_number: number, body });
  } catch (error) {
    // Whether the gateway conforms does not depend on it.
    core.warning(`no comment: ${error.message}; the job needs the permission pull-requests: write`);
  }
};
