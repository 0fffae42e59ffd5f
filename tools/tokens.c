/* Turns assets/tokens.json into tokens.h (roles as enums) and tokens.c (their values): tokens TOKENS.json OUT.h OUT.c
 *
 * A role is named once, in the JSON: the light theme and the regular size class say which roles there are, in which order.
 * Every theme must give every colour. A metric that another class leaves out is regular's, scaled as that class's body text is.
 */
#include <jansson.h>

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const theme_keys[] = {"light", "high-contrast", "high-contrast-light"};
static const char *const size_keys[] = {"compact", "regular", "tall"};
enum { THEMES = 3, SIZES = 3, NAME_MOST = 64 };

/* The groups of a size class that hold plain numbers, and what their names begin with in C. */
static const struct group {
	const char *key, *prefix;
} groups[] = {{"space", "SPACE"}, {"radius", "RADIUS"}, {"stroke", "STROKE"}, {"component", "PART"}};
enum { GROUPS = sizeof groups / sizeof groups[0] };

static _Noreturn void give_up(const char *what, const char *name)
{
	fprintf(stderr, "tokens: %s: %s; correct assets/tokens.json\n", name, what);
	exit(1);
}

static json_t *need(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);
	if (!value)
		give_up("missing", key);
	return value;
}

static double need_number(json_t *object, const char *key)
{
	json_t *value = need(object, key);
	if (!json_is_number(value))
		give_up("not a number", key);
	return json_number_value(value);
}

/* "surface-sun" -> "SURFACE_SUN" */
static const char *c_name(const char *key)
{
	static char name[NAME_MOST];
	size_t i = 0;
	for (; key[i] && i + 1 < sizeof name; i++)
		name[i] = key[i] == '-' ? '_' : (char)toupper((unsigned char)key[i]);
	name[i] = '\0';
	return name;
}

static void write_names(FILE *out, const char *prefix, json_t *object)
{
	const char *key = NULL;
	json_t *value;
	json_object_foreach(object, key, value) fprintf(out, "\t%s_%s,\n", prefix, c_name(key));
}

static void write_numbers(FILE *out, const char *prefix, json_t *object)
{
	const char *key = NULL;
	json_t *value;
	json_object_foreach(object, key, value)
	{
		if (json_is_integer(value))
			fprintf(out, "\t%s_%s = %d,\n", prefix, c_name(key), (int)json_integer_value(value));
	}
}

static void write_header(FILE *out, json_t *root)
{
	json_t *regular = need(need(root, "size"), "regular");
	fputs("/* Made from assets/tokens.json by tools/tokens.c. */\n#ifndef LANYARD_TOKENS_H\n#define LANYARD_TOKENS_H\n\n"
	      "#include <stdint.h>\n\nenum color {\n",
	      out);
	write_names(out, "COLOR", need(need(root, "color"), theme_keys[0]));
	fputs("\tCOLOR_INK,   /* black in every theme: badges, codes */\n\tCOLOR_PAPER, /* white in every theme */\n"
	      "\tCOLOR_COUNT\n};\n\nenum font { FONT_REGULAR, FONT_MEDIUM, FONT_SEMIBOLD, FONT_BOLD, FONT_EXTRABOLD, "
	      "FONT_COUNT };"
	      "\n\nenum type {\n",
	      out);
	write_names(out, "TYPE", need(regular, "type"));
	fputs("\tTYPE_COUNT\n};\n\nenum metric {\n", out);
	for (size_t i = 0; i < GROUPS; i++)
		write_names(out, groups[i].prefix, need(regular, groups[i].key));
	fputs("\tMETRIC_COUNT\n};\n\nenum {\n", out);
	write_numbers(out, "TIMING", need(root, "timing"));
	write_numbers(out, "MOTION", need(root, "motion"));
	fputs("};\n\n/* Indexed by enum theme and enum size_class of theme.h. */\n"
	      "extern const uint32_t token_colors[][COLOR_COUNT]; /* 0xRRGGBB */\n"
	      "struct token_size {\n\tint w, h;\n\tdouble diagonal; /* inches */\n\tstruct {\n\t\tdouble px, line;\n"
	      "\t\tenum font font;\n\t} type[TYPE_COUNT];\n\tdouble metric[METRIC_COUNT];\n};\n"
	      "extern const struct token_size token_sizes[];\n\n"
	      "/* What must contrast with what, and by how much (WCAG 2.2 ratio); `themes` has bit 1 << theme set. */\n"
	      "struct token_pair {\n\tunsigned themes;\n\tenum color on, below;\n\tdouble ratio;\n};\n"
	      "extern const struct token_pair token_pairs[];\nextern const int token_pair_count;\n\n#endif\n",
	      out);
}

