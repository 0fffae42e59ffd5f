/* The first 64 KiB are kept and looked at three times: for the dialect, for the header row, and as the beginning of the file.
 * So nothing has to be kept of the rows themselves, however many lines stand above the header. */
#include "table/sheet.h"

#include "base/text.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_ROWS_LOOKED_AT = 40, READ_AT_ONCE = 64 * 1024 };

struct sheet {
	enum sheet_kind kind;
	sheet_row_fn *next;
	void *self;
	struct sheet_info info;
	uint64_t header_hash; /* of the header row, to know it again */
	struct buf head;      /* until the header row is found */
	struct csv *csv;      /* from then on */
};

struct sheet *sheet_create(enum sheet_kind kind, sheet_row_fn *next, void *self)
{
	struct sheet *sheet = calloc(1, sizeof *sheet);
	if (!sheet)
		return NULL;
	sheet->kind = kind;
	sheet->next = next;
	sheet->self = self;
	buf_init(&sheet->head, CSV_HEAD);
	return sheet;
}

void sheet_destroy(struct sheet *sheet)
{
	if (!sheet)
		return;
	csv_destroy(sheet->csv);
	buf_wipe(&sheet->head);
	buf_release(&sheet->head);
	free(sheet);
}

const struct sheet_info *sheet_known(const struct sheet *sheet)
{
	return &sheet->info;
}

/* --- the header row ----------------------------------------------------------------------------------------------------- */

struct finder {
	struct sheet *sheet;
	size_t rows;
	unsigned best;
	unsigned upper_score; /* of the row above, by itself */
	size_t upper_count;   /* 0 = there is none that could be a header */
	struct header upper[PROFILE_COLUMNS_MOST], lower[PROFILE_COLUMNS_MOST], both[PROFILE_COLUMNS_MOST];
};

/* FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/); nobody gains anything by a collision here. */
static uint64_t hash_row(const struct csv_row *row)
{
	uint64_t hash = 0xCBF29CE484222325;
	for (size_t i = 0; i < row->count; i++)
		for (const char *at = row->cells[i];; at++) {
			hash = (hash ^ (unsigned char)*at) * 0x100000001B3;
			if (!*at)
				break;
		}
	return hash;
}

/* Folds the cells; 0 if this cannot be a header row: an address stands in it. */
static size_t read_headers(const struct csv_row *row, struct header *headers)
{
	for (size_t i = 0; i < row->count; i++) {
		if (strchr(row->cells[i], '@'))
			return 0;
		headers[i] = (struct header){.second = true};
		text_fold(row->cells[i], headers[i].name, sizeof headers[i].name);
	}
	return row->count;
}

/* Lays the lower header row over the upper one. A heading in the upper row reaches as far as the cells beside it are empty;
 * `any_others` says that one of them is about somebody else. */
static size_t lay_over(struct finder *finder, size_t lower_count, bool *any_others)
{
	static const struct header none = {.second = false};
	size_t count = finder->upper_count > lower_count ? finder->upper_count : lower_count;
	bool others = false;
	*any_others = false;
	for (size_t i = 0; i < count; i++) {
		const struct header *upper = i < finder->upper_count ? &finder->upper[i] : &none;
		const struct header *lower = i < lower_count ? &finder->lower[i] : &none;
		if (upper->name[0])
			others = header_about_others(upper->name);
		finder->both[i] = lower->name[0] ? *lower : *upper;
		finder->both[i].second = lower->name[0] != '\0';
		finder->both[i].about_others = lower->name[0] && others;
		*any_others = *any_others || finder->both[i].about_others;
	}
	return count;
}

static void take_if_better(struct finder *finder, const struct csv_row *row, unsigned score, const struct heading *heading)
{
	if (score <= finder->best)
		return;
	finder->best = score;
	finder->sheet->info.heading = *heading;
	finder->sheet->info.header_line = row->line;
	finder->sheet->header_hash = hash_row(row);
}

/* Two rows are one heading when both name columns, or the upper one says that some columns are about somebody else. */
static void consider_pair(struct finder *finder, const struct csv_row *row, size_t lower_count)
{
	struct heading heading;
	bool others;
	size_t count = lay_over(finder, lower_count, &others);
	unsigned score = heading_read(finder->sheet->kind, finder->both, count, &heading);
	if (score && (others || finder->upper_score > 1))
		take_if_better(finder, row, score + 1, &heading);
}

static bool consider_row(void *self, const struct csv_row *row, struct err *err)
{
	struct finder *finder = self;
	struct heading heading;
	size_t count = row->fault ? 0 : read_headers(row, finder->lower);
	unsigned alone = heading_read(finder->sheet->kind, finder->lower, count, &heading);
	(void)err;
	take_if_better(finder, row, alone, &heading);
	if (alone > 1 && finder->upper_count)
		consider_pair(finder, row, count);
	memcpy(finder->upper, finder->lower, count * sizeof finder->upper[0]);
	finder->upper_count = count;
	finder->upper_score = alone;
	return ++finder->rows < HEADER_ROWS_LOOKED_AT;
}

