/* See badge.h. */
#include "desk/badge.h"

#include "base/text.h"
#include "desk/desk.h"
#include "desk/facts.h"

bool desk_badge_words(struct store *store, struct catalog *catalog, const struct person *person, int64_t now,
		      struct badge_words *out, struct err *err)
{
	const struct fair *fair = store_fair(store);
	size_t language = catalog_language(catalog, person->language);
	*out = (struct badge_words){.booth_count = 0};
	if (!person->badge[0] || !desk_token(store, person->badge, out->token))
		return err_set(err, ERR_MISSING, "this person has no badge yet; lanyard checkin gives one");
	token_short_code(person->badge, out->code);
	say_date_short(catalog, language, fair->starts ? fair->starts : now, out->date, sizeof out->date);
	text_copy(out->fair, sizeof out->fair, fair->name);
	text_copy(out->given, sizeof out->given, person->given[0] ? person->given : person->name);
	text_copy(out->family, sizeof out->family, person->given[0] ? person->family : "");
	text_copy(out->looking, sizeof out->looking, say(catalog, language, "badge.looking_for"));
	text_copy(out->visit, sizeof out->visit, say(catalog, language, "badge.visit"));
	text_copy(out->scan, sizeof out->scan, say(catalog, language, "badge.scan_me"));
	return true;
}

void desk_badge_headline(struct badge_words *words, const char *headline)
{
	text_copy(words->headline, sizeof words->headline, headline);
}

void desk_badge_booth(struct store *store, struct badge_words *words, const char *employer)
{
	struct employer known;
	if (words->booth_count == ORDER_BOOTHS_MOST || !view_employer(store, employer, &known))
		return;
	text_copy(words->booths[words->booth_count].number, ORDER_WORD_MOST, known.booth);
	text_copy(words->booths[words->booth_count].name, ORDER_TEXT_MOST, known.name);
	words->booth_count++;
}

void desk_badge_test(struct store *store, const char *name, const char *second, struct badge_words *out)
{
	*out = (struct badge_words){.token = DESK_TEST_CODE, .code = "TEST"};
	text_copy(out->fair, sizeof out->fair, store_fair(store)->name);
	text_copy(out->given, sizeof out->given, name);
	text_copy(out->family, sizeof out->family, second);
}

bool desk_printed(struct store *store, const char *badge, const char *print, bool twice, struct err *err)
{
	struct facts facts = {0};
	json_t *body = json_pack("{s:s, s:s}", "badge", badge, "print", print);
	if (twice)
		json_object_set_new(body, "twice", json_integer(1));
	facts_add(&facts, "badge.printed", body);
	return facts_commit(&facts, store, err);
}
