/* lanyard init: makes a fair. */
#include "admin/admin.h"

#include "base/clock.h"
#include "base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ZONES "/usr/share/zoneinfo/"

static const char *const kinds[] = {"hiring-fair", "town-hall", NULL};

struct init_values {
	const char *name, *venue, *starts, *ends, *timezone, *languages, *label;
	int kind;
	long capacity;
};

static const struct option_row init_options[] = {
	{
		.name = "name",
		.type = OPTION_TEXT,
		.required = true,
		.at = offsetof(struct init_values, name),
		.argument = "NAME",
		.help = "the fair's name, as people will see it",
	},
	{
		.name = "kind",
		.type = OPTION_CHOICE,
		.at = offsetof(struct init_values, kind),
		.argument = "KIND",
		.choices = kinds,
		.standard = "hiring-fair",
		.help = "what is held",
	},
	{
		.name = "venue",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, venue),
		.argument = "VENUE",
		.standard = "",
		.help = "where it is held",
	},
	{
		.name = "starts",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, starts),
		.argument = "TIME",
		.help = "when it begins, ISO 8601; without an offset in the fair's time zone",
	},
	{
		.name = "ends",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, ends),
		.argument = "TIME",
		.help = "when it ends",
	},
	{
		.name = "timezone",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, timezone),
		.argument = "ZONE",
		.help = "IANA name; without it the machine's, or America/New_York if that is not set or UTC",
	},
	{
		.name = "languages",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, languages),
		.argument = "LIST",
		.standard = "en,es,ht",
		.help = "languages of the screens, the first is the fallback",
	},
	{
		.name = "capacity",
		.type = OPTION_NUMBER,
		.at = offsetof(struct init_values, capacity),
		.argument = "PEOPLE",
		.least = 0,
		.most = CAPACITY_MOST,
		.standard = "0",
		.help = "how many may be inside at once; 0 is any number",
	},
	{
		.name = "label",
		.type = OPTION_TEXT,
		.at = offsetof(struct init_values, label),
		.argument = "LABEL",
		.help = "what this device is called; without it the host's name",
	},
	{.name = NULL},
};

static bool zone_exists(const char *zone)
{
	char path[PATH_MAX];
	if (!*zone || zone[0] == '/' || strstr(zone, ".."))
		return false;
	return (size_t)snprintf(path, sizeof path, ZONES "%s", zone) < sizeof path && access(path, R_OK) == 0;
}

/* The machine's zone from /etc/localtime, a link into the zone files. An unset machine says UTC, which no fair means. */
static const char *machine_zone(char path[PATH_MAX])
{
	ssize_t n = readlink("/etc/localtime", path, PATH_MAX - 1);
	path[n > 0 ? n : 0] = '\0';
	const char *zone = strstr(path, "/zoneinfo/");
	zone = zone ? zone + strlen("/zoneinfo/") : "";
	return zone_exists(zone) && !strstr(zone, "UTC") && !strstr(zone, "UCT") ? zone : "America/New_York";
}

static bool has_offset(const char *text)
{
	const char *clock = strpbrk(text, "T ");
	return clock && strpbrk(clock, "Zz+-");
}

/* Reads a time; one without an offset is the fair's local time. */
static bool read_time(const char *option, const char *text, int64_t *out, struct err *err)
{
	if (!text)
		return true;
	if (!clock_parse(text, out))
		return err_set(err, ERR_USAGE, "--%s wants a time like 2026-03-12T09:00, not \"%.40s\"", option, text);
	if (has_offset(text))
		return true;
	time_t as_utc = (time_t)(*out / 1000);
	struct tm fields;
	gmtime_r(&as_utc, &fields);
	fields.tm_isdst = -1;
	*out = (int64_t)mktime(&fields) * 1000;
	return true;
}

static bool check_languages(const char *list, struct err *err)
{
	for (const char *word = list;; word++) {
		size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyz");
		if (length < 2 || length > 3 || (word[length] && word[length] != ','))
			return err_set(err, ERR_USAGE, "--languages wants codes like en,es,ht, not \"%.40s\"", list);
		word += length;
		if (!*word)
			return true;
	}
}

static bool copy_tidy(const char *option, const char *text, char *out, size_t size, struct err *err)
{
	if (text_tidy(text, out, size, size / 4))
		return true;
	return err_set(err, ERR_USAGE, "the text of --%s is too long; %zu letters fit", option, size / 4);
}

static bool fill_fair(const struct init_values *values, struct fair *fair, struct err *err)
{
	char path[PATH_MAX];
	const char *zone = values->timezone ? values->timezone : machine_zone(path);
	if (values->timezone && !zone_exists(zone))
		return err_set(err, ERR_USAGE, "there is no time zone \"%.60s\"; names are like America/New_York", zone);
	setenv("TZ", zone, 1);
	tzset();
	if (!copy_tidy("name", values->name, fair->name, sizeof fair->name, err) ||
	    !copy_tidy("venue", values->venue, fair->venue, sizeof fair->venue, err) ||
	    !check_languages(values->languages, err) || !read_time("starts", values->starts, &fair->starts, err) ||
	    !read_time("ends", values->ends, &fair->ends, err))
		return false;
	if (!fair->name[0])
		return err_set(err, ERR_USAGE, "the fair needs a name; give one with --name");
	if (fair->ends && fair->ends < fair->starts)
		return err_set(err, ERR_USAGE, "the fair would end before it starts; check --starts and --ends");
	fair->capacity = values->capacity;
	return (text_copy(fair->kind, sizeof fair->kind, kinds[values->kind]) &&
		text_copy(fair->timezone, sizeof fair->timezone, zone) &&
		text_copy(fair->languages, sizeof fair->languages, values->languages)) ||
	       err_set(err, ERR_USAGE, "the list of languages is too long");
}

static bool run(const struct call *call, struct err *err)
{
	const struct init_values *values = call->values;
	struct fair fair = {0};
	char host[64] = "this device", device[ID_TEXT];
	gethostname(host, sizeof host - 1);
	if (!fill_fair(values, &fair, err) || !store_init(call->home, &fair, values->label ? values->label : host, device, err))
		return false;
	if (call->json)
		print_document(json_pack("{s:s, s:s, s:s, s:s, s:s}", "fair", fair.id, "device", device, "name", fair.name,
					 "timezone", fair.timezone, "home", call->home));
	else
		printf("%s stands in %s (times in %s).\nNext: lanyard import attendees FILE, or lanyard-kiosk.\n", fair.name,
		       call->home, fair.timezone);
	return true;
}

const struct command init_command = {
	.name = "init",
	.operands = "",
	.brief = "makes a fair and this device's keys",
	.about = "Makes a fair in the home: its key, this device's keys, and the first facts of its log. Refuses a home that "
		 "holds a "
		 "fair already.",
	.options = init_options,
	.values_size = sizeof(struct init_values),
	.run = run,
};
