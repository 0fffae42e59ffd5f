/* src/table/csv, encoding, sniff: bytes in any chunks, rows out, with their line. */
#include "table/csv.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Writes rows as "LINE:cell|cell\n", faults as "LINE!fault\n". */
static bool note_row(void *self, const struct csv_row *row, struct err *err)
{
	struct buf *out = self;
	(void)err;
	buf_add_format(out, "%llu%s", (unsigned long long)row->line, row->fault ? "!" : ":");
	if (row->fault)
		buf_add_format(out, "%d", (int)row->fault);
	for (size_t i = 0; i < row->count; i++)
		buf_add_format(out, "%s%.200s", i ? "|" : "", row->cells[i]);
	return buf_add_char(out, '\n');
}

static void read_with(const char *bytes, size_t size, size_t chunk, const struct csv_dialect *dialect, struct buf *out)
{
	struct err err = {.code = ERR_NONE};
	struct csv *csv = csv_create(dialect, note_row, out);
	assert_non_null(csv);
	for (size_t at = 0; at < size; at += chunk)
		assert_true(csv_feed(csv, bytes + at, size - at < chunk ? size - at : chunk, &err));
	assert_true(csv_finish(csv, &err));
	csv_destroy(csv);
}

/* Sniffs and reads in chunks of every size up to 9, and at once; all must agree with `expected`. */
static void expect(const char *bytes, size_t size, const char *expected)
{
	struct err err = {.code = ERR_NONE};
	struct csv_dialect dialect;
	assert_true(csv_sniff(bytes, size, true, &dialect, &err));
	for (size_t chunk = 1; chunk <= 10; chunk++) {
		struct buf out;
		buf_init(&out, 1 << 20);
		read_with(bytes, size, chunk < 10 ? chunk : size + 1, &dialect, &out);
		assert_string_equal(buf_text(&out), expected);
		buf_release(&out);
	}
}

