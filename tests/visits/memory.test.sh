#!/bin/sh
# What a visitor typed, searched and heard is in the kiosk's memory while they stand there, and nowhere in it once they have gone:
# every writable page of the real process is searched, with freed memory, stacks, caches, toolkits and the speech that was on.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
export LANYARD_HOME="$PWD/home" LANYARD_CLOCK="$PWD/clock" LANYARD_HEADPHONE_KEYS=F8,F9 SDL_AUDIODRIVER=dummy TZ=America/New_York
echo 1773336240000 >clock
"$BUILD/tests/unit/kiosk/journeys" --fair home
typed='zqwname|zqwlast|zqwmail|zqwsearch|3059071643|907-1643'

# Prints which of the words are in the memory of the kiosk.
remembered() { # WORD|WORD ...
	while read -r range flags _; do
		case $flags in rw*) ;; *) continue ;; esac
		from=$((0x${range%-*} / 4096)) to=$((0x${range#*-} / 4096))
		dd if="/proc/$KIOSK/mem" bs=4096 skip=$from count=$((to - from)) iflag=fullblock 2>/dev/null || true
	done <"/proc/$KIOSK/maps" | grep -aoiE "$1" | tr '[:upper:]' '[:lower:]' | sort -u | tr '\n' ' '
}

forgotten() {
	left=$(remembered "$typed")
	[ -z "$left" ]
}

# The voice is stopped at once, but it ends the syllable it is at before its words are wiped; a search takes longer than that.
forgets() { # WHEN
	forgotten || forgotten || forgotten || visit_fail "$1 the kiosk still knows $left"
}

press() { # ID
	# shellcheck disable=SC2034 # touch_node's: with a clock set by hand no touch is a double tap
	LAST_X=-100
	touch_node "$1"
}

to_contact() { # types a search, a name and a last name
	press start-en
	press find-name
	screen_wait find-name
	touch_keys zqwsearch
	node_wait_says name value zqwsearch
	press back
	press new
	screen_wait name
	touch_keys zqwname
	node_wait_says first-name value Zqwname
	press primary
	xdotool type --delay 160 zqwlast
	wait_until "the last name" node_is last-name zqwlast
	press primary
	screen_wait contact
}

node_is() { # ID VALUE
	[ "$(node_get "$1" value | tr '[:upper:]' '[:lower:]')" = "$2" ]
}

case $BUILD in */san*) echo "sanitizers keep freed memory on purpose" && exit 77 ;; esac
display_start 1280x800
kiosk_start front
screen_wait welcome
if ! [ -r "/proc/$KIOSK/mem" ] || [ -z "$(remembered LANYARD_HOME)" ]; then
	echo "the memory of the kiosk cannot be read here; run this as root"
	exit 77
fi

# To the review with an e-mail address, every page said aloud in the headphones; then Start over.
xdotool key F8
to_contact
touch_keys zqwmail@example.org
press primary
press age-18plus
screen_wait consent
press c1-yes
press c2-no
press c3-no
press primary
screen_wait review
later 1
[ "$(remembered "$typed")" = "zqwlast zqwmail zqwname zqwsearch " ] || visit_fail "it is not all there while they stand there"
press start-over
screen_wait welcome
forgets "after Start over"

# A phone number, and nobody there any more.
to_contact
press no-email
touch_keys 3059071643
node_wait_says phone value "(305) 907-1643"
[ -n "$(remembered "$typed")" ]
later 400
screen_wait still-there
later 400
screen_wait welcome
forgets "after a walk-away"
kiosk_stop
if grep -rqaiE "$typed" home "$TREE"; then visit_fail "something typed is in the store"; fi
