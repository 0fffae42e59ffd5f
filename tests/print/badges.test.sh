#!/bin/sh
# Fifty hard names and every template that is shipped, through the filters of a CUPS to a real IPP Everywhere printer: from what
# it received another program reads each badge's code, once, and the paper has the template's size.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
LANYARD_HOME=$PWD/home
export LANYARD_HOME
PATIENCE=120
lanyard init --name "Feria de Empleo de Biscayne y Doral" --timezone America/New_York >/dev/null
count=$(wc -l <"$TESTS/print/names.txt")
[ "$count" -eq 50 ] || visit_fail "fifty names are promised, not $count"
{
	echo "first name,last name,email"
	awk -F'|' '{ for (i = 1; i <= 2; i++) gsub(/"/, "\"\"", $i); printf "\"%s\",\"%s\",p%d@example.com\n", $1, $2, NR }' \
		"$TESTS/print/names.txt"
} >people.csv
lanyard import attendees people.csv --json | jq -e '.added == 50' >/dev/null || visit_fail "not everybody was taken in"
lanyard people --limit 100 --json | jq -r '.[].id' | while read -r person; do lanyard checkin "$person" >/dev/null; done

# An order a person, in turn with each template.
lanyard people --limit 100 --json | jq -c 'to_entries[] | .key as $n | .value
	| {do: "print", job: "P\($n)", number: 0, words: {fair: "Feria de Empleo de Biscayne y Doral", date: "12 mar 2026",
	   given: (.given // .name), family: (.family // ""), headline: "", looking: "I’m looking for", visit: "Visit these booths",
	   scan: "Employers scan this code to meet me", token: .badge, code: "7K2-Q9M", booths: []}}' >orders
[ "$(wc -l <orders)" -eq 50 ]
jq -r .words.token orders | sort >codes

# Each template has a printer of its own, so that five badges are on their way at a time.
cups_start
lanyard template list --json >templates
n=0
for template in $(jq -r '.[].name' templates); do
	n=$((n + 1))
	printer_start "Printer$n"
	queue_add
	{
		awk -v n="$n" 'NR % 5 == n % 5' orders
		for _ in $(seq 600); do [ ! -e end ] && sleep 0.2; done
	} | timeout 150 lanyard-print serve --printer "Printer$n" --template "$template" >"news.$n" 2>>complaints &
	VISIT_PIDS="$VISIT_PIDS $!"
done
failed() { cat news.* | jq -c 'select(.news == "failed" or .news == "refused")'; }
all_done() {
	[ -z "$(failed)" ] || visit_fail "$(failed | head -n 3)"
	[ "$(cat news.* | jq -r 'select(.news == "done").job' | sort -u | wc -l)" -eq 50 ]
}
wait_until "fifty badges to be told of as printed" all_done
: >end
[ ! -s complaints ] || visit_fail "$(cat complaints)"

# Ten papers each, of the template's size: the printers have 300 dots to the inch.
for n in 1 2 3 4 5; do
	PRINTER_DIR=$PRINT_DIR/Printer$n
	papers_are 10 || visit_fail "$(paper_count) papers came out of printer $n"
	for paper in $(papers); do
		code=$(paper_code "$paper")
		[ -n "$code" ] || visit_fail "zbarimg reads nothing from $paper ($(identify paper.pgm))"
		echo "$code" >>codes-read
		identify -format '%w %h\n' paper.pgm
	done >sizes
	jq -r --argjson n "$n" '.[$n - 1] | "\(.width / 25.4 * 300) \(.height / 25.4 * 300)"' templates | {
		read -r w h
		[ "$(awk -v w="$w" -v h="$h" '($1 - w) ^ 2 <= 9 && ($2 - h) ^ 2 <= 9' sizes | wc -l)" -eq 10 ]
	} || visit_fail "not every paper of printer $n has its template's size: $(sort sizes | uniq -c)"
done
sort codes-read | cmp -s codes - || visit_fail "not every code was printed once: $(sort codes-read | diff codes - | head -n 5)"
