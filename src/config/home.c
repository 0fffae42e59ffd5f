/* Where things are: the home of a device's store, and the assets that the programs read. */
#include "base/file.h"
#include "config/command.h"

#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM_HOME "/var/lib/lanyard"

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static bool fits(char *out, size_t size, const char *head, const char *tail, struct err *err)
{
	int n = snprintf(out, size, "%s%s", head, tail);
	if (n < 0 || (size_t)n >= size)
		return err_set(err, ERR_USAGE, "the path of the home is too long; give a shorter one with --home");
	return true;
}

bool home_find(const char *option, char *out, size_t size, struct err *err)
{
	if (option && *option)
		return fits(out, size, option, "", err);
	if (variable("LANYARD_HOME"))
		return fits(out, size, variable("LANYARD_HOME"), "", err);
	if (access(SYSTEM_HOME, W_OK | X_OK) == 0)
		return fits(out, size, SYSTEM_HOME, "", err);
	if (variable("XDG_DATA_HOME"))
		return fits(out, size, variable("XDG_DATA_HOME"), "/lanyard", err);
	if (variable("HOME"))
		return fits(out, size, variable("HOME"), "/.local/share/lanyard", err);
	return err_set(err, ERR_MISSING, "there is no home directory to keep a fair in; say where with --home DIR");
}

/* Assets are known by a file that every set of them has. */
static bool holds_assets(const char *dir)
{
	char marker[PATH_MAX + 16];
	return (size_t)snprintf(marker, sizeof marker, "%s/tokens.json", dir) < sizeof marker && file_exists(marker);
}

/* Looks at BIN/WHERE, BIN being the directory of this program's file. */
static bool beside_program(const char *where, char out[PATH_MAX])
{
	char program[PATH_MAX], joined[PATH_MAX + 64];
	ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
	if (n <= 0)
		return false;
	program[n] = '\0';
	snprintf(joined, sizeof joined, "%s/%s", dirname(program), where);
	return realpath(joined, out) && holds_assets(out);
}

const char *asset_dir(void)
{
	static const char *const places[] = {"../assets", "../../assets", "../share/lanyard"};
	static char found[PATH_MAX];
	if (found[0])
		return found;
	const char *said = variable("LANYARD_ASSETS");
	if (said && strlen(said) < sizeof found)
		return strcpy(found, said);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (beside_program(places[i], found))
			return found;
	return strcpy(found, LANYARD_PREFIX "/share/lanyard");
}
