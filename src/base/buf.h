/* A byte buffer that grows up to a ceiling given at birth (after curl's dynbuf).
 * The content always has a NUL behind its last byte, so `data` is a C string when it holds text. */
#ifndef LANYARD_BASE_BUF_H
#define LANYARD_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;  /* NULL until something is added; see buf_text() */
	size_t size; /* bytes of content */
	size_t room;
	size_t ceiling; /* content never grows past this */
};

void buf_init(struct buf *buf, size_t ceiling);
void buf_release(struct buf *buf);

/* All return false, and leave the content as it was, when the ceiling or the memory does not allow it. */
bool buf_add(struct buf *buf, const void *data, size_t size);
bool buf_add_text(struct buf *buf, const char *text);
bool buf_add_char(struct buf *buf, char c);
bool buf_add_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Makes room for `size` more bytes and returns where they go (content grows by buf_grew()), or NULL. */
void *buf_reserve(struct buf *buf, size_t size);
void buf_grew(struct buf *buf, size_t size);

/* Empties, keeps the memory. */
void buf_clear(struct buf *buf);
/* Empties and overwrites what was there: for anything personal or secret. */
void buf_wipe(struct buf *buf);
/* The content as a C string, never NULL. */
const char *buf_text(const struct buf *buf);

#endif
