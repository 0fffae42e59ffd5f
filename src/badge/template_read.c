/* The first of two readings of a template: GLib's small XML reader, which knows no entities and opens nothing, looks at every
 * element. What a label printer has no use for and what could reach outside the file is refused; librsvg then sees only what
 * has passed here. */
#include "badge/template.h"

#include "base/text.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	ELEMENTS_MOST = 20000,
	DEPTH_MOST = 64,
	COPIES_MOST = 24, /* <use> and <pattern>: a few of them, one within the other, can draw a million shapes */
	PICTURE_SIDE_MOST = 4000,
	DESCRIPTION_MOST = 256,
};

const char *const slot_names[SLOT_COUNT] = {
	[SLOT_NAME] = "name",   [SLOT_SECOND] = "second", [SLOT_HEADLINE] = "headline",
	[SLOT_FAIR] = "fair",   [SLOT_DATE] = "date",     [SLOT_CODE] = "code",
	[SLOT_QR] = "qr",       [SLOT_BOOTHS] = "booths", [SLOT_LOOKING] = "looking",
	[SLOT_VISIT] = "visit", [SLOT_SCAN] = "scan",
};

const char *const condition_names[CONDITION_COUNT] = {
	[IF_BLANK] = "if-blank",
	[IF_HEADLINE] = "if-headline",
	[IF_BOOTHS] = "if-booths",
};

struct reader {
	struct template *template;
	struct err *err;
	size_t elements, depth, copies;
	struct slot *slot; /* whose element is open */
	size_t slot_depth;
	bool describing, styling;
	char description[DESCRIPTION_MOST];
};

static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon ? colon + 1 : name;
}

static const char *find_any_case(const char *text, const char *what)
{
	for (; *text; text++)
		if (strncasecmp(text, what, strlen(what)) == 0)
			return text;
	return NULL;
}

/* Ends GLib's reading; the sentence is in reader->err already. */
static void stop(GError **error)
{
	g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "refused");
}

/* --- what is refused -------------------------------------------------------------------------------------------------------
 */

static const struct {
	const char *name, *why;
} refused[] = {
	{"script", "runs a program"},
	{"handler", "runs a program"},
	{"foreignObject", "holds another kind of document"},
	{"include", "fetches another file"},
	{"filter", "is an effect that a black and white printer cannot print; turn the shape into a path without effects"},
};

static bool check_element(struct reader *reader, const char *name)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (strcasecmp(local(name), refused[i].name) == 0)
			return err_set(reader->err, ERR_REFUSED, "the template has a <%s>, which %s; take it out and try again",
				       refused[i].name, refused[i].why);
	if (strcmp(local(name), "use") == 0 || strcmp(local(name), "pattern") == 0)
		reader->copies++;
	if (++reader->elements > ELEMENTS_MOST || reader->depth >= DEPTH_MOST || reader->copies > COPIES_MOST)
		return err_set(reader->err, ERR_REFUSED,
			       "the template has too many shapes, groups within groups or clones; simplify the drawing");
	return true;
}

static unsigned big_endian(const unsigned char *at)
{
	return (unsigned)at[0] << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | at[3];
}

