#!/bin/sh
# The same in real windows: who registers at kiosk A, also three people between two looks of kiosk B into its inbox, is found by name at
# kiosk B while it runs, and booth C, which runs too, shows who stands there when the badge is scanned.
# shellcheck source=tests/sync/helpers.sh
. "$TESTS/sync/helpers.sh"
# shellcheck source=tests/visits/lib.sh
. "$TESTS/visits/lib.sh"
trap 'stop_all; visit_end' EXIT
new_fair "$founder"
printf 'id,name\nacme,ACME\n' >employers.csv
"$lanyard" import employers employers.csv --home a --json >/dev/null
start_hub hub.db
"$sync" push --home a --hub "$url" --json >/dev/null
join b "Kiosk B" kiosk
join c "Booth C" booth --employer acme

# at_a NAME: registers there and brings it to B and C, whose homes their kiosks hold
at_a() {
	register a "$1" | field badge
	"$sync" push --home a --json >/dev/null
	"$sync" pull --home b --json >/dev/null
	"$sync" pull --home c --json >/dev/null
}

inbox_empty() {
	[ -z "$(ls "$1/inbox")" ]
}

display_start 1280x800
kiosk_start c --home c --mode booth --booth acme
screen_wait booth-idle
booth=$KIOSK
kiosk_start b --home b
screen_wait welcome
kill -STOP "$KIOSK" "$booth"
token=$(at_a "Rosa Delgado-Núñez")
at_a "Delphine Étienne" >/dev/null
at_a "Jean Delmas" >/dev/null
[ "$(find b/inbox -name '*.batch' | wc -l)" -ge 3 ] || fail "the batches do not wait for kiosk B: $(ls b/inbox)"
kill -CONT "$KIOSK" "$booth"
wait_until "kiosk B to take in what waits" inbox_empty b
wait_until "booth C to take in what waits" inbox_empty c
touch_node start-en
touch_node find-name
screen_wait find-name
xdotool type --delay 160 "del"
node_wait result-3
kiosk_stop

KIOSK=$booth TREE=$PWD/c.tree.json
window_find || fail "the booth's window is gone"
xdotool windowfocus "$KIOSK_WINDOW"
scan_code "$token"
screen_wait booth-lead
node_wait_says title label "Rosa" # all that a booth is told of who shares nothing
node_wait_says employer label "ACME"
kiosk_stop
stop_hub
