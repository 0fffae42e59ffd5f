#!/bin/sh
# Without a display the kiosk says so and ends: one that draws where nobody sees it would look as if it ran.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
export LANYARD_HOME="$PWD/home"
lanyard init --name "Biscayne Hiring Fair" >/dev/null
[ ! -e /dev/dri/card0 ] || { echo "skipped: this machine has a display of its own" && exit 77; }

blind() { # STATUS SECONDS SETTING: the kiosk without a display server; 124 if it still ran after that time
	want=$1 patience=$2
	shift 2
	status=0
	env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_RUNTIME_DIR -u SDL_VIDEODRIVER "$@" timeout "$patience" lanyard-kiosk 2>err || status=$?
	[ "$status" -eq "$want" ] || visit_fail "status $status, not $want, with $*: $(cat err)"
}

blind 1 20 DISPLAY=
grep -q "^lanyard-kiosk: there is no display; set DISPLAY" err || visit_fail "it does not say what to do: $(cat err)"
blind 1 20 DISPLAY=:4711
blind 124 3 SDL_VIDEODRIVER=offscreen
