/* Text goes out in runs that need no escape. */
#include "wire/put.h"

#include "base/clock.h"
#include "wire/base64.h"

#include <string.h>

static bool put_escape(struct buf *out, char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
	const char *which = strchr(plain, c);
	if (!which)
		return buf_add_format(out, "\\u%04x", (unsigned)(unsigned char)c);
	return buf_add_char(out, '\\') && buf_add_char(out, letter[which - plain]);
}

bool put_string(struct buf *out, const char *text)
{
	bool ok = buf_add_char(out, '"');
	while (ok && *text) {
		size_t run = 0;
		while ((unsigned char)text[run] >= 0x20 && text[run] != '"' && text[run] != '\\')
			run++;
		ok = buf_add(out, text, run);
		text += run;
		if (ok && *text)
			ok = put_escape(out, *text++);
	}
	return ok && buf_add_char(out, '"');
}

bool put_base64(struct buf *out, const void *data, size_t size)
{
	size_t length = BASE64_LENGTH(size);
	char *place = buf_reserve(out, length + 2);
	if (!place)
		return false;
	place[0] = '"';
	base64_encode(data, size, place + 1);
	place[length + 1] = '"';
	buf_grew(out, length + 2);
	return true;
}

bool put_time(struct buf *out, int64_t wall)
{
	char text[40];
	clock_format_utc(wall, text, sizeof text);
	return put_string(out, text);
}

bool put_id_or_null(struct buf *out, const char *id)
{
	return id[0] ? put_string(out, id) : buf_add_text(out, "null");
}
