/* lanyard template: which badge templates there are, and whether one can be trusted. */
#include "badge/check.h"

#include "admin/admin.h"
#include "admin/rows.h"
#include "base/text.h"

#include <glob.h>
#include <string.h>

enum { TEMPLATE_PATH_MOST = 4096 };

/* --- list ---------------------------------------------------------------------------------------------------------------- */

static void add_row(struct rows *rows, const char *path)
{
	char name[128];
	struct template template;
	struct err err;
	const char *slash = strrchr(path, '/');
	text_copy(name, sizeof name, slash ? slash + 1 : path);
	name[strlen(name) - 4] = '\0'; /* without ".svg" */
	if (!template_load(&template, path, &err))
		return;
	char size[64];
	text_format(size, sizeof size, "%.1f x %.1f", template.width, template.height);
	rows_add(rows, json_pack("{s:s, s:f, s:f, s:s, s:s}", "name", name, "width", template.width, "height", template.height,
				 "size", size, "file", path));
	template_release(&template);
}

static bool list(const struct call *call, struct err *err)
{
	static const struct column columns[] = {{.key = "name", .title = "TEMPLATE"}, {.key = "size", .title = "MM"}, {0}};
	char pattern[TEMPLATE_PATH_MOST];
	glob_t found = {0};
	text_format(pattern, sizeof pattern, "%s/badges/*.svg", asset_dir());
	struct rows *rows = rows_open(call, columns);
	if (!rows)
		return err_set(err, ERR_MEMORY, "there is not enough memory for the list");
	if (glob(pattern, 0, NULL, &found) == 0)
		for (size_t i = 0; i < found.gl_pathc; i++)
			add_row(rows, found.gl_pathv[i]);
	globfree(&found);
	rows_close(rows, "There are no templates here.");
	return true;
}

/* --- check --------------------------------------------------------------------------------------------------------------- */

struct findings {
	bool json;
	json_t *problems;
};

static void add_problem(void *self, const char *sentence)
{
	struct findings *findings = self;
	json_array_append_new(findings->problems, json_string(sentence));
	if (!findings->json)
		printf("%s\n", sentence);
}

static bool answer(const struct call *call, const struct template *template, const struct template_report *report,
		   struct findings *findings, struct err *err)
{
	if (call->json)
		print_document(json_pack("{s:b, s:f, s:f, s:f, s:f, s:O}", "ok", report->problems == 0, "width",
					 template->width, "height", template->height, "code", report->code_mm, "module",
					 report->module_mm, "problems", findings->problems));
	else if (report->problems == 0)
		printf("%.1f x %.1f mm, code %.1f mm. Every placeholder is there, the code can be scanned and the longest "
		       "names "
		       "fit.\n",
		       template->width, template->height, report->code_mm);
	return report->problems == 0 || err_set(err, ERR_REFUSED, "the template has %d %s; mend it and check it again",
						report->problems, report->problems == 1 ? "problem" : "problems");
}

static bool check(const struct call *call, const char *name, struct err *err)
{
	char path[TEMPLATE_PATH_MOST];
	struct template template;
	struct template_report report;
	struct findings findings = {.json = call->json};
	if (!template_path(asset_dir(), name, path, sizeof path, err) || !template_load(&template, path, err))
		return false;
	findings.problems = json_array();
	bool ok = template_check(&template, add_problem, &findings, &report, err) &&
		  answer(call, &template, &report, &findings, err);
	json_decref(findings.problems);
	template_release(&template);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	const char *what = call->operands[0];
	if (strcmp(what, "list") == 0 && call->operand_count == 1)
		return list(call, err);
	if (strcmp(what, "check") == 0 && call->operand_count == 2)
		return check(call, call->operands[1], err);
	return err_set(err, ERR_USAGE, "say lanyard template list, or lanyard template check FILE");
}

const struct command template_command = {
	.name = "template",
	.operands = "list|check [FILE]",
	.least = 1,
	.most = 2,
	.brief = "lists badge templates, or checks one",
	.about =
		"A template is an SVG drawing with rectangles where texts and the code go; change one in Inkscape and check it "
		"here. The check sees that every placeholder is there, that the code is at least 15 mm wide and nothing "
		"touches "
		"it, and that the longest names fit on printers of 203 and 300 dots an inch.",
	.homeless = true,
	.run = run,
};
