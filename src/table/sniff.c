/* Which delimiter a file uses, found by reading its beginning with each and counting. */
#include "table/csv.h"

#include <string.h>

enum { ROWS_LOOKED_AT = 100 };

/* How many of the rows have how many cells. */
struct tally {
	unsigned rows;
	unsigned with[CSV_COLUMNS_MOST + 1];
};

static bool count_row(void *self, const struct csv_row *row, struct err *err)
{
	struct tally *tally = self;
	(void)err;
	tally->rows++;
	tally->with[row->count]++;
	return tally->rows < ROWS_LOOKED_AT;
}

/* Thousandths of the rows that have the commonest number of cells, if that is more than one; more cells break a tie. */
static unsigned long score(const struct tally *tally)
{
	size_t best = 0;
	for (size_t i = 2; i <= CSV_COLUMNS_MOST; i++)
		if (tally->with[i] && tally->with[i] >= tally->with[best])
			best = i;
	if (!best || tally->with[best] < tally->with[1])
		return 0;
	return tally->with[best] * 1000UL / tally->rows * (CSV_COLUMNS_MOST + 1) + best;
}

static bool try_delimiter(const void *head, size_t size, bool whole, const struct csv_dialect *dialect, unsigned long *points,
			  struct err *err)
{
	struct tally tally = {.rows = 0};
	struct err stopped = {.code = ERR_NONE};
	struct csv *csv = csv_create(dialect, count_row, &tally);
	if (!csv)
		return err_set(err, ERR_MEMORY, "out of memory while looking at a file; close other programs");
	if (csv_feed(csv, head, size, &stopped) && whole)
		csv_finish(csv, &stopped);
	csv_destroy(csv);
	*points = score(&tally);
	return true;
}

/* Excel's hint, "sep=;" in the first line, in whatever encoding. */
static bool hinted(const void *head, size_t size, enum encoding encoding, char *delimiter)
{
	struct decoder decoder = {.encoding = encoding};
	struct buf line;
	buf_init(&line, 64);
	bool hint = decoder_feed(&decoder, head, size < 16 ? size : 16, &line) && strncmp(buf_text(&line), "sep=", 4) == 0 &&
		    line.size > 5 && strchr("\r\n", line.data[5]) && strchr(",;\t", line.data[4]);
	if (hint)
		*delimiter = line.data[4];
	buf_release(&line);
	return hint;
}

bool csv_sniff(const void *head, size_t size, bool whole, struct csv_dialect *out, struct err *err)
{
	static const char delimiters[] = {',', ';', '\t'};
	struct csv_dialect best = {.encoding = encoding_detect(head, size), .delimiter = ','};
	unsigned long most = 0;
	*out = best;
	if (hinted(head, size, best.encoding, &out->delimiter))
		return true;
	for (size_t i = 0; i < sizeof delimiters; i++) {
		unsigned long points = 0;
		struct csv_dialect dialect = {.encoding = best.encoding, .delimiter = delimiters[i]};
		if (!try_delimiter(head, size, whole, &dialect, &points, err))
			return false;
		if (points > most)
			best = dialect;
		most = points > most ? points : most;
	}
	*out = best;
	return true;
}
