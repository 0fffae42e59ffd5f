#!/bin/sh
# The kiosk speaks the fair's languages and tells its time, whatever zone the machine is set to; so do the commands.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home LANYARD_CLOCK=$PWD/clock TZ=Asia/Tokyo
export LANYARD_HOME LANYARD_CLOCK TZ
# Thursday, March 12, 2026, 9:14 in Miami.
echo 1773321240000 >clock
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York --languages es,en --starts 2026-03-12T09:00 \
	--ends 2026-03-12T16:00 >/dev/null
lanyard register --name "Ana Example" >/dev/null
lanyard people | grep -q "2026-03-12 09:14" || visit_fail "lanyard people tells another zone's time: $(lanyard people)"
display_start 1280x800
kiosk_start front
screen_wait welcome
node_wait start-es
node_wait_says hours-en label "Open until 4:00 PM"
[ "$(jq -r '[.nodes[].id | select(startswith("start-"))] | join(" ")' "$TREE")" = "start-es start-en" ] ||
	visit_fail "the kiosk offers other languages than the fair's"
kiosk_stop
