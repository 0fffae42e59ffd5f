#!/bin/sh
# init, invite, join: a fair is made once, another device enters it with a sealed invitation.
set -eu
. "$(dirname "$0")/lib.sh"

expect 1 lanyard people
says "there is no fair in $LANYARD_HOME; make one with lanyard init, or join one with lanyard join"

expect 0 lanyard init --name "Feria de Empleo “Biscayne”" --venue "Little River Hall" --starts 2026-03-12T09:00 \
	--ends 2026-03-12T16:00 --timezone America/New_York --json
answers '(.fair | length == 26) and (.device | length == 26)'
[ "$(stat -c %a home/keys)" = 600 ] || fail "keys are for their owner only"
fair=$(jq -r .fair out)
expect 3 lanyard init --name Another
expect 0 lanyard log --json
answers 'map(.kind) | contains(["device.joined", "fair.set"])'

expect 2 lanyard init --home other --name Zone --timezone Mars/Olympus
says "Mars/Olympus"
expect 2 lanyard init --home other --name Time --starts tomorrow
expect 2 lanyard init --home other --name Backwards --starts 2026-03-12T09:00 --ends 2026-03-11
expect 2 lanyard init --home other --name Tongue --languages English
expect 2 lanyard init --home other
says "--name NAME is missing"
[ ! -e other/lanyard.db ] || fail "a refused init left a fair behind"

expect 2 lanyard invite --label "Booth 12" --role boss --out invitation
says "choose from kiosk, booth, staff, relay"
expect 2 lanyard invite --label "Booth 12" --role booth --out invitation
LANYARD_PASSPHRASE=short expect 1 lanyard invite --label "Kiosk 2" --role kiosk --out invitation
[ ! -e invitation ] || fail "a refused invitation was written"
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard invite --label "Kiosk 2" --role kiosk --out invitation --json
answers '.file == "invitation" and (.expires | test("^20[0-9][0-9]-.*Z$"))'
[ "$(stat -c %a invitation)" = 600 ] || fail "an invitation is for its writer only"
! grep -q "Biscayne" invitation || fail "the invitation says the fair's name in clear"

export LANYARD_HOME="$PWD/second"
LANYARD_PASSPHRASE="wrong horse" expect 3 lanyard join invitation
[ ! -e second/lanyard.db ] || fail "a wrong pass phrase left a home behind"
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard join invitation --json
answers ".fair == \"$fair\" and .device != null"
expect 0 lanyard verify --json
answers '.ok'
expect 0 lanyard register --name "Second Device" --json
LANYARD_PASSPHRASE="correct horse" expect 3 lanyard join invitation

# Without a terminal nobody can be asked.
export LANYARD_HOME="$PWD/third"
expect 1 setsid lanyard join invitation
says "set \$LANYARD_PASSPHRASE"

# On a terminal the pass phrase is asked twice and never echoed.
export LANYARD_HOME="$PWD/home"
mkfifo keys
script -qefc "lanyard invite --label 'Booth laptop' --role staff --out asked" typescript <keys >/dev/null 2>&1 &
session=$!
exec 3>keys
asked() { # TEXT: waits for the question
	for _ in $(seq 100); do
		grep -q "$1" typescript 2>/dev/null && return
		sleep 0.1
	done
	fail "never asked: $1"
}
asked "Pass phrase"
echo "battery staple" >&3
asked "Once more"
echo "battery staple" >&3
exec 3>&-
wait $session || fail "invite on a terminal: $(cat typescript)"
! grep -q "staple" typescript || fail "the pass phrase was echoed"
LANYARD_PASSPHRASE="battery staple" expect 0 lanyard join --home fourth asked
