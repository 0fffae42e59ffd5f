/* A row is read in the order in which it can fail: its state, its name, its contacts, its key. */
#include "table/attendee.h"

#include "base/text.h"
#include "table/cell.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_GRAPHEMES = 80, WORD_MOST = 64, FOLDED_MOST = 512 };

static const char *const note_texts[NOTE_COUNT] = {
	[NOTE_NAME_FROM_EMAIL] = "row(s) with an e-mail and no name, listed under the part before the @",
	[NOTE_NAME_CUT] = "name(s) longer than 80 letters, cut",
	[NOTE_EMAIL_DROPPED] = "e-mail cell(s) without an address, left out",
	[NOTE_PHONE_KEPT] = "telephone number(s) that are not complete, kept as typed",
	[NOTE_QUANTITY] = "row(s) for several tickets under one name, taken as one person each",
	[NOTE_STATUS_UNKNOWN] = "row(s) with a status that is not known here, taken",
};

const char *attendee_note_text(enum attendee_note note)
{
	return note_texts[note];
}

/* --- state -------------------------------------------------------------------------------------------------------------- */

/* First match counts. Sources: the exports of each system as listed in the profiles; alf.io's TicketStatus. */
static const struct state {
	const char *words;
	const char *why; /* NULL = comes */
	bool cancelled;
} states[] = {
	{"attending|checked in|approved|session|going|yes|si|oui|ja|wi|completed|complete|placed|free order|paid|acquired|to "
	 "be "
	 "paid|confirmed|registered|active|valid|accepted|partially refunded|partial refund|ilmoittautunut|maksettu|confirmado|"
	 "confirme|bestatigt",
	 NULL, false},
	{"~refund|~reembols|~rembours|~erstatte|~rimbors|~hyvite", "refunded", true},
	{"~cancel|~annul|~storn|peruutettu|peruttu|~anile|deleted|released|expired|invalidated|abandoned", "cancelled", true},
	{"~void|~invalid", "void", true},
	{"not attending|not going|no|non|nein|ei|~declin|~reject|~rechaz|~refuse|~absag", "declined", true},
	{"~wait|~lista de espera|~liste d|~warteliste|~odotus|jono", "on the waiting list", false},
	{"~pending|~pendiente|~en attente|~ausstehend|~in attesa|unpaid|not paid|~awaiting|pre reserved|draft|incomplete",
	 "pending", false},
	{"invited|not yet responded|no response|~invitad|~invite", "invited, not accepted yet", false},
	{"unassigned|not assigned|~unassign", "the ticket is not assigned to anybody", false},
	{"transferred|~transfer", "transferred to somebody else", true},
};

static const struct state *state_of(const char *cell, unsigned *notes)
{
	char word[WORD_MOST];
	text_fold(cell, word, sizeof word);
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if (names_match(states[i].words, word))
			return &states[i];
	if (word[0])
		*notes |= 1U << NOTE_STATUS_UNKNOWN;
	return NULL;
}

static const char *why_not_coming(const struct sheet_row *row, unsigned *notes, bool *cancelled)
{
	const struct state *state = state_of(row->cell[FIELD_STATUS], notes);
	*cancelled = state && state->cancelled;
	if (state && state->why)
		return state->why;
	*cancelled = cell_says_yes(row->cell[FIELD_VOID]);
	if (*cancelled)
		return "void";
	return cell_says_no(row->cell[FIELD_PAID]) ? "pending: not paid yet" : NULL;
}

/* --- names -------------------------------------------------------------------------------------------------------------- */

static void tidy_name(const char *cell, char *out, unsigned *notes)
{
	if (!text_tidy(cell, out, NAME_MOST, NAME_GRAPHEMES))
		*notes |= 1U << NOTE_NAME_CUT;
	if (cell_is_empty(out))
		out[0] = '\0';
}

static void join(const char *first, const char *second, char *out, size_t size)
{
	text_format(out, size, "%s%s%s", first, *first && *second ? " " : "", second);
}

static bool is_suffix(const char *text)
{
	char word[WORD_MOST];
	text_fold(text, word, sizeof word);
	return names_match("jr|sr|ii|iii|iv|v|md|m d|phd|ph d|esq|rn|r n|cpa|mba|dds", word) != 0;
}

