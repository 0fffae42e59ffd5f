#!/bin/sh
# Staff at the front kiosk in a real window: a wrong PIN, a wait that outlives a start of the program, the right PIN, the desk, and
# the lock that falls by itself. The PIN stands in neither the list of nodes nor the recording. The clock is set by hand.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home LANYARD_CLOCK=$PWD/clock
export LANYARD_HOME LANYARD_CLOCK

says_part() { # ID TEXT
	node_get "$1" label | grep -q "$2"
}

echo 1773336240000 >clock
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
LANYARD_PIN=123456 lanyard pin 2>err && visit_fail "a PIN that is a row was taken"
grep -q "too easy" err
LANYARD_PIN=274935 lanyard pin >/dev/null
lanyard register --name "Marisol Peña" --email mp@example.com >/dev/null
display_start 1280x800
kiosk_start front --record "$PWD/recording"
screen_wait welcome
touch_node staff
screen_wait staff-pin
for left in 4 3 2 1; do
	enter_pin 810652
	wait_until "$left left" says_part message "$left tr"
done
enter_pin 810652
wait_until "a wait" says_part message Wait
kiosk_stop

kiosk_start front --record "$PWD/recording2"
screen_wait welcome
touch_node staff
screen_wait staff-pin
wait_until "the wait after a new start" says_part message Wait
[ "$(node_get pin-1 enabled)" = false ]
later 61
enter_pin 274935
screen_wait staff-desk
node_get title spoken | grep -q "1 of 1 checked in"
[ "$(node_get device-network label)" = Network ]
touch_node find
screen_wait staff-people
touch_keys marisol
touch_node result-1
screen_wait staff-person
touch_node undo
touch_node sure-yes
node_wait check-in
touch_node edit
touch_node edit-last
touch_node k-clear
touch_keys ruiz
touch_node primary
touch_node primary
screen_wait staff-person
node_wait_says title label "Marisol Ruiz"
touch_node "done"
touch_node add
touch_node age-under16
touch_node edit-first
touch_keys luz
touch_node primary
touch_node primary
screen_wait staff-person
node_wait_says title label Luz
touch_node badge
node_wait badge-close
shot code.png
qr_in code.png | grep -q '^L'
touch_node badge-close
touch_node erase
touch_node sure-yes
screen_wait staff-people
touch_node tab-devices
screen_wait staff-devices
grep -c masked recording2 | grep -q '^1[2-9]$' || visit_fail "the digits are not masked in the recording"
later 121
screen_wait staff-pin
later 121
screen_wait welcome
kiosk_stop
lanyard log --kind staff.pin_set --json | jq -e 'length == 1' >/dev/null
lanyard people --json | jq -e 'length == 1 and .[0].name == "Marisol Ruiz" and .[0].checked_in_at == null and .[0].badge == null' \
	>/dev/null
lanyard log --kind person.erased --json | jq -e 'length == 1' >/dev/null
! grep -rq 274935 "$LANYARD_HOME" "$TREE"
