#!/bin/sh
# Makes a demo fair under BUILD/demo and shows it: demo.sh BUILD_DIR
# With a display the kiosk opens. With none, one whole visit is played on a virtual display: somebody registers at the door by
# touching the screen, and a booth scans the badge. Numbered pictures of it stay in BUILD/demo.
set -eu
BUILD=$(cd "$1" && pwd)
ROOT=$(cd "$(dirname "$0")/.." && pwd)
export BUILD
demo=$BUILD/demo
export LANYARD_HOME="$demo/home"
lanyard=$BUILD/lanyard

make_fair() {
	rm -rf "$demo"
	mkdir -p "$demo"
	zone=America/New_York
	"$lanyard" init --name "Biscayne Hiring Fair" --venue "Little River Hall, Miami" --timezone "$zone" --label "Demo kiosk" \
		--starts "$(TZ=$zone date -d '2 hours ago' +%Y-%m-%dT%H:00)" --ends "$(TZ=$zone date -d '5 hours' +%Y-%m-%dT%H:00)"
	"$lanyard" import attendees "$ROOT/assets/demo/attendees.csv"
	"$lanyard" import employers "$ROOT/assets/demo/employers.csv"
	"$lanyard" import roles "$ROOT/assets/demo/roles.csv"
}

has_display() {
	[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 0
	# A text console of one's own and a graphics card that may be written to.
	case "$(tty)" in /dev/tty[0-9]*) ;; *) return 1 ;; esac
	for card in /dev/dri/card*; do [ -w "$card" ] && return 0; done
	return 1
}

shots=0
picture() { # NAME
	shots=$((shots + 1))
	shot "$(printf '%s/%02d-%s.png' "$demo" $shots "$1")"
}

# At the door: a walk-in registers on the screen's own keyboard. Leaves the badge's token in $token.
visit_front() {
	kiosk_start front --home "$LANYARD_HOME" --window 1280x800 --mode front
	screen_wait welcome
	picture welcome
	touch_node start-en
	screen_wait registered
	picture registered
	touch_node new
	screen_wait name
	touch_keys "Marisol"
	node_wait_says first-name value "Marisol"
	touch_node last-name
	touch_keys "peña"
	node_wait_says last-name value "Peña"
	picture name
	touch_node primary
	screen_wait contact
	touch_keys "marisol@example.org"
	node_wait_says email value "marisol@example.org"
	picture contact
	touch_node primary
	screen_wait age
	picture age
	touch_node age-18plus
	screen_wait consent
	for question in c1 c2 c3; do touch_node "$question-yes"; done
	picture consent
	touch_node primary
	screen_wait review
	picture review
	touch_node primary
	screen_wait badge
	picture badge
	token=$(qr_in "$(printf '%s/%02d-badge.png' "$demo" $shots)")
	touch_node primary
	screen_wait skills
	touch_node chip-patient-care
	touch_node chip-cpr
	picture skills
	touch_node primary
	screen_wait work
	touch_node role-0
	picture work
	touch_node primary
	screen_wait matches
	picture matches
	touch_node "done"
	screen_wait "done"
	picture "done"
	kiosk_stop
}

# At a booth: the badge that was just made is scanned, rated and saved.
visit_booth() {
	kiosk_start booth --home "$LANYARD_HOME" --window 1280x800 --mode booth --booth A1
	screen_wait booth-idle
	picture booth-idle
	scan_code "$token"
	screen_wait booth-lead
	picture booth-lead
	touch_node fit-4
	touch_node tag-interview
	picture booth-rated
	touch_node save
	screen_wait booth-idle
	touch_node leads
	screen_wait booth-leads
	picture booth-leads
	kiosk_stop
}

make_fair
if has_display; then
	echo "The kiosk opens; Ctrl+C here or closing the window ends it."
	window=
	[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || window="--window 1280x800"
	# shellcheck disable=SC2086 # two words or none
	exec "$BUILD/lanyard-kiosk" $window
fi

cd "$demo"
# shellcheck source=../tests/visits/lib.sh
. "$ROOT/tests/visits/lib.sh"
display_start 1280x800
echo "No display here: playing a visit on a virtual one."
visit_front
visit_booth
rm -f "$demo"/*.tree.json

echo
echo "Who is here now:"
"$lanyard" people --find marisol
echo
"$lanyard" export leads --employer A1 --out "$demo/leads.csv"
"$lanyard" verify
echo
echo "Pictures of the visit:"
ls "$demo"/*.png
