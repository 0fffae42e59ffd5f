/* src/badge/card, token, and src/desk/card: what a badge tells a booth that has never synced, that nobody can alter it, and
 * that what is known here, above all that somebody took their consent back, wins over it. */
#include "home.h"

#include "badge/qr.h"
#include "base/clock.h"
#include "base/text.h"
#include "desk/desk.h"
#include "store/batch.h"
#include "store/device.h"
#include "store/keys.h"

#include <sodium.h>

static const uint8_t key[32] = {1, 2, 3, 4, 5};
static const char fair[] = "0123456789ABCDEFGHJKMNPQRS", badge[] = "3RM4HZXVE7K2Q9MT";
static const struct badge_card marisol = {
	.shared = true, .name = "Marisol Peña", .job = 4711, .skills = {7, 0xFFFF, 300}, .skill_count = 3};

/* --- the bytes ---------------------------------------------------------------------------------------------------------- */

static void a_card_says_what_went_in(void **state)
{
	(void)state;
	static const struct {
		struct badge_card card;
		size_t size;
	} rows[] = {
		{{.name = ""}, CARD_SMALL},
		{{.name = "Wideline"}, CARD_SMALL},
		{{.shared = true, .name = "Marisol Peña", .job = 1, .skills = {2, 3, 4}, .skill_count = 3}, CARD_SMALL},
		{{.shared = true, .name = "Marisol Peña", .job = 1, .skills = {2, 3, 4, 5}, .skill_count = 4}, CARD_LARGE},
		{{.shared = true, .name = "Jo", .headline = "Kite maker", .skills = {9}, .skill_count = 1}, CARD_SMALL},
		{{.shared = true, .name = "0123456789012345678901234567890", .headline = "0123456789"}, CARD_LARGE},
		{{.shared = true,
		  .name = "0123456789012345678901234567890",
		  .job = 1,
		  .skills = {1, 2, 3, 4},
		  .skill_count = 4},
		 CARD_LARGE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint8_t bytes[CARD_LARGE];
		struct badge_card got;
		size_t size = card_pack(&rows[i].card, bytes);
		assert_int_equal(size, rows[i].size);
		assert_true(card_unpack(bytes, size, &got));
		assert_memory_equal(&got, &rows[i].card, sizeof got);
	}
}

/* What does not fit is cut, never written beyond the end: the last skills, then words at a letter. */
static void a_card_that_is_too_long_is_cut(void **state)
{
	(void)state;
	struct badge_card long_one = {.shared = true, .skills = {1, 2, 3, 4, 5, 6}, .skill_count = 6}, got;
	uint8_t bytes[CARD_LARGE];
	text_copy(long_one.name, sizeof long_one.name, "ÑÑÑÑÑÑÑÑÑÑÑÑÑÑÑ");
	text_copy(long_one.headline, sizeof long_one.headline, "ñññññññññññ");
	assert_true(card_unpack(bytes, card_pack(&long_one, bytes), &got));
	assert_string_equal(got.name, long_one.name);
	assert_string_equal(got.headline, "ñññññ");
	assert_int_equal(got.skill_count, 0);
}

static void what_is_no_card_is_not_read(void **state)
{
	(void)state;
	uint8_t good[CARD_LARGE], bad[CARD_LARGE];
	struct badge_card got, nothing = {.shared = false};
	size_t size = card_pack(&marisol, good);
	assert_false(card_unpack(good, size - 1, &got));
	assert_false(card_unpack(good, 0, &got));
	static const struct {
		size_t at;
		uint8_t value;
	} rows[] = {
		{0, 0x80 | 2 << 5 | 31}, /* a name longer than the card */
		{0, 0x80 | 3 << 5 | 13}, /* a headline of a kind that is not known */
		{1, 0x07},               /* a control character */
		{2, 0xFF},               /* not text */
		{CARD_SMALL - 1, 1},     /* something behind the last skill */
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		memcpy(bad, good, size);
		bad[rows[i].at] = rows[i].value;
		assert_false(card_unpack(bad, size, &got));
		assert_memory_equal(&got, &nothing, sizeof got);
	}
}

/* --- the token ---------------------------------------------------------------------------------------------------------- */

static enum token_verdict read_with(const uint8_t with[32], const char *text, struct token *out)
{
	size_t size = strlen(text);
	char *copy = malloc(size); /* an exact copy, so that a sanitizer sees every byte read too far */
	assert_non_null(copy);
	memcpy(copy, text, size);
	enum token_verdict verdict = token_read(with, fair, copy, size, out);
	free(copy);
	return verdict;
}

/* A badge of the fair `fair`, whose print id begins with that fair's tag. */
static void new_badge(char out[PRINT_ID_TEXT])
{
	char text[TOKEN_TEXT];
	struct token token;
	token_make(key, fair, text, &token);
	memcpy(out, token.badge, PRINT_ID_TEXT);
}

static void a_token_carries_its_card(void **state)
{
	(void)state;
	char id[PRINT_ID_TEXT], text[TOKEN_TEXT], again[TOKEN_TEXT], plain[TOKEN_TEXT];
	struct token got;
	new_badge(id);
	assert_true(token_with_card(key, id, &marisol, text));
	assert_int_equal(strlen(text), 89);
	assert_int_equal(read_with(key, text, &got), TOKEN_VALID);
	assert_string_equal(got.badge, id);
	assert_true(got.has_card);
	assert_memory_equal(&got.card, &marisol, sizeof marisol);
	assert_true(token_with_card(key, id, &marisol, again));
	assert_string_equal(again, text); /* a reprint is the same code */
	assert_true(token_for_badge(key, id, plain));
	assert_int_equal(read_with(key, plain, &got), TOKEN_VALID); /* the badge printed before still reads */
	assert_false(got.has_card);
	assert_false(token_with_card(key, "not a print id", &marisol, text));
}

/* The format is a promise to badges that are already printed. */
static void a_card_printed_long_ago_still_reads(void **state)
{
	(void)state;
	static const char printed[] =
		"L840SRP917JMSYSGQW7EZCR655AGJZ57Z7HE4G0Q79FB4JFHB53R3M6EQ0EJ03C4G4DYM27H4BEK9DZKDFE2RC3FG";
	char text[TOKEN_TEXT];
	struct token got;
	assert_true(token_with_card(key, "KHCJ2F59KXK1FREX", &marisol, text));
	assert_string_equal(text, printed);
	assert_int_equal(read_with(key, printed, &got), TOKEN_VALID);
	assert_string_equal(got.card.name, "Marisol Peña");
}

/* The same print id with another card must not be sealed with the same key stream. */
static void another_card_shares_no_key_stream(void **state)
{
	(void)state;
	struct badge_card other = marisol;
	uint8_t a[TOKEN_BYTES_MOST], b[TOKEN_BYTES_MOST], clear_a[CARD_LARGE], clear_b[CARD_LARGE];
	char one[TOKEN_TEXT], two[TOKEN_TEXT];
	other.skills[0]++;
	assert_true(token_with_card(key, badge, &marisol, one) && token_with_card(key, badge, &other, two));
	assert_true(base32_decode(one + 1, strlen(one) - 1, a, TOKEN_OVER_CARD + CARD_SMALL));
	assert_true(base32_decode(two + 1, strlen(two) - 1, b, TOKEN_OVER_CARD + CARD_SMALL));
	assert_memory_equal(a, b, 12);
	assert_memory_not_equal(a + 12, b + 12, 4);
	card_pack(&marisol, clear_a);
	card_pack(&other, clear_b);
	size_t same = 0;
	for (size_t i = 0; i < CARD_SMALL; i++)
		same += (a[16 + i] ^ b[16 + i]) == (clear_a[i] ^ clear_b[i]);
	assert_in_range(same, 0, 4); /* by chance, one in 256 */
}

static bool holds(const uint8_t *bytes, size_t size, const char *text)
{
	size_t n = strlen(text);
	for (size_t i = 0; i + n <= size; i++)
		if (memcmp(bytes + i, text, n) == 0)
			return true;
	return false;
}

/* Nothing of the card can be read without the key, and its length tells nothing. */
static void a_stranger_learns_nothing(void **state)
{
	(void)state;
	char text[TOKEN_TEXT];
	uint8_t bytes[TOKEN_BYTES_MOST];
	static const char *const names[] = {"Al", "Marisol Peña", "Jean-Robert Pierre"};
	for (size_t i = 0; i < 3; i++) {
		struct badge_card card = {.name = ""};
		text_copy(card.name, sizeof card.name, names[i]);
		assert_true(token_with_card(key, badge, &card, text));
		assert_int_equal(strlen(text), 89);
		assert_true(base32_decode(text + 1, strlen(text) - 1, bytes, TOKEN_OVER_CARD + CARD_SMALL));
		assert_false(holds(bytes, TOKEN_OVER_CARD + CARD_SMALL, names[i]));
	}
}

/* Every bit, for both lengths. */
static void no_altered_card_is_valid(void **state)
{
	(void)state;
	struct badge_card large = marisol;
	large.skills[3] = large.skills[4] = large.skills[5] = 5;
	large.skill_count = 6;
	const struct badge_card *cards[] = {&marisol, &large};
	for (size_t i = 0; i < 2; i++) {
		char id[PRINT_ID_TEXT], text[TOKEN_TEXT], altered[TOKEN_TEXT];
		uint8_t bytes[TOKEN_BYTES_MOST];
		struct token token;
		new_badge(id);
		assert_true(token_with_card(key, id, cards[i], text));
		size_t size = TOKEN_OVER_CARD + (size_t)(i ? CARD_LARGE : CARD_SMALL);
		assert_int_equal(strlen(text), 1 + BASE32_LENGTH(size));
		assert_true(base32_decode(text + 1, strlen(text) - 1, bytes, size));
		altered[0] = 'L';
		for (size_t bit = 0; bit < size * 8; bit++) {
			bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
			base32_encode(bytes, size, altered + 1);
			enum token_verdict verdict = read_with(key, altered, &token);
			assert_int_equal(verdict, bit < 8 ? TOKEN_NEWER : bit >= 16 && bit < 48 ? TOKEN_FOREIGN : TOKEN_FORGED);
			assert_string_equal(token.badge, "");
			assert_false(token.has_card);
			bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		}
		for (size_t cut = 0; cut < strlen(text); cut++) {
			memcpy(altered, text, cut);
			altered[cut] = '\0';
			assert_int_not_equal(read_with(key, altered, &token), TOKEN_VALID);
		}
	}
}

static void another_fairs_card_is_foreign_and_a_guess_is_forged(void **state)
{
	(void)state;
	static const uint8_t other_key[32] = {9};
	char id[PRINT_ID_TEXT], text[TOKEN_TEXT];
	struct token token;
	new_badge(id);
	assert_true(token_with_card(other_key, id, &marisol, text)); /* knows our id (it is public), not our key */
	assert_int_equal(read_with(key, text, &token), TOKEN_FORGED);
	token_make(other_key, "ZYXWVTSRQPNMKJHGFEDCBA9876", text, &token);
	memcpy(id, token.badge, sizeof id);
	assert_true(token_with_card(other_key, id, &marisol, text));
	assert_int_equal(read_with(key, text, &token), TOKEN_FOREIGN);
	assert_false(token.has_card);
}

static void codes_stay_small(void **state)
{
	(void)state;
	struct badge_card large = marisol;
	struct qr qr;
	char text[TOKEN_TEXT];
	large.skill_count = CARD_SKILLS;
	large.skills[3] = large.skills[4] = large.skills[5] = 1;
	assert_true(token_for_badge(key, badge, text) && qr_make(text, &qr));
	assert_int_equal(qr.side, 25); /* version 2 */
	assert_true(token_with_card(key, badge, &marisol, text) && qr_make(text, &qr));
	assert_int_equal(qr.side, 33); /* version 4 */
	assert_true(token_with_card(key, badge, &large, text) && qr_make(text, &qr));
	assert_int_equal(qr.side, 37); /* version 5 */
	assert_int_equal(strlen(text), TOKEN_TEXT - 1);
}

/* --- at the fair -------------------------------------------------------------------------------------------------------- */

static struct home front_home, booth_home;
static struct store *front, *booth;
static struct skills *skills;

/* A front desk, and a booth's device that was invited and has never synced. */
static int set_up(void **state)
{
	(void)state;
	home_make(&front_home);
	front = home_open(&front_home, STORE_WRITE);
	char *text;
	ASSERT_OK(text = invitation_make(front, "Booth B12", ROLE_BOOTH, "acme", "seven brown pelicans", clock_wall() + 60000,
					 &err));
	home_directory(&booth_home);
	ASSERT_OK(invitation_accept(booth_home.path, text, "seven brown pelicans", clock_wall(), booth_home.device, &err));
	free(text);
	booth = home_open(&booth_home, STORE_WRITE);
	ASSERT_OK(skills = skills_open(ASSETS "/talent.json", &err));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(front);
	store_close(booth);
	skills_close(skills);
	home_remove(&front_home);
	home_remove(&booth_home);
	return 0;
}

static struct registered register_with(bool share, bool talent)
{
	struct registered out;
	struct registration registration = {.given = "Marisol",
					    .family = "Peña",
					    .email = "marisol@example.org",
					    .language = "es",
					    .age = AGE_ADULT,
					    .consent = {[CONSENT_SHARE] = share, [CONSENT_TALENT] = talent},
					    .asked = {true, true, true},
					    .consent_wording = "2026-03",
					    .source = "kiosk"};
	ASSERT_OK(desk_register(front, &registration, &out, &err));
	return out;
}

/* Says what they can do; the badge is printed anew. */
static void set_profile(struct registered *person)
{
	struct talent talent;
	talent_init(&talent);
	entries_toggle(&talent.jobs, TALENT_JOBS, "31-9092.00");
	entries_toggle(&talent.skills, TALENT_SKILLS, "patient-care");
	entries_toggle(&talent.skills, TALENT_SKILLS, "Glass blowing");
	entries_toggle(&talent.skills, TALENT_SKILLS, "spanish");
	ASSERT_OK(desk_profile(front, person->person, &talent, skills, &err));
	assert_true(desk_token(front, person->badge, person->token));
}

static struct scan at_booth(const char *token)
{
	struct scan scan;
	ASSERT_OK(desk_scan_booth(booth, "acme", token, strlen(token), &scan, &err));
	return scan;
}

static bool gather_event(void *self, const struct event *event, json_t *body)
{
	(void)body;
	return json_array_append_new(json_object_get(self, "events"), batch_event(event)) == 0;
}

static bool gather_certificate(void *self, const char *certificate, const struct device *device)
{
	(void)device;
	return json_array_append_new(json_object_get(self, "certificates"), json_string(certificate)) == 0;
}

static void sync_booth(void)
{
	size_t added;
	json_t *json = json_pack("{s:[], s:[]}", "certificates", "events");
	ASSERT_OK(store_certificates(front, gather_certificate, json, &err));
	ASSERT_OK(store_events(front, store_device(front), 0, 1000, false, gather_event, json, &err));
	char *text = json_dumps(json, JSON_COMPACT);
	ASSERT_OK(store_take_batch(booth, text, strlen(text), &added, &err));
	free(text);
	json_decref(json);
}

static bool keep_lead(void *self, const struct lead *lead)
{
	*(struct lead *)self = *lead;
	return true;
}

static struct lead only_lead(void)
{
	struct lead lead = {.name = ""};
	ASSERT_OK(desk_leads(booth, "acme", keep_lead, &lead, &err));
	return lead;
}

static void who_shares_is_known_at_a_booth_that_never_synced(void **state)
{
	(void)state;
	struct registered person = register_with(true, true);
	assert_int_equal(strlen(person.token), 89); /* the name alone, so far */
	struct scan scan = at_booth(person.token);
	assert_int_equal(scan.verdict, VERDICT_UNKNOWN);
	assert_true(scan.admitted && scan.has_card && scan.card.shared);
	assert_string_equal(scan.lead.name, "Marisol Peña");
	assert_int_equal(scan.card.skill_count, 0);

	set_profile(&person);
	scan = at_booth(person.token);
	assert_int_equal(scan.verdict, VERDICT_ALREADY); /* the same badge, printed anew */
	assert_int_equal(scan.lead.scans, 2);
	struct talent talent;
	desk_card_talent(&scan.card, skills, &talent);
	assert_string_equal(talent.jobs.list[0], "31-9092.00");
	assert_int_equal(talent.skills.count, 2); /* words of one's own have no code */
	assert_string_equal(talent.skills.list[0], "patient-care");
	assert_string_equal(talent.skills.list[1], "spanish");

	struct badge_card card;
	struct lead lead = only_lead();
	assert_true(desk_lead_card(booth, &lead, &card)); /* and it is kept */
	assert_memory_equal(&card, &scan.card, sizeof card);
	struct registered old = person;
	assert_true(token_for_badge(store_fair_key(booth), person.badge, old.token));
	scan = at_booth(old.token); /* the badge of the morning, after the one with a card */
	assert_string_equal(scan.lead.name, "Marisol Peña");

	sync_booth();
	lead = only_lead();
	assert_string_equal(lead.name, "Marisol Peña");
	assert_string_equal(lead.person, person.person);
	assert_false(desk_lead_card(booth, &lead, &card)); /* the real person is there now */
	scan = at_booth(person.token);
	assert_false(scan.has_card);
	assert_true(scan.shared);
	assert_string_equal(scan.person.email, "marisol@example.org");
}

static void who_does_not_share_is_a_first_name_and_a_code(void **state)
{
	(void)state;
	struct registered person = register_with(false, true);
	set_profile(&person);
	struct scan scan = at_booth(person.token);
	assert_true(scan.admitted && scan.has_card);
	assert_false(scan.card.shared);
	assert_string_equal(scan.lead.name, "Marisol");
	assert_int_equal(scan.card.job, 0);
	assert_int_equal(scan.card.skill_count, 0);
	struct token token;
	assert_int_equal(token_read(store_fair_key(booth), store_fair(front)->id, person.token, strlen(person.token), &token),
			 TOKEN_VALID);
	assert_string_equal(token.card.name, "Marisol"); /* the badge itself says no more */
}

static void who_agreed_to_nothing_has_the_short_code(void **state)
{
	(void)state;
	struct registered person = register_with(false, false);
	assert_int_equal(strlen(person.token), TOKEN_SHORT);
	struct scan scan = at_booth(person.token);
	assert_true(scan.admitted);
	assert_false(scan.has_card);
	assert_string_equal(scan.lead.name, "");
}

/* The badge was printed while they shared. */
static void what_was_withdrawn_is_not_shown_from_the_card(void **state)
{
	(void)state;
	struct registered person = register_with(true, true);
	set_profile(&person);
	at_booth(person.token);
	ASSERT_OK(desk_consent(front, person.person, CONSENT_SHARE, false, "2026-03", "es", &err));
	struct registered anew = person;
	assert_true(desk_token(front, person.badge, anew.token)); /* a reprint says less */
	assert_string_not_equal(anew.token, person.token);
	sync_booth();
	struct scan scan = at_booth(person.token);
	assert_false(scan.has_card || scan.shared);
	assert_string_equal(scan.person.name, "Marisol");
	assert_string_equal(scan.person.email, "");
	assert_string_equal(scan.lead.name, "Marisol");
	assert_string_equal(only_lead().name, "Marisol");
}

/* Of all that is known of them, only the withdrawal and whose badge it is have come here. */
static void a_withdrawal_wins_before_the_person_is_known(void **state)
{
	(void)state;
	struct registered person = register_with(true, true);
	set_profile(&person);
	at_booth(person.token);
	append(booth, "badge.issued", json_pack("{s:s, s:s}", "badge", person.badge, "person", person.person));
	assert_true(at_booth(person.token).card.shared);
	append(booth, "consent.withdrawn",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", person.person, "purpose", "share", "wording", "2026-03", "language",
			 "es"));
	struct scan scan = at_booth(person.token);
	assert_true(scan.has_card);
	assert_false(scan.card.shared);
	assert_string_equal(scan.card.name, "Marisol");
	assert_int_equal(scan.card.skill_count, 0);
	assert_string_equal(scan.lead.name, "Marisol");
	struct badge_card card;
	struct lead lead = only_lead();
	assert_true(desk_lead_card(booth, &lead, &card));
	assert_string_equal(card.name, "Marisol");
	assert_int_equal(card.job, 0);
}

