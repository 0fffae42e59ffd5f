#!/bin/sh
# Format, include rule and static checks over the files given: lint.sh BUILD FILE ...
# Every check runs, then the status says whether all were clean.
set -u
build=$1
shift
cd "$(dirname "$0")/.." || exit 1
failed=

step() { # NAME COMMAND ...
	name=$1
	shift
	printf '%-14s' "$name"
	if out=$("$@" 2>&1); then
		echo ok
	else
		echo FAILED
		printf '%s\n' "$out"
		failed="$failed $name"
	fi
}

sources() { printf '%s\n' "$@" | grep '\.c$'; }
packages="libturbojpeg sqlite3 libsodium jansson libqrencode libutf8proc cairo librsvg-2.0 pangocairo sdl2 SDL2_ttf SDL2_image libcurl
	libmicrohttpd libsystemd"
# shellcheck disable=SC2086 # words are meant
flags="-std=c17 -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=700 -DLANYARD_VERSION=\"0\" -DLANYARD_PREFIX=\"/usr\" -DTEST_DATA=\"\" -DASSETS=\"\"
	-Isrc -Ikiosk -Iprint -Isync -Itests -I$build/gen $(pkg-config --cflags $packages)"

tidy() {
	# One file a process (version 14 mixes up va_lists when it is given several), as many at once as there are cores.
	# shellcheck disable=SC2016 # expanded by the inner shell
	sources "$@" | FLAGS=$flags xargs -P "$(nproc)" -n 1 sh -c \
		'clang-tidy --quiet --warnings-as-errors="*" "$0" -- $FLAGS 2>/dev/null'
}

check_cpp() {
	# shellcheck disable=SC2046
	cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr -j "$(nproc)" --enable=warning,performance,portability \
		--suppress=missingIncludeSystem --suppressions-list=tools/cppcheck.txt -DLANYARD_VERSION='"0"' -DLANYARD_PREFIX='"/usr"' \
		-D'json_object_foreach(o,k,v)=while(0)' -D'json_array_foreach(a,i,v)=while(0)' -Isrc -Ikiosk -Iprint -Isync -Itests -I"$build/gen" $(sources "$@")
}

step "format" clang-format --dry-run -Werror "$@"
step "includes" tools/includes.sh
# shellcheck disable=SC2046
step "shellcheck" shellcheck -x -P SCRIPTDIR:tests:. $(find tools tests .ci -name '*.sh' -o -path '.ci/run')
step "cppcheck" check_cpp "$@"
step "clang-tidy" tidy "$@"
[ -z "$failed" ] || {
	echo "not clean:$failed"
	exit 1
}
