/* Any bytes as a spreadsheet: the reader ends, keeps its ceilings, counts lines upwards, and says the same however the bytes
 * are cut; and whatever it says, rows become attendees with clean texts or a reason. */
#include "base/text.h"
#include "table/attendee.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct digest {
	uint64_t sum, line;
};

static void add_text(struct digest *digest, const char *text)
{
	for (; *text; text++)
		digest->sum = (digest->sum ^ (unsigned char)*text) * 0x100000001B3;
	digest->sum = (digest->sum ^ 0x1FF) * 0x100000001B3;
}

static bool see_row(void *self, const struct csv_row *row, struct err *err)
{
	struct digest *digest = self;
	(void)err;
	if (row->line <= digest->line || row->count > CSV_COLUMNS_MOST || (row->fault != CSV_SOUND) != (row->count == 0))
		abort();
	digest->line = row->line;
	digest->sum += row->line * 7 + (uint64_t)row->fault;
	for (size_t i = 0; i < row->count; i++) {
		if (strlen(row->cells[i]) > 3 * CSV_CELL_MOST)
			abort();
		add_text(digest, row->cells[i]);
	}
	return true;
}

static struct digest read_in_chunks(const uint8_t *data, size_t size, size_t chunk, const struct csv_dialect *dialect)
{
	struct digest digest = {.sum = 0};
	struct err err;
	struct csv *csv = csv_create(dialect, see_row, &digest);
	for (size_t at = 0; at < size; at += chunk)
		if (!csv_feed(csv, data + at, size - at < chunk ? size - at : chunk, &err))
			abort();
	if (!csv_finish(csv, &err))
		abort();
	csv_destroy(csv);
	return digest;
}

static void must_be_clean(const char *text)
{
	if (!text_is_clean(text, strlen(text), false))
		abort();
}

static bool see_attendee(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct attendee attendee;
	bool cancelled;
	(void)self, (void)err;
	if (row->why || attendee_read(&info->heading, row, &attendee, &cancelled))
		return true;
	if (!attendee.name[0] || !attendee.key[0])
		abort();
	must_be_clean(attendee.name);
	must_be_clean(attendee.given);
	must_be_clean(attendee.family);
	must_be_clean(attendee.email);
	must_be_clean(attendee.phone);
	must_be_clean(attendee.key);
	for (size_t i = 0; i < attendee.ticket_count; i++)
		must_be_clean(attendee.tickets[i]);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csv_dialect dialect;
	struct err err;
	if (!csv_sniff(data, size, true, &dialect, &err))
		abort();
	struct digest whole = read_in_chunks(data, size, size + 1, &dialect);
	struct digest cut = read_in_chunks(data, size, size % 7 + 1, &dialect);
	if (whole.sum != cut.sum || whole.line != cut.line)
		abort();
	struct sheet *sheet = sheet_create(SHEET_PEOPLE, see_attendee, NULL);
	if (sheet_feed(sheet, data, size, &err))
		sheet_finish(sheet, &err);
	sheet_destroy(sheet);
	return 0;
}