/* A picture inside the file: PNG of a size that cannot swell in memory. */
static bool check_picture(struct reader *reader, const char *value)
{
	static const char head[] = "data:image/png;base64,";
	unsigned char bytes[48];
	size_t size = 0;
	char start[65] = "";
	bool ok = strncmp(value, head, sizeof head - 1) == 0;
	for (const char *at = value + (ok ? sizeof head - 1 : 0); ok && *at && size < 40; at++)
		if (!isspace((unsigned char)*at))
			start[size++] = *at;
	ok = ok &&
	     sodium_base642bin(bytes, sizeof bytes, start, size, NULL, &size, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	     size >= 24 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0 && big_endian(bytes + 16) <= PICTURE_SIDE_MOST &&
	     big_endian(bytes + 20) <= PICTURE_SIDE_MOST;
	return ok || err_set(reader->err, ERR_REFUSED,
			     "the template holds a picture that is not a PNG of at most %d by %d dots; embed a smaller PNG",
			     PICTURE_SIDE_MOST, PICTURE_SIDE_MOST);
}

/* References of CSS, in attributes and in <style>. */
static bool check_css(struct reader *reader, const char *text)
{
	for (const char *at = text; (at = find_any_case(at, "url(")); at += 4) {
		const char *target = at + 4 + strspn(at + 4, " \t\r\n\"'");
		if (*target != '#')
			return err_set(reader->err, ERR_REFUSED,
				       "the template asks for another file (%.40s); embed what it needs", at);
	}
	if (find_any_case(text, "@import") || strchr(text, '\\'))
		return err_set(reader->err, ERR_REFUSED, "the template's style asks for another file; write the style into it");
	return true;
}

static bool check_attribute(struct reader *reader, const char *name, const char *value)
{
	if (strncasecmp(local(name), "on", 2) == 0)
		return err_set(reader->err, ERR_REFUSED, "the template runs a program (%.20s); take it out and try again",
			       name);
	if (strcasecmp(local(name), "href") != 0 && strcasecmp(name, "src") != 0)
		return strcmp(name, "d") == 0 || strchr(name, ':') || check_css(reader, value);
	if (strncmp(value, "data:", 5) == 0)
		return check_picture(reader, value);
	return value[0] == '#' || err_set(reader->err, ERR_REFUSED,
					  "the template asks for another file (%.40s); embed the picture and try again", value);
}

/* --- slots -----------------------------------------------------------------------------------------------------------------
 */

/* "slot-name-full" -> the slot and its variant. */
static struct slot *slot_called(struct template *template, const char *called)
{
	if (!called || strncmp(called, "slot-", 5) != 0)
		return NULL;
	for (int i = 0; i < SLOT_COUNT; i++) {
		size_t n = strlen(slot_names[i]);
		if (strncmp(called + 5, slot_names[i], n) != 0)
			continue;
		const char *rest = called + 5 + n;
		if (!*rest)
			return &template->slots[i][VARIANT_PLAIN];
		if (strcmp(rest, "-full") == 0)
			return &template->slots[i][VARIANT_FULL];
	}
	return NULL;
}

static bool is_id(const char *id)
{
	size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
	return n > 0 && n < TEMPLATE_ID_MOST && !id[n];
}

static bool name_element(struct reader *reader, const char *id, const char *called)
{
	struct template *template = reader->template;
	struct slot *slot = slot_called(template, called);
	if (!slot && called && strncmp(called, "slot-", 5) == 0)
		return err_set(reader->err, ERR_INPUT,
			       "there is no placeholder called %.40s; README of the templates lists them", called);
	if (slot && (slot->id[0] || !is_id(id)))
		return err_set(reader->err, ERR_INPUT,
			       slot->id[0] ? "%s stands twice in the template; keep one of them"
					   : "%s has no simple id; give it one of letters and digits",
			       called);
	if (slot) {
		text_copy(slot->id, sizeof slot->id, id);
		reader->slot = slot;
		reader->slot_depth = reader->depth;
	}
	for (int i = 0; called && i < CONDITION_COUNT; i++)
		if (strcmp(called, condition_names[i]) == 0 && is_id(id))
			text_copy(template->conditions[i], sizeof template->conditions[i], id);
	return true;
}

/* --- what a description says --------------------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	int align, place; /* -1 says nothing of it */
} places[] = {
	{"left", ALIGN_LEFT, -1}, {"center", ALIGN_CENTRE, -1}, {"right", ALIGN_RIGHT, -1},   {"line", -1, PLACE_LINE},
	{"top", -1, PLACE_TOP},   {"middle", -1, PLACE_MIDDLE}, {"bottom", -1, PLACE_BOTTOM},
};

static bool say_place(struct slot *slot, const char *word)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		if (strcmp(word, places[i].word) != 0)
			continue;
		if (places[i].align >= 0)
			slot->align = (enum align)places[i].align;
		if (places[i].place >= 0)
			slot->place = places[i].place;
		return true;
	}
	return false;
}

static bool say_one(struct slot *slot, const char *word)
{
	double number = 0;
	char font[TEMPLATE_ID_MOST];
	if (strcmp(word, "white") == 0)
		return slot->white = true;
	if (sscanf(word, "largest %lf mm", &number) == 1)
		return (slot->largest = number) >= 1 && number <= 100;
	if (sscanf(word, "least %lf mm", &number) == 1)
		return (slot->least = number) >= 1 && number <= 100;
	if (sscanf(word, "weight %lf", &number) == 1)
		return (slot->weight = (int)number) >= 100 && number <= 900;
	if (sscanf(word, "lines %lf", &number) == 1)
		return (slot->lines = (int)number) >= 1 && number <= BLOCK_LINES_MOST;
	if (sscanf(word, "font %63[^,]", font) == 1)
		return text_copy(slot->font, sizeof slot->font, font);
	return say_place(slot, word);
}

