/* Times and dates in words. Names and patterns are texts of the catalogue (date.*, time.*), so a language brings its own order
 * of day and month, and its 12 or 24 hours, without C. */
#include "lang/catalog.h"

#include "base/text.h"

#include <stdio.h>
#include <time.h>

static struct tm local(int64_t wall)
{
	/* Rounds down before 1970 too. */
	time_t seconds = (time_t)(wall / 1000 - (wall % 1000 < 0));
	struct tm tm = {0};
	localtime_r(&seconds, &tm);
	return tm;
}

static const char *numbered(const struct catalog *catalog, size_t language, const char *key, int n)
{
	char full[40];
	text_format(full, sizeof full, "%s.%d", key, n);
	return say(catalog, language, full);
}

static void say_clock(const struct catalog *catalog, size_t language, const char *pattern, int64_t wall, char *out, size_t size)
{
	struct tm tm = local(wall);
	char hour[12], hour24[12], minute[12];
	text_format(hour, sizeof hour, "%d", (tm.tm_hour + 11) % 12 + 1);
	text_format(hour24, sizeof hour24, "%02d", tm.tm_hour);
	text_format(minute, sizeof minute, "%02d", tm.tm_min);
	say_fill(out, size, say(catalog, language, pattern), "hour", hour, "hour24", hour24, "minute", minute, "half",
		 say(catalog, language, tm.tm_hour < 12 ? "time.am" : "time.pm"), NULL);
}

void say_time(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size)
{
	say_clock(catalog, language, "time.clock", wall, out, size);
}

void say_time_short(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size)
{
	say_clock(catalog, language, "time.clock_short", wall, out, size);
}

static void say_date(const struct catalog *catalog, size_t language, int64_t wall, const char *pattern, const char *months,
		     char *out, size_t size)
{
	struct tm tm = local(wall);
	char day[12], year[12], weekday[64], month[64];
	text_format(day, sizeof day, "%d", tm.tm_mday);
	text_format(year, sizeof year, "%d", tm.tm_year + 1900);
	text_copy(weekday, sizeof weekday, numbered(catalog, language, "date.weekday", tm.tm_wday));
	text_copy(month, sizeof month, numbered(catalog, language, months, tm.tm_mon + 1));
	say_fill(out, size, say(catalog, language, pattern), "day", day, "year", year, "weekday", weekday, "month", month,
		 NULL);
}

void say_date_long(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size)
{
	say_date(catalog, language, wall, "date.long", "date.month", out, size);
}

void say_date_short(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size)
{
	say_date(catalog, language, wall, "date.short", "date.month_short", out, size);
}
