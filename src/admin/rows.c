/* Lists as JSON or as tables. The trick: a table is printed in blocks of rows, each block's columns at least as wide as the
 * block before, so widths fit without holding the whole list. Cells are wiped after each block: they hold names. */
#include "admin/rows.h"

#include "base/clock.h"
#include "base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

enum { BLOCK = 256, COLUMNS_MOST = 12, CELL_MOST = 160, WIDTH_MOST = 40 };

struct rows {
	const struct column *columns;
	size_t column_count;
	bool json, terminal;
	size_t total, waiting; /* rows in all; rows of the block that is not printed yet */
	int width[COLUMNS_MOST];
	char cells[BLOCK][COLUMNS_MOST][CELL_MOST];
};

/* Columns on a terminal (East Asian wide characters take two). */
static int shown_width(const char *text)
{
	int width = 0;
	for (int32_t c; (c = text_next(&text)) != 0;)
		width += c < 0 ? 1 : utf8proc_charwidth(c);
	return width;
}

struct rows *rows_open(const struct call *call, const struct column *columns)
{
	struct rows *rows = calloc(1, sizeof *rows);
	if (!rows)
		return NULL;
	rows->columns = columns;
	rows->json = call->json;
	rows->terminal = call->terminal;
	for (; columns[rows->column_count].key && rows->column_count < COLUMNS_MOST; rows->column_count++)
		rows->width[rows->column_count] = shown_width(columns[rows->column_count].title);
	return rows;
}

static const char *string_at(const json_t *row, const char *key)
{
	return key ? json_string_value(json_object_get(row, key)) : NULL;
}

/* "2026-03-12 10:40", "about 2026-03-12 10:40", or what can be said when only the order is known. */
static void format_local(const char *iso, const char *certainty, char out[CELL_MOST])
{
	int64_t wall;
	struct tm local;
	char shown[32];
	bool known = clock_parse(iso, &wall) && (!certainty || strcmp(certainty, "unknown") != 0);
	time_t seconds = known ? (time_t)(wall / 1000) : 0;
	if (known && localtime_r(&seconds, &local) && strftime(shown, sizeof shown, "%Y-%m-%d %H:%M", &local))
		snprintf(out, CELL_MOST, "%s%s", certainty && strcmp(certainty, "about") == 0 ? "about " : "", shown);
	else
		snprintf(out, CELL_MOST, "yes, time unknown");
}

static void fill_cell(const struct column *column, const json_t *row, char out[CELL_MOST])
{
	const json_t *value = json_object_get(row, column->key);
	out[0] = '\0';
	if (json_is_integer(value))
		snprintf(out, CELL_MOST, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_string(value) && column->kind == COLUMN_TIME)
		format_local(json_string_value(value), string_at(row, column->certainty), out);
	else if (json_is_string(value))
		text_tidy(json_string_value(value), out, CELL_MOST, WIDTH_MOST);
}

static void print_cell(const struct rows *rows, size_t column, const char *text)
{
	int pad = rows->width[column] - shown_width(text);
	bool right = rows->columns[column].kind == COLUMN_NUMBER, last = column + 1 == rows->column_count;
	if (right)
		printf("%*s", pad, "");
	fputs(text, stdout);
	if (!right && !last)
		printf("%*s", pad, "");
	fputs(last ? "\n" : "  ", stdout);
}

static void print_header(const struct rows *rows)
{
	if (rows->terminal)
		fputs("\033[1m", stdout);
	for (size_t i = 0; i < rows->column_count; i++)
		print_cell(rows, i, rows->columns[i].title);
	if (rows->terminal)
		fputs("\033[0m", stdout);
}

static void print_block(struct rows *rows)
{
	for (size_t r = 0; r < rows->waiting; r++)
		for (size_t c = 0; c < rows->column_count; c++) {
			int width = shown_width(rows->cells[r][c]);
			if (width > rows->width[c])
				rows->width[c] = width;
		}
	if (rows->total == rows->waiting && rows->total > 0)
		print_header(rows);
	for (size_t r = 0; r < rows->waiting; r++)
		for (size_t c = 0; c < rows->column_count; c++)
			print_cell(rows, c, rows->cells[r][c]);
	sodium_memzero(rows->cells, sizeof rows->cells);
	rows->waiting = 0;
}

void rows_add(struct rows *rows, json_t *row)
{
	rows->total++;
	if (rows->json) {
		fputs(rows->total == 1 ? "[\n" : ",\n", stdout);
		json_dumpf(row, stdout, JSON_COMPACT);
	} else {
		for (size_t i = 0; i < rows->column_count; i++)
			fill_cell(&rows->columns[i], row, rows->cells[rows->waiting][i]);
		if (++rows->waiting == BLOCK)
			print_block(rows);
	}
	json_decref(row);
}

void rows_close(struct rows *rows, const char *empty)
{
	if (!rows)
		return;
	if (rows->json)
		fputs(rows->total ? "\n]\n" : "[]\n", stdout);
	else if (rows->total == 0)
		puts(empty);
	else
		print_block(rows);
	free(rows);
}
