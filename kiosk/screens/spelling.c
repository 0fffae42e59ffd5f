/* See spelling.h. */
#include "screens/spelling.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const usual[] = {"@gmail.com",     "@outlook.com", "@yahoo.com", "@hotmail.com", "@icloud.com",
				    "@aol.com",       "@live.com",    "@msn.com",   "@comcast.net", "@att.net",
				    "@bellsouth.net", "@proton.me",   "@yahoo.es",  "@hotmail.es"};
enum { USUAL = sizeof usual / sizeof usual[0] };

static bool is_usual(const char *domain)
{
	for (size_t i = 0; i < USUAL; i++)
		if (strcmp(usual[i], domain) == 0)
			return true;
	return false;
}

static void add(struct domains *domains, const char *domain)
{
	for (size_t i = 0; i < domains->count; i++)
		if (strcmp(domains->list[i], domain) == 0)
			return;
	if (domains->count < DOMAINS_MOST)
		text_copy(domains->list[domains->count++], DOMAIN_TEXT, domain);
}

static bool add_used(void *self, const char *domain, int people)
{
	struct domains *domains = self;
	char text[DOMAIN_TEXT];
	if (text_format(text, sizeof text, "@%s", domain) && (people >= DOMAIN_PEOPLE || is_usual(text)))
		add(domains, text);
	return domains->count < DOMAINS_MOST;
}

void domains_count(struct domains *domains, struct store *store)
{
	uint64_t revision = store ? store_revision(store) : 0;
	if (domains->count && domains->revision == revision)
		return;
	*domains = (struct domains){.revision = revision};
	if (store)
		view_domains(store, add_used, domains);
	for (size_t i = 0; i < USUAL; i++)
		add(domains, usual[i]);
}

void domains_for(const struct domains *domains, const char *email, int most, const char *keys[DOMAIN_KEYS])
{
	const char *at = strchr(email, '@');
	size_t n = at ? strlen(at) : 0;
	int count = 0;
	for (size_t i = 0; i < domains->count && count < most; i++)
		if (strncasecmp(domains->list[i], at ? at : "", n) == 0)
			keys[count++] = domains->list[i];
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
