#!/bin/sh
# Every command explains itself, knows its usage, and leaves nothing behind when it is called wrongly.
set -eu
. "$(dirname "$0")/lib.sh"

expect 0 lanyard --help
grep -q "^Usage: lanyard COMMAND" out
sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' out >commands
[ "$(wc -l <commands)" -ge 14 ] || fail "the list of commands is short"
for command in init invite join import people register checkin checkout capacity topics scan badge export log verify rebuild; do
	grep -qx "$command" commands || fail "$command is not listed"
done
while read -r command; do
	expect 0 lanyard "$command" --help
	grep -q "^Usage: lanyard $command" out || fail "$command --help"
	expect 0 lanyard help "$command"
	expect 2 lanyard "$command" --no-such-option
	says "there is no option --no-such-option"
	expect 2 lanyard "$command" one two three four
done <commands
expect 0 lanyard --version
grep -qx 'lanyard [0-9.]*' out
expect 2 lanyard
expect 2 lanyard dance
says 'no command "dance"'
expect 2 lanyard help dance
expect 2 lanyard people --limit many
expect 2 lanyard people --limit 0
expect 2 lanyard export secrets
expect 2 lanyard import attendees
expect 2 lanyard import cats cats.csv
[ ! -e home ] || fail "wrong usage made a home"
lanyard --help-man >lanyard.1
groff -ww -z -man -Tutf8 lanyard.1 2>warnings
[ ! -s warnings ] || fail "$(cat warnings)"
while read -r command; do
	grep -qx ".SS $command" lanyard.1 || fail "the man page lacks $command"
done <commands
