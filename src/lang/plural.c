/* The rule is evaluated as it is read, by precedence climbing over one table of operators: rules are short, asked for a few
 * times a screen, and a tree would be longer than this. */
#include "lang/plural.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH_MOST = 24 };

struct reader {
	const char *at;
	unsigned long n;
	int depth;
	bool bad;
};

enum operator{ OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LESS, MORE, ADD, SUBTRACT, TIMES, DIVIDE, MODULO };

/* Longer spellings stand before their beginnings. */
static const struct {
	const char *text;
	int level;
	enum operator is;
} operators[] = {
	{"||", 1, OR},       {"&&", 2, AND},   {"==", 3, EQUAL}, {"!=", 3, UNEQUAL}, {"<=", 4, AT_MOST},
	{">=", 4, AT_LEAST}, {"<", 4, LESS},   {">", 4, MORE},   {"+", 5, ADD},      {"-", 5, SUBTRACT},
	{"*", 6, TIMES},     {"/", 6, DIVIDE}, {"%", 6, MODULO},
};
enum { OPERATORS = sizeof operators / sizeof operators[0] };

static unsigned long choice(struct reader *reader);

static char peek(struct reader *reader)
{
	while (*reader->at == ' ' || *reader->at == '\t')
		reader->at++;
	return *reader->at;
}

static bool take(struct reader *reader, char c)
{
	if (peek(reader) != c)
		return false;
	reader->at++;
	return true;
}

static unsigned long number(struct reader *reader)
{
	unsigned long value = 0;
	char c = peek(reader);
	if (c < '0' || c > '9')
		reader->bad = true;
	for (; *reader->at >= '0' && *reader->at <= '9' && value < 1000000; reader->at++)
		value = value * 10 + (unsigned long)(*reader->at - '0');
	return value;
}

static unsigned long operand(struct reader *reader)
{
	unsigned long value = 0;
	if (++reader->depth > DEPTH_MOST) {
		reader->bad = true;
	} else if (take(reader, '(')) {
		value = choice(reader);
		reader->bad |= !take(reader, ')');
	} else if (take(reader, '!')) {
		value = !operand(reader);
	} else {
		value = take(reader, 'n') ? reader->n : number(reader);
	}
	reader->depth--;
	return value;
}

static unsigned long apply(struct reader *reader, enum operator is, unsigned long a, unsigned long b)
{
	if ((is == DIVIDE || is == MODULO) && b == 0) {
		reader->bad = true;
		return 0;
	}
	switch (is) {
	case OR:
		return a || b;
	case AND:
		return a && b;
	case EQUAL:
		return a == b;
	case UNEQUAL:
		return a != b;
	case AT_MOST:
		return a <= b;
	case AT_LEAST:
		return a >= b;
	case LESS:
		return a < b;
	case MORE:
		return a > b;
	case ADD:
		return a + b;
	case SUBTRACT:
		return a - b;
	case TIMES:
		return a * b;
	case DIVIDE:
		return a / b;
	case MODULO:
		return a % b;
	}
	return 0;
}

/* Takes the operator that stands here if it binds at least as tightly as `level`; OPERATORS if none does. */
static size_t take_operator(struct reader *reader, int level)
{
	peek(reader);
	for (size_t i = 0; i < OPERATORS; i++) {
		size_t length = strlen(operators[i].text);
		if (strncmp(reader->at, operators[i].text, length) != 0)
			continue;
		if (operators[i].level < level)
			return OPERATORS;
		reader->at += length;
		return i;
	}
	return OPERATORS;
}

static unsigned long chain(struct reader *reader, int level)
{
	unsigned long left = operand(reader);
	size_t found;
	while (!reader->bad && (found = take_operator(reader, level)) < OPERATORS) {
		unsigned long right = chain(reader, operators[found].level + 1);
		left = apply(reader, operators[found].is, left, right);
	}
	return left;
}

static unsigned long choice(struct reader *reader)
{
	unsigned long condition = chain(reader, 1);
	if (reader->bad || !take(reader, '?'))
		return condition;
	if (++reader->depth > DEPTH_MOST)
		reader->bad = true;
	unsigned long yes = reader->bad ? 0 : choice(reader);
	reader->bad |= !take(reader, ':');
	unsigned long no = reader->bad ? 0 : choice(reader);
	reader->depth--;
	return condition ? yes : no;
}

static bool evaluate(const struct plural *plural, unsigned long n, unsigned long *form)
{
	struct reader reader = {.at = plural->rule, .n = n};
	*form = choice(&reader);
	return !reader.bad && peek(&reader) == '\0' && *form < plural->count;
}

bool plural_read(const char *text, struct plural *out)
{
	*out = (struct plural){0};
	unsigned long count;
	int at = 0;
	if (sscanf(text, " nplurals = %1lu ; plural =%n", &count, &at) != 1 || at == 0 || count < 1 ||
	    count > PLURAL_FORMS_MOST)
		return false;
	size_t length = strcspn(text + at, ";\n");
	if (length >= sizeof out->rule)
		return false;
	out->count = count;
	memcpy(out->rule, text + at, length);
	for (unsigned long n = 0, form; n <= 1000; n++)
		if (!evaluate(out, n, &form))
			return false;
	return true;
}

size_t plural_form(const struct plural *plural, unsigned long n)
{
	unsigned long form;
	return evaluate(plural, n, &form) ? form : 0;
}
