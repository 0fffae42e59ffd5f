#!/bin/sh
# A kiosk that speaks, in a real window with the real espeak-ng. SDL's disk driver stands for the headphones: what they would get
# is compared, sample for sample, with what espeak-ng says in that language. Then the same kiosk without a sound device, without
# espeak-ng, and with one that hangs: never an error, never a wait.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
export LANYARD_HOME="$PWD/home" LANYARD_HEADPHONE_KEYS=F8,F9
lanyard init --name "Sound Fair" >/dev/null
display_start 800x480

export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE="$PWD/heard.raw"
real=$BUILD

heard_bytes() { # COUNT: so much sound has come
	[ "$(stat -c %s heard.raw 2>/dev/null || echo 0)" -ge "$1" ]
}

# The samples of a raw file from the first that is not silent, one a line.
samples() {
	od -An -v -t d2 -w2 | awk '$1 != 0 { on = 1 } on { print $1 + 0 }' | head -n 16000
}

# What espeak-ng says, as loud as a new visitor hears it (10 dB below full).
expected() { # VOICE WORDS
	printf '%s\n' "$2" | espeak-ng --stdin --stdout -b1 -v "$1" -s 170 | tail -c +45 | od -An -v -t d2 -w2 |
		awk '{ x = $1 * 10362 / 32768; x = x < 0 ? -int(-x) : int(x) } x != 0 { on = 1 } on { print x + 0 }' | head -n 16000
}

hears() { # VOICE WORDS: this is what is being said
	wait_until "sound in $1" heard_bytes 50000
	samples <heard.raw >heard.txt
	expected "$1" "$2" >wanted.txt
	[ "$(wc -l <wanted.txt)" -eq 16000 ]
	cmp heard.txt wanted.txt
}

says_no_sound() {
	[ "$(node_get toast label)" = "This kiosk has no sound right now. The help desk can read it to you." ]
}

no_children() {
	[ -z "$(pgrep -P "$KIOSK")" ]
}

wait_focus() { # ID
	wait_until "focus on $1" sh -c "[ \"\$(jq -r .focus '$TREE')\" = '$1' ]"
}

# --- headphones go in: the welcome, and then a page in every language ---------------------------------------------------------
kiosk_start spoken --window 800x480 --record "$PWD/visit.rec"
xdotool key F8
wait_until "the welcome" heard_bytes 20000
wait_focus start-en
xdotool key Down
touch_node start-en
screen_wait registered
wait_until "the page" heard_bytes 20000
for row in "lang-es|es-419|¿Se registró antes de hoy?" "lang-ht|ht|Èske ou te deja enskri?" \
	"lang-en|en-us|Did you register before today?"; do
	rest=${row#*|}
	rm -f heard.raw # what is being said goes on into nothing; what is said next makes a new file
	touch_node "${row%%|*}"
	hears "${rest%%|*}" "${rest#*|}"
	cp heard.txt "${row%%|*}.txt"
done
[ "$(for language in en es ht; do cksum <lang-$language.txt; done | sort -u | wc -l)" -eq 3 ]

# --- keys: the focus is said, help repeats it, silence at a key ------------------------------------------------------------------
rm -f heard.raw
xdotool key Right
hears en-us "Scan my ticket, The QR code in your email or on paper, button, 1 of 3"
cp heard.txt once.txt
rm -f heard.raw
xdotool key F1
hears en-us "Scan my ticket, The QR code in your email or on paper, button, 1 of 3"
cmp heard.txt once.txt
wait_until "the children to be gone" no_children
xdotool key F9
screen_wait still-there
touch_node still-here
screen_wait registered
jq -S . "$TREE" >live.json
kiosk_stop

# --- the recorded visit ends in the same state without any sound ------------------------------------------------------------------
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
kiosk_start hung --window 800x480
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
