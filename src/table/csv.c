/* The reader is a scanner over a window of decoded text in which the row being read always lies whole. It only notes where
 * cells begin and end; their text is made when the row is complete. The trick: because the row is still there, an open quote
 * can be taken back. A quote that swallows following lines and then turns out wrong (text right behind its end, the ceiling, or
 * the end of the file) costs the one line it stands in, and reading starts anew at the next.
 *
 * Why not libcsv (Debian libcsv3): it streams and is well kept, but it has no line numbers, keeps an open quote to the end of
 * the file in memory with no ceiling, and cannot be set back; those are what this reader is for. */
#include "table/csv.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	SLICE = 16 * 1024,                               /* bytes decoded at once */
	WINDOW_MOST = CSV_ROW_MOST + 4 * SLICE,          /* the row, and the slice it ends in as UTF-8 */
	TEXT_MOST = 3 * CSV_ROW_MOST + CSV_COLUMNS_MOST, /* Windows-1252 grows up to threefold */
	AGAIN_AT_FIRST = 8 * CSV_ROW_MOST,               /* bytes that may be read a second time … */
	AGAIN_PER_BYTE = 2,                              /* … and how many more each byte of the file allows */
};

struct span {
	size_t begin, end; /* in the window; without the quotes */
	bool quoted;
};

enum state {
	CELL_START, /* only blanks so far */
	PLAIN,
	QUOTED,
	CLOSED,   /* behind the closing quote */
	SKIPPING, /* to the end of the line */
};

struct csv {
	char delimiter;
	csv_row_fn *next;
	void *self;
	struct decoder decoder;
	struct buf window, text;
	uint64_t again; /* bytes that may still be read a second time: keeps hostile files linear */
	bool ended;

	size_t row, at;     /* in the window: where the row begins, what is scanned next */
	uint64_t line;      /* of the row */
	uint64_t newlines;  /* within the row */
	size_t second_line; /* where the row's second line begins; 0 = it has one line so far */
	enum state state;
	size_t cell, close; /* where the cell begins; its closing quote */
	bool too_many;
	size_t count;
	struct span spans[CSV_COLUMNS_MOST];
	const char *cells[CSV_COLUMNS_MOST];
};

static const char *const fault_texts[CSV_FAULT_COUNT] = {
	[CSV_SOUND] = "",
	[CSV_CELL_TOO_LONG] = "a cell is longer than 64 KiB",
	[CSV_ROW_TOO_LONG] = "the row is longer than 1 MiB",
	[CSV_TOO_MANY_COLUMNS] = "the row has more than 512 cells",
	[CSV_OPEN_QUOTE] = "a quote is opened and never closed",
};

const char *csv_fault_text(enum csv_fault fault)
{
	return fault_texts[fault];
}

struct csv *csv_create(const struct csv_dialect *dialect, csv_row_fn *next, void *self)
{
	struct csv *csv = calloc(1, sizeof *csv);
	if (!csv)
		return NULL;
	csv->delimiter = dialect->delimiter;
	csv->decoder.encoding = dialect->encoding;
	csv->next = next;
	csv->self = self;
	csv->line = 1;
	csv->again = AGAIN_AT_FIRST;
	buf_init(&csv->window, WINDOW_MOST);
	buf_init(&csv->text, TEXT_MOST);
	return csv;
}

void csv_destroy(struct csv *csv)
{
	if (!csv)
		return;
	buf_wipe(&csv->window);
	buf_wipe(&csv->text);
	buf_release(&csv->window);
	buf_release(&csv->text);
	sodium_memzero(csv, sizeof *csv);
	free(csv);
}

/* --- rows out ----------------------------------------------------------------------------------------------------------- */

static bool hand_fault(struct csv *csv, enum csv_fault fault, struct err *err)
{
	return csv->next(csv->self, &(struct csv_row){.line = csv->line, .fault = fault}, err);
}

static bool is_blank_span(const struct csv *csv, const struct span *span)
{
	for (size_t i = span->begin; i < span->end; i++)
		if (!strchr(" \t\r\n", csv->window.data[i]))
			return false;
	return true;
}

