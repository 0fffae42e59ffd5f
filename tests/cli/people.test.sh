#!/bin/sh
# register, people, import, export: what is typed is found again, in JSON, in tables and in spreadsheets.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair

expect 0 lanyard people --json
answers 'length == 1 and .[0].id == "'"$PERSON"'" and .[0].name == "María-José O’Neill"'
answers '.[0].email == "mariajose@example.org" and .[0].phone == "+13055550142" and .[0].source == "command"'
answers '.[0].badge == "'"$BADGE"'" and (.[0].checked_in_at | test("T.*Z$"))'

expect 1 lanyard register --name "   "
expect 1 lanyard register --name Ana --email "not an address"
expect 1 lanyard register --name Ana --phone 12
expect 2 lanyard register --name Ana --consent everything
expect 0 lanyard register --name "Núñez de Cáceres, Ana Sofía" --json
expect 0 lanyard register --name "Cher" --json
expect 0 lanyard register --name "Ana Sofía" --family "García Márquez"
expect 0 lanyard people --json
answers 'length == 4'
answers 'any(.given == "Ana Sofía" and .family == "Núñez de Cáceres")'
answers 'any(.given == "Ana Sofía" and .family == "García Márquez")'
answers 'any(.name == "Cher" and .email == null and .phone == null and .family == null)'

for text in maria jose "oneill mar" "MARÍA J" mariajose 0142; do
	expect 0 lanyard people --find "$text" --json
	answers "length >= 1 and .[0].id == \"$PERSON\""
done
expect 0 lanyard people --find zzzzzz --json
answers '. == []'
expect 0 lanyard people --find zzzzzz
grep -q "Nobody fits" out
expect 0 lanyard people --limit 2 --json
answers 'length == 2'
expect 0 lanyard people
grep -q "María-José O’Neill" out
head -n 1 out | grep -q "^ID .*NAME .*CHECKED IN"
script -qec "lanyard people" /dev/null </dev/null >shown
grep -q "$(printf '\033\\[1mID')" shown || fail "no bold header on a terminal"
NO_COLOR=1 script -qec "lanyard people" /dev/null </dev/null >shown
! grep -q "$(printf '\033')" shown || fail "NO_COLOR is not heard"

# The demo fair goes in; its names come out as they were.
expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv" --dry-run --json
answers '.read == 40 and .added == 40 and .skipped == []'
expect 0 lanyard people --json
answers 'length == 4'
expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv" --json
answers '.read == 40 and .added == 40 and .updated == 0 and .unchanged == 0 and .skipped == []'
expect 0 lanyard import attendees "$ROOT/assets/demo/attendees.csv" --json
answers '.added == 0 and .updated == 0 and .unchanged == 40'
expect 0 lanyard import employers "$ROOT/assets/demo/employers.csv" --json
answers '.added == 8'
expect 0 lanyard import roles "$ROOT/assets/demo/roles.csv" --json
answers '.added == 21 and .skipped == []'
expect 0 lanyard employers --json
answers 'any(.id == "mangrove-health" and .booth == "A1" and .roles == 3)'
expect 0 lanyard people --find "dangelo oshau" --json
answers 'length == 1 and .[0].name == "D’Ángelo O’Shaughnessy-Núñez" and .[0].checked_in_at == null'
expect 0 lanyard people --find "delgado" --json
answers 'length == 2'
printf 'First Name,Last Name,Email\n,,\nEmma,Example,emma@example.org\n,,\n' >bad.csv
expect 0 lanyard import attendees bad.csv --json
answers '.added == 1 and (.skipped | all(.line > 1 and (.why | length > 0)))'
expect 1 lanyard import attendees missing.csv
printf '\001\002\003' >binary.csv
expect 1 lanyard import attendees binary.csv
lanyard import attendees - --json <"$ROOT/assets/demo/attendees.csv" >out
answers '.unchanged == 40'

expect 0 lanyard export people --out people.csv
head -c 3 people.csv | od -An -tx1 | grep -q "ef bb bf" || fail "Excel needs the byte order mark"
grep -q "Ọlálékan" people.csv
[ "$(stat -c %a people.csv)" = 600 ] || fail "a list of people is for its owner only"
expect 0 lanyard export people --format json
answers 'length == 45'
expect 0 lanyard export people --json --out people.json
answers '.file == "people.json" and .rows == 45'
expect 0 lanyard export checkins --json
answers 'length == 4'
expect 1 lanyard export people --out no/such/dir/people.csv
