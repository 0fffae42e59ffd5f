#!/bin/sh
# Installs what a step of the Makefile needs and is missing: deps.sh build|test|lint|fuzz|bench
# Works as root and as a user with sudo; says so plainly when it can do neither.
set -eu
# What compiles, what the kiosk speaks and writes with, and what `make run` needs to play a visit where there is no display.
build="gcc g++ libc6-dev make pkg-config
	libsqlite3-dev libsodium-dev libjansson-dev libqrencode-dev libutf8proc-dev libcairo2-dev librsvg2-dev libpango1.0-dev
	libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libpng-dev libcups2-dev libzxing-dev libturbojpeg0-dev
	libcurl4-openssl-dev libmicrohttpd-dev libgnutls28-dev libsystemd-dev
	espeak-ng fonts-inter fonts-dejavu-core fonts-droid-fallback tzdata
	xvfb xdotool imagemagick jq zbar-tools"
# Second opinions: zbarimg (above) and poppler on badges, sqlite3 and strings on files, gettext on translations, groff on man
# pages, systemd on units. A real printer (ippeveprinter, which wants a D-Bus), and a CUPS of the tests' own to print through.
test="cups cups-client cups-filters cups-ipp-utils dbus libcmocka-dev libcupsimage2-dev procps socat binutils curl gettext groff-base librsvg2-bin openssl poppler-utils sqlite3 systemd"
# A compiler of one's own choice comes along: make CC=clang, with its sanitizers for SAN=1.
case "${CC:-}" in *clang*) build="$build clang ${SAN:+libclang-rt-14-dev}" ;; esac
case "${1:-}" in
build) want="$build" ;;
test) want="$build $test" ;; # at once, so that nobody has to be asked twice
lint) want="clang-tidy clang-format cppcheck shellcheck libxtst-dev libzbar-dev" ;; # what benchmarks include
fuzz) want="clang libclang-rt-14-dev" ;;
bench) want="curl chromium libxtst-dev libx11-dev libzbar-dev" ;;
*)
	echo "usage: deps.sh build|test|lint|fuzz|bench" >&2
	exit 2
	;;
esac

fail() { # SENTENCE
	echo "lanyard: $1" >&2
	exit 1
}

# sudo without a password, else with one where a terminal can ask for it.
may_be_root() {
	command -v sudo >/dev/null || return 1
	sudo -n env true 2>/dev/null || { [ -t 2 ] && sudo env true; }
}

missing=
for package in $want; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null ||
	fail "only Debian's packages are installed by itself; install what is called here$missing, then run 'make programs'"

# sudo passes no environment on, so env stands behind it.
as_root="env DEBIAN_FRONTEND=noninteractive"
if [ "$(id -u)" -ne 0 ]; then
	as_root="sudo $as_root"
	may_be_root ||
		fail "Debian packages are missing, and only an administrator may install them; ask one to run this, then run make again:
apt-get update && apt-get install --no-install-recommends$missing"
fi
echo "Installing:$missing"
# A Debian that has just started fetches its lists and updates itself: five minutes of patience for each.
for _ in $(seq 60); do
	status=0
	said=$($as_root apt-get update -qq 2>&1) || status=$?
	[ "$status" -ne 0 ] || break
	case "$said" in */lists/lock*) sleep 5 ;; *) break ;; esac
done
[ "$status" -eq 0 ] || printf '%s\n' "$said" >&2
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 $missing >/dev/null ||
	fail "the packages could not be installed (the reason stands above); mend that, then run make again"
