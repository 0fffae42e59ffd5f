#!/bin/sh
# Installs what a step of the Makefile needs and is missing: deps.sh build|test|lint|fuzz|bench
# Works as root and as a user with sudo; says so plainly when it can do neither.
set -eu
# What compiles, what the kiosk speaks and writes with, and what `make run` needs to play a visit where there is no display.
build="gcc libc6-dev make pkg-config
	libsqlite3-dev libsodium-dev libjansson-dev libqrencode-dev libutf8proc-dev libcairo2-dev librsvg2-dev libpango1.0-dev
	libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev
	libcurl4-openssl-dev libmicrohttpd-dev libgnutls28-dev libsystemd-dev
	espeak-ng fonts-inter fonts-dejavu-core fonts-droid-fallback tzdata
	xvfb xdotool imagemagick jq zbar-tools"
# Second opinions: zbarimg (above) and poppler on badges, sqlite3 and strings on files, groff on man pages, systemd on units.
test="libcmocka-dev binutils curl groff-base librsvg2-bin openssl poppler-utils sqlite3 systemd"
case "$1" in
build) want="$build" ;;
test) want="$test" ;;
lint) want="clang-tidy clang-format cppcheck shellcheck" ;;
fuzz) want="clang libclang-rt-14-dev" ;;
bench) want="curl chromium libxtst-dev libx11-dev" ;;
*)
	echo "usage: deps.sh build|test|lint|fuzz|bench" >&2
	exit 2
	;;
esac

missing=
for package in $want; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root="env"
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || {
		echo "lanyard: these Debian packages are missing:$missing; ask an administrator to install them" >&2
		exit 1
	}
	as_root="sudo env"
fi
echo "Installing:$missing"
# sudo does not pass the variable on by itself.
as_root="$as_root DEBIAN_FRONTEND=noninteractive"
# shellcheck disable=SC2086 # lists of words
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
