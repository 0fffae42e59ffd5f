#!/bin/sh
# A visit recorded in a real window and played again without one, against a copy of the same home, ends node for node the same.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
lanyard init --home home --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
cp -r home copy
display_start 1280x800
kiosk_start front --home home --record visit.replay
screen_wait welcome
touch_node start-ht
touch_node new
screen_wait name
touch_keys "wilna"
touch_node primary
touch_keys "désir"
touch_node primary
screen_wait contact
xdotool type --delay 160 "wd@example.org"
node_wait_says email value wd@example.org
touch_node lang-es
touch_node primary
screen_wait age
touch_node age-18plus
screen_wait consent
touch_node c1-yes
touch_node c2-no
touch_node c3-no
touch_node primary
screen_wait review
touch_node primary
screen_wait badge
cp "$TREE" recorded.json
kiosk_stop
[ "$(stat -c %a visit.replay)" = 600 ]
SDL_VIDEODRIVER=dummy lanyard-kiosk --home copy --window 1280x800 --replay visit.replay --tree played.json
cmp recorded.json played.json
who='map({id, name, email, language, badge})'
[ "$(lanyard people --home home --json | jq -c "$who")" = "$(lanyard people --home copy --json | jq -c "$who")" ]
