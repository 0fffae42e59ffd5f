# A printer and a CUPS of a test's own, on sockets that nobody else uses: ippeveprinter is a real IPP Everywhere printer, to
# which a private cupsd prints through its filters. Sourced after tests/visits/lib.sh, whose waits and clean-up it uses.
#
#     cups_start && printer_start Badge && queue_add     # $CUPS_SERVER is set for whoever prints from here on
#     printer_fault media-empty-error               # the printer waits with it; printer_mend
#     papers                                        # what came out: pictures, oldest first
#
# All these mean the printer that was started last; one of another name is a second one.
#
# shellcheck shell=sh
: "${BUILD:?}" "${ROOT:?}"
PATH=$PATH:/usr/sbin

print_clean() {
	[ -z "${CUPS_PID:-}" ] || kill -CONT "$CUPS_PID" 2>/dev/null || true
	visit_end
	rm -rf "${PRINT_DIR:-}" 2>/dev/null || { sleep 1 && rm -rf "$PRINT_DIR"; } # the last filter may still write
}

cups_up() { [ "$(lpstat -r)" = "scheduler is running" ]; }

# cupsd lets its filters run as somebody who may not do much; so the directories are for everybody, and short, for a socket's name.
cups_prepare() { # sets $CUPS_SERVER, where nobody answers yet
	PRINT_DIR=$(mktemp -d /tmp/lanyard-cups.XXXXXX)
	trap print_clean EXIT
	chmod 755 "$PRINT_DIR"
	mkdir -p "$PRINT_DIR/etc" "$PRINT_DIR/spool/tmp" "$PRINT_DIR/cache" "$PRINT_DIR/run" "$PRINT_DIR/log"
	cups_user=$(id -un) cups_group=$(id -gn)
	[ "$(id -u)" -ne 0 ] || { cups_user=lp cups_group=lp && chown -R lp:lp "$PRINT_DIR/spool" "$PRINT_DIR/cache"; }
	cat >"$PRINT_DIR/cups-files.conf" <<-END
		ServerRoot $PRINT_DIR/etc
		RequestRoot $PRINT_DIR/spool
		CacheDir $PRINT_DIR/cache
		StateDir $PRINT_DIR/run
		TempDir $PRINT_DIR/spool/tmp
		AccessLog $PRINT_DIR/log/access
		ErrorLog $PRINT_DIR/log/error
		PageLog $PRINT_DIR/log/page
		FileDevice Yes
		User $cups_user
		Group $cups_group
		SystemGroup $(id -gn)
	END
	cat >"$PRINT_DIR/cupsd.conf" <<-END
		LogLevel warn
		Listen $PRINT_DIR/run/cups.sock
		Browsing Off
		WebInterface No
		DefaultAuthType None
		<Location />
		Order allow,deny
		Allow all
		</Location>
		<Policy default>
		<Limit All>
		Order allow,deny
		Allow all
		</Limit>
		</Policy>
	END
	CUPS_SERVER=$PRINT_DIR/run/cups.sock
	export CUPS_SERVER
	unset CUPS_USER LPDEST PRINTER
}

cups_start() {
	[ -n "${PRINT_DIR:-}" ] || cups_prepare
	cupsd -f -c "$PRINT_DIR/cupsd.conf" -s "$PRINT_DIR/cups-files.conf" >"$PRINT_DIR/log/cupsd" 2>&1 </dev/null &
	CUPS_PID=$!
	VISIT_PIDS="$VISIT_PIDS $CUPS_PID"
	wait_until "CUPS to start" cups_up
}

cups_stop() {
	kill "$CUPS_PID"
	wait "$CUPS_PID" 2>/dev/null || true
}

# --- the printer --------------------------------------------------------------------------------------------------------

printer_dimensions() { # WIDTH HEIGHT in hundredths of a millimetre
	echo "{MEMBER integer x-dimension $1 MEMBER integer y-dimension $2}"
}

printer_size() {
	echo "{MEMBER collection media-size $(printer_dimensions "$1" "$2") MEMBER integer media-top-margin 0 MEMBER integer media-bottom-margin 0 MEMBER integer media-left-margin 0 MEMBER integer media-right-margin 0}"
}

printer_attributes() { # of a printer of labels; a printer named Office has A4 alone
	if [ "$PRINTER_NAME" = Office ]; then
		first=$(printer_size 21000 29700)
		cat <<-END
			ATTR keyword media-supported iso_a4_210x297mm
			ATTR keyword media-ready iso_a4_210x297mm
			ATTR keyword media-default iso_a4_210x297mm
			ATTR collection media-size-supported $(printer_dimensions 21000 29700)
			ATTR collection media-col-database $first
			ATTR collection media-col-default $first
		END
		return
	fi
	first=$(printer_size 10160 7620)
	cat <<-END
		ATTR keyword media-supported oe_4x3-label_4x3in,om_62x100_62x100mm,oe_2.25x4-label_2.25x4in,om_receipt58_58x113mm,om_receipt80_80x131mm
		ATTR keyword media-ready oe_4x3-label_4x3in
		ATTR keyword media-default oe_4x3-label_4x3in
		ATTR collection media-size-supported $(printer_dimensions 10160 7620),$(printer_dimensions 6200 10000),$(printer_dimensions 5715 10160),$(printer_dimensions 5800 11300),$(printer_dimensions 8000 13100)
		ATTR collection media-col-database $first,$(printer_size 6200 10000),$(printer_size 5715 10160),$(printer_size 5800 11300),$(printer_size 8000 13100)
		ATTR collection media-col-default $first
		ATTR integer media-bottom-margin-supported 0
		ATTR integer media-left-margin-supported 0
		ATTR integer media-right-margin-supported 0
		ATTR integer media-top-margin-supported 0
		ATTR mimeMediaType document-format-supported application/octet-stream,image/urf,image/pwg-raster
		ATTR mimeMediaType document-format-default application/octet-stream
		ATTR resolution printer-resolution-default 300dpi
		ATTR resolution printer-resolution-supported 300dpi
		ATTR resolution pwg-raster-document-resolution-supported 300dpi
		ATTR keyword pwg-raster-document-type-supported black_1,sgray_8
		ATTR keyword pwg-raster-document-sheet-back normal
		ATTR keyword urf-supported V1.4,CP1,W8,RS300
		ATTR keyword print-color-mode-supported monochrome
		ATTR keyword print-color-mode-default monochrome
		ATTR keyword sides-supported one-sided
		ATTR keyword sides-default one-sided
		ATTR boolean color-supported false
	END
}