/* Adds the text of one cell and a NUL; doubled quotes become one. */
static bool add_cell(struct csv *csv, const struct span *span)
{
	const char *from = csv->window.data + span->begin, *end = csv->window.data + span->end;
	while (span->quoted && from < end) {
		const char *quote = memchr(from, '"', (size_t)(end - from));
		if (!quote)
			break;
		if (!encoding_add_cell(&csv->text, from, (size_t)(quote - from) + 1))
			return false;
		from = quote + (quote + 1 < end && quote[1] == '"' ? 2 : 1);
	}
	return encoding_add_cell(&csv->text, from, (size_t)(end - from)) && buf_add_char(&csv->text, '\0');
}

/* The row lies in the window from csv->row to csv->at. */
static bool hand_row(struct csv *csv, struct err *err)
{
	size_t offsets[CSV_COLUMNS_MOST];
	bool blank = true;
	buf_clear(&csv->text);
	for (size_t i = 0; i < csv->count; i++) {
		const struct span *span = &csv->spans[i];
		if (span->end - span->begin > CSV_CELL_MOST)
			return hand_fault(csv, CSV_CELL_TOO_LONG, err);
		blank = blank && is_blank_span(csv, span);
		offsets[i] = csv->text.size;
		if (!add_cell(csv, span))
			return err_set(err, ERR_MEMORY, "out of memory while reading a row; close other programs");
	}
	if (csv->too_many)
		return hand_fault(csv, CSV_TOO_MANY_COLUMNS, err);
	if (blank)
		return true;
	for (size_t i = 0; i < csv->count; i++)
		csv->cells[i] = csv->text.data + offsets[i];
	return csv->next(csv->self, &(struct csv_row){.line = csv->line, .cells = csv->cells, .count = csv->count}, err);
}

/* --- scanning ----------------------------------------------------------------------------------------------------------- */

static void begin_row(struct csv *csv, size_t at, uint64_t line)
{
	csv->row = csv->at = csv->cell = at;
	csv->line = line;
	csv->newlines = csv->second_line = csv->count = 0;
	csv->too_many = false;
	csv->state = CELL_START;
}

static void end_cell(struct csv *csv)
{
	struct span span = {.begin = csv->cell, .end = csv->at, .quoted = csv->state == CLOSED};
	if (span.quoted)
		span.end = csv->close;
	if (csv->count < CSV_COLUMNS_MOST)
		csv->spans[csv->count++] = span;
	else if (!is_blank_span(csv, &span))
		csv->too_many = true;
	csv->cell = csv->at + 1;
	csv->state = CELL_START;
}

static bool end_row(struct csv *csv, size_t newline, struct err *err)
{
	bool skipped = csv->state == SKIPPING;
	if (!skipped)
		end_cell(csv);
	if (!skipped && !hand_row(csv, err))
		return false;
	begin_row(csv, csv->at + newline, csv->line + csv->newlines + 1);
	return true;
}

static void skip_line(struct csv *csv)
{
	csv->state = SKIPPING;
	csv->count = 0;
}

/* The open quote is taken back: its line is lost, the next is read anew; if that was done too often, all of it is lost. */
static bool give_up_quote(struct csv *csv, struct err *err)
{
	size_t again = csv->at - csv->second_line;
	if (!hand_fault(csv, CSV_OPEN_QUOTE, err))
		return false;
	if (csv->second_line && again <= csv->again) {
		csv->again -= again;
		begin_row(csv, csv->second_line, csv->line + 1);
	} else {
		skip_line(csv);
	}
	return true;
}

static bool over_ceiling(struct csv *csv, struct err *err)
{
	if (csv->state == QUOTED && csv->second_line)
		return give_up_quote(csv, err);
	skip_line(csv);
	return hand_fault(csv, CSV_ROW_TOO_LONG, err);
}

/* Bytes of the line end at `at`: 0 if there is none, -1 if the next byte has to be seen first. */
static int newline_at(const struct csv *csv, size_t at)
{
	char c = csv->window.data[at];
	if (c == '\n')
		return 1;
	if (c != '\r')
		return 0;
	if (at + 1 < csv->window.size)
		return csv->window.data[at + 1] == '\n' ? 2 : 1;
	return csv->ended ? 1 : -1;
}

