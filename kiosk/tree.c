/* See tree.h. Written beside the file and renamed, so that a reader never sees half of it; not synced, it is for the moment. */
#include "tree.h"

#include "base/text.h"
#include "screens/screen.h"
#include "ui/spoken.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *tree_text(struct app *app)
{
	const char *focus = app->ui.show_focus ? app->ui.focus : "";
	const struct node *node = nodes_find(app->ui.nodes, focus), *field = spoken_field(app->ui.nodes);
	if (node && node->kind == NODE_KEY && field && field->masked) /* which key it is on would tell what is typed */
		focus = field->id;
	return nodes_json(app->ui.nodes, screens[app->screen]->name, app_language(app), focus);
}

static bool replace(const char *path, const char *text, struct err *err)
{
	char beside[4096];
	if (!text_format(beside, sizeof beside, "%s.new", path))
		return err_set(err, ERR_USAGE, "the path of --tree is too long; give a shorter one");
	FILE *file = fopen(beside, "we");
	if (!file)
		return err_errno(err, "%s cannot be written", beside);
	bool ok = fputs(text, file) >= 0 && fputc('\n', file) != EOF;
	ok = fclose(file) == 0 && ok;
	return ok && rename(beside, path) == 0 ? true : err_errno(err, "%s cannot be written", path);
}

static void forget(char *text)
{
	if (text)
		sodium_memzero(text, strlen(text));
	free(text);
}

bool tree_write(struct tree *tree, struct app *app, struct err *err)
{
	if (!tree->path)
		return true;
	char *text = tree_text(app);
	if (!text)
		return err_set(err, ERR_MEMORY, "there is not enough memory for --tree");
	if (tree->last && strcmp(tree->last, text) == 0) {
		forget(text);
		return true;
	}
	forget(tree->last);
	tree->last = text;
	return replace(tree->path, text, err);
}

void tree_release(struct tree *tree)
{
	forget(tree->last);
	tree->last = NULL;
}
