/* See order.h. Texts stand in one table, so that writer and reader cannot differ. */
#include "badge/order.h"

#include "base/text.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* --- words --------------------------------------------------------------------------------------------------------------- */

#define TEXT_ROW(field) \
	{ \
#field, offsetof(struct badge_words, field), sizeof((struct badge_words *)0)->field \
	}
static const struct text_row {
	const char *name;
	size_t at, size;
} texts[] = {
	TEXT_ROW(fair),    TEXT_ROW(date),  TEXT_ROW(given), TEXT_ROW(family), TEXT_ROW(headline),
	TEXT_ROW(looking), TEXT_ROW(visit), TEXT_ROW(scan),  TEXT_ROW(token),  TEXT_ROW(code),
};
enum { TEXT_COUNT = sizeof texts / sizeof texts[0] };

static const char *const orders[] = {[ORDER_PRINT] = "print", [ORDER_FIND] = "find", [ORDER_SETTLE] = "settle"};
enum { ORDER_COUNT = sizeof orders / sizeof orders[0] };

static const char *const states[PRINTER_STATE_COUNT] = {
	[PRINTER_STATE_READY] = "ready",       [PRINTER_STATE_EMPTY] = "empty",         [PRINTER_STATE_OPEN] = "open",
	[PRINTER_STATE_JAM] = "jam",           [PRINTER_STATE_TROUBLE] = "trouble",     [PRINTER_STATE_OFFLINE] = "offline",
	[PRINTER_STATE_STOPPED] = "stopped",   [PRINTER_STATE_REJECTING] = "rejecting", [PRINTER_STATE_MEDIA] = "media",
	[PRINTER_STATE_TEMPLATE] = "template", [PRINTER_STATE_MISSING] = "missing",     [PRINTER_STATE_NO_CUPS] = "no-cups",
	[PRINTER_STATE_HUNG] = "hung",
};

static const char *const news[NEWS_COUNT] = {
	[NEWS_STATE] = "state",   [NEWS_SUBMITTED] = "submitted", [NEWS_DONE] = "done",
	[NEWS_FAILED] = "failed", [NEWS_REFUSED] = "refused",     [NEWS_NEVER] = "never",
};

const char *printer_state_word(enum printer_state state)
{
	return states[state];
}

static bool find_word(const char *const *words, int count, const char *word, int *out)
{
	for (int i = 0; word && i < count; i++)
		if (strcmp(words[i], word) == 0) {
			*out = i;
			return true;
		}
	return false;
}

/* --- writing ---------------------------------------------------------------------------------------------------------------
 */

/* Dumps, wipes nothing of its own but the line's copy, and puts the end behind. */
static size_t write_line(json_t *json, char line[ORDER_LINE_MOST])
{
	size_t size = json ? json_dumpb(json, line, ORDER_LINE_MOST - 2, JSON_COMPACT) : 0;
	json_decref(json);
	if (size == 0 || size > ORDER_LINE_MOST - 2)
		return 0;
	line[size] = '\n';
	line[size + 1] = '\0';
	return size + 1;
}

static json_t *words_json(const struct badge_words *words)
{
	json_t *json = json_object(), *booths = json_array();
	for (int i = 0; i < TEXT_COUNT; i++)
		json_object_set_new(json, texts[i].name, json_string((const char *)words + texts[i].at));
	for (size_t i = 0; i < words->booth_count && i < ORDER_BOOTHS_MOST; i++)
		json_array_append_new(booths, json_pack("[s,s]", words->booths[i].number, words->booths[i].name));
	json_object_set_new(json, "booths", booths);
	return json;
}

size_t order_write(const struct print_order *order, char line[ORDER_LINE_MOST])
{
	json_t *json = json_pack("{s:s, s:s, s:i}", "do", orders[order->what], "job", order->job, "number", order->number);
	if (json && order->what == ORDER_PRINT)
		json_object_set_new(json, "words", words_json(&order->words));
	return write_line(json, line);
}

size_t answer_write(const struct print_answer *answer, char line[ORDER_LINE_MOST])
{
	return write_line(json_pack("{s:s, s:s, s:s, s:i}", "news", news[answer->news], "printer", states[answer->state], "job",
				    answer->job, "number", answer->number),
			  line);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------
 */

static bool read_text(const json_t *json, char *out, size_t size)
{
	const char *text = json_string_value(json);
	return text && text_copy(out, size, text);
}

static bool read_words(const json_t *json, struct badge_words *out)
{
	const json_t *booths = json_object_get(json, "booths");
	*out = (struct badge_words){.booth_count = json_array_size(booths)};
	if (out->booth_count > ORDER_BOOTHS_MOST)
		return false;
	for (int i = 0; i < TEXT_COUNT; i++)
		if (!read_text(json_object_get(json, texts[i].name), (char *)out + texts[i].at, texts[i].size))
			return false;
	for (size_t i = 0; i < out->booth_count; i++) {
		const json_t *booth = json_array_get(booths, i);
		if (!read_text(json_array_get(booth, 0), out->booths[i].number, sizeof out->booths[i].number) ||
		    !read_text(json_array_get(booth, 1), out->booths[i].name, sizeof out->booths[i].name))
			return false;
	}
	return true;
}

/* Ids are letters and digits: they become names of jobs. */
static bool read_job(const json_t *json, char job[ID_TEXT])
{
	return read_text(json, job, ID_TEXT) && strspn(job, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == strlen(job);
}

static json_t *read_line(const char *line)
{
	return strlen(line) < ORDER_LINE_MOST ? json_loads(line, 0, NULL) : NULL;
}

static bool read_number(const json_t *json, int *out)
{
	json_int_t number = json_integer_value(json);
	*out = (int)number;
	return number >= 0 && number <= INT32_MAX;
}

bool order_read(const char *line, struct print_order *order)
{
	int what = 0;
	json_t *json = read_line(line);
	*order = (struct print_order){.what = ORDER_PRINT};
	bool ok = json && find_word(orders, ORDER_COUNT, json_string_value(json_object_get(json, "do")), &what) &&
		  read_job(json_object_get(json, "job"), order->job) && order->job[0] &&
		  read_number(json_object_get(json, "number"), &order->number) &&
		  (what != ORDER_PRINT || read_words(json_object_get(json, "words"), &order->words));
	order->what = what;
	json_decref(json);
	return ok;
}

bool answer_read(const char *line, struct print_answer *answer)
{
	int what = 0, state = 0;
	json_t *json = read_line(line);
	*answer = (struct print_answer){.news = NEWS_STATE};
	bool ok = json && find_word(news, NEWS_COUNT, json_string_value(json_object_get(json, "news")), &what) &&
		  find_word(states, PRINTER_STATE_COUNT, json_string_value(json_object_get(json, "printer")), &state) &&
		  read_job(json_object_get(json, "job"), answer->job) && (what == NEWS_STATE || answer->job[0]) &&
		  read_number(json_object_get(json, "number"), &answer->number);
	answer->news = (enum print_news)what;
	answer->state = (enum printer_state)state;
	json_decref(json);
	return ok;
}
