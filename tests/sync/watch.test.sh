#!/bin/sh
# lanyard-sync watch: what is registered at A is found at B without anybody asking, also after the hub was away; both end with 0 when
# told to stop, and neither keeps others out of its home.
# shellcheck source=tests/sync/helpers.sh
. "$TESTS/sync/helpers.sh"
new_fair "$founder"
start_hub hub.db
"$sync" push --home a --hub "$url" --json >/dev/null
join b "Kiosk B" kiosk
"$sync" watch --home a --json >a.out 2>a.err &
watch_a=$!
"$sync" watch --home b --json >b.out 2>b.err &
watch_b=$!
hubs="$hubs $watch_a $watch_b"

# arrives NAME
arrives() {
	began=$(date +%s)
	until [ $(($(date +%s) - began)) -ge 20 ]; do
		[ "$("$lanyard" people --home b --find "$1" --json | jq length)" = 0 ] || return 0
		sleep 0.1
	done
	fail "$1 did not arrive before the next long wait would have ended: $(cat a.err b.err)"
}

register a "Rosa Delgado" >/dev/null
arrives "Rosa Delgado"
register a "Jean Etienne" >/dev/null
arrives "Jean Etienne"

# What is written while an earlier write is told of is not seen before its sync has ended, however long that takes.
ASAN_OPTIONS=verify_asan_link_order=0 SLOW_DISK_MS=5000 LD_PRELOAD=$BUILD/tests/sync/slow_disk.so register a "Slow Disk" >/dev/null
arrives "Slow Disk"

listen=${url#http://}
stop_hub
register a "While Away" >/dev/null
sleep 1
start_hub hub.db
arrives "While Away"

# Who writes at A waits for another that only writes for a moment.
flock a/lock sleep 1 &
until ! flock -n a/lock true; do sleep 0.01; done
register a "Second In Line" >/dev/null
arrives "Second In Line"

for pid in $watch_a $watch_b; do
	kill -TERM "$pid"
	wait "$pid" || fail "a watch ended with status $?"
done
equal "left to send at A" "$("$sync" status --home a --json | field pending)" 0
field pushed <a.out >/dev/null
stop_hub