static unsigned long color_value(json_t *value, const char *name)
{
	const char *text = json_string_value(value);
	if (!text || strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		give_up("not a colour #RRGGBB", name);
	return strtoul(text + 1, NULL, 16);
}

static void write_colors(FILE *out, json_t *colors)
{
	json_t *roles = need(colors, theme_keys[0]), *value;
	const char *key = NULL;
	fputs("const uint32_t token_colors[][COLOR_COUNT] = {\n", out);
	for (size_t i = 0; i < THEMES; i++) {
		json_t *theme = need(colors, theme_keys[i]);
		if (json_object_size(theme) != json_object_size(roles))
			give_up("has other colours than the first theme", theme_keys[i]);
		fputs("\t{\n", out);
		json_object_foreach(roles, key, value)
			fprintf(out, "\t\t[COLOR_%s] = 0x%06lX,\n", c_name(key), color_value(need(theme, key), key));
		fputs("\t\t[COLOR_INK] = 0x000000,\n\t\t[COLOR_PAPER] = 0xFFFFFF,\n\t},\n", out);
	}
	fputs("};\n\n", out);
}

/* "badge-extrabold" -> FONT_EXTRABOLD */
static const char *font_name(json_t *type, const char *name)
{
	static const char *const weights[] = {"regular", "medium", "semibold", "bold", "extrabold"};
	const char *font = json_string_value(need(type, "font"));
	const char *weight = font ? strrchr(font, '-') : NULL;
	for (size_t i = 0; weight && i < sizeof weights / sizeof weights[0]; i++)
		if (strcmp(weight + 1, weights[i]) == 0)
			return c_name(weights[i]);
	give_up("its font has no weight that the program knows", name);
}

static void write_types(FILE *out, json_t *types, json_t *roles)
{
	const char *key = NULL;
	json_t *value;
	fputs("\t\t.type = {\n", out);
	json_object_foreach(roles, key, value)
	{
		json_t *type = need(types, key);
		fprintf(out, "\t\t\t[TYPE_%s] = {%g, %g, ", c_name(key), need_number(type, "px"), need_number(type, "line"));
		fprintf(out, "FONT_%s},\n", font_name(type, key));
	}
	fputs("\t\t},\n", out);
}

static void write_metrics(FILE *out, json_t *size, json_t *regular, double scale)
{
	const char *key = NULL;
	json_t *value;
	fputs("\t\t.metric = {\n", out);
	for (size_t i = 0; i < GROUPS; i++) {
		json_t *own = need(size, groups[i].key), *roles = need(regular, groups[i].key);
		json_object_foreach(roles, key, value)
		{
			double px = json_object_get(own, key) ? need_number(own, key) : need_number(roles, key) * scale;
			fprintf(out, "\t\t\t[%s_%s] = %g,\n", groups[i].prefix, c_name(key), px);
		}
	}
	fputs("\t\t},\n", out);
}

static void write_sizes(FILE *out, json_t *sizes)
{
	json_t *regular = need(sizes, "regular"), *roles = need(regular, "type");
	double body = need_number(need(roles, "body"), "px");
	fputs("const struct token_size token_sizes[] = {\n", out);
	for (size_t i = 0; i < SIZES; i++) {
		json_t *size = need(sizes, size_keys[i]), *screen = need(size, "screen"), *types = need(size, "type");
		fprintf(out, "\t{\n\t\t.w = %g,\n\t\t.h = %g,\n\t\t.diagonal = %g,\n", need_number(screen, "w"),
			need_number(screen, "h"), need_number(screen, "diagonal-in"));
		write_types(out, types, roles);
		write_metrics(out, size, regular, need_number(need(types, "body"), "px") / body);
		fputs("\t},\n", out);
	}
	fputs("};\n\n", out);
}

static int write_pairs(FILE *out, json_t *pairs, unsigned themes)
{
	size_t i;
	json_t *pair;
	json_array_foreach(pairs, i, pair)
	{
		const char *on = json_string_value(json_array_get(pair, 0));
		const char *below = json_string_value(json_array_get(pair, 1));
		if (!on || !below || !json_is_number(json_array_get(pair, 2)))
			give_up("not [colour, colour, ratio]", "contrast-pairs");
		fprintf(out, "\t{%u, COLOR_%s, ", themes, c_name(on));
		fprintf(out, "COLOR_%s, %g},\n", c_name(below), json_number_value(json_array_get(pair, 2)));
	}
	return (int)json_array_size(pairs);
}

static void write_tables(FILE *out, json_t *root)
{
	fputs("/* Made from assets/tokens.json by tools/tokens.c. */\n#include \"tokens.h\"\n\n", out);
	write_colors(out, need(root, "color"));
	write_sizes(out, need(root, "size"));
	fputs("const struct token_pair token_pairs[] = {\n", out);
	int count = write_pairs(out, need(root, "contrast-pairs"), (1U << THEMES) - 1);
	json_t *own = need(root, "contrast-pairs-theme");
	for (unsigned i = 0; i < THEMES; i++)
		count += write_pairs(out, json_object_get(own, theme_keys[i]), 1U << i);
	fprintf(out, "};\nconst int token_pair_count = %d;\n", count);
}

static void write_file(const char *path, json_t *root, void (*write)(FILE *out, json_t *root))
{
	FILE *out = fopen(path, "w");
	if (!out) {
		perror(path);
		exit(1);
	}
	write(out, root);
	if (ferror(out) | fclose(out)) {
		perror(path);
		remove(path);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("usage: tokens TOKENS.json OUT.h OUT.c\n", stderr);
		return 2;
	}
	json_error_t error;
	json_t *root = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		fprintf(stderr, "tokens: %s:%d: %s\n", argv[1], error.line, error.text);
		return 1;
	}
	write_file(argv[2], root, write_header);
	write_file(argv[3], root, write_tables);
	json_decref(root);
	return 0;
}
