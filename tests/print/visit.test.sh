#!/bin/sh
# A visitor registers in the real window; her badge goes through a CUPS to a real IPP printer, and from its paper another program
# reads the code that a booth then takes. Then everything goes wrong, one after the other: each fault has its sentence on the
# screen, nobody waits, a CUPS that hangs is survived, and after a restart each badge has come out once.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
PATIENCE=40
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
printf 'Employer,Booth,Email\nCoral Health,B12,jobs@example.com\n' >employers.csv
lanyard import employers employers.csv >/dev/null

fill_in() { # NAME
	screen_wait welcome
	touch_node start-en
	screen_wait registered
	touch_node new
	screen_wait name
	touch_keys "$1"
	touch_node primary
	node_wait_says primary label "Skip last name"
	touch_node primary
	screen_wait contact
	touch_keys "$1@example.com"
	touch_node primary
	screen_wait age
	touch_node age-18plus
	screen_wait consent
	touch_node c1-no
	touch_node c2-yes
	touch_node c3-no
	touch_node primary
	screen_wait review
}

register() { # NAME
	fill_in "$1"
	touch_node primary
}

leave() {
	touch_node "done"
	screen_wait "done"
	touch_node primary
	screen_wait welcome
}

printer_is() { [ "$(sed -n 's/.*printer: //p' kiosk.log | tail -n 1)" = "$1" ]; } # STATE, as the kiosk logs it
trouble() { # SENTENCE that the page says
	screen_wait printer-trouble
	node_wait_says reason label "$1 You don’t have to wait."
	[ "$(qr_in_window)" = "$(node_get qr value)" ] || visit_fail "the screen has no code to be photographed"
	touch_node primary
	screen_wait badge
	node_wait_says take label "Show this code at the help desk"
	leave
}
qr_in_window() { shot now.png && qr_in now.png; }
printed() { [ "$(lanyard log --kind badge.printed --json | jq length)" -eq "$1" ]; }

# --- no CUPS at all: the kiosk says so, and checks people in ---
display_start 1280x800
CUPS_SERVER=$PWD/nobody
export CUPS_SERVER
kiosk_start front 2>>kiosk.log
register pat
screen_wait badge
node_wait_says take label "Show this code at the help desk"
leave

# --- CUPS and the printer come: the kiosk finds them by itself ---
cups_start
printer_start
queue_add
kiosk_stop
kiosk_start front 2>>kiosk.log
screen_wait welcome
wait_until "the printer to be found" printer_is ready
register marisol
screen_wait badge
node_wait_says take label "Take your badge below"
node_ready again || visit_fail "nobody is offered to print again"
papers_wait 1
token=$(paper_code "$(papers | tail -n 1)")
[ "$token" = "$(node_get qr value)" ] || visit_fail "the paper says \"$token\""
leave
wait_until "the fact that it was printed" printed 1

# --- faults of the printer, with the sentence that the visitor reads; the badges wait and come out once ---
printer_fault media-empty-error
register ana
trouble "This printer needs new labels. Staff are on the way."
wait_until "the kiosk to know that labels are out" printer_is empty
printer_mend
papers_wait 2
wait_until "the printer to be well again" printer_is ready
printer_fault cover-open-error
register eva
trouble "This printer’s cover is open. Staff are on the way."
printer_mend
papers_wait 3
wait_until "the printer to be well again" printer_is ready
printer_fault media-jam-error fail
register leo
trouble "Paper is stuck in this printer. Staff are on the way."
printer_mend
papers_wait 4
wait_until "the printer to be well again" printer_is ready

# --- CUPS hangs: nobody waits longer than eight seconds, its helper is killed, and the badge comes out once ---
fill_in ida
kill -STOP "$CUPS_PID"
touch_node primary
screen_wait printer-trouble
touch_node primary
screen_wait badge
leave
wait_until "the kiosk to know that CUPS hangs" printer_is hung
kill -CONT "$CUPS_PID"
papers_wait 5
wait_until "the printer to be well again" printer_is ready

# --- the kiosk is killed while a badge waits for labels: it comes out once, and is known to have ---
printer_fault media-empty-error
register zoe
trouble "This printer needs new labels. Staff are on the way."
kill -KILL "$KIOSK"
wait "$KIOSK" 2>/dev/null || true
grep -q '"stage":"sent"' home/prints || visit_fail "the badge was forgotten: $(cat home/prints)"
! grep -qi zoe home/prints || visit_fail "the queue names people"
kiosk_start front 2>>kiosk.log
printer_mend
papers_wait 6
wait_until "six badges to be known as printed" printed 6
kiosk_stop
papers_are 6 || visit_fail "a badge came out twice"
[ "$(cat home/prints)" = "[]" ] || visit_fail "something is left: $(cat home/prints)"
lanyard people --json | jq -r '.[] | select(.name != "Pat").badge' | sort >codes
for paper in $(papers); do paper_code "$paper"; done | sort >codes-read
cmp -s codes codes-read || visit_fail "the papers are not the badges: $(diff codes codes-read)"
# CUPS has forgotten them: a badge is personal.
[ -z "$(find "$PRINT_DIR/spool" -name 'd*')" ] || visit_fail "CUPS still keeps badges: $(ls "$PRINT_DIR/spool")"

# --- the booth that scans the paper meets the person ---
kiosk_start booth --mode booth --booth B12 --scan-prefix '~'
SCAN_PREFIX='~'
screen_wait booth-idle
scan_code "$token"
screen_wait booth-lead
node_wait_says title label "Marisol"
kiosk_stop
