/* The store's figures: one durable fact and one whole registration against a one-row INSERT in the same SQLite settings; name
 * search against a 60 Hz frame; the fold at start against reading the same rows.
 *     store WORK_DIR [BIG_HOME]      BIG_HOME is where the home of 100,000 facts is made, for the push benchmark */
#include "bench/bench.h"
#include "bench/people.h"

#include "base/text.h"
#include "desk/desk.h"
#include "desk/staff.h"
#include "store/store.h"
#include "store/view.h"

#include <sodium.h>
#include <sqlite3.h>
#include <string.h>

enum { COMMITS = 300, QUERIES = 400, FRAME_US = 16667 };

static int missed;

static void path_in(char *out, size_t size, const char *dir, const char *name)
{
	snprintf(out, size, "%s/%s", dir, name);
}

/* --- the limit: a plain INSERT ------------------------------------------------------------------------------------------ */

struct plain {
	sqlite3 *db;
	sqlite3_stmt *insert;
};

static void plain_check(const struct plain *plain, bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "bench: %s\n", sqlite3_errmsg(plain->db));
	exit(1);
}

static void plain_open(struct plain *plain, const char *dir)
{
	char path[4200];
	path_in(path, sizeof path, dir, "plain.db");
	plain_check(plain, sqlite3_open(path, &plain->db) == SQLITE_OK);
	plain_check(plain, sqlite3_exec(plain->db,
					"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
					"CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
					NULL, NULL, NULL) == SQLITE_OK);
	plain_check(plain,
		    sqlite3_prepare_v2(plain->db, "INSERT INTO row (body) VALUES (?1)", -1, &plain->insert, NULL) == SQLITE_OK);
}

static double plain_insert(struct plain *plain, const void *body, int size)
{
	double start = bench_now();
	sqlite3_bind_blob(plain->insert, 1, body, size, SQLITE_STATIC);
	plain_check(plain, sqlite3_step(plain->insert) == SQLITE_DONE);
	sqlite3_reset(plain->insert);
	return bench_now() - start;
}

static void plain_close(struct plain *plain)
{
	sqlite3_finalize(plain->insert);
	sqlite3_close(plain->db);
}

/* --- homes -------------------------------------------------------------------------------------------------------------- */

static struct store *home_make(const char *home)
{
	struct err err = {0};
	struct fair fair = {.name = "Bench Fair", .kind = "hiring-fair", .timezone = "UTC", .languages = "en,es,ht"};
	char device[ID_TEXT];
	BENCH_MUST(store_init(home, &fair, "bench", device, &err), err);
	struct store *store = store_open(home, STORE_WRITE, &err);
	BENCH_MUST(store, err);
	BENCH_MUST(store_fold_all(store, &err), err);
	return store;
}

static json_t *person_body(uint32_t *seed, size_t number)
{
	char id[ID_TEXT], given[48], family[48], name[100], email[64];
	rand_id(id);
	people_name(seed, given, family, sizeof given);
	snprintf(name, sizeof name, "%s %s", given, family);
	snprintf(email, sizeof email, "p%zu@example.org", number);
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "person", id, "name", name, "given", given, "family", family, "email",
			 email, "language", "es", "source", "bench");
}

static void add_people(struct store *store, size_t count, uint32_t seed)
{
	struct err err = {0};
	for (size_t done = 0; done < count;) {
		struct fact facts[STORE_COMMIT_MOST];
		size_t n = 0;
		for (; n < STORE_COMMIT_MOST && done < count; n++, done++)
			facts[n] = (struct fact){.kind = "person.registered", .body = person_body(&seed, done)};
		BENCH_MUST(store_append(store, facts, n, &err), err);
		for (size_t i = 0; i < n; i++)
			json_decref(facts[i].body);
	}
}

/* --- commits ------------------------------------------------------------------------------------------------------------ */

static double one_fact(struct store *store, uint32_t *seed, size_t number)
{
	struct err err = {0};
	struct fact fact = {.kind = "person.registered", .body = person_body(seed, number)};
	double start = bench_now();
	BENCH_MUST(store_append(store, &fact, 1, &err), err);
	double took = bench_now() - start;
	json_decref(fact.body);
	return took;
}

static double one_registration(struct store *store, uint32_t *seed, size_t number)
{
	struct err err = {0};
	char given[48], family[48], email[64];
	people_name(seed, given, family, sizeof given);
	snprintf(email, sizeof email, "w%zu@example.org", number);
	struct registration registration = {
		.given = given,
		.family = family,
		.email = email,
		.phone = "",
		.language = "ht",
		.consent = {true, true, false},
		.asked = {true, true, true},
		.consent_wording = "1",
		.source = "bench",
	};
	struct registered registered;
	double start = bench_now();
	BENCH_MUST(desk_register(store, &registration, &registered, &err), err);
	return bench_now() - start;
}

