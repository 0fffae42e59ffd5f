/* A town hall: what may be chosen as a topic, and signing in. Like the rest of the desk, each call is one commit. */
#ifndef LANYARD_DESK_TOWNHALL_H
#define LANYARD_DESK_TOWNHALL_H

#include "desk/desk.h"
#include "store/view_townhall.h"

enum { TOPIC_GRAPHEMES = 32, TOPIC_NAME_MOST = TOPIC_GRAPHEMES * 4 + 1 };

struct topic {
	char id[TOPIC_ID_MOST];
	char name[TOPIC_NAME_MOST]; /* "" for one of the usual ones: the catalogue calls it "topic.ID" */
};
/* The hall's topics with their names in a language (or in the first that they have); the usual ones until some were set. Fills
 * `topics` and returns how many there are. */
size_t townhall_topics(struct store *store, const char *language, struct topic topics[TOPICS_MOST]);
/* Sets them from a list with ';' between. Each is the id of a usual one, or words in the fair's languages, in their order,
 * with '|' between: "child-care; Rent help|Ayuda con la renta". NULL: the usual ones again. ERR_INPUT says what is wrong. */
bool townhall_set_topics(struct store *store, const char *list, struct err *err);

struct signing_in {
	const char *person;       /* somebody who is known already, or "" */
	const char *name, *email; /* name is required of somebody new; an e-mail may be "" */
	enum age_band age;        /* of somebody new; nobody under 16 signs in here, and of a minor no e-mail is kept */
	const char *language, *source;
	const char *topics[TOPICS_CHOSEN]; /* ids, NULL = none */
	const char *question;              /* "" = none */
};
/* person.registered or what the e-mail changes, person.checked_in, townhall.signed: one commit. No badge is issued; who wants
 * one is given it by desk_badge(). `out` holds the person. ERR_INPUT with a sentence about the field. */
bool townhall_sign(struct store *store, const struct signing_in *in, struct registered *out, struct err *err);

#endif
