#!/bin/sh
# What is missing is installed by root or through sudo, once and in one go; who may not install is told what an administrator has
# to run. Machines are made of stand-ins for dpkg-query, apt-get, sudo and id, so that nothing is installed here.
set -eu
fail() { # SENTENCE
	cat out >&2
	echo "$1" >&2
	exit 1
}

stand_in() { # NAME BODY
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

# A machine on which a user has neither root nor sudo, and jq and libcmocka-dev are missing until apt-get was here.
new_machine() {
	rm -rf bin calls out
	mkdir bin
	for tool in sh env grep seq sleep; do ln -s "$(command -v $tool)" "bin/$tool"; done
	stand_in true 'exit 0'
	stand_in id 'echo 1000'
	# shellcheck disable=SC2016 # the stand-in's own words
	stand_in dpkg-query '
		for package; do :; done
		case $package in jq | libcmocka-dev) [ -e installed ] || exit 1 ;; esac
		echo "install ok installed"'
	stand_in apt-get 'echo "apt-get $*" >>calls'
	: >calls
}

deps() { # STATUS STEP
	status=0
	PATH=$PWD/bin "$ROOT/tools/deps.sh" "$2" >out 2>&1 </dev/null || status=$?
	[ "$status" -eq "$1" ] || fail "deps.sh $2 ended with $status, not $1"
}

refused() {
	deps 1 test
	[ ! -s calls ] || fail "apt-get was run without the right to"
	grep -q "^lanyard: .*administrator" out || fail "nobody is told whom to ask"
	grep -qx "apt-get update && apt-get install --no-install-recommends jq libcmocka-dev" out || fail "the command is not there"
	[ "$(wc -l <out)" -eq 2 ] || fail "more was said than that"
}

installed() { # STEP PACKAGES
	deps 0 "$1"
	grep -qx "Installing: $2" out || fail "it is not said what is installed"
	[ "$(grep -c "apt-get update" calls)" -eq 1 ] || fail "the lists are to be fetched once"
	[ "$(grep -c "apt-get install .* $2$" calls)" -eq 1 ] || fail "apt-get was told: $(cat calls)"
}

new_machine
refused

new_machine
stand_in sudo 'echo "sudo: a password is required" >&2; exit 1'
refused

new_machine
# shellcheck disable=SC2016 # the stand-in's own words
stand_in sudo 'case $1 in -n) shift ;; esac; exec "$@"'
installed test "jq libcmocka-dev"

new_machine
stand_in id 'echo 0'
installed build "jq"

new_machine
stand_in apt-get 'case $* in *install*) echo "E: no space is left" >&2; exit 100 ;; esac'
stand_in id 'echo 0'
deps 1 build
grep -q "no space is left" out || fail "the reason is not shown"
grep -q "^lanyard: the packages could not be installed" out || fail "it is not said what failed"

new_machine
rm bin/apt-get
deps 1 build
grep -q "install what is called here jq" out || fail "the missing package is not named"

new_machine
touch installed
deps 0 test
[ ! -s out ] || fail "with nothing missing there is nothing to say"