static void rows_come_out_as_they_were_meant(void **state)
{
	(void)state;
	static const struct {
		const char *file, *rows, *why;
	} rows[] = {
		{"a,b\n1,2\n", "1:a|b\n2:1|2\n", "plain"},
		{"a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n", "CRLF"},
		{"a,b\r1,2\r", "1:a|b\n2:1|2\n", "CR alone"},
		{"a,b\n1,2", "1:a|b\n2:1|2\n", "no line end at the end"},
		{"a;b;c\n1,5;2,5;x\n", "1:a|b|c\n2:1,5|2,5|x\n", "semicolons with decimal commas"},
		{"a\tb\n1\t2,3\n", "1:a|b\n2:1|2,3\n", "tabs"},
		{"\"a,b\",c\n\"1\n2\",3\n4,5\n", "1:a,b|c\n2:1\n2|3\n4:4|5\n", "quoted newline counts as a line"},
		{"\"1\r\n2\",3\r\n4,5\r\n", "1:1\r\n2|3\n3:4|5\n", "quoted CRLF is one line"},
		{"a,\"say \"\"hi\"\"\"\n", "1:a|say \"hi\"\n", "doubled quotes"},
		{"\"\",\"\"\"\"\n", "1:|\"\n", "empty and a single quote"},
		{"a, \"b, c\" ,d\n", "1:a|b, c|d\n", "blanks around quotes"},
		{"\"Ann \"Annie\" Ray\",x\n", "1:Ann \"Annie\" Ray|x\n", "quotes inside quotes, not doubled"},
		{"5\" pipe,x\n", "1:5\" pipe|x\n", "a quote inside a plain cell"},
		{"\n\na,b\n,\n \n1,2\n", "3:a|b\n6:1|2\n", "blank rows are passed over, lines counted"},
		{"a,b\n1\n1,2,3\n", "1:a|b\n2:1\n3:1|2|3\n", "ragged rows"},
		{"\xEF\xBB\xBF\"a\",b\n", "1:a|b\n", "UTF-8 mark before a quote"},
		{"a,b\nJos\xE9,\x80\n", "1:a|b\n2:José|€\n", "Windows-1252"},
		{"a,b\nJosé,Mu\xF1oz\nIñigo,x\n", "1:a|b\n2:José|Muñoz\n3:Iñigo|x\n", "one cell of Windows-1252 in UTF-8"},
		{"a,b\n\x81,\x9D\n", "1:a|b\n2:\xEF\xBF\xBD|\xEF\xBF\xBD\n", "bytes that Windows-1252 leaves undefined"},
		{"sep=;\na;b,c;d,e\n", "1:sep=|\n2:a|b,c|d,e\n", "Excel's hint"},
		{"a,b\n1,\"2\n3,4\n5,6\n", "1:a|b\n2!4\n3:3|4\n4:5|6\n", "open to the end: costs its own line"},
		{"a,b\n1,\"2\n3,\"4\"\n5,6\n", "1:a|b\n2!4\n3:3|4\n4:5|6\n", "open, then closed by the next row's quote"},
		{"a,b\n1,\"2", "1:a|b\n2!4\n", "open in the last line"},
		{"\"", "1!4\n", "nothing but a quote"},
		{"\"\n", "1!4\n", "an open quote and a line end"},
		{"", "", "empty"},
		{"\xEF\xBB\xBF", "", "a mark and nothing else"},
		{"\xEF\xBB", "1:\xC3\xAF\xC2\xBB\n", "half a mark is text"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		print_message("%s\n", rows[i].why);
		expect(rows[i].file, strlen(rows[i].file), rows[i].rows);
	}
}

static void utf16_is_read_both_ways_with_and_without_mark(void **state)
{
	(void)state;
	/* "a,é\n😀,z\n" as units */
	static const uint16_t units[] = {0xFEFF, 'a', ',',  0xE9, '\n', 'x', 'y', 0xD83D, 0xDE00,
					 ',',    'z', '\n', 'q',  ',',  'r', 's', 't'};
	enum { UNITS = sizeof units / sizeof units[0] };
	static const enum encoding kinds[] = {ENCODING_UTF16LE, ENCODING_UTF16BE};
	for (size_t k = 0; k < 4; k++) {
		char bytes[2 * UNITS];
		bool little = k % 2 == 0;
		for (size_t i = 0; i < UNITS; i++) {
			bytes[2 * i + !little] = (char)(units[i] & 0xFF);
			bytes[2 * i + little] = (char)(units[i] >> 8);
		}
		size_t mark = k < 2 ? 0 : 2;
		assert_int_equal(encoding_detect(bytes + mark, sizeof bytes - mark), kinds[k % 2]);
		expect(bytes + mark, sizeof bytes - mark, "1:a|é\n2:xy😀|z\n3:q|rst\n");
	}
}

static void broken_utf16_is_replaced_not_refused(void **state)
{
	(void)state;
	static const char file[] = "\xFF\xFE"
				   "a\0,\0\x00\xD8"
				   "b\0,\0\x00\xDC"
				   ",\0\x00\xD8\x00\xD8"
				   "c";
	expect(file, sizeof file - 1,
	       "1:a|\xEF\xBF\xBD"
	       "b|\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD\n");
}

static void nul_bytes_are_left_out(void **state)
{
	(void)state;
	static const char file[] = "name,email\nAn\0a,ana@example.org\nBo,bo@example.org\n";
	expect(file, sizeof file - 1, "1:name|email\n2:Ana|ana@example.org\n3:Bo|bo@example.org\n");
}

static void text_of_size(struct buf *out, char c, size_t size)
{
	char *place = buf_reserve(out, size);
	assert_non_null(place);
	memset(place, c, size);
	buf_grew(out, size);
}

static void expect_buf(const struct buf *file, const char *expected)
{
	static const size_t chunks[] = {1000, 65536, 1 << 30};
	struct csv_dialect dialect = {.encoding = ENCODING_UTF8, .delimiter = ','};
	for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
		struct buf out;
		buf_init(&out, 1 << 20);
		read_with(file->data, file->size, chunks[i], &dialect, &out);
		assert_string_equal(buf_text(&out), expected);
		buf_release(&out);
	}
}