/* The three are interleaved commit by commit, so that all meet the same disk. */
static void bench_commits(const char *dir)
{
	char home[4096];
	path_in(home, sizeof home, dir, "commits");
	struct store *store = home_make(home);
	struct plain plain = {0};
	plain_open(&plain, dir);
	uint8_t body[510];
	randombytes_buf(body, sizeof body);
	uint32_t seed = 1;
	static double raw[COMMITS], fact[COMMITS], whole[COMMITS];
	double raw50[BENCH_ROUNDS], raw99[BENCH_ROUNDS], fact50[BENCH_ROUNDS], fact99[BENCH_ROUNDS], whole50[BENCH_ROUNDS];
	double ratio50[BENCH_ROUNDS], ratio99[BENCH_ROUNDS], ratio_whole[BENCH_ROUNDS];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		for (size_t i = 0; i < COMMITS; i++) {
			raw[i] = plain_insert(&plain, body, sizeof body);
			fact[i] = one_fact(store, &seed, i);
			whole[i] = one_registration(store, &seed, i);
		}
		raw50[round] = bench_quantile(raw, COMMITS, 0.5);
		raw99[round] = bench_quantile(raw, COMMITS, 0.99);
		fact50[round] = bench_quantile(fact, COMMITS, 0.5);
		fact99[round] = bench_quantile(fact, COMMITS, 0.99);
		whole50[round] = bench_quantile(whole, COMMITS, 0.5);
		ratio50[round] = fact50[round] / raw50[round];
		ratio99[round] = fact99[round] / raw99[round];
		ratio_whole[round] = whole50[round] / raw50[round];
	}
	double plain50 = bench_median(raw50);
	bench_row("one durable fact, p50 / a one-row INSERT, p50", bench_median(fact50), plain50, "us", bench_median(ratio50),
		  AT_MOST, 1.7, &missed);
	bench_row("one durable fact, p99 / a one-row INSERT, p99", bench_median(fact99), bench_median(raw99), "us",
		  bench_median(ratio99), AT_MOST, 1.7, &missed);
	bench_row("one whole registration, p50 / a one-row INSERT, p50", bench_median(whole50), plain50, "us",
		  bench_median(ratio_whole), AT_MOST, 3, &missed);
	plain_close(&plain);
	store_close(store);
}

/* --- search ------------------------------------------------------------------------------------------------------------- */

/* Types a name letter by letter, from the third on, without accents, as people do: every keystroke is a sample. */
static size_t type_name(struct store *store, const char *folded, double *samples, size_t room)
{
	size_t used = 0;
	char typed[128] = "";
	for (size_t i = 0; folded[i] && i + 1 < sizeof typed && used < room; i++) {
		typed[i] = folded[i];
		typed[i + 1] = '\0';
		if (i < 2)
			continue;
		struct hit hits[4];
		double start = bench_now();
		view_find(store, typed, hits, 4, NULL);
		samples[used++] = bench_now() - start;
	}
	return used;
}

static double search_p99(struct store *store, uint32_t seed)
{
	static double samples[QUERIES * 32];
	double p99[BENCH_ROUNDS];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		size_t used = 0;
		for (int i = 0; i < QUERIES; i++) {
			char given[48], family[48], name[100], folded[128];
			people_name(&seed, given, family, sizeof given);
			snprintf(name, sizeof name, "%s %s", given, family);
			text_fold(name, folded, sizeof folded);
			used += type_name(store, folded, samples + used, sizeof samples / sizeof *samples - used);
		}
		p99[round] = bench_quantile(samples, used, 0.99);
	}
	return bench_median(p99);
}

/* --- the fold at start -------------------------------------------------------------------------------------------------- */

