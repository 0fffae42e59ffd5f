/* Lines on standard error for whoever runs the program (systemd's journal). Nothing personal is ever logged: no names,
 * contacts, notes, tokens or keys; ids and counts are fine. */
#ifndef LANYARD_BASE_LOG_H
#define LANYARD_BASE_LOG_H

enum log_level { LOG_ERROR = 3, LOG_WARNING = 4, LOG_INFO = 6, LOG_DEBUG = 7 };

/* `program` stands before each line; under systemd (JOURNAL_STREAM is set) lines carry the "<6>" level prefix instead. */
void log_open(const char *program, enum log_level most);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
