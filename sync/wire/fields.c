/* The search for a field's row begins behind the last one found: senders write fields in the table's order, so it is nearly
 * always the first that is looked at. */
#include "wire/fields.h"

#include "base/clock.h"
#include "wire/limits.h"

static size_t find_field(const struct field *fields, size_t count, size_t hint, const struct span *key)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = (hint + i) % count;
		if (span_is(key, fields[at].name))
			return at;
	}
	return count;
}

bool fields_read(struct scan *scan, const struct field *fields, size_t count, void *out, uint32_t *seen_out)
{
	uint32_t seen = 0;
	size_t next = 0;
	struct span key;
	for (scan_object(scan); scan_key(scan, &key);) {
		size_t at = find_field(fields, count, next, &key);
		if (at == count) {
			scan_skip(scan);
			continue;
		}
		if (seen & 1u << at)
			return scan_fail(scan, "a field that comes twice");
		seen |= 1u << at;
		next = (at + 1) % count;
		if (!fields[at].read(scan, (char *)out + fields[at].offset))
			return scan_fail(scan, "a field that cannot be read");
	}
	for (size_t i = 0; i < count && !scan->wrong; i++)
		if (!fields[i].optional && !(seen & 1u << i))
			return scan_fail(scan, "a field is missing in the object that ends here");
	if (seen_out)
		*seen_out = seen;
	return !scan->wrong;
}

bool field_id(struct scan *scan, void *place)
{
	return scan_id(scan, place);
}

bool field_id_null(struct scan *scan, void *place)
{
	if (!scan_null(scan))
		return scan_id(scan, place);
	*(char *)place = '\0';
	return true;
}

bool field_number(struct scan *scan, void *place)
{
	return scan_number(scan, place);
}

bool field_digest(struct scan *scan, void *place)
{
	return scan_bytes(scan, place, DIGEST_BYTES);
}

bool field_signature(struct scan *scan, void *place)
{
	return scan_bytes(scan, place, SIGNATURE_BYTES);
}

bool field_time(struct scan *scan, void *place)
{
	char text[40];
	return scan_text(scan, text, sizeof text) &&
	       (clock_parse(text, place) || scan_fail(scan, "a time as in 2026-03-12T13:24:05Z was expected"));
}

bool field_flag(struct scan *scan, void *place)
{
	return scan_bool(scan, place);
}
