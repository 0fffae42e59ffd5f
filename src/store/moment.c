/* When something happened, as far as it can be said. A fact written without a trusted clock says only
 * "BOOT:UPTIME" and what the clock showed; an anchor
 * of the same start of the machine turns that into a time. Without one, the next anchor of the same device and the order of all
 * facts bound it. */
#include "store/internal.h"

#include <stdio.h>

enum { ABOUT_MOST = 60 * 60 * 1000 }; /* ms between the bounds within which "about" is still honest */

static int64_t wall_of_stamp(const uint8_t *stamp)
{
	int64_t wall = 0;
	for (int i = 0; i < 6; i++)
		wall = wall << 8 | stamp[i];
	return wall;
}

/* Wall time of uptime 0 of that start of the machine. */
static bool boot_wall(struct store *store, const char *boot, int64_t *wall)
{
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT wall - up FROM anchor WHERE boot = ? ORDER BY stamp LIMIT 1", NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, boot);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found)
		*wall = sqlite3_column_int64(row, 0);
	sqlite3_reset(row);
	return found;
}

/* The first trusted time that the same device wrote down afterwards. */
static bool next_anchor(struct store *store, const uint8_t *stamp, int64_t *wall)
{
	char device[ID_TEXT];
	base32_encode(stamp + 8, ID_BYTES, device);
	sqlite3_stmt *row = db_prepare(&store->db,
				       "SELECT wall FROM anchor WHERE device = ? AND stamp > ? ORDER BY stamp LIMIT 1", NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, device);
	db_bind_bytes(row, 2, stamp, STAMP_BYTES);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found)
		*wall = sqlite3_column_int64(row, 0);
	sqlite3_reset(row);
	return found;
}

/* "BOOT:UPTIME:SAID": the last is what the untrusted clock showed. */
static bool parse_seen(const char *text, char boot[33], int64_t *up, int64_t *said)
{
	long long a, b;
	if (!text || sscanf(text, "%32[0-9a-f]:%lld:%lld", boot, &a, &b) != 3)
		return false;
	*up = a;
	*said = b;
	return true;
}

struct moment moment_of(struct store *store, const void *stamp, int size, sqlite3_value *seen)
{
	char boot[33];
	int64_t up, said, start, after;
	if (size != STAMP_BYTES)
		return (struct moment){0};
	if (sqlite3_value_type(seen) == SQLITE_INTEGER)
		return (struct moment){.wall = sqlite3_value_int64(seen), .certainty = MOMENT_EXACT};
	int64_t before = wall_of_stamp(stamp);
	if (!parse_seen((const char *)sqlite3_value_text(seen), boot, &up, &said))
		return (struct moment){.wall = before > 0 ? before : 1, .certainty = MOMENT_UNKNOWN};
	if (boot_wall(store, boot, &start))
		return (struct moment){.wall = start + up, .certainty = MOMENT_EXACT};
	if (next_anchor(store, stamp, &after) && after >= before && after - before <= ABOUT_MOST)
		return (struct moment){.wall = before + (after - before) / 2, .certainty = MOMENT_ABOUT};
	return (struct moment){.wall = said > 0 ? said : 1, .certainty = MOMENT_UNKNOWN};
}
