/* src/badge/order: what is written is what is read, at its largest too; and nothing else is taken for a line. */
#include "badge/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void fill(char *text, size_t size, const char *with)
{
	size_t n = strlen(with);
	text[0] = '\0';
	for (size_t used = 0; used + n < size; used += n)
		memcpy(text + used, with, n + 1);
}

static void the_largest_order_comes_back(void **state)
{
	(void)state;
	static struct print_order order, back;
	char line[ORDER_LINE_MOST];
	order = (struct print_order){.what = ORDER_PRINT, .job = "7K2Q9M4D8R3T6VWX7K2Q9M4D8R", .words.booth_count = 3};
	fill(order.words.given, sizeof order.words.given, "\"\\é");
	fill(order.words.family, sizeof order.words.family, "李");
	fill(order.words.fair, sizeof order.words.fair, "’");
	fill(order.words.headline, sizeof order.words.headline, "\"");
	fill(order.words.looking, sizeof order.words.looking, "ñ");
	fill(order.words.visit, sizeof order.words.visit, "ñ");
	fill(order.words.scan, sizeof order.words.scan, "ñ");
	fill(order.words.date, sizeof order.words.date, "9");
	fill(order.words.token, sizeof order.words.token, "L");
	fill(order.words.code, sizeof order.words.code, "K");
	for (int i = 0; i < 3; i++) {
		fill(order.words.booths[i].number, sizeof order.words.booths[i].number, "B");
		fill(order.words.booths[i].name, sizeof order.words.booths[i].name, "é");
	}
	size_t size = order_write(&order, line);
	assert_true(size > 1000);
	assert_int_equal(strlen(line), size);
	assert_ptr_equal(strchr(line, '\n'), line + size - 1);
	assert_true(order_read(line, &back));
	assert_memory_equal(&order, &back, sizeof order);
}

static void every_answer_comes_back(void **state)
{
	(void)state;
	char line[ORDER_LINE_MOST];
	for (int news = 0; news < NEWS_COUNT; news++)
		for (int printer = 0; printer < PRINTER_STATE_COUNT; printer++) {
			struct print_answer answer = {.news = (enum print_news)news,
						      .state = (enum printer_state)printer,
						      .number = 7},
					    back;
			if (news != NEWS_STATE)
				strcpy(answer.job, "7K2Q");
			assert_true(answer_write(&answer, line) > 0);
			assert_true(answer_read(line, &back));
			assert_int_equal(back.news, news);
			assert_int_equal(back.state, printer);
			assert_int_equal(back.number, 7);
			assert_string_equal(back.job, answer.job);
		}
}

static void nothing_else_is_a_line(void **state)
{
	(void)state;
	static const char *const not_orders[] = {
		"",
		"\n",
		"print",
		"[]",
		"{\"do\":\"dance\",\"job\":\"A\",\"number\":0}",
		"{\"do\":\"find\",\"job\":\"\",\"number\":0}",
		"{\"do\":\"find\",\"job\":\"../../etc\",\"number\":0}",
		"{\"do\":\"find\",\"job\":\"7K2Q9M4D8R3T6VWX7K2Q9M4D8R3\",\"number\":0}",
		"{\"do\":\"find\",\"job\":\"A\",\"number\":-1}",
		"{\"do\":\"find\",\"job\":\"A\",\"number\":4294967297}",
		"{\"do\":\"print\",\"job\":\"A\",\"number\":0}",
		"{\"do\":\"print\",\"job\":\"A\",\"number\":0,\"words\":{\"given\":\"Ana\"}}",
	};
	struct print_order order;
	struct print_answer answer;
	for (size_t i = 0; i < sizeof not_orders / sizeof not_orders[0]; i++) {
		assert_false(order_read(not_orders[i], &order));
		assert_false(answer_read(not_orders[i], &answer));
	}
	assert_false(answer_read("{\"news\":\"done\",\"printer\":\"ready\",\"job\":\"\",\"number\":1}", &answer));
	assert_false(answer_read("{\"news\":\"done\",\"printer\":\"asleep\",\"job\":\"A\",\"number\":1}", &answer));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_largest_order_comes_back),
		cmocka_unit_test(every_answer_comes_back),
		cmocka_unit_test(nothing_else_is_a_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
