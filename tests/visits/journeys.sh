# Plays a file of tests/journeys in a real window: touches with a pointer, types and scans with a keyboard. Sourced after lib.sh.
# Wants LANYARD_HOME and, for `later`, a clock file in LANYARD_CLOCK; what `hears` does is the script's own journey_hears().
# shellcheck shell=sh

journey_fail() { # SENTENCE
	visit_fail "$JOURNEY: after \"$STEP\": $1"
}

journey_key() { # NAME: as xdotool calls it
	case $1 in
	right | left | up | down) printf %s "$1" | sed 's/^./\u&/' ;;
	select) echo Return ;;
	back) echo Escape ;;
	*) journey_fail "no key is called $1" ;;
	esac
}

focus_is() { # ID
	[ "$(jq -r .focus "$TREE")" = "$1" ]
}

focus_is_not() { # ID
	! focus_is "$1"
}

focus_to() { # ID KEY: presses the key until the focus is there
	focus_left=80
	until focus_is "$1"; do
		focus_left=$((focus_left - 1))
		[ $focus_left -gt 0 ] || visit_fail "$2 never reaches $1"
		focus_was=$(jq -r .focus "$TREE")
		xdotool key "$2"
		wait_until "the focus to move on from $focus_was" focus_is_not "$focus_was"
	done
}

choose() { # ID KEY
	focus_to "$1" "$2"
	xdotool key Return
}

node_holds() { # ID TEXT: in its label or value; - for no value
	jq -e --arg id "$1" --arg text "$2" 'any(.nodes[]; .id == $id and
		(if $text == "-" then .value == "" else (.label | contains($text)) or (.value | contains($text)) end))' "$TREE" >/dev/null
}

node_lacks() { # ID
	jq -e --arg id "$1" 'all(.nodes[]; .id != $id)' "$TREE" >/dev/null
}

people_field() { # NAME FIELD
	lanyard people --json | jq -r --arg name "$1" --arg field "$2" '.[] | select(.name == $name) |
		if $field == "here" then (if .checked_in_at then "yes" else "no" end) else .[$field] // "-" end'
}

signed_field() { # NAME FIELD
	lanyard export townhall --json | jq -r --arg name "$1" --arg field "$2" '.[] | select(.name == $name) | .[$field] |
		if . == "" then "-" else gsub(" "; "_") end'
}

lead_field() { # NAME FIELD
	lanyard export leads --employer "$BOOTH" --json | jq -r --arg name "$1" --arg field "$2" '.[] |
		select(.full_name == $name or .badge_name == $name) | .[$field] | if . == null or . == "" then "-" else . end'
}

journey_scan() { # badge NAME | text CODE
	case $1 in
	badge) journey_code=$(people_field "${2}" badge) ;;
	text) journey_code=$2 ;;
	*) journey_fail "there is no scan of a $1" ;;
	esac
	scan_code "$journey_code"
}

journey_later() { # SECONDS
	echo $(($(cat "$LANYARD_CLOCK") + $1 * 1000)) >"$LANYARD_CLOCK.new"
	mv "$LANYARD_CLOCK.new" "$LANYARD_CLOCK"
}

journey_step() { # VERB FIRST SECOND REST LINE-AFTER-VERB
	case $1 in
	kiosk) ;;
	touch)
		# shellcheck disable=SC2034 # touch_node's: with a clock set by hand no touch is a double tap
		LAST_X=-100
		touch_node "$2"
		;;
	keys) touch_keys "$5" ;;
	type) xdotool type --delay 160 -- "$5" ;;
	key) xdotool key "$(journey_key "$2")" ;;
	reach) choose "$2" "$(journey_key "$3")" ;;
	plug) if [ "$2" = in ]; then xdotool key F8; else xdotool key F9; fi ;;
	scan) journey_scan "$2" "${5#"$2" }" ;;
	later) journey_later "$2" ;;
	screen) screen_wait "$2" ;;
	says) wait_until "$2 to say \"${5#"$2" }\"" node_holds "$2" "${5#"$2" }" ;;
	lacks) wait_until "$2 to be gone" node_lacks "$2" ;;
	follow)
		wait_until "what is said to lead to $2" focus_is "$2"
		xdotool key Return
		;;
	hears) journey_hears "$5" ;;
	stored) [ "$(people_field "$4" "$2")" = "$3" ] || journey_fail "$2 is \"$(people_field "$4" "$2")\"" ;;
	nobody) [ -z "$(people_field "$5" name)" ] || journey_fail "that person is stored" ;;
	signed) [ "$(signed_field "$4" "$2")" = "$3" ] || journey_fail "$2 is \"$(signed_field "$4" "$2")\"" ;;
	met) [ "$(lead_field "$4" "$2")" = "$3" ] || journey_fail "$2 is \"$(lead_field "$4" "$2")\"" ;;
	*) journey_fail "that is not a step" ;;
	esac
}

journey_play() { # FILE
	JOURNEY=$(basename "$1" .journey)
	while IFS= read -r STEP <&4; do
		case $STEP in '' | '#'*) continue ;; esac
		rest=${STEP#"${STEP%% *}"}
		rest=${rest# }
		read -r verb first second others <<-END
			$STEP
		END
		journey_step "$verb" "$first" "$second" "$others" "$rest" 4<&-
	done 4<"$1"
}
