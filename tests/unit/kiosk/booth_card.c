/* The card of a lead: what is chosen and written is stored, the next badge and the clock keep it, Undo takes it back. */
#include "booth_stage.h"

static void ratings_tags_and_notes_are_stored(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-4");
	assert_int_equal(stored(t, "Marisol").rating, 4);
	tap(t, "tag-bilingual");
	tap(t, "tag-interview");
	assert_string_equal(stored(t, "Marisol").tags, "bilingual;interview");
	assert_string_equal(stored(t, "Marisol").next_step, "interview");
	tap(t, "tag-interview");
	assert_string_equal(stored(t, "Marisol").tags, "bilingual");
	assert_string_equal(stored(t, "Marisol").next_step, "");
	assert_true(node(t, "tag-bilingual")->selected && !node(t, "tag-interview")->selected);
	tap(t, "note");
	assert_false(shows(t, "fit-1"));
	tap(t, "k-o");
	tap(t, "k-k");
	picture(t, "booth.note");
	tap(t, "save-note");
	assert_string_equal(stored(t, "Marisol").note, "Ok");
	assert_string_equal(node(t, "note")->value, "Ok");
	assert_string_equal(t->app.booth.note, "");
}

static void status_and_next_step_are_chosen_of_a_few(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	assert_string_equal(node(t, "status-is")->value, "New");
	tap(t, "status-is");
	assert_true(node(t, "choice-0")->selected);
	picture(t, "booth.status");
	tap(t, "back");
	assert_string_equal(stored(t, "Marisol").status, "");
	tap(t, "status-is");
	tap(t, "choice-2");
	assert_string_equal(stored(t, "Marisol").status, "interview_today");
	assert_string_equal(node(t, "status-is")->value, "Interview today");
	tap(t, "step-is");
	tap(t, "choice-4");
	assert_string_equal(stored(t, "Marisol").next_step, "email");
	tap(t, "tag-bilingual"); /* is no step, so the step stays */
	assert_string_equal(stored(t, "Marisol").next_step, "email");
	tap(t, "tag-call-back");
	assert_string_equal(stored(t, "Marisol").next_step, "call back");
	tap(t, "tag-call-back");
	assert_string_equal(stored(t, "Marisol").next_step, "");
	tap(t, "save");
	meet(t, "Marisol"); /* edited later, and met again: all of it is there */
	assert_string_equal(node(t, "status-is")->value, "Interview today");
	assert_true(node(t, "tag-bilingual")->selected);
}

static void another_badge_keeps_this_one_and_opens_the_next(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "note");
	tap(t, "k-a");
	meet(t, "Jean-Robert");
	assert_string_equal(node(t, "title")->label, "Jean-Robert Pierre");
	assert_string_equal(stored(t, "Marisol").note, "A");
	assert_string_equal(node(t, "note")->value, "");
	assert_int_equal(leads(t), 2);
}

static void a_second_meeting_remembers_the_first(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-3");
	tap(t, "save");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_int_equal(t->app.booth.scan.lead.rating, 0); /* nothing of the card stays in memory */
	meet(t, "Marisol");
	assert_int_equal(leads(t), 1);
	assert_non_null(strstr(node(t, "before")->label, "You met at "));
	assert_true(node(t, "fit-3")->selected);
	assert_false(shows(t, "undo"));
	picture(t, "booth.again");
	tap(t, "back");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_int_equal(leads(t), 1);
}

static void undo_takes_a_scan_back_and_a_toast_brings_it_again(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-4");
	tap(t, "undo");
	assert_int_equal(leads(t), 0);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	picture(t, "booth.toast");
	tap(t, "toast-undo");
	assert_int_equal(leads(t), 1);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_true(node(t, "fit-4")->selected);
	tap(t, "back");
	meet(t, "Jean-Robert");
	tap(t, "undo");
	wait(t, 9000);
	assert_true(shows(t, "toast-undo"));
	wait(t, 2000);
	assert_false(shows(t, "toast-undo"));
	assert_int_equal(leads(t), 1);
}

static void an_untouched_card_goes_away_kept(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "note");
	tap(t, "k-x");
	wait(t, 80000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	tap(t, "k-y");
	wait(t, 80000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	wait(t, 11000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_string_equal(stored(t, "Marisol").note, "Xy");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(ratings_tags_and_notes_are_stored),
		BOOTH_TEST(another_badge_keeps_this_one_and_opens_the_next),
		BOOTH_TEST(a_second_meeting_remembers_the_first),
		BOOTH_TEST(undo_takes_a_scan_back_and_a_toast_brings_it_again),
		BOOTH_TEST(an_untouched_card_goes_away_kept),
		BOOTH_TEST(status_and_next_step_are_chosen_of_a_few),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
