#!/bin/sh
# Fifteen keys a second, by ten fingers on a USB keyboard and by one on the screen, in a real window: not one is dropped, none is
# taken for a scanner's.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
export LANYARD_HOME="$PWD/home"
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
text=thequickbrownfoxjumpsoverthelazydogagain
display_start 1280x800
kiosk_start front
screen_wait welcome
touch_node start-en
touch_node new
screen_wait name

# xdotool waits half of its delay between two keys.
type_keys() { # TEXT
	xdotool type --delay 132 "$1"
}

# Clicks on the on-screen keyboard, 66 ms apart.
tap_keys() { # TEXT
	# shellcheck disable=SC2046 # many words: one xdotool call for the whole text
	xdotool $(jq -r --arg text "$1" --arg window "$KIOSK_WINDOW" '
		(reduce .nodes[] as $node ({}; .[$node.id] = $node.rect)) as $rects
		| $text | explode[] | [.] | implode | $rects["k-" + .]
		| "mousemove --window \($window) \(.[0] + .[2] / 2 | floor) \(.[1] + .[3] / 2 | floor) click 1 sleep 0.066"' "$TREE")
}

tap_keys "$text"
node_wait_says first-name value "T${text#t}"
touch_node last-name
type_keys "$text"
node_wait_says last-name value "T${text#t}"
touch_node primary
screen_wait contact
type_keys "$text@example.org"
node_wait_says email value "$text@example.org"
kiosk_stop
