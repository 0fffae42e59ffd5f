#!/bin/sh
# A kiosk that speaks, in a real window with the real espeak-ng. SDL's disk driver stands for the headphones: what they would get
# is compared, sample for sample, with what espeak-ng says in that language. A whole visit in Kreyòl with the ears and keys alone;
# silence at any key; then the same kiosk without a sound device, without espeak-ng, and with one that hangs: never an error,
# never a wait.
#
# A sentence is waited for until it is what sounds, so another one that was still on its way does no harm: each script opens the
# sound file anew, and what has been heard is moved aside, where whoever still writes goes on unheard.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/visits/journeys.sh"
export LANYARD_HOME="$PWD/home" LANYARD_HEADPHONE_KEYS=F8,F9
lanyard init --name "Sound Fair" >/dev/null
display_start 800x480

export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$PWD/heard.raw"
real=$BUILD
ENOUGH=12000 # samples that no two sentences have in common, about half a second

# The samples of a raw file from the first that is not silent, one a line.
samples() {
	od -An -v -t d2 -w2 | awk '$1 != 0 { on = 1 } on { print $1 + 0 }' | head -n $ENOUGH
}

# What espeak-ng says, as loud as a new visitor hears it (10 dB below full).
expected() { # VOICE WORDS
	printf '%s\n' "$2" | espeak-ng --stdin --stdout -b1 -v "$1" -s 170 | tail -c +45 | od -An -v -t d2 -w2 |
		awk '{ x = $1 * 10362 / 32768; x = x < 0 ? -int(-x) : int(x) } x != 0 { on = 1 } on { print x + 0 }' | head -n $ENOUGH
}

sounds_wanted() {
	[ -s heard.raw ] && samples <heard.raw >heard.txt && cmp -s heard.txt wanted.txt
}

hears() { # VOICE WORDS: the script that is being said begins with them
	expected "$1" "$2" >wanted.txt
	[ "$(wc -l <wanted.txt)" -eq $ENOUGH ] || visit_fail "too short to be told from others: $2"
	wait_until "to hear \"$2\"" sounds_wanted
	mv heard.raw heard.old
}

# The first sentence of what the page that is up says of itself.
arrival() {
	jq -r '[.nodes[] | select(.role == "heading")][0] | if .spoken == "" then .label else .spoken end' "$TREE" |
		sed 's/\([.?!]\) .*/\1/'
}

says_no_sound() {
	[ "$(node_get toast label)" = "This kiosk has no sound right now. The help desk can read it to you." ]
}

no_children() { # but for the one that speaks with CUPS, where there is one
	! pgrep -l -P "$KIOSK" | grep -qv ' lanyard-print$'
}

journey_hears() { # [WORDS]: in the page's language
	case $(jq -r .language "$TREE") in
	en) hears en-us "${1:-$(arrival)}" ;;
	es) hears es-419 "${1:-$(arrival)}" ;;
	ht) hears ht "${1:-$(arrival)}" ;;
	esac
}

# --- a visit in Kreyòl, with ears and keys alone --------------------------------------------------------------------------------
kiosk_start spoken --window 800x480 --record "$PWD/visit.rec" 2>sdl.log # its driver tells of every file
journey_play "$ROOT/tests/journeys/kreyol.journey"
wait_until "the welcome in Kreyòl for whoever comes next" focus_is start-ht

