#!/bin/sh
# The journeys of tests/journeys in a real window, touched with a pointer, typed and scanned with a keyboard: all but the one that
# is heard, which tests/visits/speech.test.sh plays. One kiosk a mode takes them one after another, as visitors come; what the front
# kiosk recorded is then played again on a copy of the fair and must end node for node the same. The clock is set by hand.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/visits/journeys.sh"
export LANYARD_HOME="$PWD/home" LANYARD_CLOCK="$PWD/clock" TZ=America/New_York
BOOTH=B12
echo 1773336240000 >clock
"$BUILD/tests/unit/kiosk/journeys" --fair home
cp -r home before
display_start 1280x800

play_journeys() { # MODE: all that are for it, one after another
	for journey in "$ROOT"/tests/journeys/*.journey; do
		grep -qx "kiosk $1" "$journey" || continue
		[ "$(basename "$journey")" != kreyol.journey ] || continue
		journey_from=$(date +%s)
		journey_play "$journey"
		echo "$JOURNEY: $(($(date +%s) - journey_from)) s"
	done
}

kiosk_start front --record "$PWD/front.replay"
screen_wait welcome
play_journeys front
kiosk_stop
cp "$TREE" recorded.json
if grep -rqi zacarias "$LANYARD_HOME" "$TREE"; then visit_fail "who walked away is still there"; fi

SDL_VIDEODRIVER=dummy lanyard-kiosk --home before --window 1280x800 --replay front.replay --tree played.json
cmp recorded.json played.json
who='map({id, name, email, phone, language, badge, here: (.checked_in_at != null)})'
[ "$(lanyard people --home before --json | jq -c "$who")" = "$(lanyard people --json | jq -c "$who")" ]

kiosk_start hall --mode town-hall
screen_wait welcome
play_journeys town-hall
kiosk_stop

kiosk_start booth --mode booth --booth $BOOTH
screen_wait booth-idle
play_journeys booth
kiosk_stop
lanyard verify >/dev/null
