/* --tree FILE: the node list as JSON, replaced whenever it changes, for tests and helpers that find what to touch by id. */
#ifndef LANYARD_TREE_H
#define LANYARD_TREE_H

#include "app.h"

struct tree {
	const char *path; /* NULL: nothing is written */
	char *last;       /* what stands in the file */
};

/* The whole document of what is shown now; free with free(). NULL when memory ran out. */
char *tree_text(struct app *app);
bool tree_write(struct tree *tree, struct app *app, struct err *err);
void tree_release(struct tree *tree);

#endif