# --- a page in every language, and the focus that help repeats ----------------------------------------------------------------------
choose start-en Left
screen_wait registered
hears en-us "Speech is on."
for row in "lang-es|es-419|¿Se registró antes de hoy?" "lang-ht|ht|Èske ou te deja enskri?" \
	"lang-en|en-us|Did you register before today?"; do
	rest=${row#*|}
	touch_node "${row%%|*}"
	hears "${rest%%|*}" "${rest#*|}"
done
xdotool key Right
hears en-us "Scan my ticket, The QR code in your email or on paper, button, 1 of 3"
xdotool key F1
hears en-us "Scan my ticket, The QR code in your email or on paper, button, 1 of 3"

# --- silence at any key within 100 ms: counted in the samples that are played after it, so a slow machine is no excuse ---------------
heard_bytes() { # COUNT: so much sound has come
	[ "$(stat -c %s heard.raw 2>/dev/null || echo 0)" -ge "$1" ]
}

sound_rests() {
	rest_was=$(stat -c %s heard.old)
	sleep 0.2
	no_children && [ "$(stat -c %s heard.old)" -eq "$rest_was" ]
}

# Prints how many milliseconds of sound came after COMMAND, while a page was being said in the language that LANG-ID chooses.
sound_after() { # LANG-ID COMMAND ...
	touch_node "$1"
	shift
	wait_until "the page" heard_bytes 30000
	mv heard.raw heard.old
	"$@"
	after_from=$(stat -c %s heard.old)
	wait_until "silence" sound_rests
	od -An -v -t d2 -w2 heard.old | awk -v from="$after_from" \
		'$1 != 0 { last = 2 * NR } END { print (last > from ? int((last - from) / 44.1) : 0) }'
	rm -f heard.raw
}

for _ in 1 2 3; do
	sound_after lang-ht xdotool key Right >>silent.Right
	sound_after lang-es xdotool key F2 >>silent.F2
	sound_after lang-ht xdotool key x >>silent.letter
	sound_after lang-en touch_node title >>silent.touch
done
for key in Right F2 letter touch; do # once in three the machine may have been busy with something else
	echo "$key: $(sort -n silent.$key | tr '\n' ' ') ms of sound after it"
	[ "$(sort -n silent.$key | sed -n 2p)" -le 100 ] || visit_fail "$key does not silence within 100 ms"
done

# --- headphones go out: the visitor is asked, and the recorded visit ends in the same state without any sound ------------------------
xdotool key F9
screen_wait still-there
touch_node still-here
screen_wait registered
jq -S . "$TREE" >live.json
kiosk_stop
rm -f heard.raw
lanyard-kiosk --window 800x480 --tree "$PWD/replayed.tree.json" --replay "$PWD/visit.rec"
jq -S . replayed.tree.json | cmp - live.json
[ ! -e heard.raw ]

# --- no sound device -----------------------------------------------------------------------------------------------------------------
rm -f heard.raw
SDL_AUDIODRIVER=none-such kiosk_start mute --window 800x480
xdotool key F8
wait_until "a calm word about it" says_no_sound
touch_node start-en
screen_wait registered
kiosk_stop

# --- no espeak-ng: the kiosk alone gets a PATH without it ------------------------------------------------------------------------------
mkdir -p nothing wrapped
printf '#!/bin/sh\nPATH=%s/nothing exec %s/lanyard-kiosk "$@"\n' "$PWD" "$real" >wrapped/lanyard-kiosk
chmod +x wrapped/lanyard-kiosk
BUILD=$PWD/wrapped
kiosk_start voiceless --window 800x480
xdotool key F8
wait_until "a calm word about it" says_no_sound
touch_node start-en
screen_wait registered
kiosk_stop
BUILD=$real

# --- one that hangs: the screen goes on at once, the child is killed ----------------------------------------------------------------------
mkdir -p hung
printf '#!/bin/sh\necho $$ >>%s/hung.pids\nexec sleep 600\n' "$PWD" >hung/espeak-ng
chmod +x hung/espeak-ng
old_path=$PATH
PATH=$PWD/hung:$PATH
kiosk_start hung --window 800x480 2>sdl.log
xdotool key F8
wait_until "the child" test -s hung.pids
touch_node start-en
screen_wait registered
wait_until "a calm word about it" says_no_sound
touch_node find-name
screen_wait find-name
kiosk_stop
PATH=$old_path
while read -r pid; do ! kill -0 "$pid" 2>/dev/null || { echo "a child lives on"; exit 1; }; done <hung.pids

# --- and every sentence of the pages' own is short enough to be listened to --------------------------------------------------------------
for row in en:en-us es:es-419 ht:ht; do
	msgcat --no-wrap "$ROOT/assets/lang/${row%%:*}.po" |
		awk '/^msgid/ { on = /"spoken\./ } on && /^msgstr/ { sub(/^[^"]*"/, ""); sub(/"$/, ""); print }' |
		sed 's/{n}/14/g; s/{total}/20/g; s/{[a-z]*}/Biscayne/g; s/\([.?!]\) /\1\n/g' >sentences
	[ "$(wc -l <sentences)" -gt 20 ]
	while read -r sentence; do
		bytes=$(printf '%s\n' "$sentence" | espeak-ng --stdin --stdout -b1 -v "${row#*:}" -s 170 | wc -c)
		[ "$bytes" -lt $((4 * 44100)) ] || { echo "longer than 4 s in ${row%%:*}: $sentence"; exit 1; }
	done <sentences
done
