/* See wedge.h. A "run" is what came without a pause; it is a scan once it has WEDGE_LEAST characters or begins with the prefix.
 */
#include "device/wedge.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

void wedge_init(struct wedge *wedge, const struct wedge_options *options)
{
	*wedge = (struct wedge){.ended = INT64_MIN / 2};
	text_copy(wedge->prefix, sizeof wedge->prefix, options && options->prefix ? options->prefix : "");
	text_copy(wedge->suffix, sizeof wedge->suffix, options && options->suffix ? options->suffix : "");
	if (options && options->known) {
		wedge->known = options->known;
		wedge->self = options->self;
	}
}

void wedge_wipe(struct wedge *wedge)
{
	sodium_memzero(wedge->bytes, sizeof wedge->bytes);
	sodium_memzero(wedge->early, sizeof wedge->early);
	sodium_memzero(wedge->head, sizeof wedge->head);
	sodium_memzero(wedge->keys, sizeof wedge->keys);
	wedge->key = 0;
	wedge->latest = 0;
	wedge->size = wedge->count = 0;
}

static bool has_prefix(const struct wedge *wedge)
{
	size_t n = strlen(wedge->prefix);
	return n > 0 && wedge->size >= n && memcmp(wedge->bytes, wedge->prefix, n) == 0;
}

static bool has_suffix(const struct wedge *wedge)
{
	size_t n = strlen(wedge->suffix), skip = has_prefix(wedge) ? strlen(wedge->prefix) : 0;
	return n > 0 && wedge->size >= n + skip && memcmp(wedge->bytes + wedge->size - n, wedge->suffix, n) == 0;
}

static bool is_scan(const struct wedge *wedge)
{
	return wedge->count >= WEDGE_LEAST || has_prefix(wedge);
}

static void keep(struct wedge *wedge, int32_t codepoint, int64_t at)
{
	char one[8] = "";
	text_append_char(one, sizeof one, codepoint);
	size_t n = strlen(one), room = sizeof wedge->bytes - wedge->size;
	memcpy(wedge->bytes + wedge->size, one, n < room ? n : room);
	wedge->size += n < room ? n : room;
	if (wedge->count < WEDGE_LEAST) {
		wedge->early[wedge->count] = codepoint;
		wedge->early_at[wedge->count] = at;
	}
	if (wedge->count < sizeof wedge->keys)
		wedge->keys[wedge->count] = wedge->key;
	wedge->key = 0;
	wedge->count++;
	wedge->latest = codepoint;
	wedge->last = at;
}

static void give_text(const struct wedge *wedge, size_t i, wedge_fn *give, void *self)
{
	give(self, &(struct input){.type = INPUT_TEXT, .at = wedge->early_at[i], .codepoint = wedge->early[i]});
}

/* A whole badge is known by its length and its first letter. */
static bool is_badge(const char *bytes, size_t size)
{
	return token_is_length(size) && (bytes[0] == 'L' || bytes[0] == 'l');
}

/* Characters before the first clear pause of a run were typed by somebody while the scanner began: a scanner's own pauses are
 * even and short. Returns how many. */
static size_t typed_before(const struct wedge *wedge)
{
	if (has_prefix(wedge) || is_badge(wedge->bytes, wedge->size))
		return 0;
	size_t n = wedge->count < WEDGE_LEAST ? wedge->count : WEDGE_LEAST, cut = 0;
	int64_t widest = 0, other = 0;
	for (size_t i = 1; i < n; i++) {
		int64_t pause = wedge->early_at[i] - wedge->early_at[i - 1];
		if (pause > widest) {
			other = widest;
			widest = pause;
			cut = i;
		} else if (pause > other) {
			other = pause;
		}
	}
	bool clear = widest >= 12 && widest > 3 * (other + 1);
	return cut <= 3 && clear && widest < WEDGE_HOLD_MS ? cut : 0; /* a longer one was the program's, not the typist's */
}

/* A scanner that hesitates after its first characters (wireless ones wake up so) has them let go as text; with them put back in
 * front the badge is whole. */
static void complete_badge(const struct wedge *wedge, struct input *scan)
{
	char whole[TOKEN_TEXT];
	size_t head = strlen(wedge->head), size = head + scan->size;
	if (head == 0 || size >= sizeof whole || wedge->early_at[0] - wedge->head_at > WEDGE_STALL_MS)
		return;
	memcpy(whole, wedge->head, head);
	memcpy(whole + head, scan->scan, scan->size);
	if (is_badge(whole, size)) {
		memcpy(scan->scan, whole, size);
		scan->size = size;
	}
	sodium_memzero(whole, sizeof whole);
}

