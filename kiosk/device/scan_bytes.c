/* See scan_bytes.h. */
#include "device/scan_bytes.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { STX = 2, ETX = 3 };

void scan_bytes_init(struct scan_bytes *bytes, const char *prefix, const char *suffix)
{
	*bytes = (struct scan_bytes){.size = 0};
	text_copy(bytes->prefix, sizeof bytes->prefix, prefix ? prefix : "");
	text_copy(bytes->suffix, sizeof bytes->suffix, suffix ? suffix : "");
}

void scan_bytes_wipe(struct scan_bytes *bytes)
{
	sodium_memzero(bytes->bytes, sizeof bytes->bytes);
	bytes->size = 0;
}

static bool has_suffix(const struct scan_bytes *bytes)
{
	size_t n = strlen(bytes->suffix);
	return n > 0 && bytes->size >= n && memcmp(bytes->bytes + bytes->size - n, bytes->suffix, n) == 0;
}

static void end(struct scan_bytes *bytes, code_fn *give, void *self)
{
	size_t skip = strlen(bytes->prefix);
	if (has_suffix(bytes))
		bytes->size -= strlen(bytes->suffix);
	if (bytes->size < skip || memcmp(bytes->bytes, bytes->prefix, skip) != 0)
		skip = 0;
	if (bytes->size > skip)
		give(self, bytes->bytes + skip, bytes->size - skip);
	scan_bytes_wipe(bytes);
}

static bool is_end(char c)
{
	return c == '\r' || c == '\n' || c == '\t' || c == '\0' || c == ETX;
}

static void take_one(struct scan_bytes *bytes, char c, code_fn *give, void *self)
{
	if (c == STX && bytes->size == 0)
		return;
	if (is_end(c)) {
		end(bytes, give, self);
		return;
	}
	if (bytes->size < sizeof bytes->bytes)
		bytes->bytes[bytes->size++] = c;
	if (bytes->size < sizeof bytes->bytes && has_suffix(bytes))
		end(bytes, give, self);
}

void scan_bytes_take(struct scan_bytes *bytes, const char *from, size_t count, int64_t now, code_fn *give, void *self)
{
	scan_bytes_tick(bytes, now, give, self);
	for (size_t i = 0; i < count; i++)
		take_one(bytes, from[i], give, self);
	bytes->last = now;
}

int64_t scan_bytes_deadline(const struct scan_bytes *bytes)
{
	return bytes->size > 0 ? bytes->last + BYTES_QUIET_MS : -1;
}

void scan_bytes_tick(struct scan_bytes *bytes, int64_t now, code_fn *give, void *self)
{
	if (bytes->size > 0 && now >= bytes->last + BYTES_QUIET_MS)
		end(bytes, give, self);
}
