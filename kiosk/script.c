/* See script.h. A sentence is what a person can listen to in one breath; speech stops and goes on between them. */
#include "script.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { BREATH = 72 }; /* bytes: about four seconds at the usual speed */

/* Where the sentence at `at` ends: behind ". ", "? ", "! " or "; ", or, when it is long, behind the comma nearest to a breath.
 */
static const char *sentence_end(const char *at)
{
	const char *comma = NULL, *p = at;
	for (; *p; p++) {
		if (p[1] != ' ' && p[1] != '\0')
			continue;
		if (strchr(".?!;", *p))
			return p + 1;
		if ((*p == ',' || *p == ':') && p - at < BREATH && p - at > BREATH / 3)
			comma = p + 1;
	}
	return p - at > BREATH && comma ? comma : p;
}

static void add_sentence(struct script *script, const char *from, size_t size, const char *voice, bool personal)
{
	if (script->count == SCRIPT_MOST)
		return;
	struct utterance *utterance = &script->list[script->count++];
	text_format(utterance->text, sizeof utterance->text, "%.*s", (int)size, from);
	text_copy(utterance->voice, sizeof utterance->voice, voice);
	utterance->personal = personal;
}

void script_add(struct script *script, const char *words, const char *voice, bool personal)
{
	for (const char *at = words + strspn(words, " "); *at;) {
		const char *end = sentence_end(at);
		add_sentence(script, at, (size_t)(end - at), voice, personal);
		at = end + strspn(end, " ");
	}
}

void script_wipe(struct script *script)
{
	sodium_memzero(script->list, script->count * sizeof script->list[0]);
	script->count = 0;
}

void script_copy(struct script *to, const struct script *from)
{
	script_wipe(to);
	memcpy(to->list, from->list, from->count * sizeof from->list[0]);
	to->count = from->count;
}
