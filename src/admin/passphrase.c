/* Asking for a secret: from the environment for scripts, else on the terminal with the echo off. */
#include "admin/admin.h"

#include <ctype.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Reads one line byte by byte, so that nothing of it stays in a buffer of the library. */
static bool read_line(int terminal, char out[PASSPHRASE_MOST])
{
	size_t size = 0;
	char c;
	ssize_t n;
	while ((n = read(terminal, &c, 1)) == 1 && c != '\n')
		if (size + 1 < PASSPHRASE_MOST)
			out[size++] = c;
	out[size] = '\0';
	return n == 1;
}

static bool ask(int terminal, const char *question, char out[PASSPHRASE_MOST])
{
	struct termios before, silent;
	if (tcgetattr(terminal, &before) != 0)
		return false;
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	/* First silence, then the question: whoever answers fast is not echoed. */
	bool ok = tcsetattr(terminal, TCSAFLUSH, &silent) == 0 &&
		  dprintf(terminal, "%c%s: ", toupper((unsigned char)question[0]), question + 1) > 0 &&
		  read_line(terminal, out);
	tcsetattr(terminal, TCSAFLUSH, &before);
	dprintf(terminal, "\n");
	return ok;
}

static bool ask_on_terminal(const char *what, const char *variable, bool confirm, char out[PASSPHRASE_MOST], struct err *err)
{
	int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (terminal < 0)
		return err_set(err, ERR_MISSING, "there is no terminal to ask for the %s; set $%s", what, variable);
	char again[PASSPHRASE_MOST] = "";
	bool ok = ask(terminal, what, out) && (!confirm || ask(terminal, "Once more", again));
	if (!ok)
		err_set(err, ERR_INPUT, "the %s could not be read; try again", what);
	else if (confirm && strcmp(out, again) != 0)
		ok = err_set(err, ERR_INPUT, "the two differ; try again");
	sodium_memzero(again, sizeof again);
	close(terminal);
	return ok;
}

bool secret_get(const char *what, const char *variable, bool confirm, char out[PASSPHRASE_MOST], struct err *err)
{
	const char *said = getenv(variable);
	out[0] = '\0';
	if (said && strlen(said) >= PASSPHRASE_MOST)
		return err_set(err, ERR_INPUT, "the %s is too long; at most %d bytes", what, PASSPHRASE_MOST - 1);
	if (!said)
		return ask_on_terminal(what, variable, confirm, out, err);
	strcpy(out, said);
	return true;
}

bool passphrase_get(bool confirm, char out[PASSPHRASE_MOST], struct err *err)
{
	if (!secret_get("pass phrase", "LANYARD_PASSPHRASE", confirm, out, err))
		return false;
	if (confirm && strlen(out) < PASSPHRASE_LEAST)
		return err_set(err, ERR_INPUT, "the pass phrase is too short; take at least %d letters", PASSPHRASE_LEAST);
	return true;
}
