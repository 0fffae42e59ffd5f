#!/bin/sh
# The main path, whole: a visitor registers in the real window; her badge goes through a CUPS to a real IPP printer; what that
# received becomes a picture, from which another program reads the code; and held askew before the camera of a booth's kiosk the
# same picture opens the page of that person. Then a kiosk is killed while a badge waits for labels: it still comes out once.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
printf 'Employer,Booth,Email\nCoral Health,B12,jobs@example.com\n' >employers.csv
lanyard import employers employers.csv >/dev/null
printer_is() { [ "$(sed -n 's/.*printer: //p' kiosk.log | tail -n 1)" = "$1" ]; } # STATE, as the kiosk logs it
printed() { [ "$(lanyard log --kind badge.printed --json | jq length)" -eq "$1" ]; }

cups_start
printer_start Badge
queue_add
display_start 1280x800
kiosk_start front 2>>kiosk.log
wait_until "the printer to be found" printer_is ready
fill_in en Marisol peña mp@example.com
touch_node primary
screen_wait badge
node_wait_says take label "Take your badge below"
node_ready again || visit_fail "nobody is offered to print again"
papers_wait 1
token=$(paper_code "$(papers)")
[ "$token" = "$(node_get qr value)" ] || visit_fail "the paper says \"$token\""
[ "$token" = "$(lanyard people --json | jq -r '.[0].badge')" ] || visit_fail "the store says another badge"
mv paper.pgm marisol.pgm
leave
wait_until "the fact that it was printed" printed 1

# --- killed while a badge waits for labels ---
printer_fault media-empty-error
fill_in en zoe
touch_node primary
screen_wait printer-trouble
kill -KILL "$KIOSK"
wait "$KIOSK" 2>/dev/null || true
grep -q '"stage":"sent"' home/prints || visit_fail "the badge was forgotten: $(cat home/prints)"
! grep -qi zoe home/prints || visit_fail "the queue names people"
kiosk_start front 2>>kiosk.log
printer_mend
papers_wait 2
wait_until "two badges to be known as printed" printed 2
kiosk_stop
papers_are 2 || visit_fail "a badge came out twice"
[ "$(cat home/prints)" = "[]" ] || visit_fail "something is left: $(cat home/prints)"
[ "$(paper_code "$(papers | tail -n 1)")" = "$(lanyard people --find zoe --json | jq -r '.[0].badge')" ] ||
	visit_fail "the second paper is not Zoe's badge"
# CUPS has forgotten them: a badge is personal.
[ -z "$(find "$PRINT_DIR/spool" -name 'd*')" ] || visit_fail "CUPS still keeps badges: $(ls "$PRINT_DIR/spool")"

# --- the booth that sees the paper meets the person ---
convert marisol.pgm -bordercolor white -border 20 -background gray45 -rotate 11 -resize 900x640 -gravity center -extent 1280x720 \
	-blur 0x0.8 -brightness-contrast -10x-20 held.png
mkdir seen
kiosk_start booth --mode booth --booth B12 --camera "$PWD/seen"
screen_wait booth-idle
cp held.png seen/.new
mv seen/.new seen/held.png
screen_wait booth-lead
node_wait_says title label "Marisol Peña"
kiosk_stop
lanyard export leads --employer B12 --json | jq -e 'length == 1 and .[0].full_name == "Marisol Peña"' >/dev/null
