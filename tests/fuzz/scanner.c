/* Any bytes as what a scanner sends, torn anywhere: no code holds an end or is longer than it may be, nothing is given twice,
 * and nothing stays behind. The same bytes are read as key presses too. */
#include "device/scan_bytes.h"
#include "device/scan_keys.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MOST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_code(void *self, const char *code, size_t size)
{
	size_t *given = self;
	if (size == 0 || size > SCAN_MOST + 1 || memchr(code, '\r', size) || memchr(code, '\n', size) || memchr(code, 0, size))
		abort();
	*given += size;
}

static void as_bytes(const uint8_t *data, size_t size, bool marks)
{
	struct scan_bytes bytes;
	size_t given = 0;
	int64_t now = 1;
	scan_bytes_init(&bytes, marks ? "]Q3" : NULL, marks ? "##" : NULL);
	for (size_t at = 0; at < size;) {
		size_t step = (size_t)data[at] % 40 + 1, n = size - at < step ? size - at : step;
		scan_bytes_take(&bytes, (const char *)data + at, n, now, take_code, &given);
		now += data[at];
		at += n;
	}
	scan_bytes_tick(&bytes, now + BYTES_QUIET_MS, take_code, &given);
	if (given > size || bytes.size > 0 || scan_bytes_deadline(&bytes) != -1)
		abort();
}

static void as_keys(const uint8_t *data, size_t size)
{
	struct scan_keys keys = {.shift = false};
	char out[KEYS_MOST / KEYS_EVENT + 1];
	for (size_t at = 0; at < size;) {
		size_t step = (size_t)data[at] * 16 + 1, n = size - at < step ? size - at : step;
		if (scan_keys_take(&keys, data + at, n, out) > n / KEYS_EVENT + 1)
			abort();
		at += n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	as_bytes(data, size, false);
	as_bytes(data, size, true);
	as_keys(data, size);
	return 0;
}
