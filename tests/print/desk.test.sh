#!/bin/sh
# What is printed besides a visitor's first badge, in a real window on a real printer: the test badge of the staff desk, held
# before the camera until the page says that it was printed and read, with the tone that is heard then; the list of booths; the
# badge of somebody who comes back; and the one that staff print again. Each paper is read by another program.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
export LANYARD_HOME="$PWD/home" SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$PWD/heard.raw"
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
lanyard import employers "$ROOT/assets/demo/employers.csv" >/dev/null
lanyard import roles "$ROOT/assets/demo/roles.csv" >/dev/null
LANYARD_PIN=274935 lanyard pin >/dev/null
mkdir seen
printer_is() { [ "$(sed -n 's/.*printer: //p' kiosk.log | tail -n 1)" = "$1" ]; } # STATE, as the kiosk logs it
printed() { [ "$(lanyard log --kind badge.printed --json | jq length)" -eq "$1" ]; }
newest() { papers | tail -n 1; }
hears() { [ -s heard.raw ] && [ "$(tr -d '\0' <heard.raw | wc -c)" -gt 1000 ]; }

cups_start
printer_start Badge
queue_add
display_start 1280x800
kiosk_start front --camera "$PWD/seen" 2>>kiosk.log
wait_until "the printer to be found" printer_is ready

# --- the test badge ---
devices_open 274935
touch_node print-test
screen_wait staff-test
papers_wait 1
node_wait_says hint label "The test badge came out. Scan it now."
[ "$(paper_code "$(newest)")" = TESTNOTABADGE ] || visit_fail "the paper is no test badge"
: >heard.raw
convert paper.pgm -resize 50% seen/.new.png
mv seen/.new.png seen/paper.png
node_wait_says hint label "The test badge was printed and read. Printer and scanner work."
node_wait_says read label "Read by the camera"
node_wait_says whose label "It is the test badge."
wait_until "a tone" hears
rm seen/paper.png
touch_node lock
screen_wait staff-pin
touch_node back
screen_wait welcome
printed 0 || visit_fail "a test badge is nobody's"

# --- the list of booths ---
JOINS=yes
fill_in en Marisol
touch_node primary
screen_wait badge
papers_wait 2
token=$(paper_code "$(newest)")
[ "$token" = "$(node_get qr value)" ] || visit_fail "the paper says \"$token\""
node_wait_says take label "Take your badge below"
mv paper.pgm badge.pgm
touch_node primary
screen_wait skills
touch_node chip-patient-care
touch_node chip-cpr
touch_node primary
screen_wait work
touch_node role-0
touch_node primary
screen_wait matches
touch_node print-list
papers_wait 3
wait_until "both to be known as printed" printed 2
list=$(paper_code "$(newest)")
[ "$list" = "$(lanyard people --json | jq -r '.[0].badge')" ] || visit_fail "the list is not hers: \"$list\""
[ "$(compare -metric AE badge.pgm paper.pgm null: 2>&1 || true)" -gt 5000 ] || visit_fail "the list looks like the badge"
touch_node "done"
screen_wait "done"
touch_node primary
screen_wait welcome

# --- she comes back ---
scan_code "$list"
screen_wait back
touch_node primary
screen_wait badge
papers_wait 4
node_wait_says take label "Take your badge below"
[ "$(paper_code "$(newest)")" = "$list" ] || visit_fail "the badge that was printed again is another one"
leave

# --- and asks at the desk ---
touch_node staff
screen_wait staff-pin
enter_pin 274935
screen_wait staff-desk
touch_node find
screen_wait staff-people
touch_keys marisol
touch_node result-1
screen_wait staff-person
touch_node reprint
node_wait_says toast label "It is printed. Take it from the printer."
papers_wait 5
[ "$(paper_code "$(newest)")" = "$list" ] || visit_fail "staff printed another badge"
touch_node print-list
papers_wait 6
wait_until "five badges to be known as printed" printed 5
kiosk_stop
