/* hub.json: {"url", "pin", "ca", "fair", "hub", "at", "lost", "acked": {"DEVICE": {"seq", "digest"}}, "kept": {…}, "taken":
 * {…}} */
#include "agent/memory.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "wire/base64.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_MOST = 2 * 1024 * 1024 };

static bool memory_path(const char *home, char out[PATH_MAX])
{
	return snprintf(out, PATH_MAX, "%s/hub.json", home) < PATH_MAX;
}

static void read_text(const json_t *root, const char *name, char *out, size_t size)
{
	const char *text = json_string_value(json_object_get(root, name));
	if (text && strlen(text) < size)
		text_copy(out, size, text);
}

static void read_heads(const json_t *root, const char *name, struct wire_heads *out)
{
	const char *device = NULL;
	json_t *value;
	json_object_foreach(json_object_get(root, name), device, value)
	{
		struct head head = {.seq = (uint64_t)json_integer_value(json_object_get(value, "seq"))};
		const char *digest = json_string_value(json_object_get(value, "digest"));
		uint8_t bytes[BASE64_LENGTH(DIGEST_BYTES)];
		size_t size;
		if (!digest || strlen(device) != ID_TEXT - 1 || strlen(digest) != sizeof bytes ||
		    !base64_decode(digest, sizeof bytes, bytes, &size) || size != DIGEST_BYTES)
			continue;
		memcpy(head.device, device, ID_TEXT);
		memcpy(head.digest, bytes, DIGEST_BYTES);
		heads_set(out, &head);
	}
}

static void read_memory(struct memory *memory, const json_t *root)
{
	char at[40] = "", lost[40] = "";
	read_text(root, "url", memory->url, sizeof memory->url);
	read_text(root, "pin", memory->pin, sizeof memory->pin);
	read_text(root, "ca", memory->ca, sizeof memory->ca);
	read_text(root, "fair", memory->fair, sizeof memory->fair);
	read_text(root, "hub", memory->hub, sizeof memory->hub);
	read_text(root, "at", at, sizeof at);
	read_text(root, "lost", lost, sizeof lost);
	if (at[0] && !clock_parse(at, &memory->at))
		memory->at = 0;
	if (lost[0] && !clock_parse(lost, &memory->lost))
		memory->lost = 0;
	read_heads(root, "acked", &memory->acked);
	read_heads(root, "kept", &memory->kept);
	read_heads(root, "taken", &memory->taken);
}

void memory_load(struct memory *memory, const char *home)
{
	char path[PATH_MAX];
	struct buf text;
	struct err err = {0};
	*memory = (struct memory){0};
	buf_init(&text, MEMORY_MOST);
	if (memory_path(home, path) && file_exists(path)) {
		json_t *root = file_read(path, &text, &err)
				       ? json_loadb(buf_text(&text), text.size, JSON_REJECT_DUPLICATES, NULL)
				       : NULL;
		if (json_is_object(root))
			read_memory(memory, root);
		else
			log_line(LOG_WARNING, "what was remembered of the hub cannot be read; it is asked anew");
		json_decref(root);
	}
	buf_release(&text);
}

static json_t *heads_json(const struct wire_heads *heads)
{
	json_t *object = json_object();
	for (size_t i = 0; i < heads->count; i++) {
		char digest[BASE64_LENGTH(DIGEST_BYTES) + 1] = "";
		base64_encode(heads->heads[i].digest, DIGEST_BYTES, digest);
		json_object_set_new(object, heads->heads[i].device,
				    json_pack("{s:I, s:s}", "seq", (json_int_t)heads->heads[i].seq, "digest", digest));
	}
	return object;
}

bool memory_save(const struct memory *memory, const char *home, struct err *err)
{
	char path[PATH_MAX], at[40] = "", lost[40] = "";
	if (!memory_path(home, path))
		return err_set(err, ERR_USAGE, "the path of the home is too long");
	if (memory->at)
		clock_format_utc(memory->at, at, sizeof at);
	if (memory->lost)
		clock_format_utc(memory->lost, lost, sizeof lost);
	json_t *root = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "url", memory->url, "pin", memory->pin,
				 "ca", memory->ca, "fair", memory->fair, "hub", memory->hub, "at", at, "lost", lost, "acked",
				 heads_json(&memory->acked), "kept", heads_json(&memory->kept), "taken",
				 heads_json(&memory->taken));
	char *text = root ? json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS) : NULL;
	bool ok = text ? file_replace(path, text, strlen(text), 0600, err)
		       : err_set(err, ERR_MEMORY, "no memory to remember the hub");
	free(text);
	json_decref(root);
	return ok;
}

void memory_release(struct memory *memory)
{
	wire_heads_release(&memory->acked);
	wire_heads_release(&memory->kept);
	wire_heads_release(&memory->taken);
}

bool heads_set(struct wire_heads *heads, const struct head *head)
{
	for (size_t i = 0; i < heads->count; i++)
		if (strcmp(heads->heads[i].device, head->device) == 0) {
			heads->heads[i] = *head;
			return true;
		}
	return wire_heads_add(heads, head);
}

uint64_t heads_seq(const struct wire_heads *heads, const char *device)
{
	const struct head *head = wire_heads_find(heads, device);
	return head ? head->seq : 0;
}
