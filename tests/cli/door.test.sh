#!/bin/sh
# checkout, capacity, topics and what is exported of them: who left, how many are inside, and what a town hall may choose.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair

# Leaving is a fact; leaving twice is an answer; the same badge lets in again.
expect 0 lanyard checkout "$BADGE" --json
answers '.verdict == "valid" and .left and .person.checked_in_at == null'
expect 0 lanyard checkout "$BADGE" --json
answers '.verdict == "already" and (.left | not)'
expect 0 lanyard checkout "$PERSON"
grep -q "was not inside" out
echo 1773322140000 >clock
expect 0 lanyard checkin "$BADGE" --json
answers '.verdict == "valid" and .badge == "'"$BADGE"'"'
expect 0 lanyard checkin "$BADGE" --json
answers '.verdict == "already"'
expect 3 lanyard checkout "not a badge"
says "no badge or ticket"
expect 3 lanyard checkout nobody
expect 0 lanyard export checkins --json
answers 'length == 2 and .[0].visit == 1 and .[1].visit == 2'
answers '.[0].checked_out_at == "2026-03-12T13:14:00.000Z" and .[1].checked_in_at == "2026-03-12T13:29:00.000Z"'
answers '.[1].checked_out_at == null and .[1].checked_out_time == ""'
expect 0 lanyard checkout "$PERSON"
expect 0 lanyard export checkins
grep -q '"visit"\|,visit,checked_out_at,checked_out_time' out

# How many are inside, and how many may be.
expect 0 lanyard capacity --json
answers '.inside == 0 and .capacity == null and (.full | not)'
expect 0 lanyard capacity 2
grep -qx "0 of 2 inside" out
expect 0 lanyard checkin "$PERSON"
expect 0 lanyard register --name Ana
expect 0 lanyard capacity --json
answers '.inside == 2 and .capacity == 2 and .full'
expect 0 lanyard register --name Wideline # whom staff let in is in
expect 0 lanyard capacity
grep -qx "3 of 2 inside" out
expect 0 lanyard capacity 0 --json
answers '.capacity == null and (.full | not)'
expect 2 lanyard capacity many
expect 2 lanyard capacity -1
expect 2 lanyard capacity 99999999
expect 0 lanyard init --home hall --kind town-hall --name "Talent Town Hall" --capacity 400
expect 0 lanyard capacity --home hall --json
answers '.capacity == 400'

# Topics: the usual ones, then the hall's own.
expect 0 lanyard topics --home hall --json
answers 'length == 8 and .[1] == {"id": "child-care", "name": "Child care"}'
expect 0 lanyard topics --home hall --set "housing; Rent help|Ayuda con la renta|Èd pou lwaye" --json
answers '. == [{"id": "housing", "name": "Housing"}, {"id": "rent-help", "name": "Rent help"}]'
expect 1 lanyard topics --home hall --set ";"
says "no topic is named"
expect 2 lanyard topics --home hall --set housing --usual
expect 0 lanyard topics --home hall --json
answers 'length == 2'
expect 0 lanyard topics --home hall --usual
grep -q "Second chances" out
expect 0 lanyard export townhall --home hall --json
answers '. == []'
expect 0 lanyard export townhall --home hall
grep -q "id,name,email,language,signed_at,signed_time,topics,question" out
expect 0 lanyard rebuild
