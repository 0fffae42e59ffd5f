/* Entering a fair from the kiosk's own screen: with a hub's code, by running lanyard-sync as a child, or with an invitation
 * file that a stick carries. Both take seconds (a network, Argon2id), so a thread does it and answers with an input. */
#ifndef LANYARD_DEVICE_ENROL_H
#define LANYARD_DEVICE_ENROL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	ENROL_CODE_MOST = 40,
	ENROL_HUB_MOST = 256,
	ENROL_PHRASE_MOST = 256,
};

struct enrolment {
	char code[ENROL_CODE_MOST], hub[ENROL_HUB_MOST]; /* a code, and where its hub is */
	char file[PATH_MAX], phrase[ENROL_PHRASE_MOST];  /* or a file, and what opens it; file "" = the code */
};

enum enrol_news {
	ENROL_NOTHING,
	ENROL_JOINED,
	ENROL_WRONG,       /* no such code, not the pass phrase, or a file that is too old */
	ENROL_REFUSED,     /* used or expired */
	ENROL_UNREACHABLE, /* no hub answers there */
	ENROL_NEWS_COUNT
};

struct enrol {
	/* Copies the enrolment. The answer comes later. */
	void (*begin)(struct enrol *enrol, const struct enrolment *enrolment);
	/* The first invitation (*.invite) on a stick that is plugged in; false if there is none. */
	bool (*find)(struct enrol *enrol, char out[PATH_MAX]);
	void (*destroy)(struct enrol *enrol);
};

typedef void enrol_fn(void *self, enum enrol_news news); /* on another thread */
struct enrol *enrol_create(const char *home, enrol_fn *answer, void *self);
/* Answers nothing: for pictures and tests. */
struct enrol *enrol_quiet(void);

/* Takes an organiser's card apart: "URL#CODE", or the code alone (then the hub stays as it is). False if it is neither. */
bool enrol_read_card(const char *text, size_t size, struct enrolment *out);

#endif
