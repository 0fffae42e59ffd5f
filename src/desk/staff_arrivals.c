/* Who came in each quarter of an hour, beside how many were expected.
 *
 * Nobody tells when people will come, so the expectation is a usual day: a steep rise in the first hour, then a long way down.
 * The curve is stretched over the fair's hours and scaled to everybody who is known to the fair. */
#include "desk/staff.h"

#include "base/clock.h"
#include "store/view_staff.h"

#include <string.h>
#include <time.h>

enum { HOUR_MS = 60 * 60 * 1000, HOURS_USUAL = 7, CURVE = 28 };

static const int curve[CURVE] = {10, 16, 26, 36, 44, 50, 48, 42, 36, 30, 26, 24, 22, 20,
				 20, 18, 16, 14, 12, 12, 10, 10, 8,  6,  6,  4,  4,  2};

/* People that have come when `part` of `parts` is over, in thousandths of the curve's sum. */
static int64_t come_by(int part, int parts)
{
	int64_t sum = 0, at = (int64_t)part * CURVE * 1000 / parts;
	for (int i = 0; i < CURVE; i++) {
		int64_t inside = at - (int64_t)i * 1000;
		sum += inside <= 0 ? 0 : curve[i] * (inside < 1000 ? inside : 1000);
	}
	return sum;
}

void staff_expected(size_t total, int first, int parts, int *expected, int count)
{
	int64_t all = come_by(parts, parts);
	memset(expected, 0, (size_t)count * sizeof *expected);
	for (int i = 0; i < parts && first + i < count; i++) {
		int64_t before = (int64_t)total * come_by(i, parts) / all, after = (int64_t)total * come_by(i + 1, parts) / all;
		if (first + i >= 0)
			expected[first + i] = (int)(after - before);
	}
}

static int64_t full_hour(int64_t wall)
{
	time_t seconds = (time_t)(wall / 1000);
	struct tm local;
	localtime_r(&seconds, &local);
	return wall - wall % 1000 - (local.tm_min * 60 + local.tm_sec) * INT64_C(1000);
}

/* The hours that are shown: the fair's of today, else from the first arrival on; somebody may come before the doors open. */
static void choose_hours(struct store *store, int64_t wall, int64_t *from, int64_t *until)
{
	const struct fair *fair = store_fair(store);
	int64_t first = view_first_arrival(store);
	bool today = fair->starts > 0 && clock_same_day(fair->starts, wall);
	*from = today ? fair->starts : wall;
	if (first && first < *from && clock_same_day(first, wall))
		*from = first;
	*until = today && fair->ends > *from ? fair->ends : *from + HOURS_USUAL * (int64_t)HOUR_MS;
	if (wall >= *until && clock_same_day(wall, *from))
		*until = wall + 1;
	*from = full_hour(*from);
}

void staff_arrivals(struct store *store, int64_t wall, struct arrivals *out)
{
	int64_t until;
	const struct fair *fair = store_fair(store);
	choose_hours(store, wall, &out->from, &until);
	int64_t spans = (until - out->from + HOUR_MS - 1) / HOUR_MS * SPANS_A_HOUR;
	out->count = spans < SPANS_MOST ? (int)spans : SPANS_MOST;
	out->now = wall >= out->from && (wall - out->from) / SPAN_MS < out->count ? (int)((wall - out->from) / SPAN_MS) : -1;
	view_arrivals(store, out->from, SPAN_MS, out->arrived, (size_t)out->count);
	bool hours = fair->starts >= out->from && fair->ends > fair->starts;
	int first = hours ? (int)((fair->starts - out->from) / SPAN_MS) : 0;
	int parts = hours ? (int)((fair->ends - fair->starts + SPAN_MS - 1) / SPAN_MS) : HOURS_USUAL * SPANS_A_HOUR;
	staff_expected(view_people_count(store), first, parts, out->expected, out->count);
}
