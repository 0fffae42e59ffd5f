/* Checks of what is drawn, read from the list of commands: letters are whole and apart, in a size that can be read, and
 * outlines and panels keep off what is not theirs. */
#ifndef LANYARD_TESTS_DRAWN_H
#define LANYARD_TESTS_DRAWN_H

#include "scenes.h"

static inline bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);
	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Nothing had to be cut: what is drawn ends with an ellipsis only where the words themselves do. */
static inline void check_uncut(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < draw->count; i++) {
		const char *text = draw->commands[i].op == OP_TEXT ? draw->text + draw->commands[i].as.text.at : "";
		bool meant = !ends_with(text, "…");
		for (size_t n = 0; !meant && n < nodes->count; n++)
			meant = ends_with(nodes->list[n].label, text);
		if (!meant && !is_personal(scene, &draw->commands[i]))
			finding(scene, "\"%s\" was cut", text);
	}
}

static inline bool is_solid(const struct command *command)
{
	return command->op == OP_ROUND && command->fill != COLOR_NONE;
}

/* What is drawn later hides what was drawn before, unless it says the same. */
static inline bool is_hidden(const struct draw *draw, size_t at, struct rect ink)
{
	bool hidden = false;
	for (size_t i = at + 1; i < draw->count; i++) {
		const struct command *over = &draw->commands[i];
		bool again = over->op == OP_TEXT &&
			     strcmp(draw->text + over->as.text.at, draw->text + draw->commands[at].as.text.at) == 0;
		if (again)
			return false;
		hidden |= is_solid(over) && !rect_empty(rect_both(over->clip, rect_both(over->r, ink)));
	}
	return hidden;
}

static inline bool sticks_out(const struct node *node, struct rect ink)
{
	bool beside = ink.x < node->rect.x || ink.x + ink.w > node->rect.x + node->rect.w;
	int top = node->rect.y, bottom = top + node->rect.h;
	return node->action && !beside && ink.y < bottom && ink.y + ink.h > top && (ink.y < top || ink.y + ink.h > bottom);
}

/* Letters are whole: not under a keyboard, a dock or another control, nor over the edge of their own. */
static inline void check_whole(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	struct nodes *nodes = nodes_of(scene);
	bool toast = nodes_find(nodes, "toast") != NULL;
	for (size_t i = first_command(draw); i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		const char *text = command->op == OP_TEXT ? draw->text + command->as.text.at : "";
		struct rect ink = ink_of(scene, command, text), seen = rect_both(ink, command->clip);
		if (!*text || is_personal(scene, command))
			continue;
		if (seen.h < ink.h || (!toast && is_hidden(draw, i, ink)))
			finding(scene, "\"%s\" is hidden in part", text);
		for (size_t n = 0; n < nodes->count; n++)
			if (is_live(scene, &nodes->list[n]) && !toast && sticks_out(&nodes->list[n], ink))
				finding(scene, "\"%s\" sticks out of %s", text, nodes->list[n].id);
	}
}

static inline bool holds_rect(struct rect out, struct rect in)
{
	return rect_both(out, in).w == in.w && rect_both(out, in).h == in.h;
}

/* Words do not run into one another, node or not: the columns of a table, a label and its value. */
static inline void check_texts_apart(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = first_command(draw); i < draw->count; i++) {
		const char *one = draw->commands[i].op == OP_TEXT ? draw->text + draw->commands[i].as.text.at : "";
		struct rect ink = rect_inset(ink_of(scene, &draw->commands[i], one), -3, 0);
		for (size_t j = i + 1; *one && j < draw->count; j++) {
			const char *other = draw->commands[j].op == OP_TEXT ? draw->text + draw->commands[j].as.text.at : "";
			if (*other && overlap(ink, ink_of(scene, &draw->commands[j], other)) && !is_hidden(draw, i, ink))
				finding(scene, "\"%s\" runs into \"%s\"", one, other);
		}
	}
}

