#!/bin/sh
# A kiosk whose home is empty, in a real window: set up with the card of a real hub and with an invitation on a stick, without a
# restart; what it is for stays with it. What does not fit says so and can be tried again.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
# The stick is a directory beside a made-up /proc and /sys.
export TZ=America/New_York LANYARD_PASSPHRASE="seven brown pelicans" LANYARD_ROOT="$PWD/machine"
lanyard init --home founder --name "Biscayne Hiring Fair" --venue "Little River Hall" >/dev/null
mkdir stick
lanyard invite --home founder --label "Exit kiosk" --role kiosk --out stick/exit.invite >/dev/null
lanyard-hub serve --store sqlite:hub.db --listen 127.0.0.1:0 --json >hub.out 2>hub.err &
VISIT_PIDS="$VISIT_PIDS $!"
wait_until "the hub" grep -q '"url"' hub.out
url=$(jq -r .url hub.out)
lanyard-sync once --home founder --hub "$url" --json >/dev/null
card=$(lanyard-hub invite --home founder --store sqlite:hub.db --label "Front kiosk" --role kiosk --url "$url" --json | jq -r .card)
[ "${card%#*}" = "$url" ]
display_start 1280x800

# The window of before is closed and another opened for the fair.
next_window() {
	screen_wait setup-done
	wait_until "the next window" window_find
	xdotool windowfocus "$KIOSK_WINDOW" 2>/dev/null || true
}

# --- the organiser's card
export SCAN_PREFIX='~' LANYARD_SCAN_PREFIX='~' LANYARD_HOME="$PWD/front"
kiosk_start front
screen_wait setup
[ "$(node_get primary enabled)" = false ]
touch_node hub
xdotool type --delay 160 "http://127.0.0.1:1"
touch_node primary
touch_node code
xdotool type --delay 160 "AAAABBBBCCCCDDDD"
touch_node primary
touch_node use-front
touch_node primary
node_wait_says hint label "No hub answers there. Check the network and the address."
scan_code "$card"
node_wait_says hub value "$url"
touch_node use-front
touch_node primary
next_window
node_wait_says title label "This kiosk is in: Biscayne Hiring Fair"
shot joined.png
scan_code "anything at all"
node_wait_says scanner label "The scanner works."
touch_node primary
screen_wait setup-pin
touch_node primary
screen_wait welcome
touch_node start-en
screen_wait registered
kiosk_stop
lanyard verify --json | jq -e '.ok and (.devices | length) == 2' >/dev/null
lanyard-sync once --json | jq -e '.pending == 0' >/dev/null # its own facts are welcome at the hub
lanyard log --json | jq -e 'any(.kind == "kiosk.set")' >/dev/null

# --- a stick, and no network
export LANYARD_HOME="$PWD/exit"
kiosk_start exit
screen_wait setup
mkdir -p machine/proc/self machine/sys/dev/block/8:17 machine/sys/block
echo 1 >machine/sys/dev/block/8:17/removable
echo "99 21 8:17 / $PWD/stick rw,noatime shared:9 - vfat /dev/sdb1 rw" >machine/proc/self/mountinfo
touch_node phrase # it is found by itself
xdotool type --delay 160 "wrong words"
touch_node primary
touch_node use-exit
touch_node primary
node_wait_says hint label "That did not fit. Check it, or ask for a new invitation."
touch_node phrase
touch_node k-clear
xdotool type --delay 160 "$LANYARD_PASSPHRASE"
touch_node primary
touch_node primary
next_window
touch_node primary
screen_wait setup-pin
touch_node pin-button # nobody has chosen one yet
screen_wait staff-pin
for digit in 2 7 4 9 3 5 2 7 4 9 3 5; do touch_node "pin-$digit"; done
screen_wait setup-pin
touch_node primary
screen_wait exit
kiosk_stop
lanyard log --json | jq -e 'any(.kind == "staff.pin_set")' >/dev/null
kiosk_start again # what it is for is remembered
screen_wait exit
kiosk_stop
lanyard verify >/dev/null
if grep -rq "brown pelicans" exit front; then visit_fail "the pass phrase was written down"; fi
