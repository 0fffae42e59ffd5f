/* A cell is made as text once and then written by its format. Formulas: OWASP's rule (an apostrophe before = + - @ TAB CR and
 * their wide forms, in every line of the cell), and one before an apostrophe that already stands so, because the import takes
 * one away. Quoting: RFC 4180, every cell. */
#include "table/columns.h"

#include "base/clock.h"
#include "base/phone.h"
#include "table/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_MOST = 64 * 1024 };

/* --- the text of a cell ------------------------------------------------------------------------------------------------- */

static const char *certainty_name(const struct moment *moment)
{
	static const char *const names[] = {
		[MOMENT_EXACT] = "exact",
		[MOMENT_ABOUT] = "about",
		[MOMENT_UNKNOWN] = "unknown",
	};
	return moment->wall || moment->certainty == MOMENT_UNKNOWN ? names[moment->certainty] : "";
}

static void add_time(struct buf *cell, const struct moment *moment)
{
	char text[32];
	if (!moment->wall || moment->certainty == MOMENT_UNKNOWN)
		return;
	clock_format_utc(moment->wall, text, sizeof text);
	buf_add_text(cell, text);
}

static void add_value(struct buf *cell, const json_t *value)
{
	if (json_is_object(value)) {
		const json_t *id = json_object_get(value, "id");
		value = id ? id : json_object_get(value, "text");
	}
	if (json_is_integer(value))
		buf_add_format(cell, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value))
		buf_add_text(cell, json_is_true(value) ? "yes" : "no");
	else if (json_is_string(value))
		buf_add_text(cell, json_string_value(value));
}

static void add_profile(struct buf *cell, const json_t *value)
{
	if (!json_is_array(value)) {
		add_value(cell, value);
		return;
	}
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (i)
			buf_add_char(cell, ';');
		add_value(cell, json_array_get(value, i));
	}
}

static void add_phone(struct writer *writer, const char *phone)
{
	char text[PHONE_MOST];
	phone_for_sheet(phone, text, sizeof text);
	buf_add_text(&writer->cell, writer->format == EXPORT_CSV ? text : phone);
}

/* Makes writer->cell the text of a column. */
static void make_cell(struct writer *writer, const struct column *column, const struct record *record)
{
	const void *at = (const char *)record + column->at;
	struct buf *cell = &writer->cell;
	buf_clear(cell);
	switch (column->type) {
	case COLUMN_TEXT:
		buf_add_text(cell, at);
		break;
	case COLUMN_PHONE:
		add_phone(writer, at);
		break;
	case COLUMN_TIME:
		add_time(cell, at);
		break;
	case COLUMN_CERTAINTY:
		buf_add_text(cell, certainty_name(at));
		break;
	case COLUMN_NUMBER:
		if (*(const int *)at)
			buf_add_format(cell, "%d", *(const int *)at);
		break;
	case COLUMN_PROFILE:
		add_profile(cell, json_object_get(record->profile, column->name));
		break;
	case COLUMN_ALWAYS:
		buf_add_text(cell, column->always);
		break;
	case COLUMN_EMPTY:
		break;
	}
}

/* --- CSV ---------------------------------------------------------------------------------------------------------------- */

static bool begins_line(const char *text, const char *at)
{
	return at == text || at[-1] == '\n' || (at[-1] == '\r' && *at != '\n');
}

/* Quotes a cell. */
static void write_quoted(FILE *out, const char *text)
{
	putc('"', out);
	for (const char *at = text; *at; at++) {
		if (begins_line(text, at) && sheet_needs_escape(at))
			putc('\'', out);
		if (*at == '"')
			putc('"', out);
		putc(*at, out);
	}
	putc('"', out);
}

static void write_csv_header(struct writer *writer)
{
	fputs("\xEF\xBB\xBF", writer->out);
	for (const struct column *column = writer->columns; column->name; column++)
		fprintf(writer->out, "%s%s", column == writer->columns ? "" : ",", column->name);
	fputs("\r\n", writer->out);
}

static void write_csv_row(struct writer *writer, const struct record *record)
{
	for (const struct column *column = writer->columns; column->name; column++) {
		make_cell(writer, column, record);
		if (column != writer->columns)
			putc(',', writer->out);
		write_quoted(writer->out, buf_text(&writer->cell));
	}
	fputs("\r\n", writer->out);
}

/* --- JSON --------------------------------------------------------------------------------------------------------------- */

/* A number or a time that is not there is null, a text that is not there is "". */
static json_t *json_cell(enum column_type type, const char *text)
{
	if (!*text && (type == COLUMN_NUMBER || type == COLUMN_TIME))
		return json_null();
	return type == COLUMN_NUMBER ? json_integer(atoi(text)) : json_string(text);
}

static void write_json_row(struct writer *writer, const struct record *record)
{
	json_t *row = json_object();
	for (const struct column *column = writer->columns; column->name; column++) {
		make_cell(writer, column, record);
		json_object_set_new(row, column->name, json_cell(column->type, buf_text(&writer->cell)));
	}
	fputs(writer->rows ? ",\n" : "", writer->out);
	if (!row || json_dumpf(row, writer->out, JSON_COMPACT) != 0)
		writer->failed = true;
	json_decref(row);
}

/* --- the document ------------------------------------------------------------------------------------------------------- */

void writer_begin(struct writer *writer, FILE *out, enum export_format format, const struct column *columns)
{
	*writer = (struct writer){.out = out, .format = format, .columns = columns};
	buf_init(&writer->cell, CELL_MOST);
	if (format == EXPORT_CSV)
		write_csv_header(writer);
	else
		fputs("[\n", out);
}

bool writer_row(struct writer *writer, const struct record *record)
{
	if (writer->format == EXPORT_CSV)
		write_csv_row(writer, record);
	else
		write_json_row(writer, record);
	writer->rows++;
	writer->failed = writer->failed || ferror(writer->out);
	return !writer->failed;
}

bool writer_end(struct writer *writer, struct err *err)
{
	if (writer->format == EXPORT_JSON)
		fputs(writer->rows ? "\n]\n" : "]\n", writer->out);
	bool ok = fflush(writer->out) == 0 && !ferror(writer->out) && !writer->failed;
	buf_wipe(&writer->cell);
	buf_release(&writer->cell);
	return ok || err_errno(err, "the export could not be written");
}