static void what_is_over_a_ceiling_costs_its_row_only(void **state)
{
	(void)state;
	static const struct {
		const char *before;
		size_t size;
		char fill;
		const char *after, *rows, *why;
	} rows[] = {
		{"a,b\nx,", CSV_CELL_MOST + 1, 'y', "\n1,2\n", "1:a|b\n2!1\n3:1|2\n", "a cell"},
		{"a,b\nx,\"", CSV_CELL_MOST + 1, 'y', "\"\n1,2\n", "1:a|b\n2!1\n3:1|2\n", "a quoted cell"},
		{"a,b\nx,\"", 2 * CSV_CELL_MOST, '\n', "\"\n1,2\n", "1:a|b\n2!1\n131075:1|2\n", "a quoted cell of many lines"},
		{"a,b\nx,", 2 * CSV_ROW_MOST, 'y', "\n1,2\n", "1:a|b\n2!2\n3:1|2\n", "a row"},
		{"a,b\nx,\"", 2 * CSV_ROW_MOST, 'y', "\n1,2\n", "1:a|b\n2!2\n3:1|2\n", "an open quote in one endless line"},
		{"a,b\n\"1,2\n", 2 * CSV_ROW_MOST, '\n', "3,4\n", "1:a|b\n2!4\n2097155:3|4\n",
		 "an open quote before a big file"},
		{"a,b\nx", CSV_COLUMNS_MOST, ',', "y\n1,2\n", "1:a|b\n2!3\n3:1|2\n", "columns"},
		{"a,b\nx", 16384, ',', "\n", NULL, "empty columns do not count"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		print_message("%s\n", rows[i].why);
		struct buf file;
		buf_init(&file, 4 * CSV_ROW_MOST);
		buf_add_text(&file, rows[i].before);
		text_of_size(&file, rows[i].fill, rows[i].size);
		buf_add_text(&file, rows[i].after);
		if (rows[i].rows) {
			expect_buf(&file, rows[i].rows);
		} else {
			struct buf wide;
			buf_init(&wide, 1024);
			buf_add_text(&wide, "1:a|b\n2:x");
			text_of_size(&wide, '|', CSV_COLUMNS_MOST - 1);
			buf_add_char(&wide, '\n');
			expect_buf(&file, buf_text(&wide));
			buf_release(&wide);
		}
		buf_release(&file);
	}
}

static bool count_rows(void *self, const struct csv_row *row, struct err *err)
{
	(void)row, (void)err;
	++*(size_t *)self;
	return true;
}

/* Each line opens a quote that only the end of the file disproves; without the limit on reading again this takes hours. */
static void a_file_of_open_quotes_is_read_in_bounded_time(void **state)
{
	(void)state;
	struct csv_dialect dialect = {.encoding = ENCODING_UTF8, .delimiter = ','};
	struct err err = {.code = ERR_NONE};
	size_t rows = 0;
	struct csv *csv = csv_create(&dialect, count_rows, &rows);
	for (size_t i = 0; i < 400000; i++)
		assert_true(csv_feed(csv, "a\",\"b\n", 6, &err));
	assert_true(csv_finish(csv, &err));
	csv_destroy(csv);
	assert_true(rows > 0);
}

static bool stop(void *self, const struct csv_row *row, struct err *err)
{
	(void)row;
	++*(size_t *)self;
	return err_set(err, ERR_IO, "the store said no");
}

static void a_reader_stops_when_told(void **state)
{
	(void)state;
	struct csv_dialect dialect = {.encoding = ENCODING_UTF8, .delimiter = ','};
	struct err err = {.code = ERR_NONE};
	size_t rows = 0;
	struct csv *csv = csv_create(&dialect, stop, &rows);
	assert_false(csv_feed(csv, "a\nb\nc\n", 6, &err));
	assert_int_equal(err.code, ERR_IO);
	assert_int_equal(rows, 1);
	csv_destroy(csv);
	csv_destroy(NULL);
}

static void the_delimiter_is_the_consistent_one(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		char delimiter;
		const char *why;
	} rows[] = {
		{"Name;Email\n\"Ruiz, Ana\";ana@example.org\nRay, Bo;bo@example.org\n", ';', "commas in names"},
		{"Event,Career fair\n\nName;Email;Phone\nA;b@example.org;1\nC;d@example.org;2\n", ';', "metadata above"},
		{"name,skills\nA,c;sql;git\nB,c;sql\n", ',', "lists within cells"},
		{"name,skills,notes\nA,\"x;y;z\",\"1;2\"\n", ',', "semicolons within quotes"},
		{"email\na@example.org\nb@example.org\n", ',', "a single column"},
		{"a\tb\tc\n1,0\t2\t3\n", '\t', "tabs"},
		{"", ',', "nothing"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct csv_dialect dialect;
		struct err err = {.code = ERR_NONE};
		assert_true(csv_sniff(rows[i].file, strlen(rows[i].file), true, &dialect, &err));
		if (dialect.delimiter != rows[i].delimiter)
			fail_msg("%s: got '%c'", rows[i].why, dialect.delimiter);
	}
}

static void the_encoding_is_told_from_the_head(void **state)
{
	(void)state;
	static const struct {
		const char *head;
		size_t size;
		enum encoding encoding;
	} rows[] = {
		{"", 0, ENCODING_UTF8},
		{"abc", 3, ENCODING_UTF8},
		{"Jos\xC3\xA9", 5, ENCODING_UTF8},
		{"Jos\xC3", 4, ENCODING_UTF8}, /* cut in the middle */
		{"Jos\xE9", 4, ENCODING_UTF8}, /* could be the beginning of three bytes */
		{"Jos\xE9,", 5, ENCODING_WINDOWS_1252},
		{"\xFF\xFE", 2, ENCODING_UTF16LE},
		{"\xFE\xFF", 2, ENCODING_UTF16BE},
		{"a\0b\0c\0", 6, ENCODING_UTF16LE},
		{"\0a\0b\0c", 6, ENCODING_UTF16BE},
		{"a\0\0\0\0\0", 6, ENCODING_UTF8},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(encoding_detect(rows[i].head, rows[i].size), rows[i].encoding);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_out_as_they_were_meant),
		cmocka_unit_test(utf16_is_read_both_ways_with_and_without_mark),
		cmocka_unit_test(broken_utf16_is_replaced_not_refused),
		cmocka_unit_test(nul_bytes_are_left_out),
		cmocka_unit_test(what_is_over_a_ceiling_costs_its_row_only),
		cmocka_unit_test(a_file_of_open_quotes_is_read_in_bounded_time),
		cmocka_unit_test(a_reader_stops_when_told),
		cmocka_unit_test(the_delimiter_is_the_consistent_one),
		cmocka_unit_test(the_encoding_is_told_from_the_head),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
