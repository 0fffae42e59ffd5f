# Helpers for scripts that visit a kiosk in a real window: start a virtual display, find nodes in the kiosk's --tree, touch
# them, type, scan, take pictures. Sourced by tests/visits/*.test.sh and tools/demo.sh; needs $BUILD. Everything that was
# started is stopped when the script ends. Nothing here knows a coordinate: nodes are found by id.
#
#     . "$ROOT/tests/visits/lib.sh"
#     display_start 1280x800
#     kiosk_start front --home home
#     touch_node start-en && screen_wait registered
#
# Waits are bounded by $PATIENCE (seconds); a wait that ends without what was waited for prints the tree and fails the script.
# shellcheck shell=sh
: "${BUILD:?}"
PATIENCE=${PATIENCE:-40}
VISIT_PIDS=
TREE=

visit_end() {
	for visit_pid in $VISIT_PIDS; do kill "$visit_pid" 2>/dev/null || true; done
	for visit_pid in $VISIT_PIDS; do wait "$visit_pid" 2>/dev/null || true; done
	VISIT_PIDS=
}
trap visit_end EXIT
trap 'exit 130' INT TERM

visit_fail() { # SENTENCE
	echo "$1" >&2
	[ -z "$TREE" ] || [ ! -s "$TREE" ] ||
		jq -c '{screen, language, focus, nodes: [.nodes[] | {id, value, enabled, "label": .label}]}' "$TREE" >&2 || true
	exit 1
}

# Repeats a command until it succeeds.
wait_until() { # SENTENCE COMMAND ...
	wait_for=$1
	shift
	wait_left=$((PATIENCE * 20))
	until "$@" 2>/dev/null; do
		wait_left=$((wait_left - 1))
		[ "$wait_left" -gt 0 ] || visit_fail "waited $PATIENCE s in vain: $wait_for"
		sleep 0.05
	done
}

# --- display and kiosk ------------------------------------------------------------------------------------------------

display_start() { # WIDTHxHEIGHT: a display of its own, without a window manager
	display_file=$(mktemp "${TMPDIR:-/tmp}/display.XXXXXX")
	Xvfb -displayfd 3 -screen 0 "${1}x24" -nolisten tcp -noreset 3>"$display_file" >/dev/null 2>&1 &
	VISIT_PIDS="$VISIT_PIDS $!"
	wait_until "Xvfb to start" test -s "$display_file"
	DISPLAY=:$(cat "$display_file")
	export DISPLAY
	unset WAYLAND_DISPLAY
	rm -f "$display_file"
}

# Starts a kiosk and waits until it shows a screen. Further calls go to the newest; $KIOSK is its process id.
kiosk_start() { # NAME ARGUMENTS ...
	TREE=$PWD/$1.tree.json
	shift
	rm -f "$TREE"
	"$BUILD/lanyard-kiosk" --tree "$TREE" ${SCAN_PREFIX:+--scan-prefix "$SCAN_PREFIX"} "$@" &
	KIOSK=$!
	VISIT_PIDS="$VISIT_PIDS $KIOSK"
	wait_until "the kiosk's first screen" test -s "$TREE"
	wait_until "the kiosk's window" window_find
	xdotool windowfocus "$KIOSK_WINDOW" 2>/dev/null || true
}

window_find() {
	KIOSK_WINDOW=$(xdotool search --onlyvisible --pid "$KIOSK" | tail -n 1)
	[ -n "$KIOSK_WINDOW" ]
}

kiosk_stop() { # ends the newest kiosk as systemd does; it must end well
	kill -TERM "$KIOSK"
	kiosk_status=0
	wait "$KIOSK" || kiosk_status=$?
	[ "$kiosk_status" -eq 0 ] || visit_fail "the kiosk ended with status $kiosk_status"
}

# --- the node list ------------------------------------------------------------------------------------------------------

screen_is() { # NAME
	[ "$(jq -r .screen "$TREE")" = "$1" ]
}

screen_wait() { # NAME
	wait_until "screen $1" screen_is "$1"
}

# Prints a property of a node ("label", "value", "enabled", "spoken"); nothing if there is no such node.
node_get() { # ID PROPERTY
	jq -r --arg id "$1" --arg key "$2" '.nodes[] | select(.id == $id) | .[$key]' "$TREE"
}

node_ready() { # ID
	[ "$(node_get "$1" enabled)" = true ]
}

node_wait() { # ID: until it is there and enabled
	wait_until "node $1" node_ready "$1"
}

node_says() { # ID PROPERTY TEXT
	[ "$(node_get "$1" "$2")" = "$3" ]
}

node_wait_says() { # ID PROPERTY TEXT
	wait_until "$2 of $1 to be \"$3\"" node_says "$1" "$2" "$3"
}

