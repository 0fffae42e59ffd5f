/* One pass, recursion only in scan_skip() and bounded there by the depth ceiling. */
#include "wire/scan.h"

#include "base/rand.h"
#include "base/text.h"
#include "wire/base64.h"
#include "wire/limits.h"

#include <string.h>

void scan_start(struct scan *scan, char *text, size_t size)
{
	*scan = (struct scan){.start = text, .at = text, .end = text + size};
}

bool scan_fail(struct scan *scan, const char *wrong)
{
	if (!scan->wrong)
		scan->wrong = wrong;
	return false;
}

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
		scan->at++;
}

/* The next character that is not white space; 0 at the end and after an error. */
static char peek(struct scan *scan)
{
	if (scan->wrong)
		return '\0';
	skip_space(scan);
	return scan->at < scan->end ? *scan->at : '\0';
}

static bool take(struct scan *scan, char c)
{
	if (peek(scan) != c || scan->at >= scan->end)
		return false;
	scan->at++;
	return true;
}

bool scan_done(struct scan *scan, struct err *err)
{
	skip_space(scan);
	if (!scan->wrong && scan->at < scan->end)
		scan_fail(scan, "more text follows the end");
	if (!scan->wrong)
		return true;
	return err_set(err, ERR_INPUT, "the JSON is not as it should be at byte %zu: %s", (size_t)(scan->at - scan->start),
		       scan->wrong);
}

static bool enter(struct scan *scan, char opening, const char *wanted)
{
	if (!take(scan, opening))
		return scan_fail(scan, wanted);
	if (++scan->depth > WIRE_DEPTH_MOST)
		return scan_fail(scan, "nested too deeply");
	return scan->fresh = true;
}

/* At the beginning of another member: true; at the closing bracket: takes it, false. */
static bool another(struct scan *scan, char closing)
{
	bool fresh = scan->fresh;
	scan->fresh = false;
	if (take(scan, closing)) {
		scan->depth--;
		return false;
	}
	if (!fresh && !take(scan, ','))
		return scan_fail(scan, "a comma or the end of the object or array is missing");
	return !scan->wrong;
}

bool scan_object(struct scan *scan)
{
	return enter(scan, '{', "an object was expected");
}

bool scan_key(struct scan *scan, struct span *key)
{
	if (!another(scan, '}') || !scan_string(scan, key))
		return false;
	return take(scan, ':') || scan_fail(scan, "a colon is missing");
}

bool scan_array(struct scan *scan)
{
	return enter(scan, '[', "an array was expected");
}

