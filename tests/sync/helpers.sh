# shellcheck shell=sh
# For scripts in tests/sync: a hub on a free port, homes, and what must be true. Source it first.
set -eu
sync=$BUILD/lanyard-sync hub=$BUILD/lanyard-hub lanyard=$BUILD/lanyard
[ -x "$lanyard" ] || {
	echo "the lanyard command is not built"
	exit 77
}
founder=$PWD/a # whose invitations join() uses
hubs=
stop_all() {
	for pid in $hubs; do
		kill "$pid" 2>/dev/null || true
	done
}
trap stop_all EXIT

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

# equal WHAT GOT EXPECTED
equal() {
	[ "$2" = "$3" ] || fail "$1: got \"$2\", expected \"$3\""
}

# start_hub STORE_FILE [OPTION…]: sets $url and $hub_pid
start_hub() {
	store=$1
	shift
	rm -f "$store.out"
	"$hub" serve --store "sqlite:$store" --listen "${listen:-127.0.0.1:0}" --json "$@" >"$store.out" 2>>"$store.log" &
	hub_pid=$!
	hubs="$hubs $hub_pid"
	for _ in $(seq 100); do
		url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$store.out" 2>/dev/null || true) # the file may not be there yet
		[ -z "$url" ] || return 0
		kill -0 "$hub_pid" 2>/dev/null || fail "the hub did not start: $(cat "$store.log")"
		sleep 0.05
	done
	fail "the hub says nothing"
}

# stop_hub: as systemd does it; it must end with 0
stop_hub() {
	kill -TERM "$hub_pid"
	wait "$hub_pid" || fail "the hub ended with status $?"
}

# field NAME: a number or text of the JSON on standard input
field() {
	jq -r ".$1"
}

# new_fair HOME
new_fair() {
	"$lanyard" init --name "Test Fair" --home "$1" --json >/dev/null
}

# join HOME LABEL ROLE [OPTION…]: enters the fair of home $founder through the hub
join() {
	home=$1 label=$2 role=$3
	shift 3
	code=$("$hub" invite --home "$founder" --store "sqlite:$store" --label "$label" --role "$role" --json "$@" | field code)
	"$sync" join "$code" --hub "$url" --home "$home" --json >/dev/null
}

register() { # HOME NAME
	"$lanyard" register --home "$1" --name "$2" --json
}
