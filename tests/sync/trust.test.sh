#!/bin/sh
# TLS: whom a device trusts. Nobody by default, an authority if it is named, a key if it was asked to trust whoever answers first; and
# then nobody else, whatever certificate they show. What is refused moves nothing and says why.
# shellcheck source=tests/sync/helpers.sh
. "$TESTS/sync/helpers.sh"
command -v openssl >/dev/null || { echo "openssl is not installed"; exit 77; }
for name in one two; do
	openssl req -x509 -newkey rsa:2048 -nodes -keyout $name.key -out $name.pem -days 2 -subj "/CN=$name" \
		-addext "subjectAltName=IP:127.0.0.1" 2>/dev/null
done
openssl req -x509 -newkey rsa:2048 -nodes -keyout wrong.key -out wrong.pem -days 2 -subj "/CN=elsewhere.example" 2>/dev/null

# refused WHAT OPTION…: a push that must be refused with status 3 and a reason that holds $reason
refused() {
	what=$1
	shift
	status=0
	"$sync" push --home a --json "$@" >out 2>err || status=$?
	equal "$what" $status 3
	grep -q -- "$reason" err || fail "$what: no reason: $(cat err)"
	equal "$what: still to send" "$("$sync" status --home a --json | field pending)" "$events"
}

new_fair "$PWD/a"
events=$("$sync" status --home a --json | field events)
start_hub hub.db --tls-cert one.pem --tls-key one.key
case $url in https://*) ;; *) fail "not TLS: $url" ;; esac
reason="not trusted"
refused "an unknown authority" --hub "$url"
refused "another authority" --hub "$url" --ca two.pem
plain=http://${url#https://}
status=0
"$sync" push --home a --hub "$plain" --json >/dev/null 2>err || status=$?
[ $status -ne 0 ] || fail "spoke in clear to a TLS port"
equal "after speaking in clear" "$("$sync" status --home a --json | field pending)" "$events"

"$sync" push --home a --hub "$url" --ca one.pem --json >named.json
equal "with its authority" "$(field pending <named.json)" 0
"$sync" push --home a --json >/dev/null # remembered

# Trust on first use: only when asked, then only that key.
cp -r a c && rm c/hub.json
"$sync" verify --home c --hub "$url" --trust-new-hub --json >/dev/null
"$sync" verify --home c --json >/dev/null
listen=${url#https://}
stop_hub
start_hub hub.db --tls-cert two.pem --tls-key two.key
register c "Rosa Delgado" >/dev/null
rm -rf a && mv c a
events=$("$sync" status --home a --json | field pending)
[ "$events" -gt 0 ] || fail "nothing to send"
reason="another key"
refused "the address with another key"
refused "the address with another key, again"
stop_hub
start_hub hub.db --tls-cert one.pem --tls-key one.key
"$sync" push --home a --json >/dev/null # the true one is still trusted
stop_hub
register a "Jean Etienne" >/dev/null
events=$("$sync" status --home a --json | field pending)
start_hub hub.db --tls-cert two.pem --tls-key two.key
refused "another key, with an authority remembered nowhere"
"$sync" push --home a --trust-new-hub --json >/dev/null
equal "trusted anew on purpose" "$("$sync" status --home a --json | field pending)" 0
stop_hub

# The right key for another name is no better.
start_hub hub.db --tls-cert wrong.pem --tls-key wrong.key
register a "Third Person" >/dev/null
events=$("$sync" status --home a --json | field pending)
reason="not trusted"
refused "a certificate of another name" --ca wrong.pem
stop_hub
