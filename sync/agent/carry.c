/* Writing goes to a file beside the target, is synced and renamed. Reading goes through the file twice: first the closing
 * line's digest, then the batches. */
#include "agent/carry.h"

#include "base/file.h"
#include "wire/fields.h"
#include "wire/put.h"

#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- writing --- */

struct carrying {
	struct agent *agent;
	FILE *file;
	crypto_generichash_state digest;
	struct buf *line;
	const struct wire_heads *target;
	uint64_t batches, events;
	size_t in_batch, bytes;
	bool failed;
};

static bool put_line(struct carrying *carrying)
{
	struct buf *line = carrying->line;
	bool ok = buf_add_char(line, '\n') && fwrite(line->data, 1, line->size, carrying->file) == line->size;
	crypto_generichash_update(&carrying->digest, (const unsigned char *)line->data, line->size);
	buf_clear(line);
	return ok;
}

static bool begin_batch(struct carrying *carrying)
{
	carrying->in_batch = carrying->bytes = 0;
	return wire_batch_begin(carrying->line, store_fair(carrying->agent->reader)->id);
}

static bool end_batch(struct carrying *carrying)
{
	carrying->batches++;
	return wire_batch_end(carrying->line, false) && put_line(carrying);
}

static bool write_certificate(void *self, const char *certificate, const struct device *device)
{
	struct carrying *carrying = self;
	(void)device;
	carrying->failed = !wire_batch_certificate(carrying->line, certificate);
	return !carrying->failed;
}

static bool write_event(void *self, const struct event *event, json_t *body)
{
	struct carrying *carrying = self;
	(void)body;
	bool full = carrying->in_batch == WIRE_BATCH_EVENTS || carrying->bytes >= WIRE_BATCH_BYTES;
	bool ok = (!full || (end_batch(carrying) && begin_batch(carrying) && wire_batch_events(carrying->line))) &&
		  wire_batch_event(carrying->line, event);
	carrying->in_batch++;
	carrying->bytes += event->sealed_size;
	carrying->events++;
	carrying->failed = !ok;
	return ok;
}

static bool write_batches(struct carrying *carrying, struct err *err)
{
	struct agent *agent = carrying->agent;
	bool ok = begin_batch(carrying) && store_certificates(agent->reader, write_certificate, carrying, err) &&
		  !carrying->failed && wire_batch_events(carrying->line);
	for (size_t i = 0; ok && i < agent->own.count; i++) {
		const struct head *own = &agent->own.heads[i];
		uint64_t after = heads_seq(carrying->target, own->device);
		if (after < own->seq)
			ok = store_events(agent->reader, own->device, after, own->seq - after, false, write_event, carrying,
					  err) &&
			     !carrying->failed;
	}
	return (ok && end_batch(carrying)) || err->code || err_errno(err, "the file could not be written");
}

static bool write_end(struct carrying *carrying)
{
	uint8_t digest[DIGEST_BYTES];
	crypto_generichash_final(&carrying->digest, digest, sizeof digest);
	struct buf *line = carrying->line;
	return buf_add_format(line,
			      "{\"carry\":1,\"batches\":%" PRIu64 ",\"events\":%" PRIu64 ",\"digest\":", carrying->batches,
			      carrying->events) &&
	       put_base64(line, digest, sizeof digest) && buf_add_text(line, "}\n") &&
	       fwrite(line->data, 1, line->size, carrying->file) == line->size;
}

static bool write_file(struct carrying *carrying, const char *fresh, const char *path, struct err *err)
{
	char parent[PATH_MAX];
	int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	carrying->file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!carrying->file)
		return err_errno(err, "%s", path);
	bool ok = write_batches(carrying, err);
	ok = ok && ((write_end(carrying) && fflush(carrying->file) == 0 && fsync(fd) == 0) || err_errno(err, "%s", path));
	if (fclose(carrying->file) != 0 && ok)
		ok = err_errno(err, "%s", path);
	ok = ok && (rename(fresh, path) == 0 || err_errno(err, "%s", path));
	if (!ok) {
		unlink(fresh);
		return false;
	}
	snprintf(parent, sizeof parent, "%s", path);
	return file_sync_dir(dirname(parent), err);
}

