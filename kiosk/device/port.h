/* One scanner that is read from its device: opened for us alone, and never waited for. */
#ifndef LANYARD_DEVICE_PORT_H
#define LANYARD_DEVICE_PORT_H

#include "device/scan_bytes.h"
#include "device/scan_keys.h"
#include "device/source.h"

#include <sys/types.h>

enum { PORT_PATH_MOST = 256 };

struct port {
	int fd;
	enum scan_source source;
	char path[PORT_PATH_MOST];
	dev_t device; /* what the path led to: links may give it several names */
	struct scan_keys keys;
	struct scan_bytes bytes;
};

/* False if it is not there, not such a device, or not ours to use. */
bool port_open(struct port *port, const char *path, enum scan_source source);
void port_close(struct port *port);
/* Whether the path leads to the device that is open. */
bool port_is(const struct port *port, const char *path);
/* What has come, as bytes of codes. False if the device is gone. */
bool port_read(struct port *port, char *bytes, size_t size, size_t *count);

#endif
