/* The devices that the log knows: admitted by certificate, never taken back (a revocation is a fact in the view). */
#include "store/device.h"

#include "store/internal.h"

#include <sodium.h>
#include <string.h>

static const char signing[] = "lanyard message\n";
enum { SIGNING = sizeof signing - 1, MESSAGE_MOST = 1024 };

bool device_insert(struct db *db, const char *certificate, const struct device *device, struct err *err)
{
	sqlite3_stmt *row = db_prepare(
		db,
		"INSERT OR IGNORE INTO device(id, certificate, public_key, label, role, employer, inviter) "
		"VALUES (?, ?, ?, ?, ?, ?, ?)",
		err);
	if (!row)
		return false;
	db_bind_text(row, 1, device->id);
	db_bind_text(row, 2, certificate);
	db_bind_bytes(row, 3, device->public_key, KEY_BYTES);
	db_bind_text(row, 4, device->label);
	db_bind_text(row, 5, role_name(device->role));
	db_bind_text(row, 6, device->employer);
	db_bind_text(row, 7, device->inviter);
	return db_finish(db, row, err);
}

bool store_admit(struct store *store, const char *certificate, struct err *err)
{
	char inviter[ID_TEXT];
	struct device device;
	if (store->mode != STORE_WRITE)
		return err_set(err, ERR_USAGE, "this log is open for reading only");
	if (!certificate_inviter(certificate, inviter, err))
		return false;
	const struct chain *known = chain_find(store, inviter);
	if (!certificate_read(certificate, known ? known->public_key : NULL, &device, err))
		return false;
	if (strcmp(device.fair, store->keys->fair) != 0)
		return err_set(err, ERR_REFUSED, "device %s belongs to another fair", device.id);
	if (chain_find(store, device.id))
		return true;
	if (store->chain_count >= DEVICES_MOST)
		return err_set(err, ERR_FULL, "this fair has %d devices already; no more can join", DEVICES_MOST);
	return store_begin(store, err) &&
	       (device_insert(&store->db, certificate, &device, err) || (store_rollback(store), false)) &&
	       store_commit(store, err) && chains_refresh(store, err);
}

static void read_device(struct store *store, sqlite3_stmt *row, struct device *out)
{
	char role[16];
	*out = (struct device){0};
	memcpy(out->fair, store->keys->fair, ID_TEXT);
	db_text(row, 1, out->id, sizeof out->id);
	db_bytes(row, 2, out->public_key, KEY_BYTES);
	db_text(row, 3, out->label, sizeof out->label);
	db_text(row, 4, role, sizeof role);
	role_parse(role, &out->role);
	db_text(row, 5, out->employer, sizeof out->employer);
	db_text(row, 6, out->inviter, sizeof out->inviter);
	if (sqlite3_column_type(row, 7) == SQLITE_BLOB) {
		const void *stamp = sqlite3_column_blob(row, 7);
		out->revoked_at = moment_of(store, stamp, sqlite3_column_bytes(row, 7), sqlite3_column_value(row, 8)).wall;
		if (out->revoked_at == 0)
			out->revoked_at = 1; /* revoked, at a time that nobody knows */
	}
}

bool store_certificates(struct store *store, certificate_fn *next, void *self, struct err *err)
{
	/* `no` follows the order of admission: an inviter always stands before whom it invited. */
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT d.certificate, d.id, d.public_key, d.label, d.role, d.employer, d.inviter, r.stamp, "
		"r.seen FROM log.device d LEFT JOIN revoked r ON r.device = d.id ORDER BY d.no",
		err);
	if (!rows)
		return false;
	int code;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct device device;
		read_device(store, rows, &device);
		more = next(self, (const char *)sqlite3_column_text(rows, 0), &device);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the log cannot be read", err);
	sqlite3_reset(rows);
	return ok;
}

bool store_device_find(struct store *store, const char *id, struct device *out, struct err *err)
{
	sqlite3_stmt *row = db_prepare(
		&store->db,
		"SELECT d.certificate, d.id, d.public_key, d.label, d.role, d.employer, d.inviter, r.stamp, "
		"r.seen FROM log.device d LEFT JOIN revoked r ON r.device = d.id WHERE d.id = ?",
		err);
	if (!row)
		return false;
	db_bind_text(row, 1, id);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found)
		read_device(store, row, out);
	sqlite3_reset(row);
	return found || err_set(err, ERR_MISSING, "no device of this fair has the id %.40s", id);
}

/* The prefix keeps such a signature from ever being that of an event, which covers 32 bytes. */
static size_t make_message(const void *message, size_t size, uint8_t out[SIGNING + MESSAGE_MOST])
{
	if (size > MESSAGE_MOST)
		return 0;
	memcpy(out, signing, SIGNING);
	memcpy(out + SIGNING, message, size);
	return SIGNING + size;
}

void store_sign(const struct store *store, const void *message, size_t size, uint8_t signature[SIGNATURE_BYTES])
{
	uint8_t bytes[SIGNING + MESSAGE_MOST];
	size_t total = make_message(message, size, bytes);
	memset(signature, 0, SIGNATURE_BYTES);
	if (total)
		crypto_sign_detached(signature, NULL, bytes, total, store->keys->secret_key);
}

bool device_signed(const uint8_t public_key[KEY_BYTES], const void *message, size_t size,
		   const uint8_t signature[SIGNATURE_BYTES])
{
	uint8_t bytes[SIGNING + MESSAGE_MOST];
	size_t total = make_message(message, size, bytes);
	return total && crypto_sign_verify_detached(signature, bytes, total, public_key) == 0;
}
