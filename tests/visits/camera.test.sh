#!/bin/sh
# A camera at the front and at a booth, in a real window: what `lanyard badge` draws is held before it (a folder of pictures stands
# in for the camera), and the person is checked in, and is a lead. The camera looks only on pages that show what it sees, and a
# kiosk without one carries nothing of what reads it.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
printf 'Company,Booth\nMangrove Health,B12\n' >employers.csv
lanyard import employers employers.csv >/dev/null
lanyard register --name "Marisol Peña" --email mp@example.com --consent share >/dev/null
lanyard register --name "Jean Pierre" >/dev/null
for name in Marisol Jean; do
	lanyard badge "$(lanyard people --find $name --json | jq -r '.[0].id')" --out "$name.png" >/dev/null
done
mkdir seen

hold() { # NAME: before the camera, in one step
	cp "$1.png" seen/.new
	mv seen/.new seen/held.png
}

loaded() { # whether the newest kiosk has loaded what reads pictures
	grep -q lanyard-camera.so "/proc/$KIOSK/maps"
}

title_has() { # WORD
	node_get title label | grep -q "$1"
}


display_start 1280x800
kiosk_start front --camera "$PWD/seen"
touch_node start-en
screen_wait registered
! loaded || visit_fail "a kiosk whose camera does not look carries what reads pictures"
hold Marisol
touch_node scan-ticket
screen_wait back
wait_until "Marisol by her badge" title_has Marisol
[ -z "$(node_get view label)" ]
# It stays before the camera: on a page that does not look nothing happens, and nobody is checked in twice.
hold Jean
touch_node "done"
touch_node start-en
screen_wait registered
touch_node scan-ticket
screen_wait back
wait_until "Jean by his badge" title_has Jean
loaded || visit_fail "the kiosk read a picture without what reads pictures"
[ ! -e seen/held.png ] || rm seen/held.png
touch_node "done"
touch_node start-en
touch_node scan-ticket
screen_wait scan-camera
shot empty.png
hold Marisol
screen_wait back
kiosk_stop

rm -f seen/held.png
kiosk_start booth --mode booth --booth B12 --camera "$PWD/seen"
screen_wait booth-idle
hold Marisol
screen_wait booth-lead
wait_until "the lead of Marisol" title_has Marisol
[ "$(lanyard export leads --format json | jq length)" = 1 ]
kiosk_stop

# A camera that is not there rests, and comes back by itself: whether somebody waits for it or not.
kiosk_start gone --camera "$PWD/later"
touch_node start-es
touch_node scan-ticket
wait_until "words for a camera that rests" node_says where label "La cámara no está lista. Busque su nombre."
touch_node back
card_is() { # true|false
	[ "$(node_get scan-ticket enabled)" = "$1" ]
}
wait_until "the card to rest with the camera" card_is false
mv seen later
wait_until "the card with the camera back" card_is true
touch_node scan-ticket
screen_wait back
kiosk_stop
