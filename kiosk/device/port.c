/* See port.h. */
#include "device/port.h"

#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sodium.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* Raw, 8 bits, no handshake; the speed matters to true serial lines only. Exclusive, so that nobody takes half of a code. */
static bool set_serial(int fd)
{
	struct termios line;
	if (tcgetattr(fd, &line) != 0)
		return false;
	cfmakeraw(&line);
	line.c_cflag |= CLOCAL | CREAD;
	line.c_cc[VMIN] = 1;
	line.c_cc[VTIME] = 0;
	cfsetspeed(&line, B115200);
	return ioctl(fd, TIOCEXCL) == 0 && tcsetattr(fd, TCSANOW, &line) == 0 && tcflush(fd, TCIFLUSH) == 0;
}

/* Grabbed, or its codes would be typed into the window as well. A pipe stands in for a device that another program reads. */
static bool set_keys(int fd, const struct stat *is)
{
	return S_ISFIFO(is->st_mode) || ioctl(fd, EVIOCGRAB, 1) == 0;
}

bool port_open(struct port *port, const char *path, enum scan_source source)
{
	struct stat is;
	bool pipe = stat(path, &is) == 0 && S_ISFIFO(is.st_mode); /* kept open, or it would end with its first writer */
	*port = (struct port){.source = source,
			      .fd = open(path, (pipe ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
	bool ok = port->fd >= 0 && fstat(port->fd, &is) == 0 && text_copy(port->path, sizeof port->path, path) &&
		  (source == SCAN_KEYS ? set_keys(port->fd, &is) : set_serial(port->fd));
	if (ok) {
		port->device = S_ISCHR(is.st_mode) ? is.st_rdev : 0;
		return true;
	}
	if (port->fd >= 0 || errno != ENOENT)
		log_line(LOG_DEBUG, "scanner %s cannot be used: %s", path, strerror(errno));
	port_close(port);
	return false;
}

void port_close(struct port *port)
{
	if (port->fd >= 0)
		close(port->fd);
	port->fd = -1;
	scan_bytes_wipe(&port->bytes);
	sodium_memzero(&port->keys, sizeof port->keys);
}

bool port_is(const struct port *port, const char *path)
{
	struct stat is;
	if (port->device && stat(path, &is) == 0 && S_ISCHR(is.st_mode))
		return is.st_rdev == port->device;
	return strcmp(port->path, path) == 0;
}

bool port_read(struct port *port, char *bytes, size_t size, size_t *count)
{
	unsigned char events[64 * KEYS_EVENT];
	bool keys = port->source == SCAN_KEYS;
	ssize_t got = keys ? read(port->fd, events, sizeof events) : read(port->fd, bytes, size);
	*count = got > 0 ? (size_t)got : 0;
	if (keys && got > 0 && size > 64) {
		*count = scan_keys_take(&port->keys, events, (size_t)got, bytes);
		sodium_memzero(events, sizeof events);
	}
	return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}
