#!/bin/sh
# checkin, scan, badge, revoke: every verdict with its exit status, and nothing admitted that should not be.
set -eu
. "$(dirname "$0")/lib.sh"
make_fair

expect 0 lanyard scan "$BADGE" --json
answers '.verdict == "already" and .person.id == "'"$PERSON"'" and .lead == null'
expect 0 lanyard checkin "$PERSON" --json
answers '.verdict == "already" and .badge == "'"$BADGE"'"'
lower=$(echo "$BADGE" | tr '[:upper:]' '[:lower:]')
expect 0 lanyard scan "$lower" --json
answers '.verdict == "already"'
printf ']Q3%s\r\n' "$BADGE" >code
lanyard scan - --json <code >out
answers '.verdict == "already"'

# Somebody who was imported is checked in by the ticket, and gets a badge.
cat >tickets.csv <<'END'
Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Barcode #,Attendee Status
7300,2026-02-01 10:00,Tobias,Ticket,tobias@example.org,1,Job seeker,8800,7300880001001,Attending
END
expect 0 lanyard import attendees tickets.csv --json
answers '.added == 1'
expect 0 lanyard scan 7300880001001 --json
answers '.verdict == "valid" and .person.given == "Tobias" and (.badge | startswith("L"))'
expect 0 lanyard scan 7300880001001 --json
answers '.verdict == "already"'
expect 0 lanyard people --find tobias --json
tobias=$(jq -r '.[0].id' out)
lanyard export checkins --json >out
answers 'length == 2'

# From here on nobody may get in.
refused() {
	want=$1
	shift
	before=$(lanyard export checkins --json | jq length)/$(lanyard export leads --json | jq length)
	expect 3 lanyard scan --json "$@"
	answers ".verdict == \"$want\" and .lead == null"
	after=$(lanyard export checkins --json | jq length)/$(lanyard export leads --json | jq length)
	[ "$before" = "$after" ] || fail "a $want scan was admitted: $before, then $after"
}

flip() { # TEXT POSITION: another base32 character there
	character=$(printf %s "$1" | cut -c "$2")
	other=A
	[ "$character" != A ] || other=B
	printf '%s%s%s' "$(printf %s "$1" | cut -c "1-$(($2 - 1))")" "$other" "$(printf %s "$1" | cut -c "$(($2 + 1))-")"
}
for where in "" "--booth B12"; do
	# shellcheck disable=SC2086 # two words or none
	{
		refused forged "$(flip "$BADGE" 33)" $where
		refused forged "$(flip "$BADGE" 15)" $where
		refused malformed "$(printf %s "$BADGE" | cut -c 1-32)" $where
		refused malformed "${BADGE}A" $where
		refused malformed "https://lu.ma/check-in/evt-1?pk=g-2" $where
		refused malformed "NO-SUCH-TICKET" $where
		refused malformed "$(printf 'A%.0s' $(seq 3000))" $where
		refused malformed "" $where
	}
done
head -c 5000 /dev/urandom >noise
for file in noise /dev/null; do
	status=0
	lanyard scan - --json <$file >out 2>err || status=$?
	[ $status -eq 3 ] || fail "$file as a scan: status $status"
	answers '.verdict == "malformed"'
done
printf '%s\000x' "$BADGE" >nul
status=0
lanyard scan - --json <nul >out 2>err || status=$?
[ $status -eq 3 ] || fail "a NUL inside a scan was taken"

# A badge of another fair.
expect 0 lanyard init --home elsewhere --name Elsewhere
expect 0 lanyard register --home elsewhere --name "Foreign Visitor" --json
foreign=$(jq -r .badge out)
refused foreign "$foreign"
refused foreign "$foreign" --booth acme

# Ours by its key, but unknown to this device: not at the door, yet a lead at a booth.
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard invite --label "Kiosk 2" --role kiosk --out invitation
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard join --home second invitation
expect 0 lanyard register --home second --name "Not Synced" --json
unknown=$(jq -r .badge out)
refused unknown "$unknown"

# Leads: valid, then already; what the person did not agree to share stays hidden.
expect 0 lanyard scan "$BADGE" --booth B12 --json
answers '.verdict == "valid" and .lead.employer == "acme" and .person.email == "mariajose@example.org"'
expect 0 lanyard scan "$BADGE" --booth acme --json
answers '.verdict == "already" and .lead.scans == 2'
token=$(lanyard people --find tobias --json | jq -r '.[0].badge')
expect 0 lanyard scan "$token" --booth bolt --json
answers '.verdict == "valid" and .person.given == "Tobias" and .person.email == null and .person.family == null'
expect 0 lanyard scan "$unknown" --booth bolt --json
answers '.verdict == "unknown" and .lead.employer == "bolt"'
expect 1 lanyard scan "$BADGE" --booth B99
expect 0 lanyard export leads --employer acme --json
answers 'length == 1'
expect 0 lanyard export leads --employer bolt --json
answers 'length == 2 and (tostring | contains("tobias@") | not)'

# At a booth that has never synced the badge itself tells who it is, if they agreed to it.
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard invite --label "Booth B12" --role booth --employer acme --out booth.invite
LANYARD_PASSPHRASE="correct horse" expect 0 lanyard join --home booth booth.invite
expect 0 lanyard scan "$BADGE" --home booth --booth acme --json
answers '.verdict == "unknown" and .person == null and .card.name == "María-José O’Neill" and .card.shared'
answers '.lead.name == "María-José O’Neill" and .lead.person == null'
expect 0 lanyard scan "$unknown" --home booth --booth acme --json
answers '.verdict == "unknown" and .card == null and .lead.name == null'
expect 0 lanyard register --home second --name "Wideline Augustin" --consent talent --json
expect 0 lanyard scan "$(jq -r .badge out)" --home booth --booth acme --json
answers '.card.name == "Wideline" and (.card.shared | not) and .card.skills == []'
expect 3 lanyard scan "$(flip "$BADGE" 60)" --home booth --booth acme --json
answers '.verdict == "forged" and .card == null'

# As recruiting systems take leads in: only who agreed to share is in it.
for profile in greenhouse lever handshake; do
	expect 0 lanyard export leads --employer acme --profile $profile --format json
	answers 'length == 1 and (tostring | contains("mariajose@example.org"))'
	expect 0 lanyard export leads --employer bolt --profile $profile --format json
	answers 'length == 0'
done
expect 2 lanyard export people --profile lever
says "for leads"
expect 2 lanyard export leads --profile workday

# Revoked, and given a new one.
expect 0 lanyard revoke "$tobias"
refused revoked "$token"
refused revoked "$token" --booth acme
says "revoked"
expect 1 lanyard revoke "$tobias"
expect 0 lanyard checkin "$tobias" --json
answers ".badge != \"$token\""
expect 1 lanyard revoke nobody
expect 3 lanyard checkin nobody
