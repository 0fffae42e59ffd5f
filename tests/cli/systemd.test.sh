#!/bin/sh
# The installed units are understood by systemd down to the last directive, their programs exist, they are locked down, and the
# users and directories that they name are made. An unknown directive must fail, or all of this would prove nothing.
set -eu
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is not here"; exit 77; }
root=$PWD/root
make -s -C "$ROOT" install BUILD="${BUILD#"$ROOT"/}" DESTDIR="$root" PREFIX=/usr >/dev/null
units=$root/usr/lib/systemd/system
for unit in /usr/lib/systemd/system/*.target /lib/systemd/system/*.target; do
	[ -e "$unit" ] && cp -L "$unit" "$units/" 2>/dev/null
done

analyze() { systemd-analyze verify --man=no --recursive-errors=one --root="$root" "$@"; }

for unit in lanyard-kiosk.service lanyard-sync.service lanyard-sync.timer lanyard-hub.service; do
	program=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$units/$unit")
	[ -z "$program" ] || [ -x "$root$program" ] || { echo "skipped: $program is not built"; exit 77; }
	analyze "/usr/lib/systemd/system/$unit" || { echo "$unit does not verify"; exit 1; }
done

cp "$units/lanyard-hub.service" hub.good
sed -i 's/^RestartSec=2/RestartSecs=2/' "$units/lanyard-hub.service"
if analyze /usr/lib/systemd/system/lanyard-hub.service 2>refused; then
	echo "an unknown directive passed"
	exit 1
fi
grep -q "RestartSecs" refused
cp hub.good "$units/lanyard-hub.service"

# 0 is locked up, 100 is wide open.
for unit in lanyard-kiosk.service lanyard-sync.service lanyard-hub.service; do
	systemd-analyze security --offline=yes --threshold=20 --root="$root" "/usr/lib/systemd/system/$unit" >exposure 2>&1 || {
		tail -n 3 exposure
		exit 1
	}
done

mkdir -p "$root/etc"
for id in root:0 video:44 render:105 input:106 audio:29; do echo "${id%:*}:x:${id#*:}:"; done >"$root/etc/group"
echo "root:x:0:0:root:/root:/bin/sh" >"$root/etc/passwd"
if [ "$(id -u)" -eq 0 ]; then
	systemd-sysusers --root="$root" lanyard.conf
	grep -q '^lanyard:' "$root/etc/passwd"
	grep -q '^lanyard-hub:' "$root/etc/passwd"
	grep -q '^video:.*lanyard' "$root/etc/group"
	systemd-tmpfiles --root="$root" --create lanyard.conf
	[ "$(stat -c %a "$root/var/lib/lanyard")" = 700 ]
	[ "$(stat -c %a "$root/etc/lanyard")" = 755 ]
fi
