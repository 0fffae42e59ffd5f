#!/bin/sh
# Printers without IPP, through a CUPS into a socket: a Zebra by CUPS' own filter (ZPL), and a receipt printer that has no
# driver in Debian (ESC/POS). What arrived is decoded to a picture, and another program reads the badge's code from it.
set -eu
PATH=$BUILD:$PATH
. "$ROOT/tests/visits/lib.sh"
. "$ROOT/tests/print/lib.sh"
code=L0407K2Q9M4D8R3T6VWX0123456789ABC
order='{"do":"print","job":"S1","number":0,"words":{"fair":"Biscayne Hiring Fair","date":"Mar 12, 2026","given":"Marisol","family":"Peña","headline":"","looking":"I’m looking for","visit":"Visit","scan":"Scan me","token":"'$code'","code":"7K2-Q9M","booths":[]}}'
cups_start
sink() { # FILE: listens once, on $sink_port
	sink_port=$(shuf -i 20000-39999 -n 1)
	socat -u "TCP-LISTEN:$sink_port,bind=127.0.0.1" "CREATE:$1" &
	VISIT_PIDS="$VISIT_PIDS $!"
}
is_done() { grep -q '"news":"done"' news; }
order_one() { # ARGUMENTS of serve
	: >news
	{ echo "$order" && for _ in $(seq 300); do is_done || sleep 0.1; done; } | timeout 60 lanyard-print serve "$@" >news &
	VISIT_PIDS="$VISIT_PIDS $!"
	wait_until "the badge to be printed" is_done
}

sink zebra.zpl
lpadmin -p Zebra -E -v "socket://127.0.0.1:$sink_port" -m drv:///sample.drv/zebra.ppd -o PageSize=w288h216 -o Resolution=300dpi 2>/dev/null
order_one --printer Zebra --template 4x3in
"$BUILD/tests/print/decode" zpl zebra.zpl >zebra.pbm
[ "$(qr_in zebra.pbm)" = "$code" ] || visit_fail "nothing is read from the Zebra's label ($(identify zebra.pbm))"

for size in 58mm 80mm; do
	sink "receipt.$size"
	lpadmin -p "Receipt$size" -E -v "socket://127.0.0.1:$sink_port" -m raw 2>/dev/null
	order_one --printer "Receipt$size" --template "receipt-$size" --speaks escpos
	"$BUILD/tests/print/decode" escpos "receipt.$size" >receipt.pbm
	[ "$(qr_in receipt.pbm)" = "$code" ] || visit_fail "nothing is read from the receipt of $size ($(identify receipt.pbm))"
done