static void open_cell(struct csv *csv, char c)
{
	if (c == '"') {
		csv->state = QUOTED;
		csv->cell = csv->at + 1;
	} else if (c != ' ') {
		csv->state = PLAIN;
	}
}

/* In quotes. False if the next byte has to be seen first. */
static bool in_quotes(struct csv *csv, char c, size_t newline)
{
	if (newline) {
		csv->newlines++;
		csv->at += newline - 1;
		if (!csv->second_line)
			csv->second_line = csv->at + 1;
	} else if (c == '"') {
		bool last = csv->at + 1 == csv->window.size;
		if (last && !csv->ended)
			return false;
		if (!last && csv->window.data[csv->at + 1] == '"') {
			csv->at++;
		} else {
			csv->close = csv->at;
			csv->state = CLOSED;
		}
	}
	return true;
}

/* Text behind a closing quote: within one line the quote was part of the cell ("Ann "Annie" Ray"); over several lines it was
 * the beginning of another cell, and the cell was never closed. */
static bool stray_text(struct csv *csv, struct err *err)
{
	if (csv->second_line)
		return give_up_quote(csv, err);
	csv->state = QUOTED;
	csv->at++;
	return true;
}

/* One character. `more` is set when it cannot be judged before more bytes are there. */
static bool step(struct csv *csv, bool *more, struct err *err)
{
	char c = csv->window.data[csv->at];
	int newline = newline_at(csv, csv->at);
	*more = newline < 0;
	if (*more)
		return true;
	if (csv->state == QUOTED) {
		*more = !in_quotes(csv, c, (size_t)newline);
		csv->at += !*more;
		return true;
	}
	if (newline)
		return end_row(csv, (size_t)newline, err);
	if (csv->state == CLOSED && c != csv->delimiter && c != ' ')
		return stray_text(csv, err);
	if (c == csv->delimiter && csv->state != SKIPPING)
		end_cell(csv);
	else if (csv->state == CELL_START)
		open_cell(csv, c);
	csv->at++;
	return true;
}

static bool scan(struct csv *csv, struct err *err)
{
	for (bool more = false; csv->at < csv->window.size && !more;) {
		if (!step(csv, &more, err))
			return false;
		if (csv->state == SKIPPING)
			csv->row = csv->at;
		else if (csv->at - csv->row > CSV_ROW_MOST && !over_ceiling(csv, err))
			return false;
	}
	return true;
}

/* Moves the row being read to the beginning of the window. */
static void drop_read(struct csv *csv)
{
	size_t gone = csv->row;
	if (!gone)
		return;
	memmove(csv->window.data, csv->window.data + gone, csv->window.size - gone);
	sodium_memzero(csv->window.data + csv->window.size - gone, gone);
	csv->window.size -= gone;
	csv->row -= gone;
	csv->at -= gone;
	csv->cell -= csv->cell < gone ? csv->cell : gone;
	csv->close -= csv->close < gone ? csv->close : gone;
	csv->second_line -= csv->second_line < gone ? csv->second_line : gone;
	for (size_t i = 0; i < csv->count; i++) {
		csv->spans[i].begin -= gone;
		csv->spans[i].end -= gone;
	}
}

bool csv_feed(struct csv *csv, const void *bytes, size_t size, struct err *err)
{
	const char *from = bytes;
	csv->again += (uint64_t)size * AGAIN_PER_BYTE;
	for (size_t n; size; from += n, size -= n) {
		n = size < SLICE ? size : SLICE;
		if (!decoder_feed(&csv->decoder, from, n, &csv->window))
			return err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
		if (!scan(csv, err))
			return false;
		drop_read(csv);
	}
	return true;
}

bool csv_finish(struct csv *csv, struct err *err)
{
	csv->ended = true;
	if (!decoder_end(&csv->decoder, &csv->window))
		return err_set(err, ERR_MEMORY, "out of memory while reading a file; close other programs");
	while (csv->row < csv->window.size) {
		if (!scan(csv, err))
			return false;
		if (csv->state == QUOTED && !give_up_quote(csv, err))
			return false;
		if (csv->at == csv->window.size && csv->row < csv->at && !end_row(csv, 0, err))
			return false;
	}
	return true;
}
