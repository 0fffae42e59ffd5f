/* lanyard-print: everything of Lanyard that speaks with CUPS, in a process of its own. libcups waits for a minute when CUPS
 * hangs, whatever it is told, so the kiosk never links it: it starts this program and kills it when it does not answer. */
#include "base/log.h"
#include "base/text.h"
#include "config/command.h"
#include "queue.h"
#include "serve.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const speaks_names[] = {"driver", "escpos", NULL};

#define AT(field) offsetof(struct serve_options, field)
static const struct option_row serve_rows[] = {
	{.name = "printer",
	 .type = OPTION_TEXT,
	 .at = AT(printer),
	 .argument = "QUEUE",
	 .standard = "",
	 .help = "the queue of CUPS that prints the badges; without it the usual one"},
	{.name = "template",
	 .type = OPTION_TEXT,
	 .at = AT(template),
	 .argument = "NAME",
	 .standard = "4x3in",
	 .help = "the drawing of the badge: a name that lanyard template list shows, or an SVG file"},
	{.name = "speaks",
	 .type = OPTION_CHOICE,
	 .at = AT(speaks),
	 .argument = "LANGUAGE",
	 .choices = speaks_names,
	 .standard = "driver",
	 .help = "driver: the queue has one; escpos: it is a raw queue of a receipt printer"},
	{.name = NULL},
};

static bool run_serve(const struct call *call, struct err *err)
{
	return serve(call->values, STDIN_FILENO, stdout, err);
}

static const struct command serve_command = {
	.name = "serve",
	.operands = "",
	.brief = "prints what the kiosk orders",
	.about = "Reads orders on standard input, a line of JSON each, and answers on standard output with news of them and of "
		 "the printer. The kiosk starts it by itself; nobody else needs it.",
	.options = serve_rows,
	.values_size = sizeof(struct serve_options),
	.homeless = true,
	.run = run_serve,
};

/* --- list ---------------------------------------------------------------------------------------------------------------- */

struct listing {
	json_t *rows;
	bool json;
};

static void add_queue(void *self, const struct queue *queue)
{
	struct listing *listing = self;
	const char *word = printer_state_word(queue->state);
	if (listing->json)
		json_array_append_new(listing->rows, json_pack("{s:s, s:s, s:i, s:b}", "name", queue->name, "state", word,
							       "dpi", queue->dpi, "raw", queue->raw));
	else
		printf("%-32s %s\n", queue->name, word);
}

static bool run_list(const struct call *call, struct err *err)
{
	struct listing listing = {.json = call->json, .rows = json_array()};
	http_t *http = queue_connect();
	bool ok = http && queue_each(http, false, add_queue, &listing);
	httpClose(http);
	if (ok && call->json)
		ok = json_dumpf(listing.rows, stdout, JSON_INDENT(1)) == 0 && puts("") >= 0;
	json_decref(listing.rows);
	return ok || err_set(err, ERR_MISSING, "CUPS does not answer; start it with systemctl start cups");
}

static const struct command list_command = {
	.name = "list",
	.operands = "",
	.brief = "lists the printers that CUPS knows",
	.about = "Lists the queues of CUPS and how each stands, as the kiosk sees them.",
	.homeless = true,
	.run = run_list,
};

static const struct command *const commands[] = {&list_command, &serve_command, NULL};

static const struct program program = {
	.name = "lanyard-print",
	.brief = "prints the badges of a kiosk through CUPS",
	.about = "Finds the label printer, chooses the label of the badge's size, submits badges and follows them. It is a "
		 "program of "
		 "its own because CUPS can hang.",
	.commands = commands,
	.examples = "lanyard-print list",
};

int main(int argc, char **argv)
{
	setenv("LC_ALL", "C.UTF-8", 1); /* reasons.c reads what CUPS says in English */
	log_open("lanyard-print", LOG_INFO);
	return program_main(&program, argc, argv);
}
