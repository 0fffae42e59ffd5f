#!/bin/sh
# Runs every test and counts them: run.sh BUILD_DIR [PATTERN]
#   unit programs (cmocka), then every tests/{cli,sync,visits,fuzz,...}/*.test.sh
# A script test passes by exit status 0; 77 means skipped, and it must have said why. Output of a failing test is printed whole.
set -u
# The same for everybody: no home, clock, display or umask of the caller's.
unset CDPATH DISPLAY WAYLAND_DISPLAY LANYARD_HOME LANYARD_CLOCK LANYARD_PASSPHRASE CREDENTIALS_DIRECTORY
umask 022
build=$(cd "$1" && pwd) || exit 2
pattern=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
export BUILD="$build" ROOT="${here%/tests}" TESTS="$here"
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
export LSAN_OPTIONS="${LSAN_OPTIONS:-suppressions=$here/lsan.supp:print_suppressions=0}"
work=$(mktemp -d "${TMPDIR:-/tmp}/lanyard-tests.XXXXXX")
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0 names=

run_one() { # NAME COMMAND
	case "$1" in *"$pattern"*) ;; *) return ;; esac
	mkdir -p "$work/$1"
	start=$(date +%s)
	(cd "$work/$1" && TMPDIR="$work/$1" "$2") >"$work/out" 2>&1 </dev/null
	status=$?
	took=$(($(date +%s) - start))
	case $status in
	0) passed=$((passed + 1)); printf 'ok      %s (%s s)\n' "$1" "$took" ;;
	77) skipped=$((skipped + 1)); printf 'skipped %s: %s\n' "$1" "$(tail -n 1 "$work/out")" ;;
	*)
		failed=$((failed + 1))
		names="$names $1"
		printf 'FAILED  %s (status %s, %s s)\n' "$1" "$status" "$took"
		sed 's/^/    /' "$work/out"
		;;
	esac
	chmod -R u+rwX "$work/$1" 2>/dev/null
	rm -rf "${work:?}/$1"
}

for program in "$build"/tests/unit/*/*; do
	case "$program" in *.d | *.o) continue ;; esac
	[ -x "$program" ] && run_one "unit/$(basename "$(dirname "$program")")/$(basename "$program")" "$program"
done
for script in "$here"/*/*.test.sh; do
	[ -e "$script" ] && run_one "$(basename "$(dirname "$script")")/$(basename "$script" .test.sh)" "$script"
done

[ -z "$names" ] || echo "failed:$names"
if [ "$skipped" -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
