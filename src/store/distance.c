/* The textbook matrix, one column at a time, and of each column only the cells that can still matter: those within `most` of
 * the diagonal. Cells beside that band hold `most + 1`. */
#include "store/distance.h"

void typed_word_set(struct typed_word *typed, const char *text, size_t length)
{
	*typed = (struct typed_word){.text = text, .length = length < DISTANCE_LONGEST ? length : DISTANCE_LONGEST};
	typed->most = length < 4 ? 0 : length < 6 ? 1 : 2;
}

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

void distance_begin(const struct typed_word *typed, struct column *out)
{
	for (size_t i = 0; i <= typed->length; i++)
		out->cells[i] = (uint8_t)smaller((unsigned)i, typed->most + 1);
	out->least = 0;
	out->whole = out->cells[typed->length];
}

void distance_step(const struct typed_word *typed, const struct column *earlier, const struct column *last, size_t depth,
		   char before, char letter, struct column *out)
{
	unsigned far = typed->most + 1;
	size_t from = depth > typed->most ? depth - typed->most : 0, to = depth + typed->most;
	to = to < typed->length ? to : typed->length;
	out->least = far;
	out->whole = far;
	if (from > 0 && from - 1 <= typed->length)
		out->cells[from - 1] = (uint8_t)far;
	for (size_t i = from; i <= to; i++) {
		unsigned cell = (unsigned)depth;
		if (i > 0) {
			const char *at = typed->text + i - 1;
			cell = last->cells[i - 1] + (*at == letter ? 0u : 1u);
			cell = smaller(cell, last->cells[i] + 1u);
			cell = smaller(cell, out->cells[i - 1] + 1u);
			if (i > 1 && depth > 1 && *at == before && at[-1] == letter)
				cell = smaller(cell, earlier->cells[i - 2] + 1u);
		}
		out->cells[i] = (uint8_t)smaller(cell, far);
		out->least = smaller(out->least, out->cells[i]);
	}
	if (to < typed->length)
		out->cells[to + 1] = (uint8_t)far;
	else if (from <= typed->length)
		out->whole = out->cells[typed->length];
}

bool distance_near(const char *a, size_t a_length, const char *b, size_t b_length)
{
	struct typed_word typed;
	struct column columns[3] = {{.whole = 0}};
	if (b_length < a_length)
		return distance_near(b, b_length, a, a_length);
	typed_word_set(&typed, a, a_length);
	if (a_length > DISTANCE_LONGEST || b_length > a_length + typed.most)
		return false;
	distance_begin(&typed, &columns[0]);
	for (size_t depth = 1; depth <= b_length; depth++)
		distance_step(&typed, &columns[(depth + 1) % 3], &columns[(depth - 1) % 3], depth, depth > 1 ? b[depth - 2] : 0,
			      b[depth - 1], &columns[depth % 3]);
	return columns[b_length % 3].whole <= typed.most;
}
