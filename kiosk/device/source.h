/* Where a scan came from. */
#ifndef LANYARD_DEVICE_SOURCE_H
#define LANYARD_DEVICE_SOURCE_H

enum scan_source {
	SCAN_TYPED,  /* a scanner that types like a keyboard, among all that is typed (device/wedge.h) */
	SCAN_KEYS,   /* the same kind, read from its own input device */
	SCAN_SERIAL, /* a serial scanner */
	SCAN_CAMERA,
	SCAN_SOURCE_COUNT
};

#endif
