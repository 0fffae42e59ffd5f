/* Words are compared folded (text_fold), so case, accents and punctuation do not matter. */
#include "table/cell.h"

#include "base/phone.h"
#include "base/text.h"
#include "table/profile.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MOST = 64, CELL_ROOM = 512 };

bool cell_is_empty(const char *cell)
{
	char word[WORD_MOST];
	text_fold(cell, word, sizeof word);
	return !word[0] || strcmp(word, "n a") == 0;
}

bool cell_says(const char *names, const char *cell)
{
	char word[WORD_MOST];
	text_fold(cell, word, sizeof word);
	return names_match(names, word) != 0;
}

bool cell_says_yes(const char *cell)
{
	return cell_says("true|yes|1|si|oui|ja|wi|x|kylla", cell);
}

bool cell_says_no(const char *cell)
{
	return cell_says("false|no|0|non|nein|ei", cell);
}

/* One @, something before it, a dot behind it, nothing that an address cannot hold. */
static bool is_email(const char *text)
{
	const char *at = strchr(text, '@'), *dot = at ? strrchr(at, '.') : NULL;
	return at && at > text && !strchr(at + 1, '@') && dot && dot > at + 1 && dot[1] && !strpbrk(text, " \t,;<>()\"");
}

bool cell_email(const char *cell, char *out, size_t size)
{
	char text[CELL_ROOM];
	bool whole = text_tidy(cell, text, sizeof text, sizeof text);
	char *from = strrchr(text, '<'), *end = from ? strchr(from, '>') : NULL;
	if (end) {
		*end = '\0';
		from++;
	} else {
		from = strncmp(text, "mailto:", 7) == 0 ? text + 7 : text;
		from[strcspn(from, " ,;")] = '\0';
	}
	bool good = whole && is_email(from) && strlen(from) < size;
	text_copy(out, size, good ? from : "");
	sodium_memzero(text, sizeof text);
	return good || cell_is_empty(cell);
}

bool cell_phone(const char *cell, char *out, size_t size)
{
	char text[CELL_ROOM];
	text_tidy(cell, text, sizeof text, sizeof text);
	bool empty = cell_is_empty(text), good = !empty && phone_normal(text, out, size);
	if (!good)
		text_copy(out, size, empty ? "" : text);
	sodium_memzero(text, sizeof text);
	return good || empty;
}

void cell_language(const char *cell, char *out, size_t size)
{
	static const struct {
		const char *names, *code;
	} languages[] = {
		{"en|eng|english|ingles|anglais|angle|englisch|~en us|~en gb", "en"},
		{"es|spa|spanish|espanol|espagnol|panyol|castellano|spanisch|~es us|~es mx|~es es|~es 419", "es"},
		{"ht|hat|haitian creole|haitian|creole|kreyol|kreyol ayisyen|criollo haitiano|creole haitien", "ht"},
		{"fr|fra|french|francais|frances|franse|~fr fr|~fr ca", "fr"},
		{"pt|por|portuguese|portugues|~pt br|~pt pt", "pt"},
	};
	text_copy(out, size, "");
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		if (cell_says(languages[i].names, cell))
			text_copy(out, size, languages[i].code);
}

bool cell_count(const char *cell, int most, int *out)
{
	char *end;
	long n = strtol(cell, &end, 10);
	end += strspn(end, " ");
	*out = 0;
	if (end == cell || *end || n < 0 || n > most)
		return cell_is_empty(cell);
	*out = (int)n;
	return true;
}

void cell_slug(const char *name, char *out, size_t size)
{
	text_fold(name, out, size);
	for (char *at = out; *at; at++)
		if (*at == ' ')
			*at = '-';
}
