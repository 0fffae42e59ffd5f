# Helpers for tests of the `lanyard` command: a fair in ./home, and expectations that say what they got.
# shellcheck shell=sh
: "${BUILD:?}" "${ROOT:?}"
PATH=$BUILD:$PATH
export LANYARD_HOME="$PWD/home"
unset LANYARD_PASSPHRASE
# Thursday, March 12, 2026, 9:14 in Miami: a clock that can be believed, whatever machine this is.
echo 1773321240000 >clock
export LANYARD_CLOCK="$PWD/clock"

fail() { # SENTENCE
	echo "$1" >&2
	exit 1
}

# Runs a command that must end with a status; its output is in ./out and ./err for what follows.
expect() { # STATUS COMMAND ...
	want_status=$1
	shift
	got_status=0
	"$@" >out 2>err </dev/null || got_status=$?
	[ "$got_status" -eq "$want_status" ] || {
		cat out err >&2
		fail "status $got_status, not $want_status: $*"
	}
	case $want_status in
	0) [ ! -s err ] || fail "$* succeeded, but said: $(cat err)" ;;
	*)
		[ "$(wc -l <err)" -eq 1 ] || fail "$* must say one sentence, not: $(cat err)"
		grep -q '^lanyard: ' err || fail "$* must say who speaks: $(cat err)"
		;;
	esac
}

# The last answer as JSON must make this jq expression true.
answers() { # JQ-EXPRESSION
	jq -e "$1" out >/dev/null || fail "not true of $(head -c 2000 out): $1"
}

says() { # TEXT: in the sentence on standard error
	grep -qF -- "$1" err || fail "the sentence does not say \"$1\": $(cat err)"
}

# A fair with two employers and one person; sets $PERSON and $BADGE.
# shellcheck disable=SC2034
make_fair() {
	expect 0 lanyard init --name "Test Fair" --timezone America/New_York
	printf 'employer,name,booth,email\nacme,Acme Tools,B12,jobs@acme.example.org\nbolt,Bolt Works,B13,\n' >employers.csv
	expect 0 lanyard import employers employers.csv
	expect 0 lanyard register --name "María-José O’Neill" --email mariajose@example.org --phone "305 555 0142" \
		--consent share,messages --json
	PERSON=$(jq -r .person out)
	BADGE=$(jq -r .badge out)
}
