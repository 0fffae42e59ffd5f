/* See townhall.h. */
#include "desk/townhall.h"

#include "base/text.h"
#include "desk/facts.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_GRAPHEMES = 80, LIST_MOST = 16 * 1024 };

/* --- topics ------------------------------------------------------------------------------------------------------------- */

static const char *const usual[TOPICS_MOST] = {"getting-to-work", "child-care",     "job-training", "english-classes",
					       "second-chances",  "small-business", "youth-jobs",   "housing"};

static bool is_usual(const char *id)
{
	for (size_t i = 0; i < TOPICS_MOST; i++)
		if (strcmp(usual[i], id) == 0)
			return true;
	return false;
}

static const char *name_in(const json_t *names, const char *language)
{
	const char *key = NULL, *name = json_string_value(json_object_get(names, language));
	json_t *value;
	if (name && *name)
		return name;
	json_object_foreach((json_t *)names, key, value) if (json_is_string(value)) return json_string_value(value);
	return "";
}

/* Any device of the fair may have written it, so each part is checked. */
static bool read_topic(const json_t *json, const char *language, struct topic *out)
{
	const char *id = json_string_value(json_object_get(json, "id"));
	*out = (struct topic){.name = ""};
	if (!id || !*id || !text_copy(out->id, sizeof out->id, id) || id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return false;
	if (is_usual(id))
		return true;
	text_tidy(name_in(json_object_get(json, "names"), language), out->name, sizeof out->name, TOPIC_GRAPHEMES);
	return out->name[0] != '\0';
}

static bool has_topic(const struct topic *topics, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(topics[i].id, id) == 0)
			return true;
	return false;
}

size_t townhall_topics(struct store *store, const char *language, struct topic topics[TOPICS_MOST])
{
	char text[LIST_MOST];
	size_t count = 0, i;
	json_t *value, *list = view_setting(store, "topics", text, sizeof text) ? json_loads(text, 0, NULL) : NULL;
	json_array_foreach(list, i, value) if (count < TOPICS_MOST && read_topic(value, language, &topics[count]) &&
					       !has_topic(topics, count, topics[count].id)) count++;
	json_decref(list);
	for (i = 0; count == 0 && i < TOPICS_MOST; i++) {
		topics[i] = (struct topic){.name = ""};
		text_copy(topics[i].id, sizeof topics[i].id, usual[i]);
	}
	return count ? count : TOPICS_MOST;
}

