/* Sentences about failures. One formatter, three ways in. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts an over-long text before the UTF-8 character that no longer fits. */
static void cut_at_character(char *text, size_t size)
{
	size_t n = strlen(text);
	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && ((unsigned char)text[n - 1] & 0x80))
		n--;
	text[n] = '\0';
}

static void err_format(struct err *err, const char *format, va_list args)
{
	vsnprintf(err->text, sizeof err->text, format, args);
	cut_at_character(err->text, sizeof err->text);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, format);
	err->code = code;
	err_format(err, format, args);
	va_end(args);
	return false;
}

/* "HEAD: TAIL", in one text. */
static void err_join(struct err *err, const char *head, const char *tail)
{
	char joined[sizeof err->text * 2 + 3];
	snprintf(joined, sizeof joined, "%s: %s", head, tail);
	joined[sizeof err->text - 1] = '\0';
	memcpy(err->text, joined, sizeof err->text);
	cut_at_character(err->text, sizeof err->text);
}

bool err_wrap(struct err *err, const char *format, ...)
{
	if (!err)
		return false;
	struct err context = {0};
	va_list args;
	va_start(args, format);
	err_format(&context, format, args);
	va_end(args);
	char detail[sizeof err->text];
	memcpy(detail, err->text, sizeof detail);
	err_join(err, context.text, detail);
	return false;
}

bool err_errno(struct err *err, const char *format, ...)
{
	int reason = errno;
	if (!err)
		return false;
	struct err context = {0};
	va_list args;
	va_start(args, format);
	err_format(&context, format, args);
	va_end(args);
	err->code = reason == ENOENT ? ERR_MISSING : reason == ENOSPC || reason == EDQUOT ? ERR_FULL : ERR_IO;
	err_join(err, context.text, strerror(reason));
	return false;
}

void err_clear(struct err *err)
{
	if (err)
		*err = (struct err){0};
}

int err_exit_status(enum err_code code)
{
	switch (code) {
	case ERR_NONE:
		return 0;
	case ERR_USAGE:
		return 2;
	case ERR_REFUSED:
		return 3;
	default:
		return 1;
	}
}
