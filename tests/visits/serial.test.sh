#!/bin/sh
# A serial scanner at a kiosk in a real window: it scans, it is pulled out while people are there, it is plugged in again and scans.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
token=$(lanyard register --name "Marisol Peña" --json | jq -r .badge)
other=$(lanyard register --name "Jean Pierre" --json | jq -r .badge)

plug_in() { # the scanner sends what is written to descriptor 4
	rm -f wire
	mkfifo wire
	"$BUILD/tests/visits/pty" "$PWD/scanner" <wire &
	SCANNER=$!
	VISIT_PIDS="$VISIT_PIDS $SCANNER"
	exec 4>wire
}

plug_out() {
	exec 4>&-
	wait "$SCANNER"
}

enabled_is() { # ID true|false
	[ "$(node_get "$1" enabled)" = "$2" ]
}

display_start 1280x800
kiosk_start front --scanner "$PWD/scanner"
touch_node start-en
screen_wait registered
wait_until "the card to rest without a scanner" enabled_is scan-ticket false
node_wait_says scan-ticket value "Scanner is resting. Find your name instead."
plug_in
wait_until "the card with a scanner" enabled_is scan-ticket true
touch_node scan-ticket
screen_wait scan-ticket
printf ']Q3%s\r\n' "$token" >&4
screen_wait back
node_get title label | grep -q Marisol
plug_out
touch_node "done"
touch_node start-en
screen_wait registered
wait_until "the card to rest after the scanner was pulled out" enabled_is scan-ticket false
plug_in
wait_until "the card with the scanner back" enabled_is scan-ticket true
printf '%s\r' "$other" >&4
screen_wait back
node_get title label | grep -q Jean
kiosk_stop
plug_out
