#!/bin/sh
# Somebody types and walks away: a warning, then nothing is left, neither on the screen nor in the store. The clock is set by hand.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home LANYARD_CLOCK=$PWD/clock
export LANYARD_HOME LANYARD_CLOCK
now=1773336240000

later() { # SECONDS
	now=$((now + $1 * 1000))
	echo "$now" >clock.new
	mv clock.new clock
}

nowhere() { # FILE-OR-DIRECTORY
	if grep -rqi zacarias "$1"; then visit_fail "the name is left in $1"; fi
}

later 0
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
display_start 800x480
kiosk_start front
screen_wait welcome
before=$(lanyard verify --json | jq .events)
touch_node start-es
touch_node new
screen_wait name
touch_keys "zacarias"
node_wait_says first-name value Zacarias
later 89
sleep 0.3
screen_is name
later 2
screen_wait still-there
later 5
node_wait_says countdown label 15
touch_node still-here
screen_wait name
node_wait_says first-name value Zacarias
later 91
screen_wait still-there
later 21
screen_wait welcome
[ "$(jq -r .language "$TREE")" = en ]
nowhere "$TREE"
touch_node start-en
touch_node new
screen_wait name
node_wait_says first-name value ""
kiosk_stop
[ "$(lanyard verify --json | jq .events)" = "$before" ]
nowhere "$LANYARD_HOME"
