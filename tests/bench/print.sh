#!/bin/sh
# The frames beside a printer in every state that it can be in, each made to happen to a CUPS and a printer of our own.
#     print.sh BUILD_DIR WORK_DIR ASSETS        exit status 1 if a goal was missed
set -eu
BUILD=$1 work=$2 assets=$3
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
status=0 n=0

frames_while() { # WHAT-THE-PRINTER-DOES STATE, as the kiosk logs it
	n=$((n + 1))
	mkdir "$work/$n"
	"$BUILD/tests/bench/print" "$work/$n" "$assets" "$BUILD/lanyard-print" "$1" 2>"$work/$n/log" || status=1
	grep -q "printer: $2\$" "$work/$n/log" || { echo "bench: the printer was never $2" && status=1; }
}

cups_start
printer_start Badge
queue_add
frames_while prints ready
[ "$(paper_count)" -ge 5 ] || { echo "bench: only $(paper_count) badges came out" && status=1; }
printer_fault media-empty-error
frames_while "out of labels" empty
cancel -a -x
printer_mend
cupsdisable Badge
frames_while paused stopped
cancel -a -x
cupsenable Badge
cupsreject Badge
frames_while refuses rejecting
cupsaccept Badge
printer_stop
frames_while off offline
kill -STOP "$CUPS_PID"
frames_while hung hung
kill -CONT "$CUPS_PID"
cups_stop
frames_while "without CUPS" no-cups
exit $status
