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
[ "$(pdfimages -list badge.pdf | wc -l)" -eq 2 ] || fail "the PDF is a picture, not lines"
! strings badge.png badge.pdf | grep -q "mariajose@" || fail "a badge shows no address"
expect 2 lanyard badge "$PERSON" --out badge.gif
expect 2 lanyard badge "$PERSON"
expect 1 lanyard badge NOBODY --out nobody.png
expect 1 lanyard badge "$PERSON" --out no/such/dir/badge.png

expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv"
lanyard people --json | jq -r '.[] | select(.badge == null) | .id' | head -n 1 >unbadged
expect 1 lanyard badge "$(cat unbadged)" --out unbadged.png
says "no badge yet"

# Every template that is shipped, as files and as a printer's dots, with the longest code there is; an organiser's own file; and
# one that is hostile.
expect 0 lanyard register --name "Guadalupe Hernández-Villanueva" --consent share --json
LONG=$(jq -r .person out)
LONGEST=$(jq -r .badge out)
[ ${#LONGEST} -eq 121 ] || fail "a long name needs the larger card, not ${#LONGEST} characters"
expect 0 lanyard template list --json
answers 'length == 5 and all(.[]; .width > 50)'
for name in $(jq -r '.[].name' out); do
	expect 0 lanyard template check "$name" --json
	answers '.ok and .code >= 15 and .module >= 0.5'
	expect 0 lanyard badge "$LONG" --out "$name.pbm" --template "$name" --dpi 203
	expect 0 lanyard badge "$LONG" --out "$name.pdf" --template "$name" --dpi 203
	pdftoppm -r 203 -png -singlefile "$name.pdf" "$name-pdf"
	for picture in "$name.pbm" "$name-pdf.png"; do
		[ "$(zbarimg --quiet --raw "$picture" 2>/dev/null)" = "$LONGEST" ] || fail "zbarimg does not read $picture"
	done
done
sed 's/Lanyard badge/Ours/' "$ROOT/assets/badges/4x3in.svg" >own.svg
expect 0 lanyard badge "$PERSON" --out own.png --template own.svg
expect 0 lanyard template check own.svg
sed 's|</svg>|<script>1</script></svg>|' own.svg >bad.svg
expect 3 lanyard badge "$PERSON" --out bad.png --template bad.svg
says "take it out"
expect 3 lanyard template check bad.svg
grep -v 'slot-qr' own.svg >without.svg
expect 1 lanyard template check without.svg
says "slot-qr"
# Hostile or careless ones: each ends in a moment, with a sentence, and what is drawn where the code goes is under it.
hostile() { # NAME ELEMENT
	sed "s|</svg>|$2</svg>|" own.svg >"$1.svg"
}
hostile covered '<rect x="60" y="30" width="40" height="46"/>'
expect 0 lanyard template check covered.svg
expect 0 lanyard badge "$PERSON" --out covered.png --template covered.svg
[ "$(zbarimg --quiet --raw covered.png)" = "$BADGE" ] || fail "a drawing hides the code"
hostile dashes '<path d="M0 0H1e9" stroke="black" stroke-dasharray="0.00001"/>'
expect 0 timeout 30 lanyard template check dashes.svg
hostile dust '<defs><pattern id="p" width="1e-4" height="1e-4" patternUnits="userSpaceOnUse"><rect width="1e-5" height="1e-5"/></pattern></defs><rect width="50" height="50" fill="url(#p)"/>'
expect 0 timeout 30 lanyard template check dust.svg
hostile outside '<image href="/etc/passwd" width="9" height="9"/>'
expect 3 lanyard template check outside.svg
says "another file"
{
	echo '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
	for n in a.b b.c c.d d.e e.f f.g g.h h.i; do
		echo "<!ENTITY ${n#*.} \"$(printf "&${n%.*};%.0s" 1 2 3 4 5 6 7 8 9)\">"
	done
	sed 's|</svg>|<text>\&i;</text></svg>|; 1s|^|]>|' own.svg
} >bomb.svg
expect 3 timeout 30 lanyard template check bomb.svg
says "entities"
head -c 2000000 /dev/zero >huge.svg
expect 1 lanyard template check huge.svg
says "larger than"
sed 's|width="4in" height="3in"|width="400in" height="300in"|' own.svg >wall.svg
expect 1 lanyard template check wall.svg
says "20 to 300 mm"
sed 's|id="slot-qr" x="66.77" y="35.38" width="33.85" height="33.85"|id="slot-qr" x="66.77" y="35.38" width="18" height="18"|' own.svg >small.svg
expect 3 lanyard template check small.svg --json
answers '.ok == false and (.problems | length == 1) and (.problems[0] | contains("make slot-qr at least"))'
sed 's|y="10.4" width="91.2" height="25.1"|y="10.4" width="12" height="6"|' own.svg >narrow.svg
expect 3 lanyard template check narrow.svg --json
answers '.problems[0] | contains("slot-name")'
expect 1 lanyard badge "$PERSON" --out none.png --template none
says "no badge template"
expect 2 lanyard template mend own.svg
