#!/bin/sh
# Everything that goes wrong with a printer, made to happen: what the visitor reads, what the staff desk says is to be done, word
# for word, and that each badge still comes out once, by itself, when all is well again. A kiosk at the door and one that stays on
# the devices page of the staff desk see the same printer. Waiting is most of it, so four rows of faults happen beside each
# other, each with a CUPS, a printer and two kiosks of its own.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
PATIENCE=40 lanes=

lane() { # NAME of a function, in a directory of its own
	mkdir "$1"
	# shellcheck disable=SC2030,SC2031 # a list of its own
	(
		cd "$1"
		VISIT_PIDS=
		trap visit_end EXIT
		trap 'exit 130' INT TERM
		"$1"
	) >"$1.log" 2>&1 &
	lanes="$lanes $1:$!"
	# shellcheck disable=SC2031
	VISIT_PIDS="$VISIT_PIDS $!"
}

# --- two kiosks -----------------------------------------------------------------------------------------------------------

# The clock of the desk's is set by hand, so that it does not lock.
kiosks_start() { # ARGUMENTS of both
	for home in desk door; do
		lanyard --home $home init --name "Biscayne Hiring Fair" --timezone America/New_York >/dev/null
	done
	LANYARD_PIN=274935 lanyard --home desk pin >/dev/null
	export LANYARD_CLOCK="$PWD/clock"
	echo 1773336240000 >clock
	display_start 1280x800
	kiosk_start desk --home desk "$@" 2>desk.log
	DESK_TREE=$TREE
	screen_wait welcome
	devices_open 274935
	unset LANYARD_CLOCK
	display_start 1280x800
	kiosk_start door --home door "$@" 2>door.log
	DOOR_TREE=$TREE
	screen_wait welcome
}

desk_says() { # SENTENCE
	TREE=$DESK_TREE
	node_wait_says what-to-do label "$1"
	TREE=$DOOR_TREE
}

door_is() { [ "$(sed -n 's/.*printer: //p' door.log | tail -n 1)" = "$1" ]; } # STATE, as the kiosk logs it
all_settled() { [ "$(cat door/prints 2>/dev/null || echo "[]")" = "[]" ]; }
all_well() { # NUMBER of badges that have come out by now
	papers_wait "$1"
	wait_until "every badge to be known as printed" all_settled
	desk_says "The printer is ready. Nothing to do."
	wait_until "the printer to be well at the door" door_is ready
}

# --- a visitor ------------------------------------------------------------------------------------------------------------

qr_in_window() { shot now.png && qr_in now.png; }

has_no_paper() { # on the page with the badge
	screen_wait badge
	node_wait_says take label "Show this code at the help desk"
	[ "$(qr_in_window)" = "$(node_get qr value)" ] || visit_fail "the screen has no code to be photographed"
	leave
}

reads() { # SENTENCE, of the page that comes by itself
	screen_wait printer-trouble
	node_wait_says reason label "$1 You don’t have to wait."
	[ "$(qr_in_window)" = "$(node_get qr value)" ] || visit_fail "the screen has no code to be photographed"
	touch_node primary
	has_no_paper
}

register() { # NAME
	fill_in en "$1"
	touch_node primary
}

# Something happens just before the button is pressed, and the kiosk does not know of it yet.
register_while() { # NAME COMMAND...
	fill_in en "$1"
	shift
	helper=$(pgrep -P "$KIOSK" -x lanyard-print)
	kill -STOP "$helper"
	"$@"
	touch_node primary
	wait_until "the badge to be ordered" grep -q '"stage":"sending"' door/prints
	kill -CONT "$helper"
}

# --- the printer ----------------------------------------------------------------------------------------------------------

of_the_printer() {
	cups_start
	printer_start Badge
	queue_add
	kiosks_start
	desk_says "The printer is ready. Nothing to do."
	printer_fault media-empty-error
	register ana
	reads "This printer needs new labels. Staff are on the way."
	desk_says "The printer has no labels left. Put in a new roll and close the cover. Waiting badges print by themselves."
	register bo # who comes now is not kept waiting for a badge that nobody can print
	has_no_paper
	printer_mend
	all_well 1

	printer_fault cover-open-error
	register eva
	reads "This printer’s cover is open. Staff are on the way."
	desk_says "The printer’s cover is open. Close it until it clicks."
	printer_mend
	all_well 2

	printer_fault media-jam-error
	register leo
	reads "Paper is stuck in this printer. Staff are on the way."
	desk_says "Paper is stuck in the printer. Open it, pull the paper out, and close it."
	printer_mend
	all_well 3

	# Somebody takes a badge back: it is not tried again.
	printer_fault busy
	register max
	screen_wait badge
	wait_until "CUPS to have the badge" grep -q '"stage":"sent"' door/prints
	cancel -a
	screen_wait printer-trouble
	node_wait_says reason label "Your badge did not print. You don’t have to wait."
	touch_node primary
	has_no_paper
	wait_until "the badge to be given up" all_settled
	printer_mend
}

