#!/bin/sh
# A whole visit in a real window, touched with a pointer, in each language: what the kiosk shows is what the store holds, the QR
# read from the screenshot is the badge that was issued, and a booth that scans it meets that person.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
lanyard init --name "Biscayne Hiring Fair" --venue "Little River Hall" --timezone America/New_York >/dev/null
printf 'Employer,Booth,Email\nCoral Health,B12,jobs@example.com\n' >employers.csv
lanyard import employers employers.csv >/dev/null

# Registers somebody and leaves the badge in $token.
register() { # LANGUAGE FIRST LAST EMAIL TITLE-OF-THE-REVIEW
	fill_in "$1" "$2" "$3" "$4"
	node_wait_says title label "$5"
	node_wait_says value-email label "$4"
	touch_node primary
	screen_wait badge
	shot "badge-$1.png"
	token=$(qr_in "badge-$1.png" | sort -u)
	[ "$token" = "$(node_get qr value)" ] || visit_fail "the picture says \"$token\""
	leave
}

# What the store says of whoever holds that e-mail address.
stored() { # EMAIL PROPERTY
	lanyard people --json | jq -er --arg email "$1" --arg key "$2" '.[] | select(.email == $email) | .[$key]'
}

check() { # EMAIL NAME
	[ "$(stored "$1" name)" = "$2" ] || visit_fail "stored as \"$(stored "$1" name)\""
	[ "$(stored "$1" badge)" = "$token" ] || visit_fail "the badge is not the stored one"
	[ "$(stored "$1" source)" = kiosk ]
	[ -n "$(stored "$1" checked_in_at)" ]
}

display_start 1280x800
kiosk_start front
screen_wait welcome
register en "Marisol" "peña" "mp@example.com" "Is everything right?"
check mp@example.com "Marisol Peña"
first=$token
register es "josé luis" "núñez" "jl@example.com" "¿Está todo bien?"
check jl@example.com "José Luis Núñez"
register ht "marie-ange" "désir" "ma@example.com" "Èske tout bagay kòrèk?"
check ma@example.com "Marie-Ange Désir"

# Scanned at the door again: welcome back, and nobody is there twice.
scan_code "$first"
screen_wait back
touch_node primary
screen_wait badge
[ "$(node_get qr value)" = "$first" ]
node_get title label | grep -q Marisol
kiosk_stop
[ "$(lanyard people --json | jq length)" = 3 ]

# The booth that scans the badge meets the person, with what she agreed to share.
kiosk_start booth --mode booth --booth B12
screen_wait booth-idle
scan_code "$first"
screen_wait booth-lead
node_wait_says title label "Marisol Peña"
kiosk_stop
lanyard export leads --employer B12 --json | jq -e 'length == 1 and .[0].full_name == "Marisol Peña"' >/dev/null
lanyard verify >/dev/null
