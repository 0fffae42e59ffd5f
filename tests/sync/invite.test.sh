#!/bin/sh
# Enrolment by code: good once, only whole, only for the right code; and a lost device is refused from its next request on.
# shellcheck source=tests/sync/helpers.sh
. "$TESTS/sync/helpers.sh"
new_fair "$founder"
start_hub hub.db
"$sync" push --home a --hub "$url" --json >/dev/null

# The code is shown as text and as a QR code that says the same.
"$hub" invite --home a --store sqlite:hub.db --label "Kiosk B" --role kiosk >shown
code=$(grep -E '^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$' shown) || fail "no code: $(cat shown)"
grep -q '█' shown || fail "no QR code"

# A code with a wrong second half opens nothing, and the invitation is gone: nobody can guess on.
last=$(printf '%s' "$code" | tail -c 1)
[ "$last" = 0 ] && other=1 || other=0
status=0
"$sync" join "${code%?}$other" --hub "$url" --home b --json 2>err || status=$?
[ $status -ne 0 ] || fail "a wrong code was accepted"
[ ! -e b/lanyard.db ] || fail "a wrong code made a home"
status=0
"$sync" join "$code" --hub "$url" --home b --json 2>err || status=$?
equal "a code that was tried" $status 3

# As people type it.
code=$("$hub" invite --home a --store sqlite:hub.db --label "Kiosk B" --role kiosk --json | field code)
typed=$(printf '%s' "$code" | tr -d - | tr '[:upper:]' '[:lower:]' | tr 0 o)
"$sync" join "$typed" --hub "$url" --home b --json >joined.json
equal "the fair" "$(field fair <joined.json)" "$("$lanyard" verify --home a --json >/dev/null && jq -r .fair a/hub.json)"
status=0
"$sync" join "$code" --hub "$url" --home c --json 2>err || status=$?
equal "a code that was used" $status 3
grep -q "ask for a new one" err || fail "no advice: $(cat err)"
for wrong in "" ABCD "AAAA-AAAA-AAAA-AAA" "AAAA-AAAA-AAAA-AAAAA" "UUUU-UUUU-UUUU-UUUU"; do
	status=0
	"$sync" join "$wrong" --hub "$url" --home c 2>err || status=$?
	equal "the code \"$wrong\"" $status 2
done

# Without a home there is no key to give.
status=0
"$hub" invite --home nowhere --store sqlite:hub.db --label X --role kiosk 2>err || status=$?
equal "a keyless invitation" $status 1
grep -q "has joined the fair" err || fail "no reason: $(cat err)"

# Works through the remembered hub, and stops when it is revoked.
"$sync" once --home b --json >/dev/null
"$hub" revoke "$(field device <joined.json)" --store sqlite:hub.db --json >/dev/null
register b "Rosa Delgado" >/dev/null
status=0
"$sync" once --home b --json >out 2>err || status=$?
equal "a revoked device" $status 3
grep -q revoked err || fail "no reason: $(cat err)"
equal "keeps its log" "$("$lanyard" people --home b --find Rosa --json | jq length)" 1
"$sync" once --home a --json >/dev/null # others go on
stop_hub
