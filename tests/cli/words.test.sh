#!/bin/sh
# Every key that a screen asks for has words: literals in kiosk/ that look like a key of the catalogue are keys of the catalogue.
set -eu
sed -n 's/^msgid "\(.\{1,\}\)"$/\1/p' "$ROOT/assets/lang/en.po" | sort -u >keys
sed 's/\..*//' keys | sort -u >screens
grep -rhoE '"[a-z_0-9]+(\.[a-z_0-9]+)+"' "$ROOT/kiosk" --include='*.c' | tr -d '"' | grep -vE '\.[ch]$' | sort -u |
	while read -r literal; do
		grep -qx -- "${literal%%.*}" screens || continue
		grep -qx -- "$literal" keys || grep -q -- "^$literal\." keys || echo "$literal"
	done >missing
[ "$(wc -l <keys)" -gt 100 ] || { echo "the catalogue was not read"; exit 1; }
if [ -s missing ]; then
	echo "these have no words in assets/lang/en.po:"
	cat missing
	exit 1
fi
