/* The kinds of stores there are, by the beginning of their URL. */
#include "hub/store.h"

#include <string.h>

const char *hub_store_file(const char *url, struct err *err)
{
	const char *scheme = hub_store_sqlite.scheme;
	size_t size = strlen(scheme);
	if (strncmp(url, scheme, size) == 0 && url[size])
		return url + size;
	if (strncmp(url, "postgres", strlen("postgres")) == 0)
		err_set(err, ERR_USAGE, "this hub stores in SQLite only; use --store sqlite:FILE");
	else
		err_set(err, ERR_USAGE, "the store \"%.100s\" is not one this hub knows; use --store sqlite:FILE", url);
	return NULL;
}

struct hub_store *hub_store_open(const char *url, struct err *err)
{
	const char *file = hub_store_file(url, err);
	return file ? hub_store_sqlite.open(file, err) : NULL;
}