/* "Rent help" -> "rent-help"; what has no letters of ours is numbered. */
static void make_id(const char *name, size_t number, char out[TOPIC_ID_MOST])
{
	char folded[TOPIC_NAME_MOST];
	size_t n = 0;
	text_fold(name, folded, sizeof folded);
	for (const char *at = folded; *at && n + 1 < TOPIC_ID_MOST; at++) {
		if (isalnum((unsigned char)*at))
			out[n++] = *at;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	if (!n)
		text_format(out, TOPIC_ID_MOST, "topic-%zu", number);
}

static bool take_name(json_t *names, const char *language, const char *words, struct err *err)
{
	char name[TOPIC_NAME_MOST];
	if (!text_tidy(words, name, sizeof name, TOPIC_GRAPHEMES))
		return err_set(err, ERR_INPUT, "the topic \"%.40s\" is longer than %d letters; shorten it", name,
			       TOPIC_GRAPHEMES);
	if (name[0])
		json_object_set_new(names, language, json_string(name));
	return true;
}

/* The words of one topic, cut at '|', in the fair's languages. */
static json_t *own_names(struct store *store, char *words, struct err *err)
{
	char languages[sizeof((struct fair *)0)->languages], *language_at = NULL, *word_at = NULL;
	json_t *names = json_object();
	text_copy(languages, sizeof languages, store_fair(store)->languages);
	char *language = strtok_r(languages, ",", &language_at), *word = strtok_r(words, "|", &word_at);
	bool ok = names != NULL;
	for (; ok && language && word; language = strtok_r(NULL, ",", &language_at), word = strtok_r(NULL, "|", &word_at))
		ok = take_name(names, language, word, err);
	if (ok && word)
		ok = err_set(err, ERR_INPUT,
			     "the topic \"%.40s\" has words for more languages than the fair speaks; leave them out", words);
	if (!ok)
		json_decref(names);
	return ok ? names : NULL;
}

static bool add_topic(struct store *store, json_t *list, char *words, struct err *err)
{
	char id[TOPIC_ID_MOST], plain[TOPIC_NAME_MOST];
	json_t *names = NULL, *other;
	size_t i;
	text_tidy(words, plain, sizeof plain, TOPIC_GRAPHEMES);
	if (!plain[0])
		return true;
	if (is_usual(plain))
		text_copy(id, sizeof id, plain);
	else if ((names = own_names(store, words, err)) != NULL)
		make_id(name_in(names, ""), json_array_size(list) + 1, id);
	else
		return false;
	bool ok = json_array_size(list) < TOPICS_MOST ||
		  err_set(err, ERR_INPUT, "a town hall has at most %d topics; leave some out", TOPICS_MOST);
	json_array_foreach(list, i, other) if (ok && strcmp(json_string_value(json_object_get(other, "id")), id) == 0)
		ok = err_set(err, ERR_INPUT, "the topic \"%.40s\" is there twice; leave one out", id);
	json_t *topic = json_pack("{s:s, s:o*}", "id", id, "names", names);
	if (ok)
		return json_array_append_new(list, topic) == 0 || err_set(err, ERR_MEMORY, "there is no memory for the topics");
	json_decref(topic);
	return false;
}

static bool read_list(struct store *store, json_t *topics, const char *list, struct err *err)
{
	char text[LIST_MOST], *at = NULL;
	if (!text_copy(text, sizeof text, list))
		return err_set(err, ERR_INPUT, "the list of topics is too long; %d topics of %d letters fit", TOPICS_MOST,
			       TOPIC_GRAPHEMES);
	for (char *words = strtok_r(text, ";", &at); words; words = strtok_r(NULL, ";", &at))
		if (!add_topic(store, topics, words, err))
			return false;
	return json_array_size(topics) > 0 || err_set(err, ERR_INPUT, "no topic is named; write them with ; between them");
}

bool townhall_set_topics(struct store *store, const char *list, struct err *err)
{
	struct facts facts = {0};
	json_t *topics = json_array();
	if (list && !read_list(store, topics, list, err)) {
		json_decref(topics);
		return false;
	}
	facts_add(&facts, "townhall.set", json_pack("{s:o}", "topics", topics));
	return facts_commit(&facts, store, err);
}

/* --- signing in --------------------------------------------------------------------------------------------------------- */

/* What was typed, tidied and checked, and who it is if they are known. */
struct tidy {
	char name[NAME_MOST], email[EMAIL_MOST], question[QUESTION_MOST];
	struct person known;
};

static bool tidy_up(struct store *store, const struct signing_in *in, struct tidy *out, struct err *err)
{
	if (in->person[0] && !view_person(store, in->person, &out->known))
		return err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
	if (!text_tidy(in->name, out->name, sizeof out->name, NAME_GRAPHEMES))
		return err_set(err, ERR_INPUT, "the name is longer than %d letters; shorten it", NAME_GRAPHEMES);
	if (!out->name[0] && !out->known.id[0])
		return err_set(err, ERR_INPUT, "there is no name; type one");
	enum age_band age = out->known.id[0] ? age_of(&out->known) : in->age;
	if (!out->known.id[0] && age == AGE_UNDER_16)
		return err_set(err, ERR_INPUT, "somebody under 16 is taken in at the staff desk; send them there");
	if (age_is_minor(age) && in->email[0])
		return err_set(err, ERR_INPUT, "no e-mail is kept of somebody under 18; leave it out");
	if (!text_tidy(in->email, out->email, sizeof out->email, sizeof out->email) ||
	    (out->email[0] && !desk_email_ok(out->email)))
		return err_set(err, ERR_INPUT, "this is not an e-mail address; it needs one @, a dot after it, and no spaces");
	return text_tidy(in->question, out->question, sizeof out->question, QUESTION_GRAPHEMES) ||
	       err_set(err, ERR_INPUT, "the question is longer than %d letters; shorten it", QUESTION_GRAPHEMES);
}

static void add_person(struct facts *facts, const char *id, const struct signing_in *in, const struct tidy *tidy)
{
	json_t *body = json_pack("{s:s}", "person", id);
	bool known = tidy->known.id[0] != '\0';
	if (!known) {
		body_text(body, "name", tidy->name);
		body_text(body, "language", in->language);
		body_text(body, "source", in->source);
		body_text(body, "age_band", age_name(in->age));
	}
	body_text(body, "email", tidy->email);
	if (known && (!tidy->email[0] || strcmp(tidy->email, tidy->known.email) == 0))
		json_decref(body);
	else
		facts_add(facts, known ? "person.changed" : "person.registered", body);
}

static void add_signing(struct facts *facts, const char *id, const struct signing_in *in, const struct tidy *tidy)
{
	json_t *body = json_pack("{s:s, s:[]}", "person", id, "topics"), *topics = json_object_get(body, "topics");
	for (size_t i = 0; i < TOPICS_CHOSEN; i++)
		if (in->topics[i] && in->topics[i][0])
			json_array_append_new(topics, json_string(in->topics[i]));
	body_text(body, "question", tidy->question);
	facts_add(facts, "townhall.signed", body);
}

bool townhall_sign(struct store *store, const struct signing_in *in, struct registered *out, struct err *err)
{
	struct tidy tidy = {0};
	struct facts facts = {0};
	*out = (struct registered){0};
	bool ok = tidy_up(store, in, &tidy, err);
	if (ok) {
		if (tidy.known.id[0])
			text_copy(out->person, sizeof out->person, tidy.known.id);
		else
			rand_id(out->person);
		add_person(&facts, out->person, in, &tidy);
		if (!tidy.known.checked_in_at.wall)
			facts_add(&facts, "person.checked_in", json_pack("{s:s}", "person", out->person));
		add_signing(&facts, out->person, in, &tidy);
		ok = facts_commit(&facts, store, err);
	}
	if (!ok)
		*out = (struct registered){0};
	sodium_memzero(&tidy, sizeof tidy);
	return ok;
}
