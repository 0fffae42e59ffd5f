/* How the equipment of this kiosk stands, as one small row each. Whoever knows about a device tells by an INPUT_DEVICE; the
 * staff desk shows the row, as a word and as a sentence that says what to do. */
#ifndef LANYARD_DEVICE_STATE_H
#define LANYARD_DEVICE_STATE_H

#include <stdbool.h>

enum equipment {
	EQUIPMENT_PRINTER,
	EQUIPMENT_SCANNER,
	EQUIPMENT_NETWORK,
	EQUIPMENT_SYNC,
	EQUIPMENT_DISK,
	EQUIPMENT_CLOCK,
	EQUIPMENT_COUNT
};

/* A row for each in state.c, and "device.WORD" and "device.WORD.text" in the catalogue. */
enum condition {
	CONDITION_UNKNOWN, /* nobody has looked yet */
	PRINTER_READY,
	PRINTER_MISSING,
	PRINTER_EMPTY,
	PRINTER_OPEN,
	PRINTER_JAM,
	PRINTER_TROUBLE,   /* it says so, and not what */
	PRINTER_OFFLINE,   /* CUPS cannot reach it */
	PRINTER_STOPPED,   /* somebody stopped its queue */
	PRINTER_REJECTING, /* its queue takes nothing */
	PRINTER_MEDIA,     /* no labels of the badge's size */
	PRINTER_TEMPLATE,  /* the badge's template cannot be drawn */
	PRINTER_NO_CUPS,
	PRINTER_HUNG,    /* CUPS does not answer */
	PRINTER_TWICE,   /* ready; number: badges that may have come out twice */
	SCANNER_READY,   /* number: scanners that can be used */
	SCANNER_MISSING, /* the same: one that is named is not there */
	NETWORK_UP,
	NETWORK_DOWN,
	NETWORK_NO_HUB, /* there is one, but the hub cannot be reached */
	SYNC_DONE,      /* number: minutes since the hub was heard */
	SYNC_WAITING,   /* number: facts that are still to be sent */
	SYNC_LATE,      /* the same, and the hub has not been heard for a while */
	SYNC_NONE,
	DISK_FINE, /* number: GB free */
	DISK_LOW,  /* number: MB free */
	DISK_FULL,
	CLOCK_GOOD,
	CLOCK_DOUBTED,
	CONDITION_COUNT
};

enum health { HEALTH_UNKNOWN, HEALTH_GOOD, HEALTH_NOTE /* no harm yet */, HEALTH_BAD };

struct device_state {
	enum condition condition;
	int number;
};

enum health state_health(enum condition condition);
/* "printer.ready"; of CONDITION_UNKNOWN "unknown". */
const char *state_word(enum condition condition);
/* Whether its words count a number. */
bool state_counts(enum condition condition);

#endif
