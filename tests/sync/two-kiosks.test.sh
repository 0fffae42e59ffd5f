#!/bin/sh
# A person registered at kiosk A is found at kiosk B and scanned at booth C, each with a home of its own and nothing between them
# but the hub; then everything is proved to be there.
# shellcheck source=tests/sync/helpers.sh
. "$TESTS/sync/helpers.sh"
new_fair "$founder"
start_hub hub.db
"$sync" push --home a --hub "$url" --json >/dev/null
join b "Kiosk B" kiosk
printf 'id,name\nacme,ACME\n' >employers.csv
"$lanyard" import employers employers.csv --home a --json >/dev/null
join c "Booth C" booth --employer acme

token=$(register a "Rosa Delgado-Núñez" | field badge)
"$sync" once --home a --json >a.json
equal "pending at A" "$(field pending <a.json)" 0
"$sync" once --home b --json >b.json
[ "$(field pulled <b.json)" -gt 0 ] || fail "B fetched nothing: $(cat b.json)"
equal "found at B" "$("$lanyard" people --home b --find "delgado nunez" --json | jq -r '.[0].name')" "Rosa Delgado-Núñez"

"$sync" once --home c --json >c.json
equal "scanned at C" "$("$lanyard" scan "$token" --home c --booth acme --json | field verdict)" valid
"$sync" once --home c --json >/dev/null
"$sync" once --home a --json >/dev/null
for home in a b c; do
	"$sync" once --home $home --json >/dev/null
	"$sync" verify --home $home --json >$home.proof || fail "$home is not all there: $(cat $home.proof)"
	equal "proof of $home" "$(field received <$home.proof)" "$(field events <$home.proof)"
done
equal "events of A and B" "$(field events <a.proof)" "$(field events <b.proof)"
"$sync" verify --home a | tail -n 1 | grep -q "^$(field events <a.proof) of $(field events <a.proof) received$" ||
	fail "verify does not say N of N received"

# Again: nothing to do, and nothing twice.
"$sync" once --home a --json >again.json
equal "sent again" "$(field pushed <again.json)" 0
equal "fetched again" "$(field pulled <again.json)" 0

# Something new makes verify refuse until it is sent.
register a "Jean-Baptiste Étienne" >/dev/null
status=0
"$sync" verify --home a >/dev/null 2>&1 || status=$?
equal "verify with something unsent" $status 3
"$sync" push --home a --json >/dev/null
"$sync" verify --home a --json >/dev/null
stop_hub

# Nobody's name lies in clear in the hub's file, which holds everything once the hub has ended.
if strings -a hub.db | grep -i -E 'rosa|delgado|tienne'; then fail "a name is readable in the hub's store"; fi
