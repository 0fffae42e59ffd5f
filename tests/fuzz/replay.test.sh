#!/bin/sh
# Every fuzz target takes every file of its corpus; a target without a corpus is a failure.
set -eu
count=0
for target in "$TESTS"/fuzz/*.c; do
	name=$(basename "$target" .c)
	"$BUILD/tests/fuzz/$name" "$TESTS/fuzz/corpus/$name" || {
		echo "$name: its corpus does not replay"
		exit 1
	}
	count=$((count + 1))
done
echo "$count targets"
[ "$count" -gt 0 ]
