/* Time, read in one place. `LANYARD_CLOCK=FILE` (milliseconds since 1970 as text) replaces the wall clock and the timers, so
 * that a test can set them. Everything that depends on time takes `now` as an argument; only main loops call clock_*(). */
#ifndef LANYARD_BASE_CLOCK_H
#define LANYARD_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_wall(void);
/* Milliseconds that never go back while the program runs; for time-outs. Follows LANYARD_CLOCK too. */
int64_t clock_steady(void);
/* Whether the wall clock can be believed: set by LANYARD_CLOCK, by NTP (adjtimex says synchronised), or a hardware clock is
 * there and the time is not before this program was written. */
bool clock_trusted(void);
/* This start of the machine (/proc/sys/kernel/random/boot_id without dashes, 32 characters) and milliseconds since it. */
bool clock_boot(char id[33], int64_t *uptime);

/* Whether two times are of one day in the time zone of the fair (TZ). */
bool clock_same_day(int64_t wall, int64_t other);

/* "2026-03-12T13:24:05.120Z" */
void clock_format_utc(int64_t wall, char *out, size_t size);
/* Reads ISO 8601 ("2026-03-12T13:24Z", "...:05.1+02:00", "2026-03-12 13:24", "2026-03-12"); without an offset it is UTC. */
bool clock_parse(const char *text, int64_t *wall);

#endif
