/* See printer_queue.h. */
#include "device/printer_queue.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 64 * 1024 };

static const char *const stages[PRINT_STAGE_COUNT] = {
	[PRINT_WAITING] = "waiting", [PRINT_SENDING] = "sending", [PRINT_SENT] = "sent", [PRINT_OUT] = "out"};

/* --- the file ------------------------------------------------------------------------------------------------------------ */

static bool read_print(const json_t *row, struct print *out)
{
	const char *job, *badge, *stage;
	int kind, twice;
	*out = (struct print){.job = ""};
	if (json_unpack((json_t *)row, "{s:s, s:s, s:s, s:i, s:i, s:i, s:b}", "job", &job, "badge", &badge, "stage", &stage,
			"kind", &kind, "number", &out->number, "tries", &out->tries, "twice", &twice) != 0 ||
	    kind < 0 || kind >= PRINT_KIND_COUNT || !text_copy(out->job, sizeof out->job, job) ||
	    !text_copy(out->badge, sizeof out->badge, badge))
		return false;
	out->kind = (enum print_kind)kind;
	out->twice = twice != 0;
	for (int i = 0; i < PRINT_STAGE_COUNT; i++)
		if (strcmp(stages[i], stage) == 0) {
			out->stage = (enum print_stage)i;
			return true;
		}
	return false;
}

static void read_file(struct print_queue *queue)
{
	struct buf text;
	struct err err = {.code = ERR_NONE};
	struct print print;
	if (!file_exists(queue->path))
		return;
	buf_init(&text, FILE_MOST);
	json_t *json = file_read(queue->path, &text, &err) ? json_loadb(buf_text(&text), text.size, 0, NULL) : NULL;
	if (!json_is_array(json))
		log_line(LOG_ERROR,
			 "the list of badges to be printed cannot be read; print those that are missing at the desk");
	for (size_t i = 0; i < json_array_size(json); i++)
		if (read_print(json_array_get(json, i), &print))
			print_queue_add(queue, &print);
	json_decref(json);
	buf_release(&text);
}

bool print_queue_save(const struct print_queue *queue)
{
	struct err err = {.code = ERR_NONE};
	json_t *json = json_array();
	for (size_t i = 0; i < queue->count; i++) {
		const struct print *print = &queue->list[i];
		json_array_append_new(json, json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:b}", "job", print->job, "badge",
						      print->badge, "stage", stages[print->stage], "kind", (int)print->kind,
						      "number", print->number, "tries", print->tries, "twice", print->twice));
	}
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	bool ok = text && file_replace(queue->path, text, strlen(text), 0600, &err);
	if (!ok)
		log_line(LOG_WARNING, "a restart will not know which badges are printed: %s", err.text);
	free(text);
	json_decref(json);
	return ok;
}

/* --- the list ------------------------------------------------------------------------------------------------------------ */

bool print_queue_open(struct print_queue *queue, const char *home)
{
	*queue = (struct print_queue){.list = sodium_allocarray(PRINTS_MOST, sizeof *queue->list)};
	if (!queue->list || !text_format(queue->path, sizeof queue->path, "%s/prints", home))
		return false;
	read_file(queue);
	return true;
}

void print_queue_close(struct print_queue *queue)
{
	sodium_free(queue->list);
	*queue = (struct print_queue){.list = NULL};
}

struct print *print_queue_find(struct print_queue *queue, const char *job)
{
	for (size_t i = 0; i < queue->count; i++)
		if (strcmp(queue->list[i].job, job) == 0)
			return &queue->list[i];
	return NULL;
}

struct print *print_queue_add(struct print_queue *queue, const struct print *print)
{
	if (queue->count == PRINTS_MOST)
		return NULL;
	struct print *added = &queue->list[queue->count++];
	*added = *print;
	return added;
}

void print_queue_remove(struct print_queue *queue, struct print *print)
{
	size_t at = (size_t)(print - queue->list), behind = queue->count - at - 1;
	memmove(print, print + 1, behind * sizeof *print);
	queue->count--;
	sodium_memzero(&queue->list[queue->count], sizeof *queue->list);
}
