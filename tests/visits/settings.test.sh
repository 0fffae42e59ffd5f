#!/bin/sh
# Staff set a kiosk in a real window: another first language, a new PIN, all lists on a stick, the end of the fair. Another start
# of the program shows the same, and the new PIN opens the desk. The stick is a directory beside a made-up /proc and /sys.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home LANYARD_CLOCK=$PWD/clock LANYARD_ROOT=$PWD/machine
export LANYARD_HOME LANYARD_CLOCK LANYARD_ROOT

plug_stick() {
	mkdir -p machine/proc/self machine/sys/dev/block/8:17 machine/sys/block stick
	echo 1 >machine/sys/dev/block/8:17/removable
	echo "99 21 8:17 / $PWD/stick rw,noatime shared:9 - vfat /dev/sdb1 rw" >machine/proc/self/mountinfo
}

echo 1773336240000 >clock
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
LANYARD_PIN=274935 lanyard pin >/dev/null
lanyard register --name "Marisol Peña" --email mp@example.com >/dev/null
display_start 1280x800
kiosk_start front
screen_wait welcome
touch_node staff
screen_wait staff-pin
enter_pin 274935
screen_wait staff-desk
touch_node tab-settings
screen_wait staff-settings
touch_node first-ht
wait_until "Kreyòl to be first" node_says first-ht label "1. Kreyòl"

touch_node save-lists
touch_node sure-yes
node_wait_says saving-title label "There is no stick"
later 1
touch_node saving-done
plug_stick
touch_node save-lists
touch_node sure-yes
node_wait_says saving-title label "The lists are saved"
later 1
touch_node saving-done
grep -q "mp@example.com" stick/*/people.csv
grep -q "Marisol" stick/*/checkins.csv

touch_node change-pin
screen_wait staff-pin
enter_pin 860142
node_wait_says title label "Type it again"
enter_pin 860142
screen_wait staff-settings
touch_node close-fair
touch_node sure-yes
node_wait_says close-fair label "Open the fair again"
kiosk_stop

kiosk_start front
screen_wait welcome
wait_until "the fair to have ended" node_says start-ht enabled false
node_get start-ht label | grep -q fini
touch_node staff
screen_wait staff-pin
[ "$(jq -r .language "$TREE")" = ht ]
enter_pin 860142
screen_wait staff-desk
touch_node tab-settings
touch_node close-fair
touch_node lock
screen_wait staff-pin
touch_node back
screen_wait welcome
node_wait start-ht
kiosk_stop
lanyard log --kind fair.closed --json | jq -e 'length == 2' >/dev/null
! grep -rq 860142 "$LANYARD_HOME" "$TREE"