# --- touching, typing, scanning --------------------------------------------------------------------------------------------

node_centre() { # ID: "x y" in window pixels
	jq -r --arg id "$1" '.nodes[] | select(.id == $id) | .rect | "\(.[0] + .[2] / 2 | floor) \(.[1] + .[3] / 2 | floor)"' "$TREE"
}

# Two touches of one place within 300 ms are a double tap, of which the kiosk takes the first: a person is slower.
LAST_X=-100 LAST_Y=-100
touch_node() { # ID: as soon as it can be pressed
	node_wait "$1"
	touch_centre=$(node_centre "$1")
	touch_x=${touch_centre% *} touch_y=${touch_centre#* }
	touch_dx=$((touch_x - LAST_X)) touch_dy=$((touch_y - LAST_Y))
	[ "${touch_dx#-}" -gt 24 ] || [ "${touch_dy#-}" -gt 24 ] || sleep 0.35
	xdotool mousemove --window "$KIOSK_WINDOW" "$touch_x" "$touch_y" click --delay 10 1
	LAST_X=$touch_x LAST_Y=$touch_y
}

# The ids of the keys for a text: k- and the character, lower case.
# shellcheck disable=SC2016 # $text is jq's
KEY_IDS='$text | explode[] | [.] | implode | if . == " " then "k-space" else "k-" + ascii_downcase end'

keys_are_there() { # TEXT
	jq -e --arg text "$1" "[.nodes[].id] as \$ids | all($KEY_IDS; IN(\$ids[]))" "$TREE" >/dev/null
}

# Types on the on-screen keyboard, once it is there: a touch a character.
touch_keys() { # TEXT
	wait_until "keys for $1" keys_are_there "$1"
	# shellcheck disable=SC2046 # many words: one xdotool call for the whole text
	xdotool $(jq -r --arg text "$1" --arg window "$KIOSK_WINDOW" "
		(reduce .nodes[] as \$node ({}; .[\$node.id] = \$node.rect)) as \$rects | $KEY_IDS | \$rects[.]
		| \"mousemove --window \\(\$window) \\(.[0] + .[2] / 2 | floor) \\(.[1] + .[3] / 2 | floor) click --delay 10 1\"" "$TREE")
}

# Types like a USB scanner: fast, with Enter behind. On a busy machine xdotool may pause longer than any scanner would; a
# kiosk that has seen $SCAN_PREFIX waits for the rest of the code. A script that sets it empty tests scanners without one.
SCAN_PREFIX='~'
scan_code() { # CODE
	xdotool type --delay 0 -- "$SCAN_PREFIX$1"
	xdotool key Return
}

# --- a visitor ----------------------------------------------------------------------------------------------------------------

# From the welcome page to the review, as an adult who lets employers see her name, joins the Talent Database if $JOINS is yes, and
# agrees to nothing else.
fill_in() { # LANGUAGE FIRST [LAST [EMAIL]]
	touch_node "start-$1"
	screen_wait registered
	touch_node new
	screen_wait name
	touch_keys "$2"
	touch_node last-name
	[ -z "${3:-}" ] || touch_keys "$3"
	touch_node primary
	screen_wait contact
	if [ -n "${4:-}" ]; then touch_keys "$4"; else touch_node no-email; fi
	touch_node primary
	screen_wait age
	touch_node age-18plus
	screen_wait consent
	[ -z "${4:-}" ] || touch_node c1-no # nobody can send anything to somebody without an address
	touch_node c2-yes
	touch_node "c3-${JOINS:-no}"
	touch_node primary
	screen_wait review
}

leave() { # from the page with the badge
	touch_node "done"
	screen_wait "done"
	touch_node primary
	screen_wait welcome
}

# Types on the page of the staff PIN. A clock that is set by hand must go on, or equal digits are one touch.
enter_pin() { # DIGITS
	for digit in $(echo "$1" | sed 's/./& /g'); do
		touch_node "pin-$digit"
		[ -z "${LANYARD_CLOCK:-}" ] || later 1
	done
}

# On the clock that is set by hand: the file of $LANYARD_CLOCK, or "clock".
later() { # SECONDS
	later_clock=${LANYARD_CLOCK:-clock}
	echo $(($(cat "$later_clock") + $1 * 1000)) >"$later_clock.new"
	mv "$later_clock.new" "$later_clock"
}

# --- pictures -----------------------------------------------------------------------------------------------------------------

shot() { # FILE.png: what the display shows
	import -silent -window root "$1"
}

qr_in() { # FILE: what the QR codes in a picture say, each once
	zbarimg --quiet --raw -S*.enable=0 -Sqrcode.enable=1 "$1" 2>/dev/null | sort -u
}
