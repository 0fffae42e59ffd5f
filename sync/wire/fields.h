/* An object of the protocol as a table: one row a field, with its reader and its place in a struct.
 *
 * Unknown fields are skipped, so a newer side may add some; a field that comes twice or is missing is an error. */
#ifndef LANYARD_WIRE_FIELDS_H
#define LANYARD_WIRE_FIELDS_H

#include "wire/scan.h"

typedef bool field_reader(struct scan *scan, void *place);

struct field {
	const char *name;
	field_reader *read;
	size_t offset; /* of the place, in the struct that is filled */
	bool optional; /* then the place keeps what it had */
};

/* Reads one object into `out`. At most 32 fields. `seen`, if not NULL, gets a bit for each row that was there. */
bool fields_read(struct scan *scan, const struct field *fields, size_t count, void *out, uint32_t *seen);

field_reader field_id;           /* char[ID_TEXT] */
field_reader field_id_null;      /* the same, "" for null */
field_reader field_number;       /* uint64_t */
field_reader field_digest;       /* uint8_t[DIGEST_BYTES] */
field_reader field_signature;    /* uint8_t[SIGNATURE_BYTES] */
field_reader field_time;         /* int64_t wall milliseconds, from ISO 8601 */
field_reader field_flag;         /* bool */
field_reader field_certificates; /* struct wire_certificates: a list of texts */

#endif