static void a_revoked_card_is_refused_where_that_is_known(void **state)
{
	(void)state;
	struct registered person = register_with(true, true);
	append(front, "badge.revoked", json_pack("{s:s, s:s}", "badge", person.badge, "why", "lost"));
	sync_booth();
	struct scan scan = at_booth(person.token);
	assert_int_equal(scan.verdict, VERDICT_REVOKED);
	assert_false(scan.admitted || scan.has_card);
	assert_string_equal(scan.card.name, "");
}

static void nobody_under_18_has_a_card(void **state)
{
	(void)state;
	struct registered out;
	struct registration registration = {.given = "Kim", .language = "en", .age = AGE_16_17, .source = "kiosk"};
	ASSERT_OK(desk_register(front, &registration, &out, &err));
	append(front, "consent.given",
	       json_pack("{s:s, s:s, s:s, s:s, s:[]}", "person", out.person, "purpose", "share", "wording", "x", "language",
			 "en", "over"));
	assert_true(desk_token(front, out.badge, out.token));
	assert_int_equal(strlen(out.token), TOKEN_SHORT);
}

/* No two skills and no two jobs of the catalogue have the same number. */
static void codes_are_told_apart(void **state)
{
	(void)state;
	for (int kind = TERM_SKILL; kind < TERM_KINDS; kind++)
		for (size_t i = 0; i < skills_count(skills, (enum term_kind)kind); i++) {
			size_t found;
			uint16_t code = skills_code(skills_id(skills, (enum term_kind)kind, i));
			assert_int_not_equal(code, 0);
			assert_true(skills_by_code(skills, (enum term_kind)kind, code, &found));
			assert_int_equal(found, i);
		}
	assert_int_equal(skills_code("patient-care"), 2058); /* printed badges say so */
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_says_what_went_in),
		cmocka_unit_test(a_card_that_is_too_long_is_cut),
		cmocka_unit_test(what_is_no_card_is_not_read),
		cmocka_unit_test(a_token_carries_its_card),
		cmocka_unit_test(a_card_printed_long_ago_still_reads),
		cmocka_unit_test(another_card_shares_no_key_stream),
		cmocka_unit_test(a_stranger_learns_nothing),
		cmocka_unit_test(no_altered_card_is_valid),
		cmocka_unit_test(another_fairs_card_is_foreign_and_a_guess_is_forged),
		cmocka_unit_test(codes_stay_small),
		cmocka_unit_test_setup_teardown(who_shares_is_known_at_a_booth_that_never_synced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_does_not_share_is_a_first_name_and_a_code, set_up, tear_down),
		cmocka_unit_test_setup_teardown(who_agreed_to_nothing_has_the_short_code, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_was_withdrawn_is_not_shown_from_the_card, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_withdrawal_wins_before_the_person_is_known, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_revoked_card_is_refused_where_that_is_known, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nobody_under_18_has_a_card, set_up, tear_down),
		cmocka_unit_test_setup_teardown(codes_are_told_apart, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
