/* What is to be said: sentences in order, each with its voice. Made by ui/spoken from a node list, said by device/speech. */
#ifndef LANYARD_SCRIPT_H
#define LANYARD_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

enum { SCRIPT_MOST = 160, UTTERANCE_MOST = 512, VOICE_MOST = 16 };

struct utterance {
	char text[UTTERANCE_MOST]; /* one sentence, plain words */
	char voice[VOICE_MOST];    /* as espeak-ng calls it: "en-us", "es-419" */
	bool personal;             /* for headphones only */
};

struct script {
	size_t count;
	struct utterance list[SCRIPT_MOST];
};

/* Adds words as sentences of their own, split at their ends; long ones also at a comma. What does not fit is left out. */
void script_add(struct script *script, const char *words, const char *voice, bool personal);
/* Empties and overwrites: a script may be personal. */
void script_wipe(struct script *script);
void script_copy(struct script *to, const struct script *from);

#endif