/* Of the skills that are asked for none is left out in silence: what found no room is counted. */
static inline void check_skills(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	const struct node *more = nodes_find(nodes, "asked-more");
	size_t shown = 0, asked = scene->player->app.booth.asked_count;
	for (size_t i = 0; i < nodes->count && scene->id == SCREEN_BOOTH_LEAD; i++)
		shown += strncmp(nodes->list[i].id, "asked-", 6) == 0 && &nodes->list[i] != more;
	size_t left = more ? (size_t)atoi(more->label + 1) : 0;
	if (shown && shown + left != asked)
		finding(scene, "%zu skills are shown and %zu counted, of %zu", shown, left, asked);
}

/* The fit of a lead is seen as four boxes, whatever its word. */
static inline void check_meters(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	struct nodes *nodes = nodes_of(scene);
	for (size_t n = 0; n < nodes->count && scene->id == SCREEN_BOOTH_LEADS; n++) {
		const struct node *row = &nodes->list[n];
		int boxes = 0;
		for (size_t i = 0; i < draw->count && row->kind == NODE_ROW; i++) {
			struct rect r = draw->commands[i].r;
			boxes += draw->commands[i].op == OP_ROUND && r.w == r.h && holds_rect(row->rect, r);
		}
		if (row->kind == NODE_ROW && boxes != 4)
			finding(scene, "%s has %d boxes", row->id, boxes);
	}
}

/* No panel reaches into a control: what is painted around it is its ground, what is painted in it its own. */
static inline void check_uncovered(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	struct nodes *nodes = nodes_of(scene);
	for (size_t n = 0; n < nodes->count; n++) {
		const struct node *node = &nodes->list[n];
		bool control = node->action || node->kind == NODE_FIELD;
		if (!control || !is_live(scene, node) || in_group(node, "toast"))
			continue;
		for (size_t i = first_command(draw); i < draw->count; i++) {
			struct rect r = draw->commands[i].r, both = rect_both(r, node->rect);
			bool own = holds_rect(rect_inset(node->rect, -8, -8), r) || holds_rect(r, node->rect);
			if (is_solid(&draw->commands[i]) && !own && both.w > 2 && both.h > 2 && !nodes_find(nodes, "toast"))
				finding(scene, "%s is covered by what is painted at %d,%d %dx%d", node->id, r.x, r.y, r.w, r.h);
		}
	}
}

/* The smallest text that the design allows. */
static inline void check_legible(struct scene *scene)
{
	static const int least[SIZES] = {20, 24, 28};
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		if (command->op == OP_TEXT && command->as.text.px < least[scene->size] && !is_personal(scene, command))
			finding(scene, "\"%s\" is drawn in %d px", draw->text + command->as.text.at, command->as.text.px);
	}
}

/* No outline runs through an icon or a word: they lie inside it or outside, or on something that was painted over it. */
static inline void check_outlines(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = first_command(draw); i < draw->count; i++) {
		const struct command *box = &draw->commands[i];
		if (box->op != OP_ROUND || box->stroke == COLOR_NONE || !box->as.round.stroke_width)
			continue;
		struct rect inside = rect_inset(box->r, box->as.round.stroke_width, box->as.round.stroke_width);
		for (size_t j = i + 1, over = 0; j < draw->count; j++) {
			const struct command *mark = &draw->commands[j];
			const char *text = mark->op == OP_TEXT ? draw->text + mark->as.text.at : "";
			struct rect ink = mark->op == OP_TEXT ? ink_of(scene, mark, text) : mark->r;
			if (is_solid(mark) && overlap(mark->r, box->r) && !holds_rect(inside, mark->r))
				over = j;
			if ((mark->op != OP_ICON && !*text) || !overlap(box->r, ink) || holds_rect(inside, ink))
				continue;
			if (!over || !holds_rect(draw->commands[over].r, ink))
				finding(scene, "an outline at %d,%d %dx%d runs through %s at %d,%d", box->r.x, box->r.y,
					box->r.w, box->r.h, *text ? text : "an icon", ink.x, ink.y);
		}
	}
}

#endif