/* What was typed in another layout is known by its keys, if they make a genuine badge. The first `typed` are a person's. */
static void read_keys(const struct wedge *wedge, size_t typed, struct input *scan)
{
	size_t prefix = strlen(wedge->prefix), suffix = strlen(wedge->suffix);
	if (!wedge->known || wedge->count > sizeof wedge->keys || wedge->known(wedge->self, scan->scan, scan->size))
		return;
	const char *keys = wedge->keys + typed;
	size_t size = wedge->count - typed;
	if (size >= prefix && memcmp(keys, wedge->prefix, prefix) == 0) {
		keys += prefix;
		size -= prefix;
	}
	if (size >= suffix && memcmp(keys + size - suffix, wedge->suffix, suffix) == 0)
		size -= suffix;
	if (!wedge->known(wedge->self, keys, size))
		return;
	memcpy(scan->scan, keys, size);
	scan->size = size;
}

static void give_scan(struct wedge *wedge, int64_t now, wedge_fn *give, void *self)
{
	size_t skip = has_prefix(wedge) ? strlen(wedge->prefix) : 0, typed = typed_before(wedge);
	for (size_t i = 0; i < typed; i++) {
		char one[8] = "";
		text_append_char(one, sizeof one, wedge->early[i]);
		skip += strlen(one);
		give_text(wedge, i, give, self);
	}
	size_t size = wedge->size - (has_suffix(wedge) ? strlen(wedge->suffix) : 0);
	struct input scan = {.type = INPUT_SCAN, .at = now, .size = size - skip};
	memcpy(scan.scan, wedge->bytes + skip, scan.size);
	complete_badge(wedge, &scan);
	read_keys(wedge, typed, &scan);
	wedge_wipe(wedge);
	wedge->ended = now;
	give(self, &scan);
	sodium_memzero(&scan, sizeof scan);
}

/* Ends a run: one scan, or the text that a person typed. */
static void end_run(struct wedge *wedge, int64_t now, wedge_fn *give, void *self)
{
	if (is_scan(wedge)) {
		give_scan(wedge, now, give, self);
		return;
	}
	char head[TOKEN_TEXT] = "";
	memcpy(head, wedge->bytes, wedge->size < sizeof head ? wedge->size : sizeof head - 1);
	int64_t began = wedge->early_at[0];
	for (size_t i = 0; i < wedge->count; i++)
		give_text(wedge, i, give, self);
	wedge_wipe(wedge);
	memcpy(wedge->head, head, sizeof head);
	wedge->head_at = began;
	sodium_memzero(head, sizeof head);
}

static void take_text(struct wedge *wedge, const struct input *input, bool repeat, wedge_fn *give, void *self)
{
	bool busy = wedge->count > 0, late = input->at - wedge->last >= WEDGE_REPEAT_MS;
	if (repeat && busy && late && input->codepoint == wedge->latest) /* the machine was slow to see a scanner's key go up */
		return;
	if (repeat && !busy) { /* somebody holds a key */
		give(self, input);
		return;
	} /* else "44" at a scanner's pace, which SDL takes for a repeat */
	keep(wedge, input->codepoint, input->at);
	if (is_scan(wedge) && has_suffix(wedge))
		give_scan(wedge, input->at, give, self);
}

static bool ends_scan(const struct input *input)
{
	return input->key == KEY_SELECT || input->key == KEY_NEXT_FIELD;
}

static void take_key(struct wedge *wedge, const struct input *input, wedge_fn *give, void *self)
{
	bool scanned = wedge->count > 0 && is_scan(wedge);
	if (wedge->count == 0 && ends_scan(input) && input->at - wedge->ended < WEDGE_QUIET_MS)
		return;
	if (wedge->count > 0)
		end_run(wedge, input->at, give, self);
	if (!scanned || !ends_scan(input))
		give(self, input);
}

void wedge_key(struct wedge *wedge, char key)
{
	wedge->key = key;
}

void wedge_take(struct wedge *wedge, const struct input *input, bool repeat, wedge_fn *give, void *self)
{
	if (input->type == INPUT_TEXT)
		take_text(wedge, input, repeat, give, self);
	else
		take_key(wedge, input, give, self);
}

/* The more characters came fast, the less it is a person, and the longer a hesitating scanner is waited for. */
int64_t wedge_deadline(const struct wedge *wedge)
{
	static const int64_t hold[WEDGE_LEAST] = {0, WEDGE_HOLD_MS, 60, 120, 300, 300, 300, 300};
	if (wedge->count == 0)
		return -1;
	return wedge->last + (is_scan(wedge) ? WEDGE_STALL_MS : hold[wedge->count]);
}

void wedge_tick(struct wedge *wedge, int64_t now, wedge_fn *give, void *self)
{
	if (wedge->count > 0 && now >= wedge_deadline(wedge))
		end_run(wedge, now, give, self);
}
