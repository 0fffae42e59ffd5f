/* See card.h. */
#include "badge/card.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { SHARED = 1 << 7, HEADLINE_SHIFT = 5, NAME_MASK = 31 };
enum headline { HEADLINE_NONE, HEADLINE_JOB, HEADLINE_WORDS };

static enum headline headline_of(const struct badge_card *card)
{
	return card->job ? HEADLINE_JOB : card->headline[0] ? HEADLINE_WORDS : HEADLINE_NONE;
}

static size_t put_code(uint8_t *out, uint16_t code)
{
	out[0] = (uint8_t)(code >> 8);
	out[1] = (uint8_t)code;
	return 2;
}

size_t card_pack(const struct badge_card *card, uint8_t out[CARD_LARGE])
{
	enum headline headline = headline_of(card);
	char name[CARD_NAME_MOST], words[CARD_HEADLINE_MOST] = "";
	text_copy(name, sizeof name, card->name);
	if (headline == HEADLINE_WORDS) { /* the name goes first; the words get what it leaves */
		size_t room = CARD_LARGE - 2 - strlen(name);
		text_copy(words, room < sizeof words ? room + 1 : sizeof words, card->headline);
	}
	size_t size = 1, name_size = strlen(name), words_size = strlen(words);
	memset(out, 0, CARD_LARGE);
	out[0] = (uint8_t)((card->shared ? SHARED : 0) | (int)headline << HEADLINE_SHIFT | (int)name_size);
	memcpy(out + size, name, name_size);
	size += name_size;
	if (headline == HEADLINE_JOB) {
		size += put_code(out + size, card->job);
	} else if (headline == HEADLINE_WORDS) {
		out[size++] = (uint8_t)words_size;
		memcpy(out + size, words, words_size);
		size += words_size;
	}
	for (size_t i = 0; i < card->skill_count && size + 2 <= CARD_LARGE; i++)
		size += put_code(out + size, card->skills[i]);
	sodium_memzero(name, sizeof name);
	sodium_memzero(words, sizeof words);
	return size <= CARD_SMALL ? CARD_SMALL : CARD_LARGE;
}

/* What is left to be read. */
struct reader {
	const uint8_t *at;
	size_t left;
};

static bool take_text(struct reader *reader, size_t size, char *out, size_t most)
{
	if (size > reader->left || size >= most || !text_is_clean((const char *)reader->at, size, false))
		return false;
	memcpy(out, reader->at, size);
	out[size] = '\0';
	reader->at += size;
	reader->left -= size;
	return true;
}

static uint16_t take_code(struct reader *reader)
{
	if (reader->left < 2)
		return 0;
	uint16_t code = (uint16_t)(reader->at[0] << 8 | reader->at[1]);
	reader->at += 2;
	reader->left -= 2;
	return code;
}

static bool take_headline(struct reader *reader, int which, struct badge_card *out)
{
	switch (which) {
	case HEADLINE_NONE:
		return true;
	case HEADLINE_JOB:
		out->job = take_code(reader);
		return out->job != 0;
	case HEADLINE_WORDS:
		if (!reader->left)
			return false;
		reader->left--;
		return take_text(reader, *reader->at++, out->headline, sizeof out->headline);
	default:
		return false;
	}
}

bool card_unpack(const uint8_t *bytes, size_t size, struct badge_card *out)
{
	*out = (struct badge_card){.shared = false};
	if (size != CARD_SMALL && size != CARD_LARGE)
		return false;
	struct reader reader = {bytes + 1, size - 1};
	out->shared = bytes[0] & SHARED;
	bool ok = take_text(&reader, bytes[0] & NAME_MASK, out->name, sizeof out->name) &&
		  take_headline(&reader, bytes[0] >> HEADLINE_SHIFT & 3, out);
	uint16_t code;
	while (ok && out->skill_count < CARD_SKILLS && (code = take_code(&reader)) != 0)
		out->skills[out->skill_count++] = code;
	while (ok && reader.left > 0) /* filled up with zeros, nothing hidden behind the last skill */
		ok = reader.left-- && *reader.at++ == 0;
	if (!ok)
		sodium_memzero(out, sizeof *out);
	return ok;
}
