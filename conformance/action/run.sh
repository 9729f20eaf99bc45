#!/usr/bin/env bash
# A step of action.yml: run the suite, and hand the reports on. Each run has a folder of its
# own, so that a job may have several.
set -euo pipefail

binary=${APPGAUGE_BINARY:-$RUNNER_TEMP/appgauge}
output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# refuse ends the step as a wrong flag of the command would.
refuse() {
	printf '::error title=conformance::%s\n' "$1"
	output status 2
	exit 2
}

arguments=()
value() { [ -z "$2" ] || arguments+=("--$1=$2"); }
lines() { while IFS= read -r line; do value "$1" "$line"; done <<<"$2"; }
choice() {
	case $2 in
	true) return 0 ;;
	false | '') return 1 ;;
	esac
	refuse "the input $1 must be true or false"
}

named=${INPUT_CONFIG:-}
while IFS= read -r line; do
	case $line in
	'') continue ;;
	--config | --config=* | --base-url | --base-url=*) named=yes ;;
	esac
	arguments+=("$line")
done <<<"${INPUT_ARGUMENTS:-}"
# An empty URL is passed, too, and refused: without it the run would be one of the
# built-in gateway.
[ -n "$named" ] && [ -z "${INPUT_BASE_URL:-}" ] || arguments+=("--base-url=${INPUT_BASE_URL:-}")
value project-id "${INPUT_PROJECT_ID:-}"
value instance-id "${INPUT_INSTANCE_ID:-}"
value config "${INPUT_CONFIG:-}"
value edition "${INPUT_EDITION:-}"
value app-budget "${INPUT_APP_BUDGET:-}"
value known-failing "${INPUT_KNOWN_FAILING:-}"
value wait "${INPUT_WAIT:-}"
value timeout "${INPUT_TIMEOUT:-}"
value rate "${INPUT_RATE:-}"
value ca-file "${INPUT_CA_FILE:-}"
lines run "${INPUT_RUN:-}"
lines skip "${INPUT_SKIP:-}"
lines expect "${INPUT_EXPECT:-}"
if choice read-only "${INPUT_READ_ONLY:-}"; then arguments+=(--read-only); fi
if choice strict "${INPUT_STRICT:-}"; then arguments+=(--strict); fi
annotate=yes summarize=yes
choice annotations "${INPUT_ANNOTATIONS:-true}" || annotate=
choice summary "${INPUT_SUMMARY:-true}" || summarize=

[ -x "$binary" ] || go build -C "$GITHUB_ACTION_PATH/../.." -trimpath -o "$binary" ./cmd/appgauge

n=1
until mkdir "$RUNNER_TEMP/appgauge-reports-$n" 2>/dev/null; do
	[ "$n" -lt 1000 ] || refuse "no folder for reports can be made in $RUNNER_TEMP"
	n=$((n + 1))
done
reports=$RUNNER_TEMP/appgauge-reports-$n
# What an artifact's name may not hold is replaced. A workflow run has many jobs, and a job
# may be one of many by a matrix.
name=${INPUT_NAME:-conformance}
name=${name//[\":<>|*?\\\/$'\r\n']/-}
artifact=$name-${GITHUB_JOB:-job}-${APPGAUGE_JOB:-0}-$n
[ "$n" -eq 1 ] || name=$name-$n

status=0
"$binary" conformance run "${arguments[@]}" \
	--report "json=$reports/report.json" \
	--report "html=$reports/report.html" \
	--report "junit=$reports/junit.xml" \
	--report "sarif=$reports/report.sarif" \
	--report "github=$reports/annotations.txt" \
	--report "markdown=$reports/summary.md" || status=$?
output status "$status"
if [ ! -s "$reports/report.json" ]; then
	rm -rf "$reports"
	echo '::error title=conformance::the run could not begin; the log of this step says why'
	exit "$((status > 0 ? status : 2))"
fi
output reports "$reports"
output artifact "$artifact"
output name "$name"
if [ -n "$annotate" ]; then cat "$reports/annotations.txt"; fi
if [ -n "$summarize" ]; then cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$status"