# --- the queue ------------------------------------------------------------------------------------------------------------

of_the_queue() {
	cups_prepare
	kiosks_start
	desk_says "The printing service CUPS is not running. Start it with systemctl start cups. Until then, send people to the help desk."
	register pat
	has_no_paper
	cups_start
	desk_says "No printer is connected. Check its cable and switch it on. Until then, send people to the help desk for badges."

	# A printer that has no labels of the badge's size: CUPS would print on what it has.
	printer_start Office
	queue_add
	desk_says "The printer has no labels of the badge’s size. Put in the right roll, or choose the template that fits."
	printer_start Badge
	queue_add
	lpadmin -d Badge
	all_well 0
	register_while ana lpadmin -d Office
	reads "This printer doesn’t answer. Staff are on the way."
	lpadmin -d Badge
	all_well 1
	[ -z "$(find "$PRINT_DIR/Office/paper" -type f)" ] || visit_fail "a badge was printed on a page of the wrong size"

	register_while bo cupsdisable Badge
	reads "This printer doesn’t answer. Staff are on the way."
	desk_says "Somebody paused the printer’s queue. Start it again with cupsenable. Waiting badges print by themselves."
	cupsenable Badge
	all_well 2

	register_while cy cupsreject Badge
	reads "This printer doesn’t answer. Staff are on the way."
	desk_says "The printer’s queue takes no badges. Open it with cupsaccept. Until then, send people to the help desk for badges."
	cupsaccept Badge
	all_well 3
}

# --- a badge that does not come out ---------------------------------------------------------------------------------------

of_a_slow_badge() {
	cups_start
	printer_start Badge
	queue_add
	kiosks_start
	wait_until "the printer to be found" door_is ready
	printer_fault busy
	register nan
	reads "Your badge takes longer than it should."
	wait_until "the kiosk to send nobody to this printer" door_is offline
	register oz
	has_no_paper
	printer_mend
	all_well 1
}

# --- CUPS itself ----------------------------------------------------------------------------------------------------------

of_cups() {
	cups_start
	printer_start Badge
	queue_add
	cp "$ROOT/assets/badges/4x3in.svg" own.svg
	kiosks_start --template "$PWD/own.svg"
	desk_says "The printer is ready. Nothing to do."
	fill_in en ida
	kill -STOP "$CUPS_PID"
	touch_node primary
	reads "This printer doesn’t answer. Staff are on the way."
	desk_says "The printing service CUPS does not answer. Restart it with systemctl restart cups. Waiting badges print by themselves."
	kill -CONT "$CUPS_PID"
	all_well 1

	# It ends in the middle of the fair, and comes back.
	register_while jo cups_stop
	reads "This printer doesn’t answer. Staff are on the way."
	desk_says "The printing service CUPS is not running. Start it with systemctl start cups. Until then, send people to the help desk."
	cups_start
	all_well 2

	# The cable is pulled.
	printer_stop
	register kim
	reads "This printer doesn’t answer. Staff are on the way."
	desk_says "The printer does not answer. Check that it is on and its cable is in. Waiting badges print by themselves."
	printer_start Badge
	all_well 3

	# A drawing that cannot be used is found out at the next start.
	kiosk_stop
	echo "not a drawing" >own.svg
	kiosk_start door --home door --template "$PWD/own.svg" 2>door.log
	wait_until "the kiosk to know its template" door_is template
	register lou
	has_no_paper
	kiosk_stop
}

lane of_the_printer
lane of_the_queue
lane of_a_slow_badge
lane of_cups
failed=
for one in $lanes; do
	wait "${one#*:}" || failed="$failed ${one%:*}"
done
for name in $failed; do
	echo "$name:"
	cat "$name.log" "$name/door.log"
done >&2
[ -z "$failed" ]
