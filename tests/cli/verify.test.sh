#!/bin/sh
# log, verify, rebuild: a whole log verifies; one altered byte anywhere in it is found, and the sentence says where.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair
for i in 1 2 3 4 5; do lanyard register --name "Person $i" >/dev/null; done

expect 0 lanyard verify --json
answers '.ok and .events >= 20 and (.devices | length == 1) and (.devices[0].head | length == 64) and .devices[0].events == .events'
device=$(jq -r '.devices[0].device' out)
head=$(jq -r '.devices[0].head' out)
events=$(jq .events out)
expect 0 lanyard verify
grep -q "$device" out
expect 0 lanyard rebuild --json
answers ".ok and .events == $events"
expect 0 lanyard log --json
answers "length == $events"
answers 'map(.seq) == [range(1; length + 1)]'
answers 'all(.device and .kind and (.at | test("Z$")))'
! grep -qi "person 1\|mariajose" out || fail "the log shows what facts say"
expect 0 lanyard log --kind person.registered --json
answers 'length == 6'
expect 0 lanyard log --kind no.such --json
answers '. == []'

# Another fact moves the head; reading moves nothing.
expect 0 lanyard register --name "One More"
expect 0 lanyard verify --json
answers ".events > $events and .devices[0].head != \"$head\""

cp -r home whole
tamper() { # SEQ SQL [SEQ that is named]: on a copy of the whole home; the sentence must name it
	rm -rf home
	cp -r whole home
	sqlite3 home/lanyard.db "$2 WHERE (id & 0xffffffffff) = $1" || fail "could not tamper: $2"
	expect 3 lanyard verify --json
	answers '.ok == false and (.why | length > 0)'
	says "fact ${3:-$1} of device $device"
}
tamper 7 "UPDATE event SET sealed = zeroblob(length(sealed))"
tamper 9 "UPDATE event SET signature = zeroblob(64)"
tamper 11 "UPDATE event SET at = at + 1"
tamper 12 "UPDATE event SET prev = zeroblob(32)"
tamper 13 "UPDATE event SET digest = zeroblob(32)"
tamper 5 "DELETE FROM event" 6
rm -rf home
cp -r whole home
expect 0 lanyard verify

# A log on a read-only medium is read, with what its index left behind and without.
cat >look.sh <<'END'
mount --bind home home && mount -o remount,ro,bind home && lanyard people --json >seen && cp seen "$1"
END
if unshare -rm true 2>/dev/null; then
	lanyard people --json >writable
	for kept in index none; do
		[ "$kept" = index ] || rm home/lanyard.db-shm
		expect 0 unshare -rm sh ./look.sh "seen.$kept"
		cmp writable "seen.$kept" || fail "a read-only log says something else (kept: $kept)"
	done
fi