# The printer's mechanics: while there is a fault it says so and waits. "busy" is none: it waits and says nothing.
printer_mechanics() {
	mkdir -p "$PRINTER_DIR/paper" "$PRINTER_DIR/jobs"
	cat >"$PRINTER_DIR/mechanics" <<-'END'
		#!/bin/sh
		dir=$(dirname "$0")
		said=
		echo "STATE: -media-empty-error,cover-open-error,media-jam-error" >&2
		while [ -s "$dir/fault" ]; do
			read -r fault <"$dir/fault"
			[ "$said" = "$fault" ] || [ "$fault" = busy ] || echo "STATE: +$fault" >&2
			said=$fault
			sleep 0.1
		done
		[ -z "$said" ] || [ "$said" = busy ] || echo "STATE: -$said" >&2
		n=$(($(cat "$dir/count") + 1))
		echo "$n" >"$dir/count"
		cp "$1" "$dir/paper/new" && mv "$dir/paper/new" "$dir/paper/$(printf '%03d' "$n").ras"
	END
	chmod 755 "$PRINTER_DIR/mechanics"
	echo 0 >"$PRINTER_DIR/count"
	: >"$PRINTER_DIR/fault"
	printer_attributes >"$PRINTER_DIR/printer.conf"
}

bus_up() { [ -S "$PRINT_DIR/bus" ]; }
printer_up() { curl -s -o /dev/null --noproxy '*' "http://127.0.0.1:$PRINTER_PORT/"; }

# ippeveprinter ends without a D-Bus to look for Avahi on; nobody needs to be there.
bus_start() {
	dbus-daemon --session --address="unix:path=$PRINT_DIR/bus" --nofork --nopidfile >/dev/null 2>&1 &
	VISIT_PIDS="$VISIT_PIDS $!"
	wait_until "a bus" bus_up
}

# One that was stopped comes back at its old port.
printer_start() { # NAME
	PRINTER_NAME=$1
	PRINTER_DIR=$PRINT_DIR/$PRINTER_NAME
	[ -S "$PRINT_DIR/bus" ] || bus_start
	[ -d "$PRINTER_DIR" ] || printer_mechanics
	PRINTER_PORT=$(cat "$PRINTER_DIR/port" 2>/dev/null || true)
	for _ in 1 2 3 4 5 6 7 8; do
		PRINTER_PORT=${PRINTER_PORT:-$(shuf -i 20000-39999 -n 1)}
		DBUS_SYSTEM_BUS_ADDRESS="unix:path=$PRINT_DIR/bus" ippeveprinter -r off -n localhost -p "$PRINTER_PORT" -d "$PRINTER_DIR/jobs" \
			-a "$PRINTER_DIR/printer.conf" -c "$PRINTER_DIR/mechanics" "$PRINTER_NAME" >"$PRINTER_DIR/log" 2>&1 </dev/null &
		PRINTER_PID=$!
		VISIT_PIDS="$VISIT_PIDS $PRINTER_PID"
		for _ in $(seq 100); do
			printer_up 2>/dev/null && break 2
			kill -0 "$PRINTER_PID" 2>/dev/null || break
			sleep 0.1
		done
		PRINTER_PORT=
	done
	[ -n "$PRINTER_PORT" ] || visit_fail "no printer: $(cat "$PRINTER_DIR/log")"
	echo "$PRINTER_PORT" >"$PRINTER_DIR/port"
}

printer_stop() {
	kill "$PRINTER_PID"
	wait "$PRINTER_PID" 2>/dev/null || true
}

queue_add() {
	lpadmin -p "$PRINTER_NAME" -E -v "ipp://localhost:$PRINTER_PORT/ipp/print" -m everywhere -o printer-error-policy=retry-job
}

printer_fault() { echo "$*" >"$PRINTER_DIR/fault"; }
printer_mend() { : >"$PRINTER_DIR/fault"; }

devices_open() { # PIN: from the first page to the devices of the staff desk
	touch_node staff
	screen_wait staff-pin
	enter_pin "$1"
	screen_wait staff-desk
	touch_node tab-devices
	screen_wait staff-devices
}

# --- what came out ------------------------------------------------------------------------------------------------------

papers() { find "$PRINTER_DIR/paper" -name '*.ras' | sort; }
paper_count() { papers | wc -l; }
papers_are() { [ "$(paper_count)" -eq "$1" ]; }
papers_wait() { wait_until "$1 badges on paper" papers_are "$1"; } # NUMBER

# Reads the code from what the printer got: CUPS' own raster reader, then another program's decoder.
paper_code() { # FILE
	"$BUILD/tests/print/raster" "$1" >paper.pgm
	qr_in paper.pgm
}
