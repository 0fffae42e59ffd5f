/* Making a home: everything is written under another name, synced, and only then called lanyard.db. */
#include "store/internal.h"

#include "base/file.h"
#include "store/certificate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool home_path(const char *home, const char *name, char out[PATH_MAX], struct err *err)
{
	if ((size_t)snprintf(out, PATH_MAX, "%s/%s", home, name) < PATH_MAX)
		return true;
	return err_set(err, ERR_INPUT, "the home's path is too long");
}

static bool set_fair(struct db *db, const char *fair, struct err *err)
{
	sqlite3_stmt *row = db_prepare(db, "INSERT INTO setting(name, value) VALUES ('fair', ?)", err);
	if (!row)
		return false;
	db_bind_text(row, 1, fair);
	return db_finish(db, row, err);
}

/* Public key of a device that is in the log already. */
static bool key_of(struct db *db, const char *id, uint8_t key[KEY_BYTES])
{
	sqlite3_stmt *row = db_prepare(db, "SELECT public_key FROM device WHERE id = ?", NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, id);
	bool found = sqlite3_step(row) == SQLITE_ROW && db_bytes(row, 0, key, KEY_BYTES);
	sqlite3_reset(row);
	return found;
}

static bool admit(struct db *db, const char *fair, const char *certificate, struct err *err)
{
	char inviter[ID_TEXT];
	uint8_t key[KEY_BYTES];
	struct device device;
	if (!certificate_inviter(certificate, inviter, err))
		return false;
	bool known = key_of(db, inviter, key);
	if (!certificate_read(certificate, known ? key : NULL, &device, err))
		return false;
	if (strcmp(device.fair, fair) != 0)
		return err_set(err, ERR_REFUSED, "device %s belongs to another fair", device.id);
	return device_insert(db, certificate, &device, err);
}

static bool fill(const char *path, const struct keys *keys, const json_t *certificates, struct err *err)
{
	struct db db;
	size_t i;
	const json_t *text;
	bool ok = db_open(&db, path, STORE_WRITE, err) && db_run(&db, "BEGIN IMMEDIATE", err) && set_fair(&db, keys->fair, err);
	json_array_foreach(certificates, i, text)
		ok = ok && admit(&db, keys->fair, json_is_string(text) ? json_string_value(text) : "", err);
	ok = ok && db_run(&db, "COMMIT", err) && db_checkpoint(&db, err);
	db_close(&db);
	return ok;
}

static bool prepare_home(const char *home, struct err *err)
{
	char inbox[PATH_MAX], path[PATH_MAX];
	if (!home_path(home, "inbox", inbox, err) || !home_path(home, "lanyard.db", path, err))
		return false;
	if (file_exists(path))
		return err_set(err, ERR_REFUSED, "%s holds a fair already; choose another directory", home);
	return file_make_dirs(inbox, 0700, err);
}

bool home_create(const char *home, const struct keys *keys, const json_t *certificates, struct err *err)
{
	char path[PATH_MAX], fresh[PATH_MAX], lock_path[PATH_MAX];
	if (!prepare_home(home, err) || !home_path(home, "lanyard.db", path, err) ||
	    !home_path(home, "lanyard.new", fresh, err) || !home_path(home, "lock", lock_path, err))
		return false;
	int lock = file_lock(lock_path, HOME_PATIENCE_MS, err);
	if (lock < 0)
		return false;
	unlink(fresh);
	bool ok = db_create(fresh, err) && fill(fresh, keys, certificates, err) && keys_save(keys, home, NULL, err);
	if (ok && rename(fresh, path) != 0)
		ok = err_errno(err, "%s", path);
	ok = ok && file_sync_dir(home, err);
	if (!ok)
		unlink(fresh);
	file_unlock(lock);
	return ok;
}

/* --- a new fair ------------------------------------------------------------------------------------------------- */

static void set_text(json_t *body, const char *name, const char *text)
{
	if (*text)
		json_object_set_new(body, name, json_string(text));
}

static json_t *fair_body(const struct fair *fair)
{
	json_t *body = json_object();
	set_text(body, "name", fair->name);
	set_text(body, "type", fair->kind);
	set_text(body, "venue", fair->venue);
	set_text(body, "timezone", fair->timezone);
	set_text(body, "languages", fair->languages);
	if (fair->starts)
		json_object_set_new(body, "starts", json_integer(fair->starts));
	if (fair->ends)
		json_object_set_new(body, "ends", json_integer(fair->ends));
	if (fair->capacity)
		json_object_set_new(body, "capacity", json_integer(fair->capacity));
	return body;
}

static bool append_first(const char *home, const struct fair *fair, const char *label, struct err *err)
{
	struct store *store = store_open(home, STORE_WRITE, err);
	struct fact facts[] = {
		{"device.joined", json_pack("{s:s, s:s}", "label", label, "role", role_name(ROLE_STAFF))},
		{"fair.set", fair_body(fair)},
	};
	bool ok = store && store_append(store, facts, 2, err);
	json_decref(facts[0].body);
	json_decref(facts[1].body);
	store_close(store);
	return ok;
}

bool store_init(const char *home, struct fair *fair, const char *label, char device[ID_TEXT], struct err *err)
{
	struct keys *keys = keys_create(NULL, NULL, err);
	char *certificate = keys ? certificate_found(keys, label) : NULL;
	json_t *certificates = certificate ? json_pack("[s]", certificate) : NULL;
	bool ok = keys != NULL;
	if (ok && !certificates)
		ok = err_set(err, ERR_INPUT, "the device's label is too long or not text; choose a shorter one");
	ok = ok && home_create(home, keys, certificates, err) && append_first(home, fair, label, err);
	if (ok) {
		memcpy(fair->id, keys->fair, ID_TEXT);
		memcpy(device, keys->device, ID_TEXT);
	}
	json_decref(certificates);
	free(certificate);
	keys_destroy(keys);
	return ok;
}
