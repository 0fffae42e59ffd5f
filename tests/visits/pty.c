/* A serial scanner for scripts: pty LINK makes a terminal, links LINK to its device, and sends it what comes on standard input.
 * At the end of that the scanner is gone, link and all. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char bytes[512];
	ssize_t got;
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (argc != 2 || terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 ||
	    symlink(ptsname(terminal), argv[1]) != 0) {
		perror("pty LINK");
		return 1;
	}
	while ((got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0)
		if (write(terminal, bytes, (size_t)got) != got)
			return 1;
	return unlink(argv[1]) == 0 ? 0 : 1;
}