static bool find_heading(struct sheet *sheet, bool whole, struct err *err)
{
	struct err stopped = {.code = ERR_NONE};
	struct finder *finder = calloc(1, sizeof *finder);
	struct csv *csv = csv_create(&sheet->info.dialect, consider_row, finder);
	bool ok = finder && csv;
	if (ok) {
		finder->sheet = sheet;
		if (csv_feed(csv, sheet->head.data, sheet->head.size, &stopped) && whole)
			csv_finish(csv, &stopped);
		ok = finder->best > 0 ||
		     err_set(err, ERR_INPUT,
			     "no header row was recognised; give the columns names in the first row, such as: %s",
			     sheet->kind == SHEET_PEOPLE      ? "name, email, phone"
			     : sheet->kind == SHEET_EMPLOYERS ? "employer, name, booth, email"
							      : "role, employer, title, must, skills, openings");
	} else {
		err_set(err, ERR_MEMORY, "out of memory while looking at a file; close other programs");
	}
	csv_destroy(csv);
	free(finder);
	return ok;
}

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static const char *skip_blanks(const char *text)
{
	for (;;) {
		if (*text == ' ')
			text++;
		else if (strncmp(text, "\xC2\xA0", 2) == 0)
			text += 2;
		else
			return text;
	}
}

bool sheet_is_formula(const char *cell)
{
	static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0", "\xE2\x88\x92"};
	const char *at = skip_blanks(cell);
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (strncmp(at, wide[i], strlen(wide[i])) == 0)
			return true;
	return *at && strchr("=+-@\t\r", *at);
}

bool sheet_needs_escape(const char *cell)
{
	return sheet_is_formula(cell + strspn(cell, "'"));
}

/* Our exports put an apostrophe before what would be a formula, others a TAB. */
static const char *without_escape(const char *cell)
{
	return (*cell == '\'' || *cell == '\t') && sheet_needs_escape(cell + 1) ? cell + 1 : cell;
}

static bool hand_row(void *self, const struct csv_row *row, struct err *err)
{
	struct sheet *sheet = self;
	struct sheet_row out = {.line = row->line};
	if (row->line <= sheet->info.header_line)
		return true;
	if (row->fault)
		out.why = csv_fault_text(row->fault);
	else if (hash_row(row) == sheet->header_hash)
		out.why = "the header row once more";
	for (int i = 0; i < FIELD_COUNT; i++) {
		int column = sheet->info.heading.column[i];
		bool there = !out.why && column >= 0 && (size_t)column < row->count;
		out.cell[i] = there ? without_escape(row->cells[column]) : "";
	}
	return sheet->next(sheet->self, &sheet->info, &out, err);
}

/* Files that people take for spreadsheets of text, by their first bytes. */
static bool is_other_format(const struct buf *head, struct err *err)
{
	static const struct {
		const char *magic, *what;
	} formats[] = {
		{"PK\x03\x04", "an Excel or LibreOffice workbook"},
		{"\xD0\xCF\x11\xE0", "an old Excel workbook"},
		{"%PDF", "a PDF document"},
		{"<!DOCTYPE", "a web page"},
		{"<html", "a web page"},
	};
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (head->size >= strlen(formats[i].magic) &&
		    memcmp(head->data, formats[i].magic, strlen(formats[i].magic)) == 0)
			return !err_set(err, ERR_INPUT, "the file is %s; save it as CSV and import that", formats[i].what);
	return false;
}

/* The head is there: from now on rows are handed out. */
static bool begin(struct sheet *sheet, bool whole, struct err *err)
{
	if (is_other_format(&sheet->head, err) ||
	    !csv_sniff(sheet->head.data, sheet->head.size, whole, &sheet->info.dialect, err) ||
	    !find_heading(sheet, whole, err))
		return false;
	sheet->csv = csv_create(&sheet->info.dialect, hand_row, sheet);
	if (!sheet->csv)
		return err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
	bool ok = csv_feed(sheet->csv, sheet->head.data, sheet->head.size, err);
	buf_wipe(&sheet->head);
	return ok;
}

bool sheet_feed(struct sheet *sheet, const void *bytes, size_t size, struct err *err)
{
	if (!sheet->csv) {
		size_t room = CSV_HEAD - sheet->head.size, n = size < room ? size : room;
		if (!buf_add(&sheet->head, bytes, n))
			return err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
		bytes = (const char *)bytes + n;
		size -= n;
		if (sheet->head.size < CSV_HEAD)
			return true;
		if (!begin(sheet, false, err))
			return false;
	}
	return csv_feed(sheet->csv, bytes, size, err);
}

bool sheet_finish(struct sheet *sheet, struct err *err)
{
	return (sheet->csv || begin(sheet, true, err)) && csv_finish(sheet->csv, err);
}

static bool feed_file(struct sheet *sheet, FILE *file, const char *path, struct err *err)
{
	char *bytes = malloc(READ_AT_ONCE);
	setvbuf(file, NULL, _IONBF, 0); /* no second copy of what is personal */
	bool ok = bytes || err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
	while (ok && !feof(file)) {
		size_t n = fread(bytes, 1, READ_AT_ONCE, file);
		ok = ferror(file) ? err_errno(err, "%s", path) : sheet_feed(sheet, bytes, n, err);
	}
	if (bytes)
		sodium_memzero(bytes, READ_AT_ONCE);
	free(bytes);
	return ok && sheet_finish(sheet, err);
}

bool sheet_read(const char *path, enum sheet_kind kind, sheet_row_fn *next, void *self, struct sheet_info *info,
		struct err *err)
{
	bool standard = strcmp(path, "-") == 0, ok = false;
	FILE *file = standard ? stdin : fopen(path, "rb");
	struct sheet *sheet = sheet_create(kind, next, self);
	if (!file)
		err_errno(err, "%s", path);
	else if (!sheet)
		err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
	else
		ok = feed_file(sheet, file, path, err);
	if (sheet && info)
		*info = sheet->info;
	sheet_destroy(sheet);
	if (file && !standard)
		fclose(file);
	return ok;
}