bool scan_item(struct scan *scan)
{
	return another(scan, ']');
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hexadecimal digits at `at`; -1 if they are not. */
static int32_t read_hex(const char *at, const char *end)
{
	int32_t value = 0;
	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_value(at[i]);
		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

/* "uXXXX" at *at, or two of them with a backslash between for a surrogate pair. NUL is not allowed. */
static int32_t read_unicode(const char **at, const char *end)
{
	int32_t first = read_hex(*at + 1, end);
	*at += 5;
	if (first < 0xD800 || first > 0xDFFF)
		return first > 0 ? first : -1;
	if (first > 0xDBFF || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
		return -1;
	int32_t second = read_hex(*at + 2, end);
	*at += 6;
	return second < 0xDC00 || second > 0xDFFF ? -1 : 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

/* Writes a character as UTF-8; never more bytes than its escape had. */
static char *put_utf8(char *to, int32_t c)
{
	char encoded[5] = "";
	text_append_char(encoded, sizeof encoded, c);
	size_t size = strlen(encoded);
	memcpy(to, encoded, size);
	return to + size;
}

/* One escape, the backslash at *at; NULL if it is none. */
static char *unescape(const char **at, const char *end, char *to)
{
	static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	if (++*at >= end)
		return NULL;
	if (**at == 'u') {
		int32_t c = read_unicode(at, end);
		return c < 0 ? NULL : put_utf8(to, c);
	}
	const char *which = **at ? strchr(plain, **at) : NULL;
	if (!which)
		return NULL;
	*to = meant[which - plain];
	++*at;
	return to + 1;
}

static bool is_utf8(const char *text, size_t size)
{
	for (const char *at = text; at < text + size;)
		if (text_next(&at) < 0)
			return false;
	return true;
}

/* From the first backslash on, the text is moved together over its escapes. */
static bool finish_escaped(struct scan *scan, struct span *out)
{
	const char *from = scan->at;
	char *to = scan->at;
	while (from < scan->end && *from != '"') {
		if ((unsigned char)*from < 0x20)
			return scan_fail(scan, "a control character inside a string");
		if (*from == '\\')
			to = unescape(&from, scan->end, to);
		else
			*to++ = *from++;
		if (!to)
			return scan_fail(scan, "an escape that JSON does not know");
	}
	if (from >= scan->end)
		return scan_fail(scan, "the text ends inside a string");
	out->size = (size_t)(to - out->at);
	*to = '\0';
	scan->at += from + 1 - scan->at;
	return true;
}

/* Eight characters at a time: which of them end a run of plain ones. The lowest bit that is set is true, those above it may be
 * carried over. */
static uint64_t ends_of(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
	uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
	return (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word)) & highs;
}

/* Skips plain characters while there are eight; bit 7 of what comes back is set if one of them was not ASCII. */
static unsigned char skip_plain(struct scan *scan)
{
	uint64_t word, seen = 0;
	for (; scan->end - scan->at >= (ptrdiff_t)sizeof word; scan->at += sizeof word) {
		memcpy(&word, scan->at, sizeof word);
		if (ends_of(word))
			break;
		seen |= word;
	}
	return seen & UINT64_C(0x8080808080808080) ? 0x80 : 0;
}

bool scan_string(struct scan *scan, struct span *out)
{
	if (!take(scan, '"'))
		return scan_fail(scan, "a string was expected");
	out->at = scan->at;
	unsigned char seen = skip_plain(scan), c;
	while (scan->at < scan->end && (c = (unsigned char)*scan->at) != '"' && c != '\\' && c >= 0x20) {
		seen |= c;
		scan->at++;
	}
	if (scan->at < scan->end && *scan->at == '"') {
		out->size = (size_t)(scan->at - out->at);
		*scan->at++ = '\0';
	} else if (!finish_escaped(scan, out)) {
		return false;
	} else {
		seen = 0x80;
	}
	return !(seen & 0x80) || is_utf8(out->at, out->size) || scan_fail(scan, "a string that is not UTF-8");
}

/* Behind a number or word there may be only what can follow a value. */
static bool ends_here(const struct scan *scan)
{
	if (scan->at >= scan->end)
		return true;
	switch (*scan->at) {
	case ' ':
	case '\n':
	case '\r':
	case '\t':
	case ',':
	case ']':
	case '}':
		return true;
	default:
		return false;
	}
}

bool scan_number(struct scan *scan, uint64_t *out)
{
	peek(scan);
	const char *first = scan->at;
	uint64_t value = 0;
	for (; !scan->wrong && scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9'; scan->at++) {
		uint64_t digit = (uint64_t)(*scan->at - '0');
		if (value > (UINT64_MAX - digit) / 10)
			return scan_fail(scan, "a number that is too large");
		value = value * 10 + digit;
	}
	if (scan->wrong || scan->at == first || !ends_here(scan) || (*first == '0' && scan->at - first > 1))
		return scan_fail(scan, "a whole number was expected");
	*out = value;
	return true;
}

static bool take_word(struct scan *scan, const char *word)
{
	size_t size = strlen(word);
	peek(scan);
	if (scan->wrong || (size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0)
		return false;
	scan->at += size;
	return ends_here(scan) || scan_fail(scan, "a word that JSON does not know");
}

bool scan_bool(struct scan *scan, bool *out)
{
	*out = take_word(scan, "true");
	return *out || take_word(scan, "false") || scan_fail(scan, "true or false was expected");
}

bool scan_null(struct scan *scan)
{
	return peek(scan) == 'n' && take_word(scan, "null");
}

static size_t skip_digits(struct scan *scan)
{
	char *first = scan->at;
	while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
		scan->at++;
	return (size_t)(scan->at - first);
}

static bool at_char(const struct scan *scan, char c)
{
	return scan->at < scan->end && *scan->at == c;
}

/* Any number of the JSON grammar: -0.5e+10. */
static bool skip_number(struct scan *scan)
{
	scan->at += at_char(scan, '-');
	bool zero = at_char(scan, '0');
	size_t whole = skip_digits(scan);
	bool ok = whole == 1 || (whole > 1 && !zero);
	if (ok && at_char(scan, '.')) {
		scan->at++;
		ok = skip_digits(scan) > 0;
	}
	if (ok && (at_char(scan, 'e') || at_char(scan, 'E'))) {
		scan->at++;
		scan->at += at_char(scan, '+') || at_char(scan, '-');
		ok = skip_digits(scan) > 0;
	}
	return (ok && ends_here(scan)) || scan_fail(scan, "a value was expected");
}

bool scan_skip(struct scan *scan)
{
	struct span ignored;
	bool flag;
	switch (peek(scan)) {
	case '{':
		for (scan_object(scan); scan_key(scan, &ignored);)
			scan_skip(scan);
		return !scan->wrong;
	case '[':
		for (scan_array(scan); scan_item(scan);)
			scan_skip(scan);
		return !scan->wrong;
	case '"':
		return scan_string(scan, &ignored);
	case 't':
	case 'f':
		return scan_bool(scan, &flag);
	case 'n':
		return scan_null(scan);
	default:
		return skip_number(scan);
	}
}

bool scan_text(struct scan *scan, char *out, size_t size)
{
	struct span text;
	if (!scan_string(scan, &text))
		return false;
	if (text.size >= size)
		return scan_fail(scan, "a text that is too long");
	memcpy(out, text.at, text.size + 1);
	return true;
}

bool scan_base64(struct scan *scan, struct span *out)
{
	return scan_string(scan, out) &&
	       (base64_decode(out->at, out->size, out->at, &out->size) || scan_fail(scan, "not base64 with padding"));
}

bool scan_bytes(struct scan *scan, void *out, size_t size)
{
	struct span bytes;
	if (!scan_base64(scan, &bytes))
		return false;
	if (bytes.size != size)
		return scan_fail(scan, "base64 of another length than it must have");
	memcpy(out, bytes.at, size);
	return true;
}

/* An id as we write it ourselves: upper case, no look-alikes, the two bits that 26 characters have too many not set. */
static bool is_canonical_id(const struct span *text)
{
	static const uint8_t places[256] = {
		/* 1 + what the letter stands for; 0 does not belong */
		['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
		['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
		['G'] = 17, ['H'] = 18, ['J'] = 19, ['K'] = 20, ['M'] = 21, ['N'] = 22, ['P'] = 23, ['Q'] = 24,
		['R'] = 25, ['S'] = 26, ['T'] = 27, ['V'] = 28, ['W'] = 29, ['X'] = 30, ['Y'] = 31, ['Z'] = 32,
	};
	if (text->size != ID_TEXT - 1)
		return false;
	for (size_t i = 0; i < ID_TEXT - 1; i++)
		if (!places[(unsigned char)text->at[i]])
			return false;
	return (places[(unsigned char)text->at[ID_TEXT - 2]] - 1) % 4 == 0;
}

bool scan_id(struct scan *scan, char out[])
{
	struct span text;
	uint8_t id[ID_BYTES];
	if (!scan_string(scan, &text))
		return false;
	if (is_canonical_id(&text)) {
		memcpy(out, text.at, ID_TEXT);
		return true;
	}
	if (!base32_decode(text.at, text.size, id, sizeof id))
		return scan_fail(scan, "an id of 26 base32 characters was expected");
	base32_encode(id, sizeof id, out);
	return true;
}

bool span_is(const struct span *span, const char *text)
{
	size_t size = strlen(text);
	return span->size == size && memcmp(span->at, text, size) == 0;
}
