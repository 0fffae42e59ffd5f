#!/bin/sh
# The badge in every form says the token that was issued, as another program reads it.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair

for form in png pdf svg; do
	expect 0 lanyard badge "$PERSON" --out "badge.$form" --json
	answers ".file == \"badge.$form\""
	case $form in
	png) read_from=badge.png ;;
	*)
		[ $form = pdf ] && pdftoppm -r 200 -png -singlefile badge.pdf from-pdf && read_from=from-pdf.png
		[ $form = svg ] && rsvg-convert -d 200 -p 200 -b white badge.svg -o from-svg.png && read_from=from-svg.png
		;;
	esac
	[ "$(zbarimg --quiet --raw "$read_from")" = "$BADGE" ] || fail "zbarimg does not read the token in $form"
done
expect 0 lanyard badge "$PERSON" --out badge.txt
[ "$(cat badge.txt)" = "$BADGE" ] || fail "badge.txt is not the token"
[ "$(identify -format '%wx%h' badge.png)" = 1200x900 ] || fail "4 by 3 inches at 300 dpi"
! strings badge.png badge.pdf | grep -q "mariajose@" || fail "a badge shows no address"
expect 2 lanyard badge "$PERSON" --out badge.gif
expect 2 lanyard badge "$PERSON"
expect 1 lanyard badge NOBODY --out nobody.png
expect 1 lanyard badge "$PERSON" --out no/such/dir/badge.png

expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv"
lanyard people --json | jq -r '.[] | select(.badge == null) | .id' | head -n 1 >unbadged
expect 1 lanyard badge "$(cat unbadged)" --out unbadged.png
says "no badge yet"
