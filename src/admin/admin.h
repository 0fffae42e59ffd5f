/* What the commands of `lanyard` share. To add a command: a file with its row first, a line here and one in main.c. */
#ifndef LANYARD_ADMIN_ADMIN_H
#define LANYARD_ADMIN_ADMIN_H

#include "config/command.h"
#include "desk/desk.h"

extern const struct command init_command, invite_command, join_command, import_command, people_command, register_command,
	checkin_command, checkout_command, capacity_command, topics_command, scan_command, badge_command, template_command,
	revoke_command, pin_command, employers_command, export_command, log_command, verify_command, rebuild_command;

/* Opens the home of a call; says how to make one when there is none. */
struct store *admin_open(const struct call *call, enum store_mode mode, struct err *err);
/* The same, with everything folded into the view. From here on local times are the fair's. */
struct store *admin_open_folded(const struct call *call, enum store_mode mode, struct err *err);

/* Prints one JSON document on standard output and releases it. */
void print_document(json_t *document);
/* "2026-03-12T13:24:05.120Z", or null for 0. New references. */
json_t *json_time(int64_t wall);
/* How far a time can be believed: "exact", "about", "unknown" (only the order is known); null for no time. */
json_t *json_certainty(struct moment moment);
/* The text, or null when it is empty. */
json_t *json_text(const char *text);
json_t *json_person(struct store *store, const struct person *person);
json_t *json_lead(const struct lead *lead);

/* A pass phrase from $LANYARD_PASSPHRASE, else asked on the terminal without echo (twice with `confirm`). The caller wipes it.
 */
enum { PASSPHRASE_MOST = 256, PASSPHRASE_LEAST = 8 };
bool passphrase_get(bool confirm, char out[PASSPHRASE_MOST], struct err *err);

/* The same for any secret: `what` ("Pass phrase") is asked for, `variable` holds it for scripts. Its shape is the caller's to
 * check. */
bool secret_get(const char *what, const char *variable, bool confirm, char out[PASSPHRASE_MOST], struct err *err);

/* The answer of a scan: the document or a sentence; false with ERR_REFUSED when nothing was admitted. */
bool scan_answer(const struct call *call, struct store *store, const struct scan *scan, struct err *err);

#endif
