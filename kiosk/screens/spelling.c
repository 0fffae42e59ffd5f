/* See spelling.h. The list is in the order of use: the first five are the keyboard's. */
#include "screens/spelling.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const usual[] = {"@gmail.com",     "@outlook.com", "@yahoo.com", "@hotmail.com", "@icloud.com",
				    "@aol.com",       "@live.com",    "@msn.com",   "@comcast.net", "@att.net",
				    "@bellsouth.net", "@proton.me",   "@yahoo.es",  "@hotmail.es"};
enum { USUAL = sizeof usual / sizeof usual[0] };

void domains_for(const char *email, int most, const char *keys[DOMAIN_KEYS])
{
	const char *at = strchr(email, '@');
	size_t n = at ? strlen(at) : 0;
	int count = 0;
	for (size_t i = 0; i < USUAL && count < most; i++)
		if (strncasecmp(usual[i], at ? at : "", n) == 0)
			keys[count++] = usual[i];
	while (count < DOMAIN_KEYS)
		keys[count++] = NULL;
}

/* Whether two texts differ by one letter left out, added or changed, or by two neighbours swapped. */
static bool one_slip(const char *a, const char *b)
{
	size_t same = 0, na = strlen(a), nb = strlen(b);
	while (same < na && same < nb && a[same] == b[same])
		same++;
	const char *x = a + same, *y = b + same;
	if (!*x && !*y)
		return false;
	bool changed = *x && *y && strcmp(x + 1, y + 1) == 0;
	bool added = *x && strcmp(x + 1, y) == 0, missing = *y && strcmp(x, y + 1) == 0;
	bool swapped = *x && x[1] && *y && y[1] && x[0] == y[1] && x[1] == y[0] && strcmp(x + 2, y + 2) == 0;
	return changed || added || missing || swapped;
}

const char *domain_meant(const char *email)
{
	const char *at = strchr(email, '@'), *meant = NULL;
	if (!at || !strchr(at, '.'))
		return NULL;
	for (size_t i = 0; i < USUAL; i++) {
		if (strcasecmp(usual[i], at) == 0 || strncasecmp(usual[i], at, strlen(at)) == 0)
			return NULL;
		if (!meant && one_slip(usual[i], at))
			meant = usual[i] + 1;
	}
	return meant;
}