/* Reads every column of every event and nothing else. */
static double read_rows(const char *home)
{
	char path[4200];
	path_in(path, sizeof path, home, "lanyard.db");
	struct plain file = {0};
	sqlite3_stmt *rows;
	double start = bench_now();
	plain_check(&file, sqlite3_open_v2(path, &file.db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
	plain_check(&file, sqlite3_prepare_v2(file.db, "SELECT * FROM event ORDER BY id", -1, &rows, NULL) == SQLITE_OK);
	size_t bytes = 0;
	while (sqlite3_step(rows) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(rows); i++) {
			sqlite3_column_blob(rows, i);
			bytes += (size_t)sqlite3_column_bytes(rows, i);
		}
	sqlite3_finalize(rows);
	sqlite3_close(file.db);
	return bytes ? bench_now() - start : NAN;
}

static double fold_home(const char *home)
{
	struct err err = {0};
	struct store *store = store_open(home, STORE_READ, &err);
	BENCH_MUST(store, err);
	double start = bench_now();
	BENCH_MUST(store_fold_all(store, &err), err);
	double took = bench_now() - start;
	store_close(store);
	return took;
}

static void bench_fold(const char *home, const char *figure)
{
	double fold[BENCH_ROUNDS], rows[BENCH_ROUNDS], ratio[BENCH_ROUNDS];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		rows[round] = read_rows(home) / 1e3;
		fold[round] = fold_home(home) / 1e3;
		ratio[round] = fold[round] / rows[round];
	}
	bench_row(figure, bench_median(fold), bench_median(rows), "ms", bench_median(ratio), REPORTED, 0, &missed);
}

static void bench_views(const char *dir, const char *big_home)
{
	static const struct {
		size_t people;
		const char *home, *search, *fold;
	} sizes[] = {
		{1000, "people-1k", "name search at 1,000 people, p99 / a 60 Hz frame", NULL},
		{10000, "people-10k", "name search at 10,000 people, p99 / a 60 Hz frame",
		 "fold at start, 10,000 facts / reading the same rows"},
		{100000, "people-100k", "name search at 100,000 people, p99 / a 60 Hz frame",
		 "fold at start, 100,000 facts / reading the same rows"},
	};
	double p99[3];
	for (size_t i = 0; i < 3; i++) {
		char home[4096];
		path_in(home, sizeof home, dir, sizes[i].home);
		if (i == 2 && big_home)
			snprintf(home, sizeof home, "%s", big_home);
		struct store *store = home_make(home);
		add_people(store, sizes[i].people, 7);
		p99[i] = search_p99(store, 99);
		store_close(store);
		bench_row(sizes[i].search, p99[i], FRAME_US, "us", p99[i] / FRAME_US, AT_MOST, 0.3, &missed);
		if (sizes[i].fold)
			bench_fold(home, sizes[i].fold);
	}
	bench_row("name search p99, 100,000 people / 10,000 people", p99[2], p99[1], "us", p99[2] / p99[1], AT_MOST, 10,
		  &missed);
}

/* --- what a screen must not wait for ------------------------------------------------------------------------------------ */

/* 10,000 people who checked in: how many are inside, asked after a change of the view; then two who were merged become two
 * again, as the kiosk does it, 100 facts between inputs. */
static void bench_screen(const char *dir)
{
	enum { PEOPLE = 10000, ASKED = 50, SLICE = 100, SLICES_MOST = 2000 };
	static double samples[SLICES_MOST];
	char home[4096], pair[2][ID_TEXT];
	struct err err = {0};
	path_in(home, sizeof home, dir, "people-inside");
	struct store *store = home_make(home);
	uint32_t seed = 11;
	for (size_t i = 0; i < PEOPLE; i++) {
		json_t *body = person_body(&seed, i), *in = json_pack("{s:O}", "person", json_object_get(body, "person"));
		if (i < 2)
			text_copy(pair[i], ID_TEXT, json_string_value(json_object_get(body, "person")));
		struct fact facts[] = {{.kind = "person.registered", .body = body}, {.kind = "person.checked_in", .body = in}};
		BENCH_MUST(store_append(store, facts, 2, &err), err);
		json_decref(body);
		json_decref(in);
	}
	for (size_t i = 0; i < ASKED; i++) {
		one_fact(store, &seed, PEOPLE + i);
		double start = bench_now();
		view_checked_in_count(store);
		samples[i] = bench_now() - start;
	}
	double asked = bench_quantile(samples, ASKED, 0.99);
	bench_row("how many of 10,000 are inside, p99 / a 60 Hz frame", asked, FRAME_US, "us", asked / FRAME_US, AT_MOST, 0.05,
		  &missed);
	store_fold_beside(store, true);
	BENCH_MUST(staff_merge(store, pair[0], pair[1], &err), err);
	double start = bench_now();
	BENCH_MUST(staff_unmerge(store, pair[0], 0, &err), err);
	double press = bench_now() - start;
	size_t left = 1, used = 0;
	for (; left && used < SLICES_MOST; used++) {
		double from = bench_now();
		BENCH_MUST(store_fold(store, SLICE, &left, &err), err);
		samples[used] = bench_now() - from;
	}
	double all = bench_now() - start, longest = bench_quantile(samples, used, 1);
	bench_row("taking a merge back, 20,000 facts: the press / a 60 Hz frame", press, FRAME_US, "us", press / FRAME_US,
		  REPORTED, 0, &missed);
	bench_row("the longest slice that follows / a 60 Hz frame", longest, FRAME_US, "us", longest / FRAME_US, AT_MOST, 3,
		  &missed);
	bench_row("all of it / its longest slice", all / 1e3, longest / 1e3, "ms", all / longest, REPORTED, 0, &missed);
	store_close(store);
}

int main(int argc, char **argv)
{
	if (argc < 2 || sodium_init() < 0)
		return 2;
	bench_commits(argv[1]);
	bench_views(argv[1], argc > 2 ? argv[2] : NULL);
	bench_screen(argv[1]);
	return missed ? 1 : 0;
}
