/* See hall.h. */
#include "screens/hall.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 99 };

/* One letter and a number. */
static bool parse(const char *booth, char *row, int *column)
{
	char *end;
	if (!isalpha((unsigned char)booth[0]) || !isdigit((unsigned char)booth[1]))
		return false;
	long number = strtol(booth + 1, &end, 10);
	if (*end || number < 1 || number > COLUMNS_MOST)
		return false;
	*row = (char)toupper((unsigned char)booth[0]);
	*column = (int)number - 1;
	return true;
}

static bool add_booth(void *self, const struct employer *employer)
{
	struct floor_map *map = self;
	char row;
	int column, at = 0;
	if (!parse(employer->booth, &row, &column))
		return true;
	if (column >= map->columns)
		map->columns = column + 1;
	while (at < map->row_count && map->rows[at] < row)
		at++;
	if ((at < map->row_count && map->rows[at] == row) || map->row_count == FLOOR_ROWS)
		return true;
	memmove(&map->rows[at + 1], &map->rows[at], (size_t)(map->row_count - at));
	map->rows[at] = row;
	map->row_count++;
	return true;
}

bool hall_read(struct store *store, struct floor_map *map)
{
	struct err err;
	map->row_count = map->columns = 0;
	return store && view_employers(store, add_booth, map, &err) && map->row_count > 0;
}

bool hall_find(const struct floor_map *map, const char *booth, int *row, int *column)
{
	char letter;
	if (!parse(booth, &letter, column))
		return false;
	const char *at = memchr(map->rows, letter, (size_t)map->row_count);
	*row = at ? (int)(at - map->rows) : 0;
	return at != NULL;
}
