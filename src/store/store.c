/* The life of a store: opening it safely, closing it clean. */
#include "store/internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#include <fcntl.h>
#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { BALLAST_BYTES = 512 * 1024 };

/* --- the machine ------------------------------------------------------------------------------------------------ */

static void read_clock(struct instant *out)
{
	out->wall = clock_wall();
	out->trusted = clock_trusted();
	if (!clock_boot(out->boot, &out->up))
		out->boot[0] = '\0';
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#endif

/* A core dump would hold names and keys. Sanitizers look into the process themselves and must be let. */
static void forbid_core_dumps(void)
{
#ifndef SANITIZED
	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#endif
}

/* Bytes that can be given back when the disk is full, so that the log can be copied together and people erased. */
static void keep_ballast(const char *home)
{
	char path[PATH_MAX];
	if (!home_path(home, "ballast", path, NULL) || file_exists(path) || file_space(home) < STORE_SPACE_LEAST)
		return;
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (posix_fallocate(fd, 0, BALLAST_BYTES) != 0)
		unlink(path);
	close(fd);
}

bool ballast_drop(const char *home)
{
	char path[PATH_MAX];
	return home_path(home, "ballast", path, NULL) && unlink(path) == 0;
}

/* --- opening ---------------------------------------------------------------------------------------------------- */

/* SQLite tells which rows of the view a statement touches; search and the fair look at those after the commit. */
static void note_change(void *self, int operation, const char *database, const char *table, sqlite3_int64 row)
{
	(void)operation;
	struct changes *changes = self;
	if (strcmp(database, "view") != 0)
		return;
	if (strcmp(table, "fair") == 0)
		changes->fair = true;
	if (strcmp(table, "erased") == 0)
		changes->erased = true;
	if (strcmp(table, "person") != 0 || (changes->count && changes->people[changes->count - 1] == row))
		return;
	if (changes->count == changes->room) {
		size_t room = changes->room ? changes->room * 2 : 64;
		int64_t *people = realloc(changes->people, room * sizeof *people);
		if (!people) {
			changes->lost = true;
			return;
		}
		changes->people = people;
		changes->room = room;
	}
	changes->people[changes->count++] = row;
}

void store_note_changes(struct store *store)
{
	if (store->db.handle)
		sqlite3_update_hook(store->db.handle, note_change, &store->changes);
}

/* After a crash the WAL may hold commits that were never synced, though a later one would be; copying it into the file before
 * the first new fact is what closes that hole. */
static bool make_safe(struct store *store, struct err *err)
{
	if (!db_checkpoint(&store->db, err) && !(ballast_drop(store->home) && db_checkpoint(&store->db, err)))
		return false;
	keep_ballast(store->home);
	return file_sync_dir(store->home, err);
}

bool store_find_self(struct store *store, struct err *err)
{
	struct chain *own = chain_find(store, store->keys->device);
	if (!own)
		return err_set(err, ERR_CORRUPT, "the keys are not those of this log; restore both or join the fair again");
	store->own = (size_t)(own - store->chains);
	return true;
}

static bool check_fair(struct store *store, struct err *err)
{
	char fair[ID_TEXT] = "";
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT value FROM setting WHERE name = 'fair'", err);
	if (!row)
		return false;
	if (sqlite3_step(row) == SQLITE_ROW)
		db_text(row, 0, fair, sizeof fair);
	sqlite3_reset(row);
	if (strcmp(fair, store->keys->fair) != 0)
		return err_set(err, ERR_CORRUPT, "the keys are those of another fair; restore both or join the fair again");
	memcpy(store->fair.id, fair, ID_TEXT);
	return true;
}

/* Bodies and keys pass through JSON; what jansson gives back is overwritten first. Whatever was allocated before may still be
 * freed this way, so it does not matter when this is set. */
static void wipe_and_free(void *memory)
{
	if (memory)
		sodium_memzero(memory, malloc_usable_size(memory));
	free(memory);
}

struct store *store_open(const char *home, enum store_mode mode, struct err *err)
{
	char path[PATH_MAX], lock[PATH_MAX];
	forbid_core_dumps();
	json_set_alloc_funcs(malloc, wipe_and_free);
	struct store *store = calloc(1, sizeof *store);
	if (!store || sodium_init() < 0) {
		free(store);
		err_set(err, ERR_MEMORY, "there is no memory to open the log");
		return NULL;
	}
	int patience_ms = mode == STORE_WRITE_NOW ? 0 : HOME_PATIENCE_MS;
	mode = mode == STORE_READ ? STORE_READ : STORE_WRITE;
	*store = (struct store){.mode = mode, .lock = -1, .now = read_clock, .stale = true, .data_version = -1};
	bool ok = home_path(home, "lanyard.db", path, err) && home_path(home, "lock", lock, err);
	ok = ok && ((size_t)snprintf(store->home, sizeof store->home, "%s", home) < sizeof store->home);
	ok = ok && (file_exists(path) ||
		    err_set(err, ERR_MISSING, "there is no fair in %s; make one with 'lanyard init' or join one", home));
	if (ok && mode == STORE_WRITE)
		ok = (store->lock = file_lock(lock, patience_ms, err)) >= 0;
	ok = ok && (store->keys = keys_load(home, err)) && db_open(&store->db, path, mode, err);
	ok = ok && ((store->scratch = sodium_malloc(EVENT_SEALED_MOST)) ||
		    err_set(err, ERR_MEMORY, "there is no memory to open the log"));
	ok = ok && ((store->search = search_create()) || err_set(err, ERR_MEMORY, "there is no memory to open the log"));
	ok = ok && check_fair(store, err) && chains_refresh(store, err) && store_find_self(store, err) &&
	     (mode == STORE_READ || make_safe(store, err));
	if (!ok) {
		store_close(store);
		return NULL;
	}
	store_note_changes(store);
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	anew_drop(store);
	db_close(&store->db);
	search_destroy(store->search);
	keys_destroy(store->keys);
	sodium_free(store->scratch);
	free(store->chains);
	free(store->changes.people);
	file_unlock(store->lock);
	sodium_memzero(store, sizeof *store);
	free(store);
}

const char *store_home(const struct store *store)
{
	return store->home;
}

const char *store_device(const struct store *store)
{
	return store->keys->device;
}

const struct fair *store_fair(const struct store *store)
{
	return &store->fair;
}

const uint8_t *store_fair_key(const struct store *store)
{
	return store->keys->fair_key;
}
