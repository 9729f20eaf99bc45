#!/usr/bin/env bash
# The step of action.yml: build the command, run the suite, hand the reports on.
set -euo pipefail

bin=$RUNNER_TEMP/appgauge
reports=$RUNNER_TEMP/appgauge-reports
mkdir -p "$reports"
go build -C "$GITHUB_ACTION_PATH/../.." -o "$bin" ./cmd/appgauge

arguments=()
named=
while IFS= read -r line; do
	case $line in
	'') continue ;;
	--config | --config=* | --base-url | --base-url=*) named=yes ;;
	esac
	arguments+=("$line")
done <<<"$INPUT_ARGUMENTS"
# An empty URL is passed, too, and refused: without it the run would be one of the
# built-in gateway.
[ -n "$named" ] && [ -z "$INPUT_BASE_URL" ] || arguments+=(--base-url "$INPUT_BASE_URL")
[ -z "$INPUT_PROJECT_ID" ] || arguments+=(--project-id "$INPUT_PROJECT_ID")
[ -z "$INPUT_INSTANCE_ID" ] || arguments+=(--instance-id "$INPUT_INSTANCE_ID")

echo "reports=$reports" >>"$GITHUB_OUTPUT"
status=0
"$bin" conformance run "${arguments[@]}" \
	--report "json=$reports/report.json" \
	--report "html=$reports/report.html" \
	--report "junit=$reports/junit.xml" \
	--report "sarif=$reports/report.sarif" \
	--report "github=$reports/annotations.txt" \
	--report "markdown=$reports/summary.md" || status=$?
echo "status=$status" >>"$GITHUB_OUTPUT"
for kind in annotations.txt summary.md; do
	[ -f "$reports/$kind" ] || continue
	case $kind in
	annotations.txt) cat "$reports/$kind" ;;
	summary.md) cat "$reports/$kind" >>"$GITHUB_STEP_SUMMARY" ;;
	esac
done
exit "$status"
