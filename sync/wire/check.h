/* What a receiver proves about a batch before it looks at what it has: every digest is computed, each event names the one
 * before it, and the last of each run is signed by its device, which vouches for all before it at a tenth of the cost of
 * checking every signature. Whether a run fits to what is stored is the receiver's question. */
#ifndef LANYARD_WIRE_CHECK_H
#define LANYARD_WIRE_CHECK_H

#include "store/device.h"
#include "wire/messages.h"

/* Events first … first + count - 1 of a batch: of one device, in order, without a gap. */
struct wire_run {
	size_t first, count;
};
struct wire_runs {
	struct wire_run *runs;
	size_t count, room;
};
void wire_runs_release(struct wire_runs *runs);

/* Copies a device's public key; false if the device is not known. */
typedef bool wire_key_fn(void *self, const char *device, uint8_t key[KEY_BYTES]);

/* Fills in the events' digests and finds the runs. ERR_INPUT: not runs, or a device twice. ERR_MISSING: a device that is not
 * known. ERR_REFUSED: a chain or a signature that does not fit. On failure `device` is whose events are at fault. `runs` must
 * be empty. */
bool wire_check(struct wire_batch *batch, wire_key_fn *find_key, void *self, struct wire_runs *runs, char device[ID_TEXT],
		struct err *err);

/* Checks certificates that a message brought, each against its inviter, which must be known or stand before it. Those of known
 * devices are skipped. `fresh` gets the rest with their texts, in order. ERR_REFUSED with the reason. */
struct wire_admission {
	struct device device;
	const char *text; /* borrowed from the message */
};
struct wire_admissions {
	struct wire_admission *list;
	size_t count, room;
};
void wire_admissions_release(struct wire_admissions *admissions);
bool wire_check_certificates(const struct wire_certificates *certificates, const char *fair, wire_key_fn *find_key, void *self,
			     struct wire_admissions *fresh, struct err *err);

#endif
