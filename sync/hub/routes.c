/* Paths are compared segment by segment; a segment in braces takes any text that fits. */
#include "hub/routes.h"

#include "wire/limits.h"

#include <string.h>

enum { NO_BODY = 1024 };

static const struct route routes[] = {
	{"GET", "/v1/hello", ROUTE_ANYBODY, NO_BODY, greet_hello},
	{"POST", "/v1/session", ROUTE_ANYBODY, WIRE_BODY_MOST, greet_session},
	{"GET", "/v1/fairs/{fair}/heads", ROUTE_DEVICE, NO_BODY, pull_heads},
	{"POST", "/v1/fairs/{fair}/events", ROUTE_DEVICE, WIRE_BODY_MOST, push_events},
	{"GET", "/v1/fairs/{fair}/pull", ROUTE_DEVICE, NO_BODY, pull_events},
	{"POST", "/v1/fairs/{fair}/pull", ROUTE_DEVICE, WIRE_BODY_MOST, pull_events},
	{"GET", "/v1/fairs/{fair}/certificates", ROUTE_DEVICE, NO_BODY, pull_certificates},
	{"GET", "/v1/invitations/{id}", ROUTE_ANYBODY, NO_BODY, invitation_fetch},
};

static bool keep_argument(const char *at, size_t size, char *out)
{
	if (size == 0 || size >= ROUTE_ARGUMENT_TEXT)
		return false;
	memcpy(out, at, size);
	out[size] = '\0';
	return true;
}

static bool path_fits(const char *pattern, const char *path, char arguments[ROUTE_ARGUMENTS][ROUTE_ARGUMENT_TEXT])
{
	for (size_t filled = 0;; pattern++, path++) {
		size_t wanted = strcspn(pattern, "/"), given = strcspn(path, "/");
		if (*pattern == '{' && filled < ROUTE_ARGUMENTS) {
			if (!keep_argument(path, given, arguments[filled++]))
				return false;
		} else if (wanted != given || memcmp(pattern, path, wanted) != 0) {
			return false;
		}
		pattern += wanted;
		path += given;
		if (*pattern != *path)
			return false;
		if (!*pattern)
			return true;
	}
}

const struct route *route_find(const char *method, const char *path, char arguments[ROUTE_ARGUMENTS][ROUTE_ARGUMENT_TEXT],
			       bool *known_path)
{
	*known_path = false;
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		if (!path_fits(routes[i].path, path, arguments))
			continue;
		*known_path = true;
		if (strcmp(routes[i].method, method) == 0)
			return &routes[i];
	}
	return NULL;
}
