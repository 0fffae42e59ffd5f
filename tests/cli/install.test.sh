#!/bin/sh
# Programs run from where they were installed: assets are found beside them, man pages are there and without a warning, the kiosk
# reads codes with the library that was installed with it, and the tree that they were built in is not needed.
set -eu
root=$PWD/root
make -s -C "$ROOT" install BUILD="${BUILD#"$ROOT"/}" DESTDIR="$root" PREFIX=/opt/lanyard >/dev/null
at=$root/opt/lanyard
[ -f "$at/share/lanyard/tokens.json" ]
[ ! -e "$at/share/lanyard/demo" ]
grep -q "^ExecStart=/opt/lanyard/bin/" "$at/lib/systemd/system/lanyard-hub.service"
! grep -rq "@BINDIR@" "$at/lib" || { echo "a placeholder is left in a unit"; exit 1; }

for program in "$at"/bin/*; do
	name=$(basename "$program")
	"$program" --version | grep -q "^$name [0-9]" || { echo "$name --version"; exit 1; }
	"$program" --help | grep -q -- "--home DIR" || { echo "$name --help"; exit 1; }
	page=$at/share/man/man1/$name.1
	grep -q "^.SH EXIT STATUS" "$page"
	groff -ww -z -man -Tutf8 "$page" 2>warnings
	[ ! -s warnings ] || { cat warnings; exit 1; }
done

# The badge needs assets: words from share/lanyard.
export LANYARD_HOME="$PWD/home"
cd /
"$at/bin/lanyard" init --name "Installed Fair" >/dev/null
person=$("$at/bin/lanyard" register --name "Ana Example" --json | jq -r .person)
"$at/bin/lanyard" badge "$person" --out "$root/badge.png"
[ -s "$root/badge.png" ]

# A booth's kiosk whose camera sees that badge.
printf 'Employer,Booth\nCoral Health,B12\n' >"$root/employers.csv"
"$at/bin/lanyard" import employers "$root/employers.csv" >/dev/null
mkdir "$root/seen"
cp "$root/badge.png" "$root/seen/held.png"
BUILD=$at/bin
. "$ROOT/tests/visits/lib.sh"
cd "$root"
display_start 1280x800
kiosk_start booth --mode booth --booth B12 --camera "$root/seen"
screen_wait booth-lead
node_get title label | grep -q Ana
grep -q "$at/lib/lanyard/lanyard-camera.so" "/proc/$KIOSK/maps" || visit_fail "the kiosk reads with another library"
kiosk_stop
