/* lanyard capacity: how many may be inside, and how many are. */
#include "admin/admin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static bool read_number(const char *text, int64_t *out, struct err *err)
{
	char *end;
	errno = 0;
	*out = strtoll(text, &end, 10);
	return (!errno && end != text && !*end && *out >= 0 && *out <= CAPACITY_MOST) ||
	       err_set(err, ERR_USAGE, "the number of people is between 1 and %d, or 0 for any number; not \"%.20s\"",
		       CAPACITY_MOST, text);
}

static void print_inside(const struct call *call, struct store *store)
{
	json_int_t inside = (json_int_t)view_checked_in_count(store), capacity = (json_int_t)store_fair(store)->capacity;
	if (call->json)
		print_document(json_pack("{s:I, s:o, s:b}", "inside", inside, "capacity",
					 capacity ? json_integer(capacity) : json_null(), "full", desk_is_full(store)));
	else if (capacity)
		printf("%lld of %lld inside\n", (long long)inside, (long long)capacity);
	else
		printf("%lld inside; any number may be\n", (long long)inside);
}

static bool run(const struct call *call, struct err *err)
{
	int64_t capacity = 0;
	bool sets = call->operand_count > 0;
	if (sets && !read_number(call->operands[0], &capacity, err))
		return false;
	struct store *store = admin_open_folded(call, sets ? STORE_WRITE : STORE_READ, err);
	bool ok = store && (!sets || desk_set_capacity(store, capacity, err));
	if (ok)
		print_inside(call, store);
	store_close(store);
	return ok;
}

const struct command capacity_command = {
	.name = "capacity",
	.operands = "[PEOPLE]",
	.most = 1,
	.brief = "says how many are inside, and sets how many may be",
	.about = "Without a number says how many are inside. With one sets how many may be inside at once, on every device of "
		 "the "
		 "fair that hears of it; 0 means any number. When the hall is full the kiosk asks newcomers to wait; whoever "
		 "has "
		 "begun to register is taken in all the same.",
	.run = run,
};
