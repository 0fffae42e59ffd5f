#!/bin/sh
# A scanner that types like a keyboard, in a real window, on any page and at any moment: each code gets its own answer, none is lost,
# and not one of its characters lands in a field.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
token=$(lanyard register --name "Marisol Peña" --phone 3055550142 --json | jq -r .badge)
other=$(lanyard register --name "Jean Pierre" --language ht --json | jq -r .badge)
foreign=$(LANYARD_HOME=$PWD/elsewhere && export LANYARD_HOME && lanyard init --name "Another fair" >/dev/null &&
	lanyard register --name "Ana" --json | jq -r .badge)
forged=$(printf %s "$token" | sed 's/.$/0/')
[ "$forged" != "$token" ] || forged=$(printf %s "$token" | sed 's/.$/1/')
altered=$(printf %s "$other" | sed 's/.$/0/')
[ "$altered" != "$other" ] || altered=$(printf %s "$other" | sed 's/.$/1/')

answered() { # VERDICT-CODE
	node_get staff-reason label | grep -q "$1"
}

refused() { # CODE VERDICT-CODE
	scan_code "$1"
	screen_wait badge-not-valid
	wait_until "the answer $2" answered "$2"
}

display_start 1280x800
kiosk_start front
screen_wait welcome
before=$(lanyard verify --json | jq .events)
refused "$forged" B2
refused "$foreign" B3
refused "https://example.com/ticket/123456789" B1
refused "$(printf 'A%.0s' $(seq 700))" B1
[ "$(lanyard people --json | jq '[.[] | select(.checked_in_at != null)] | length')" = 2 ]
[ "$(lanyard verify --json | jq .events)" -ge "$before" ]

# In the middle of typing: what was typed by hand stays, the code goes its own way.
touch_node start-over
screen_wait welcome
touch_node start-en
touch_node new
screen_wait name
touch_keys "ana"
node_wait_says first-name value Ana
refused "$altered" B2
touch_node find-name
screen_wait find-name
node_wait_says name value ""
xdotool type --delay 160 "jean"
node_wait_says name value jean

# Over Text & voice, and two of them back to back: the last one is on the screen, both are in.
touch_node access
screen_wait access
scan_code "$token"
scan_code "$other"
screen_wait back
node_get title label | grep -q Jean
kiosk_stop

# A scanner that is set up to send a Tab.
kiosk_start tab
screen_wait welcome
xdotool type --delay 0 -- "$SCAN_PREFIX$token"
xdotool key Tab
screen_wait back
node_get title label | grep -q Marisol
kiosk_stop

# A scanner that presses the keys of a US keyboard at a kiosk with French keys, with the AIM and ECI marks in front: its text is
# not the badge, its keys are. They are pressed by their codes, in the order of the rows of a US keyboard.
us_keys() { # TEXT
	for us_key in $(printf %s "$1" | sed 's/./& /g'); do
		case "$us_key" in
		[1-9]) echo $((us_key + 9)) ;;
		0) echo 19 ;;
		']') echo 35 ;;
		\\) echo 51 ;;
		*)
			us_row=QWERTYUIOP us_from=24
			case "$us_key" in
			[ASDFGHJKL]) us_row=ASDFGHJKL us_from=38 ;;
			[ZXCVBNM]) us_row=ZXCVBNM us_from=52 ;;
			esac
			us_before=${us_row%%"$us_key"*}
			echo $((us_from + ${#us_before}))
			;;
		esac
	done
}
setxkbmap fr
kiosk_start french
screen_wait welcome
# shellcheck disable=SC2046 # a word a key
xdotool key --delay 1 $(us_keys "]Q3\\000001$other") Return
screen_wait back
node_get title label | grep -q Jean
kiosk_stop
