/* lanyard verify: signatures, seals, chains and counts. */
#include "admin/admin.h"

#include "store/device.h"

#include <sodium.h>

struct heads {
	struct store *store;
	json_t *rows;
};

static bool add_head(void *self, const struct head *head)
{
	struct heads *heads = self;
	struct device device = {0};
	char hex[2 * DIGEST_BYTES + 1];
	sodium_bin2hex(hex, sizeof hex, head->digest, sizeof head->digest);
	store_device_find(heads->store, head->device, &device, NULL);
	json_array_append_new(heads->rows, json_pack("{s:s, s:o, s:I, s:s}", "device", head->device, "label",
						     json_text(device.label), "events", (json_int_t)head->seq, "head", hex));
	return true;
}

static bool prove(struct store *store, json_t *answer, struct err *err)
{
	uint64_t events = 0;
	struct heads heads = {.store = store, .rows = json_array()};
	bool ok = store_verify(store, &events, err) && store_heads(store, add_head, &heads, err);
	json_object_set_new(answer, "ok", json_boolean(ok));
	json_object_set_new(answer, "events", json_integer((json_int_t)events));
	json_object_set_new(answer, "forks", json_integer((json_int_t)store_fork_count(store)));
	json_object_set_new(answer, "devices", heads.rows);
	return ok;
}

static void print_proof(const json_t *answer)
{
	size_t i;
	json_t *row;
	printf("All %" JSON_INTEGER_FORMAT " facts verify.\n", json_integer_value(json_object_get(answer, "events")));
	json_array_foreach(json_object_get(answer, "devices"), i, row)
	{
		const char *label = json_string_value(json_object_get(row, "label"));
		printf("%s  %8" JSON_INTEGER_FORMAT "  %.16s  %s\n", json_string_value(json_object_get(row, "device")),
		       json_integer_value(json_object_get(row, "events")), json_string_value(json_object_get(row, "head")),
		       label ? label : "");
	}
	json_int_t forks = json_integer_value(json_object_get(answer, "forks"));
	if (forks)
		printf("%" JSON_INTEGER_FORMAT " facts stand twice: a device was cloned.\n", forks);
}

static bool run(const struct call *call, struct err *err)
{
	json_t *answer = json_object();
	struct store *store = admin_open(call, STORE_READ, err);
	bool ok = store && prove(store, answer, err);
	store_close(store);
	if (!ok && err->code == ERR_CORRUPT) {
		err->code = ERR_REFUSED;
		json_object_set_new(answer, "ok", json_false());
		json_object_set_new(answer, "why", json_string(err->text));
	}
	if (call->json && (ok || err->code == ERR_REFUSED))
		print_document(json_incref(answer));
	else if (ok)
		print_proof(answer);
	json_decref(answer);
	return ok;
}

const struct command verify_command = {
	.name = "verify",
	.operands = "",
	.brief = "proves that the log is whole",
	.about = "Checks every signature, seal, digest and chain of the log, and says how many facts each device wrote and "
		 "which digest "
		 "its chain ends in. Two devices that show the same heads hold the same facts. The exit status is 3 when "
		 "something does "
		 "not verify; the sentence names the first fact that fails.",
	.run = run,
};