bool carry_export(struct agent *agent, const char *path, const struct wire_heads *target, uint64_t *events, struct err *err)
{
	struct carrying carrying = {.agent = agent, .line = &agent->batch[0], .target = target};
	char fresh[PATH_MAX];
	if (snprintf(fresh, sizeof fresh, "%s.new-%ld", path, (long)getpid()) >= (int)sizeof fresh)
		return err_set(err, ERR_USAGE, "the path of the file is too long");
	crypto_generichash_init(&carrying.digest, NULL, 0, DIGEST_BYTES);
	buf_clear(carrying.line);
	bool ok = agent_read_own(agent, err) && write_file(&carrying, fresh, path, err);
	*events = carrying.events;
	return ok;
}

/* --- reading --- */

struct ending {
	uint64_t version, batches, events;
	uint8_t digest[DIGEST_BYTES];
};

static bool read_ending(char *text, size_t size, struct ending *ending)
{
	static const struct field fields[] = {
		{"carry", field_number, offsetof(struct ending, version), false},
		{"batches", field_number, offsetof(struct ending, batches), false},
		{"events", field_number, offsetof(struct ending, events), false},
		{"digest", field_digest, offsetof(struct ending, digest), false},
	};
	struct scan scan;
	scan_start(&scan, text, size);
	return fields_read(&scan, fields, sizeof fields / sizeof *fields, ending, NULL) && scan_done(&scan, NULL);
}

/* The next line with its line feed into `line`; false at the end or when it is longer than a batch can be. */
static bool next_line(FILE *file, struct buf *line)
{
	char block[65536];
	buf_clear(line);
	while (fgets(block, sizeof block, file)) {
		if (!buf_add_text(line, block))
			return false;
		if (line->data[line->size - 1] == '\n')
			return true;
	}
	return false;
}

/* Reads up to the closing line and checks that it closes exactly what stood before. */
static bool check_file(FILE *file, struct buf *line, struct ending *ending, struct err *err)
{
	crypto_generichash_state digest;
	uint8_t found[DIGEST_BYTES];
	uint64_t lines = 0;
	crypto_generichash_init(&digest, NULL, 0, DIGEST_BYTES);
	while (next_line(file, line)) {
		if (strncmp(line->data, "{\"carry\":", 9) == 0) {
			crypto_generichash_final(&digest, found, sizeof found);
			if (read_ending(line->data, line->size, ending) && ending->version == 1 && ending->batches == lines &&
			    memcmp(found, ending->digest, sizeof found) == 0 && fgetc(file) == EOF)
				return true;
			break;
		}
		crypto_generichash_update(&digest, (const unsigned char *)line->data, line->size);
		lines++;
	}
	return err_set(err, ERR_INPUT, "the file was cut or altered; export it again");
}

static bool take_lines(struct agent *agent, FILE *file, struct buf *line, uint64_t batches, uint64_t *added, struct err *err)
{
	struct wire_heads have = {0};
	bool ok = agent_have(agent, &have, err);
	for (uint64_t i = 0; ok && i < batches; i++) {
		struct wire_batch batch = {0};
		size_t count = 0;
		ok = next_line(file, line) || err_set(err, ERR_IO, "the file could not be read");
		ok = ok && wire_get_batch(line->data, line->size, &batch, err) && agent_take(agent, &batch, &have, &count, err);
		*added += count;
		wire_batch_release(&batch);
	}
	wire_heads_release(&have);
	agent_stop_taking(agent);
	return ok;
}

bool carry_import(struct agent *agent, const char *path, uint64_t *events, uint64_t *added, struct err *err)
{
	struct ending ending = {0};
	struct buf line;
	FILE *file = fopen(path, "re");
	*events = *added = 0;
	if (!file)
		return err_errno(err, "%s", path);
	buf_init(&line, WIRE_ANSWER_MOST);
	bool ok = check_file(file, &line, &ending, err);
	rewind(file);
	ok = ok && take_lines(agent, file, &line, ending.batches, added, err) && agent_all_taken(agent, err);
	*events = ending.events;
	buf_release(&line);
	fclose(file);
	return ok || err_wrap(err, "%s", path);
}
