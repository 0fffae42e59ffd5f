/* By hand and not with iconv: glibc loads its UTF-16 and CP1252 converters from files that small images leave out, they stop at
 * bytes that Windows leaves undefined, and what is needed is one loop and a table of 32 characters.
 * Sources: RFC 3629 (UTF-8), RFC 2781 (UTF-16), the WHATWG Encoding Standard's windows-1252 index (which maps the five
 * undefined bytes to the C1 controls of the same number; here U+FFFD, because a control is never meant). */
#include "table/encoding.h"

#include <string.h>
#include <utf8proc.h>

static const uint8_t utf8_mark[] = {0xEF, 0xBB, 0xBF};

static const char *const names[] = {
	[ENCODING_UTF8] = "UTF-8",
	[ENCODING_WINDOWS_1252] = "Windows-1252",
	[ENCODING_UTF16LE] = "UTF-16LE",
	[ENCODING_UTF16BE] = "UTF-16BE",
};

const char *encoding_name(enum encoding encoding)
{
	return names[encoding];
}

/* --- judging ------------------------------------------------------------------------------------------------------------ */

/* Bytes at the beginning that are well-formed UTF-8. */
static size_t well_formed(const uint8_t *bytes, size_t size)
{
	size_t at = 0;
	while (at < size) {
		utf8proc_int32_t c;
		size_t left = size - at;
		utf8proc_ssize_t n = bytes[at] < 0x80 ? 1
						      : utf8proc_iterate(bytes + at, left < 4 ? (utf8proc_ssize_t)left : 4, &c);
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	return at;
}

/* Whether the bytes that remain could be the beginning of a character. */
static bool is_cut(const uint8_t *bytes, size_t size)
{
	size_t need = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC2 ? 2 : 0;
	if (size >= need)
		return false;
	for (size_t i = 1; i < size; i++)
		if ((bytes[i] & 0xC0) != 0x80)
			return false;
	return true;
}

/* UTF-16 without a mark: Western text has a zero in nearly every other byte, always on the same side. */
static bool zeros_tell(const uint8_t *bytes, size_t size, enum encoding *encoding)
{
	size_t pairs = (size < 4096 ? size : 4096) / 2, even = 0, odd = 0;
	for (size_t i = 0; i < pairs; i++) {
		even += bytes[2 * i] == 0;
		odd += bytes[2 * i + 1] == 0;
	}
	if (pairs < 2 || (even > pairs / 16) == (odd > pairs / 16))
		return false;
	*encoding = odd > even ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	return (odd > even ? odd : even) > pairs / 2;
}

enum encoding encoding_detect(const void *head, size_t size)
{
	const uint8_t *bytes = head;
	enum encoding encoding;
	if (size >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
		return ENCODING_UTF16LE;
	if (size >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
		return ENCODING_UTF16BE;
	if (zeros_tell(bytes, size, &encoding))
		return encoding;
	size_t good = well_formed(bytes, size);
	return good == size || is_cut(bytes + good, size - good) ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

/* --- decoding ----------------------------------------------------------------------------------------------------------- */

static bool add_char(struct buf *out, int32_t c)
{
	uint8_t bytes[4];
	return buf_add(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static bool add_unit(struct decoder *decoder, uint16_t unit, struct buf *out)
{
	uint16_t high = decoder->high;
	bool low = (unit & 0xFC00) == 0xDC00;
	decoder->high = 0;
	if (high && low)
		return add_char(out, 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF));
	if (high && !add_char(out, 0xFFFD))
		return false;
	if ((unit & 0xFC00) == 0xD800) {
		decoder->high = unit;
		return true;
	}
	if (unit == 0xFEFF && !decoder->begun)
		return true;
	return add_char(out, low ? 0xFFFD : unit);
}

static bool feed_utf16(struct decoder *decoder, const uint8_t *bytes, size_t size, struct buf *out)
{
	for (size_t i = 0; i < size; i++) {
		if (!decoder->odd) {
			decoder->half = bytes[i];
			decoder->odd = true;
			continue;
		}
		unsigned first = decoder->half, second = bytes[i];
		unsigned unit = decoder->encoding == ENCODING_UTF16LE ? second << 8 | first : first << 8 | second;
		decoder->odd = false;
		if (!add_unit(decoder, (uint16_t)unit, out))
			return false;
		decoder->begun = true;
	}
	return true;
}

static bool feed_bytes(struct decoder *decoder, const uint8_t *bytes, size_t size, struct buf *out)
{
	for (; size && !decoder->begun; bytes++, size--) {
		if (*bytes != utf8_mark[decoder->mark])
			break;
		if (++decoder->mark == sizeof utf8_mark) {
			decoder->mark = 0;
			decoder->begun = true;
		}
	}
	if (!size)
		return true;
	return decoder_end(decoder, out) && buf_add(out, bytes, size);
}

bool decoder_feed(struct decoder *decoder, const void *bytes, size_t size, struct buf *out)
{
	if (decoder->encoding == ENCODING_UTF16LE || decoder->encoding == ENCODING_UTF16BE)
		return feed_utf16(decoder, bytes, size, out);
	return feed_bytes(decoder, bytes, size, out);
}

bool decoder_end(struct decoder *decoder, struct buf *out)
{
	size_t mark = decoder->mark;
	bool half = decoder->high || decoder->odd;
	decoder->mark = 0;
	decoder->high = 0;
	decoder->odd = false;
	decoder->begun = true;
	return buf_add(out, utf8_mark, mark) && (!half || add_char(out, 0xFFFD));
}

/* --- cells -------------------------------------------------------------------------------------------------------------- */

static const uint16_t windows_1252[32] = {
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

bool encoding_add_cell(struct buf *out, const char *bytes, size_t size)
{
	const uint8_t *from = (const uint8_t *)bytes;
	bool good = well_formed(from, size) == size;
	if (good && !memchr(bytes, '\0', size))
		return buf_add(out, bytes, size);
	for (size_t i = 0; i < size; i++) {
		uint8_t c = from[i];
		bool fits = true;
		if (c != 0 && (good || c < 0x80))
			fits = buf_add_char(out, bytes[i]);
		else if (c != 0)
			fits = add_char(out, c < 0xA0 ? windows_1252[c - 0x80] : c);
		if (!fits)
			return false;
	}
	return true;
}
