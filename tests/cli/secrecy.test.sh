#!/bin/sh
# Nothing in the home's files says who was there: no name, e-mail, phone, note or token, in any encoding that `strings` sees,
# after imports, registrations, scans, and with the files as a crash would leave them.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair
expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv"
expect 0 lanyard import employers "$ROOT/assets/demo/employers.csv"
expect 0 lanyard register --name "Zenobia Quillfeather" --email zenobia.quill@example.org --phone 3055550199 \
	--consent talent,share,messages --json
token=$(jq -r .badge out)
expect 0 lanyard scan "$token" --booth B12
expect 0 lanyard people --find zenobia
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard invite --label "Kiosk 2" --role kiosk --out home/invitation

find home -type f >files
[ "$(wc -l <files)" -ge 3 ] || fail "the home is not where it should be"
xargs cat <files >all
for encoding in s S b l; do strings -n 4 -e $encoding all; done >words
# The words that must not be there: every name, address, number and ticket of the demo fair and of those registered here.
{
	tail -n +2 "$ROOT/assets/demo/attendees.csv" | tr ',"' '\n\n' | awk 'length($0) >= 6'
	printf '%s\n' Zenobia Quillfeather zenobia.quill 3055550199 5550199 "O’Neill" mariajose 5550142 "$token" "$BADGE"
} | sed 's/^ *//; s/ *$//' | sort -u >secrets
[ "$(wc -l <secrets)" -ge 100 ] || fail "the list of secrets is short"
if grep -n -a -i -F -f secrets words all >found; then
	head -c 500 found >&2
	fail "something personal stands in clear in the home"
fi
# The same search finds them where they may be, or it would prove nothing.
lanyard export people --format csv >people.csv
strings -n 4 -e S people.csv | grep -q -a -i -F -f secrets || fail "the search itself is broken"
