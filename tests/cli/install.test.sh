#!/bin/sh
# Programs run from where they were installed: assets are found beside them, man pages are there and without a warning, and the
# tree that they were built in is not needed.
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
