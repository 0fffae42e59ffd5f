#!/bin/sh
# `make run` without a display: the demo fair is made and one whole visit is played, twice in a row. The pictures are there,
# the badge in the picture is the badge that was issued, and the booth's lead is in the list.
set -eu
PATH=$BUILD:$PATH
unset DISPLAY WAYLAND_DISPLAY
for round in 1 2; do
	"$ROOT/tools/demo.sh" "$BUILD" >out 2>&1 </dev/null || {
		cat out
		echo "round $round failed"
		exit 1
	}
done
demo=$BUILD/demo
export LANYARD_HOME="$demo/home"
[ "$(find "$demo" -name '[0-9][0-9]-*.png' | wc -l)" -ge 16 ]
for picture in "$demo"/*.png; do
	[ "$(identify -format '%wx%h' "$picture")" = 1280x800 ]
	[ "$(identify -format '%k' "$picture")" -gt 20 ] || { echo "$picture is empty"; exit 1; }
done
# The card in the code has grown since the picture: she has signed up for the Talent Database. It is her badge all the same.
person=$(lanyard people --find "marisol peña" --json | jq -r '.[] | select(.source == "kiosk") | .id')
[ -n "$person" ]
code=$(zbarimg --quiet --raw "$demo"/*-badge.png 2>/dev/null | sort -u)
read_as=$(lanyard scan "$code" --json | jq -r .person.id)
[ "$read_as" = "$person" ] || { echo "the picture says \"$code\", which is ${read_as:-nobody}'s"; exit 1; }
lanyard export leads --employer A1 --json | jq -e 'length == 1 and .[0].rating == 4' >/dev/null
grep -q "facts verify" out
