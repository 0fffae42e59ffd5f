#!/bin/sh
# No network, in a real window: a kiosk whose hub goes away tells it once, calmly, goes on registering, and says "All saved" when the
# hub is back; what was typed meanwhile arrives there. A kiosk that never had a network or a hub works and tells nothing.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
export LANYARD_HOME="$PWD/home" TZ=America/New_York
lanyard init --name "Biscayne Hiring Fair" --venue "Little River Hall" >/dev/null
display_start 1280x800

hub_start() {
	: >hub.out
	lanyard-hub serve --store sqlite:hub.db --listen "${listen:-127.0.0.1:0}" --json >hub.out 2>hub.err &
	HUB=$!
	VISIT_PIDS="$VISIT_PIDS $HUB"
	wait_until "the hub" grep -q '"url"' hub.out
	url=$(jq -r .url hub.out)
	listen=${url#http://}
}

hub_stop() {
	kill -TERM "$HUB"
	wait "$HUB" || visit_fail "the hub ended with status $?"
}

lost() { # what the agent has noted: true or false
	[ "$(jq '(.lost // "") != ""' home/hub.json)" = "$1" ]
}

banner_is_gone() {
	[ -z "$(node_get banner label)" ]
}

# Without a hub there is nothing to sync later, whatever the network is.
echo 1773336240000 >clock
LANYARD_CLOCK=$PWD/clock kiosk_start alone
touch_node start-en
screen_wait registered
later 20
sleep 0.3
banner_is_gone || visit_fail "a kiosk without a hub tells of one"
kiosk_stop

hub_start
lanyard-sync once --hub "$url" --json >/dev/null
lanyard-sync watch >agent.out 2>agent.err &
VISIT_PIDS="$VISIT_PIDS $!"
LANYARD_CLOCK=$PWD/clock kiosk_start front
touch_node start-en
screen_wait registered
banner_is_gone || visit_fail "a banner before anything happened"
hub_stop
wait_until "the agent to miss the hub" lost true
later 12
node_wait_says banner label "Saved on this kiosk."
shot offline.png
touch_node start-over
screen_wait welcome
banner_is_gone || visit_fail "the welcome page has a banner"
fill_in en zoe
touch_node primary
screen_wait badge
leave

hub_start
wait_until "the agent to find the hub" lost false
touch_node start-en
screen_wait registered
if grep -qx up /sys/class/net/*/operstate; then # a machine without any network stays offline
	node_wait_says banner label "All saved"
	later 5
	wait_until "the banner to go" banner_is_gone
fi
kiosk_stop
wait_until "the hub to have it all" lanyard-sync verify
[ "$(lanyard people --json | jq -r '.[0].name')" = Zoe ]
