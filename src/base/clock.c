/* The wall clock, a steady clock, and how far either can be believed. */
#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

/* No fair was held with this program before 2026-01-01; an earlier clock is a board that woke up without one. */
static const int64_t earliest_sane = 1767225600000;

static bool clock_from_file(int64_t *wall)
{
	const char *path = getenv("LANYARD_CLOCK");
	FILE *file = path && *path ? fopen(path, "re") : NULL;
	if (!file)
		return false;
	long long value;
	bool ok = fscanf(file, "%lld", &value) == 1;
	fclose(file);
	if (ok)
		*wall = value;
	return ok;
}

static int64_t clock_system(clockid_t which)
{
	struct timespec t;
	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_wall(void)
{
	int64_t wall;
	return clock_from_file(&wall) ? wall : clock_system(CLOCK_REALTIME);
}

int64_t clock_steady(void)
{
	int64_t wall;
	return clock_from_file(&wall) ? wall : clock_system(CLOCK_MONOTONIC);
}

bool clock_trusted(void)
{
	int64_t wall;
	if (clock_from_file(&wall))
		return true;
	if (clock_system(CLOCK_REALTIME) < earliest_sane)
		return false;
	struct timex ntp = {.modes = 0};
	if (adjtimex(&ntp) >= 0 && !(ntp.status & STA_UNSYNC))
		return true;
	return access("/sys/class/rtc/rtc0", F_OK) == 0;
}

bool clock_boot(char id[33], int64_t *uptime)
{
	*uptime = clock_system(CLOCK_BOOTTIME);
	FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
	size_t n = 0;
	for (int c; file && n < 32 && (c = fgetc(file)) != EOF;)
		if (isxdigit(c))
			id[n++] = (char)c;
	id[n] = '\0';
	if (file)
		fclose(file);
	return n == 32;
}

bool clock_same_day(int64_t wall, int64_t other)
{
	time_t at = (time_t)(wall / 1000), bt = (time_t)(other / 1000);
	struct tm x, y;
	localtime_r(&at, &x);
	localtime_r(&bt, &y);
	return x.tm_year == y.tm_year && x.tm_yday == y.tm_yday;
}

void clock_format_utc(int64_t wall, char *out, size_t size)
{
	int64_t ms = ((wall % 1000) + 1000) % 1000;
	time_t seconds = (time_t)((wall - ms) / 1000);
	struct tm t;
	gmtime_r(&seconds, &t);
	snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
		 t.tm_min, t.tm_sec, (int)ms);
}

/* Days since 1970-01-01 of a date in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
static int64_t days_from_civil(int64_t y, int m, int d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

/* Reads exactly `digits` digits and then `after` (if not NUL) at *at. */
static bool read_number(const char **at, int digits, char after, int *out)
{
	int value = 0;
	for (int i = 0; i < digits; i++, (*at)++) {
		if (!isdigit((unsigned char)**at))
			return false;
		value = value * 10 + (**at - '0');
	}
	if (after && *(*at)++ != after)
		return false;
	*out = value;
	return true;
}

/* "Z", "+02:00", "-0500" or nothing: minutes east of UTC. */
static bool read_offset(const char *at, int *minutes)
{
	*minutes = 0;
	if (*at == '\0' || strcmp(at, "Z") == 0)
		return true;
	int sign = *at == '+' ? 1 : *at == '-' ? -1 : 0, hours, rest;
	at++;
	if (!sign || !read_number(&at, 2, '\0', &hours))
		return false;
	if (*at == ':')
		at++;
	if (!read_number(&at, 2, '\0', &rest) || *at)
		return false;
	*minutes = sign * (hours * 60 + rest);
	return true;
}

bool clock_parse(const char *text, int64_t *wall)
{
	int y, mo, d, h = 0, mi = 0, s = 0, ms = 0, offset = 0;
	const char *at = text;
	if (!read_number(&at, 4, '-', &y) || !read_number(&at, 2, '-', &mo) || !read_number(&at, 2, '\0', &d))
		return false;
	if (*at == 'T' || *at == ' ') {
		at++;
		if (!read_number(&at, 2, ':', &h) || !read_number(&at, 2, '\0', &mi))
			return false;
		if (*at == ':' && (at++, !read_number(&at, 2, '\0', &s)))
			return false;
		if (*at == '.') {
			int scale = 100;
			for (at++; isdigit((unsigned char)*at); at++, scale /= 10)
				ms += (*at - '0') * scale;
		}
	}
	if (!read_offset(at, &offset) || mo < 1 || mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 60)
		return false;
	int64_t seconds = days_from_civil(y, mo, d) * 86400 + h * 3600 + mi * 60 + s - (int64_t)offset * 60;
	*wall = seconds * 1000 + ms;
	return true;
}
