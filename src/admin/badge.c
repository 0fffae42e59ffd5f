/* lanyard badge: draws a person's badge. */
#include "badge/badge.h"

#include "admin/admin.h"
#include "base/clock.h"
#include "base/file.h"
#include "desk/badge.h"
#include "desk/desk.h"

#include <sodium.h>
#include <string.h>

struct badge_values {
	const char *out, *template;
	long dpi;
};

static const struct option_row badge_options[] = {
	{
		.name = "out",
		.letter = 'o',
		.type = OPTION_PATH,
		.required = true,
		.at = offsetof(struct badge_values, out),
		.argument = "FILE",
		.help = "where to draw it; the ending says how: .png, .pdf, .svg, .pbm (a printer's dots), or .txt for the "
			"token alone",
	},
	{
		.name = "template",
		.type = OPTION_TEXT,
		.at = offsetof(struct badge_values, template),
		.argument = "NAME",
		.standard = "4x3in",
		.help = "the drawing to fill in: a name that lanyard template list shows, or an SVG file",
	},
	{
		.name = "dpi",
		.type = OPTION_NUMBER,
		.at = offsetof(struct badge_values, dpi),
		.argument = "N",
		.least = BADGE_DPI_LEAST,
		.most = BADGE_DPI_MOST,
		.standard = "300",
		.help = "dots an inch of the printer, on which the code's squares stand whole",
	},
	{.name = NULL},
};

static bool ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);
	return n > m && strcmp(text + n - m, ending) == 0;
}

static bool write_token(const char *token, const char *path, struct err *err)
{
	char line[TOKEN_TEXT + 1];
	snprintf(line, sizeof line, "%s\n", token);
	return file_replace(path, line, strlen(line), 0600, err);
}

static bool fill_in(const struct call *call, const struct badge_content *content, const char *path, struct err *err)
{
	const struct badge_values *values = call->values;
	char file[4096];
	struct template template;
	if (!template_path(asset_dir(), values->template, file, sizeof file, err) || !template_load(&template, file, err))
		return false;
	bool ok = badge_write(&template, content, path, (int)values->dpi, err);
	template_release(&template);
	return ok;
}

static bool draw(const struct call *call, struct store *store, const struct person *person, const char *path, struct err *err)
{
	char lang[4096];
	struct badge_words words;
	snprintf(lang, sizeof lang, "%s/lang", asset_dir());
	struct catalog *catalog = catalog_open(lang, store_fair(store)->languages, err);
	bool ok = catalog && desk_badge_words(store, catalog, person, clock_wall(), &words, err);
	if (ok) {
		desk_badge_headline(&words, person->headline);
		struct badge_content content = badge_content_of(&words);
		ok = fill_in(call, &content, path, err);
	}
	catalog_close(catalog);
	sodium_memzero(&words, sizeof words);
	return ok;
}

static bool write_badge(const struct call *call, struct store *store, const char *id, const char *path, struct err *err)
{
	struct person person = {0};
	char token[TOKEN_TEXT] = "";
	bool ok = false;
	if (!view_person(store, id, &person))
		err_set(err, ERR_MISSING, "there is no person %.40s; lanyard people lists them", id);
	else if (!person.badge[0] || !desk_token(store, person.badge, token))
		err_set(err, ERR_MISSING, "this person has no badge yet; lanyard checkin gives one");
	else
		ok = ends_with(path, ".txt") ? write_token(token, path, err) : draw(call, store, &person, path, err);
	sodium_memzero(&person, sizeof person);
	sodium_memzero(token, sizeof token);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	const struct badge_values *values = call->values;
	enum badge_format format;
	if (!ends_with(values->out, ".txt") && !badge_format_of(values->out, &format))
		return err_set(err, ERR_USAGE, "--out must end in .png, .pdf, .svg, .pbm or .txt");
	struct store *store = admin_open_folded(call, STORE_READ, err);
	bool ok = store && write_badge(call, store, call->operands[0], values->out, err);
	store_close(store);
	if (ok && call->json)
		print_document(json_pack("{s:s}", "file", values->out));
	return ok;
}

const struct command badge_command = {
	.name = "badge",
	.operands = "PERSON-ID",
	.least = 1,
	.most = 1,
	.brief = "draws a badge",
	.about = "Draws the badge of a person with its QR code, as a template says. The file is replaced in one step.",
	.options = badge_options,
	.values_size = sizeof(struct badge_values),
	.run = run,
};