/* "Lovelace, Ada" and "King, Ada, Jr." become given and family name; "King, Jr." stays. */
static bool split_last_first(const char *name, struct attendee *out)
{
	const char *comma = strchr(name, ',');
	char parts[2][NAME_MOST], suffix[NAME_MOST] = "";
	if (!comma)
		return false;
	text_format(parts[0], sizeof parts[0], "%.*s", (int)(comma - name), name);
	text_tidy(comma + 1, parts[1], sizeof parts[1], NAME_GRAPHEMES);
	char *second = strchr(parts[1], ',');
	if (second) {
		*second = '\0';
		text_tidy(second + 1, suffix, sizeof suffix, NAME_GRAPHEMES);
	}
	bool split = parts[0][0] && parts[1][0] && !is_suffix(parts[1]) && (!second || is_suffix(suffix));
	if (split) {
		text_tidy(parts[1], out->given, sizeof out->given, NAME_GRAPHEMES);
		join(parts[0], suffix, out->family, sizeof out->family);
	}
	sodium_memzero(parts, sizeof parts);
	return split;
}

static bool holds_folded(const char *whole, const char *part)
{
	char folded_whole[FOLDED_MOST], folded_part[FOLDED_MOST];
	text_fold(whole, folded_whole, sizeof folded_whole);
	text_fold(part, folded_part, sizeof folded_part);
	bool holds = strstr(folded_whole, folded_part) != NULL;
	sodium_memzero(folded_whole, sizeof folded_whole);
	sodium_memzero(folded_part, sizeof folded_part);
	return holds;
}

/* A column "Name" beside one other part is the part that is missing ("Nombre" and "Apellidos", "Vorname" and "Name"). */
static void complete_parts(const struct heading *heading, struct attendee *out)
{
	bool given = heading->column[FIELD_GIVEN] >= 0, family = heading->column[FIELD_FAMILY] >= 0;
	if (!out->name[0] || given == family)
		return;
	const char *part = given ? out->given : out->family;
	if (!*part || holds_folded(out->name, part))
		return;
	memcpy(given ? out->family : out->given, out->name, sizeof out->name);
	out->name[0] = '\0';
}

static void read_name(const struct heading *heading, const struct sheet_row *row, struct attendee *out)
{
	tidy_name(row->cell[FIELD_NAME], out->name, &out->notes);
	tidy_name(row->cell[FIELD_GIVEN], out->given, &out->notes);
	tidy_name(row->cell[FIELD_FAMILY], out->family, &out->notes);
	complete_parts(heading, out);
	bool split = !heading->profile->names_are_whole && split_last_first(out->name, out);
	if (split || !out->name[0])
		join(out->given, out->family, out->name, sizeof out->name);
}

/* Sums under the list: "Total", and no way to reach it. */
static bool is_total(const struct attendee *out)
{
	return !out->email[0] && out->phone[0] != '+' &&
	       cell_says("total|totals|grand total|subtotal|sub total|total attendees|gesamt|totale|yhteensa", out->name);
}

/* --- contacts ----------------------------------------------------------------------------------------------------------- */

static void read_contacts(const struct sheet_row *row, struct attendee *out)
{
	if (!cell_email(row->cell[FIELD_EMAIL], out->email, sizeof out->email))
		out->notes |= 1U << NOTE_EMAIL_DROPPED;
	if (!cell_phone(row->cell[FIELD_PHONE], out->phone, sizeof out->phone))
		out->notes |= 1U << NOTE_PHONE_KEPT;
	cell_language(row->cell[FIELD_LANGUAGE], out->language, sizeof out->language);
}

static void name_from_email(struct attendee *out)
{
	if (out->name[0] || !out->email[0])
		return;
	text_format(out->name, sizeof out->name, "%.*s", (int)strcspn(out->email, "@"), out->email);
	out->notes |= 1U << NOTE_NAME_FROM_EMAIL;
}

/* --- tickets and keys --------------------------------------------------------------------------------------------------- */

static void add_ticket(const char *code, size_t size, struct attendee *out)
{
	if (size == 0 || size >= TICKET_MOST || out->ticket_count == TICKETS_MOST)
		return;
	char *place = out->tickets[out->ticket_count];
	memcpy(place, code, size);
	place[size] = '\0';
	out->ticket_count += text_is_clean(place, size, false);
}

