#!/bin/sh
# Lets every fuzz target search for a while: fuzz.sh DIR SECONDS NAME ...
# New inputs that reach new code go to build/fuzz/found/NAME; a crash ends with its file and how to replay it.
set -eu
dir=$1 seconds=$2
shift 2
root=$(cd "$(dirname "$0")/.." && pwd)
for name in "$@"; do
	found="$root/build/fuzz/found/$name"
	mkdir -p "$found"
	echo "fuzz $name, $seconds s"
	"$dir/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix="$found.crash-" "$found" "$root/tests/fuzz/corpus/$name" 2>"$found.log" || {
		tail -n 40 "$found.log"
		echo "$name failed; the input is $found.crash-…; replay it with $dir/$name FILE"
		exit 1
	}
	grep -E 'number_of_executed_units|peak_rss' "$found.log" || true
done
