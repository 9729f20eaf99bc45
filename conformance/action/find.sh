#!/usr/bin/env bash
# A step of action.yml: get the released command, if this version has one for the system;
# else say that it is to be built, and under which key a cache has it.
set -euo pipefail

binary=$RUNNER_TEMP/appgauge
asset=appgauge_${RUNNER_OS}_${RUNNER_ARCH}
releases=${APPGAUGE_RELEASES:-https://github.com/appgauge/appgauge/releases/download}

output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }
sha256() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }

output binary "$binary"
if [ -x "$binary" ]; then # by an earlier step of the job
	output build false
	exit
fi

version='' sum=''
while read -r first second; do
	case $first in
	appgauge@*) version=${first#appgauge@} ;;
	esac
	if [ "$second" = "$asset" ]; then sum=$first; fi
done <"$GITHUB_ACTION_PATH/release.txt"

if [ -n "$sum" ]; then
	if curl -fsSL --retry 3 -o "$binary.part" "$releases/$version/$asset"; then
		if [ "$(sha256 <"$binary.part" | cut -d' ' -f1)" != "$sum" ]; then
			echo "::error title=conformance::$asset of $version is not the one that was released: its SHA-256 differs"
			exit 1
		fi
		chmod +x "$binary.part"
		mv "$binary.part" "$binary"
		output build false
		exit
	fi
	echo "::warning title=conformance::$asset of $version cannot be downloaded; the command is built instead"
fi
source=$GITHUB_ACTION_PATH/../..
key=$(cd "$source" && find . -name .git -prune -o -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z | (cd "$source" && xargs -0 cat) | sha256 | cut -c1-32)
output build true
output key "appgauge-$RUNNER_OS-$RUNNER_ARCH-$key"