static void read_tickets(const struct heading *heading, const struct sheet_row *row, struct attendee *out)
{
	const char *ticket = row->cell[FIELD_TICKET], *id = row->cell[FIELD_ID], *url = row->cell[FIELD_TICKET_URL];
	const char *code = strstr(url, "pk=");
	add_ticket(ticket, strlen(ticket), out);
	if (heading->profile->id_scans)
		add_ticket(id, strlen(id), out);
	add_ticket(url, strlen(url), out);
	if (code)
		add_ticket(code + 3, strcspn(code + 3, "&#"), out);
}

static void hash_text(crypto_generichash_state *state, const char *text)
{
	crypto_generichash_update(state, (const unsigned char *)text, strlen(text) + 1);
}

static void key_of_digest(const struct heading *heading, crypto_generichash_state *state, struct attendee *out)
{
	uint8_t digest[ID_BYTES];
	char text[ID_TEXT];
	crypto_generichash_final(state, digest, sizeof digest);
	base32_encode(digest, sizeof digest, text);
	text_format(out->key, sizeof out->key, "%s:%s", heading->profile->name, text);
}

/* Who it is, when the row says nothing better. */
static void key_from_person(const struct heading *heading, struct attendee *out)
{
	char folded[FOLDED_MOST];
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, ID_BYTES);
	text_fold(out->name, folded, sizeof folded);
	hash_text(&state, folded);
	text_fold(out->email, folded, sizeof folded);
	hash_text(&state, folded);
	hash_text(&state, out->phone);
	key_of_digest(heading, &state, out);
	sodium_memzero(folded, sizeof folded);
	sodium_memzero(&state, sizeof state);
}

static void key_from_ids(const struct heading *heading, const char *first, const char *second, struct attendee *out)
{
	const char *dash = *first && *second ? "-" : "";
	if (text_format(out->key, KEY_MOST - KEY_NUMBER_ROOM, "%s:%s%s%s", heading->profile->name, first, dash, second))
		return;
	crypto_generichash_state state; /* too long to be kept as it is */
	crypto_generichash_init(&state, NULL, 0, ID_BYTES);
	hash_text(&state, first);
	hash_text(&state, second);
	key_of_digest(heading, &state, out);
}

static void tidy_id(const char *cell, char out[TICKET_MOST])
{
	text_tidy(cell, out, TICKET_MOST, TICKET_MOST);
}

/* False if the row has no number of its own and no order's. */
static bool read_key(const struct heading *heading, const struct sheet_row *row, struct attendee *out)
{
	char order[TICKET_MOST], id[TICKET_MOST], ticket[TICKET_MOST];
	tidy_id(row->cell[FIELD_ORDER], order);
	tidy_id(row->cell[FIELD_ID], id);
	tidy_id(row->cell[FIELD_TICKET], ticket);
	out->own_key = id[0] || ticket[0];
	out->order_key = !out->own_key && order[0];
	if (id[0])
		key_from_ids(heading, order, id, out);
	else if (ticket[0])
		key_from_ids(heading, "", ticket, out);
	else if (order[0])
		key_from_ids(heading, order, "", out);
	return out->own_key || out->order_key;
}

const char *attendee_read(const struct heading *heading, const struct sheet_row *row, struct attendee *out, bool *cancelled)
{
	*out = (struct attendee){.notes = 0};
	bool keyed = read_key(heading, row, out);
	const char *why = why_not_coming(row, &out->notes, cancelled);
	if (why)
		return why;
	read_name(heading, row, out);
	if (!out->name[0] && heading->profile->named_only)
		return "the ticket is not assigned to anybody";
	read_contacts(row, out);
	if (!keyed)
		key_from_person(heading, out);
	name_from_email(out);
	if (!out->name[0])
		return "neither a name nor an e-mail";
	if (is_total(out))
		return "a total, not a person";
	read_tickets(heading, row, out);
	if (strtol(row->cell[FIELD_QUANTITY], NULL, 10) > 1)
		out->notes |= 1U << NOTE_QUANTITY;
	return NULL;
}
