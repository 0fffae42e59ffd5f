/* One line, one write(), so that lines of several threads do not mix. */
#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	const char *program;
	enum log_level most;
	bool journal;
} logger = {.program = "lanyard", .most = LOG_WARNING};

void log_open(const char *program, enum log_level most)
{
	logger.program = program;
	logger.most = most;
	logger.journal = getenv("JOURNAL_STREAM") != NULL;
}

void log_line(enum log_level level, const char *format, ...)
{
	if (level > logger.most)
		return;
	char line[1024];
	int head = logger.journal ? snprintf(line, sizeof line, "<%d>", (int)level)
				  : snprintf(line, sizeof line, "%s: ", logger.program);
	va_list args;
	va_start(args, format);
	vsnprintf(line + head, sizeof line - (size_t)head - 1, format, args);
	va_end(args);
	size_t size = strlen(line);
	line[size++] = '\n';
	for (size_t done = 0; done < size;) {
		ssize_t n = write(STDERR_FILENO, line + done, size - done);
		if (n <= 0)
			return;
		done += (size_t)n;
	}
}
