/* Growth by doubling, ceiling checked in one place: buf_reserve(). */
#include "base/buf.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t ceiling)
{
	*buf = (struct buf){.ceiling = ceiling};
}

void buf_release(struct buf *buf)
{
	free(buf->data);
	buf->data = NULL;
	buf->size = buf->room = 0;
}

void *buf_reserve(struct buf *buf, size_t size)
{
	if (size > buf->ceiling || buf->size > buf->ceiling - size)
		return NULL;
	size_t need = buf->size + size + 1;
	if (need > buf->room) {
		size_t room = buf->room ? buf->room : 64;
		while (room < need)
			room *= 2;
		/* Not realloc: it could leave a copy of personal text behind in freed memory. */
		char *data = malloc(room);
		if (!data)
			return NULL;
		if (buf->data) {
			memcpy(data, buf->data, buf->size);
			sodium_memzero(buf->data, buf->size);
			free(buf->data);
		}
		buf->data = data;
		buf->room = room;
		buf->data[buf->size] = '\0';
	}
	return buf->data + buf->size;
}

void buf_grew(struct buf *buf, size_t size)
{
	buf->size += size;
	buf->data[buf->size] = '\0';
}

bool buf_add(struct buf *buf, const void *data, size_t size)
{
	char *place = buf_reserve(buf, size);
	if (!place)
		return false;
	if (size)
		memcpy(place, data, size);
	buf_grew(buf, size);
	return true;
}

bool buf_add_text(struct buf *buf, const char *text)
{
	return buf_add(buf, text, strlen(text));
}

bool buf_add_char(struct buf *buf, char c)
{
	return buf_add(buf, &c, 1);
}

bool buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *place = size < 0 ? NULL : buf_reserve(buf, (size_t)size);
	if (place) {
		vsnprintf(place, (size_t)size + 1, format, again);
		buf_grew(buf, (size_t)size);
	}
	va_end(again);
	return place != NULL;
}

void buf_clear(struct buf *buf)
{
	buf->size = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void buf_wipe(struct buf *buf)
{
	if (buf->data)
		sodium_memzero(buf->data, buf->room);
	buf->size = 0;
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}