static bool describe(struct reader *reader)
{
	char *rest = NULL;
	for (char *word = strtok_r(reader->description, ",;\n", &rest); word; word = strtok_r(NULL, ",;\n", &rest)) {
		word += strspn(word, " \t\r");
		for (size_t n = strlen(word); n > 0 && isspace((unsigned char)word[n - 1]);)
			word[--n] = '\0';
		if (*word && !say_one(reader->slot, word))
			return err_set(
				reader->err, ERR_INPUT,
				"the description of %s says \"%.30s\"; write it like \"weight 800, largest 22 mm, least 10 "
				"mm, lines 2, left\"",
				reader->slot->id, word);
	}
	return true;
}

/* --- the reading -----------------------------------------------------------------------------------------------------------
 */

static void open_element(GMarkupParseContext *context, const char *name, const char **names, const char **values, void *self,
			 GError **error)
{
	struct reader *reader = self;
	const char *id = "", *label = NULL;
	(void)context;
	bool ok = check_element(reader, name);
	reader->depth++;
	for (size_t i = 0; ok && names[i]; i++) {
		ok = check_attribute(reader, names[i], values[i]);
		if (strcmp(names[i], "id") == 0)
			id = values[i];
		if (strcmp(names[i], "inkscape:label") == 0)
			label = values[i];
	}
	bool by_label = label && (strncmp(label, "slot-", 5) == 0 || strncmp(label, "if-", 3) == 0);
	ok = ok && name_element(reader, id, by_label ? label : id);
	reader->describing = reader->slot && strcmp(local(name), "desc") == 0;
	reader->styling = strcmp(local(name), "style") == 0;
	if (!ok)
		stop(error);
}

static void close_element(GMarkupParseContext *context, const char *name, void *self, GError **error)
{
	struct reader *reader = self;
	(void)context;
	(void)name;
	bool ok = !reader->describing || describe(reader);
	reader->description[0] = '\0';
	reader->describing = reader->styling = false;
	if (reader->slot && reader->depth == reader->slot_depth)
		reader->slot = NULL;
	reader->depth--;
	if (!ok)
		stop(error);
}

static void read_text(GMarkupParseContext *context, const char *text, size_t size, void *self, GError **error)
{
	struct reader *reader = self;
	(void)context;
	size_t used = strlen(reader->description);
	if (reader->describing && used + size < sizeof reader->description) {
		memcpy(reader->description + used, text, size);
		reader->description[used + size] = '\0';
	}
	if (reader->styling && !check_css(reader, text))
		stop(error);
}

/* Comments, declarations and instructions, as they stand. */
static void read_other(GMarkupParseContext *context, const char *text, size_t size, void *self, GError **error)
{
	struct reader *reader = self;
	(void)context;
	(void)size;
	bool entities = strncasecmp(text, "<!DOCTYPE", 9) == 0 && (strchr(text, '[') || find_any_case(text, "ENTITY"));
	if (!entities && strncasecmp(text, "<?xml-stylesheet", 16) != 0)
		return;
	err_set(reader->err, ERR_REFUSED,
		"the template declares entities or styles of its own at its top; save it as \"plain SVG\" and try again");
	stop(error);
}

static void set_usual(struct template *template)
{
	for (int i = 0; i < SLOT_COUNT; i++)
		for (int variant = 0; variant < VARIANT_COUNT; variant++)
			template->slots[i][variant] = (struct slot){
				.font = "Inter, sans-serif", .weight = 600, .lines = 2, .largest = 8, .least = 2.5};
}

bool template_read(struct template *template, struct err *err)
{
	static const GMarkupParser parser = {
		.start_element = open_element, .end_element = close_element, .text = read_text, .passthrough = read_other};
	struct reader reader = {.template = template, .err = err};
	GError *error = NULL;
	err_clear(err);
	set_usual(template);
	GMarkupParseContext *context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
	bool ok = g_markup_parse_context_parse(context, template->file.data, (gssize) template->file.size, &error) &&
		  g_markup_parse_context_end_parse(context, &error);
	if (!ok && err->code == ERR_NONE)
		err_set(err, ERR_INPUT, "the template is not a drawing that can be read; save it as SVG anew (%.200s)",
			error ? error->message : "");
	g_clear_error(&error);
	g_markup_parse_context_free(context);
	return ok;
}
