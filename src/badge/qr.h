/* QR codes (ISO/IEC 18004) by libqrencode: a square of dark and light modules, level M. */
#ifndef LANYARD_BADGE_QR_H
#define LANYARD_BADGE_QR_H

#include <stdbool.h>

enum { QR_QUIET = 4, QR_SIDE_MOST = 177 };

struct qr {
	int side; /* modules, without the quiet zone */
	unsigned char dark[QR_SIDE_MOST * QR_SIDE_MOST];
};

/* Text of upper-case letters, digits and $%*+-./: and space is packed as alphanumeric. False if it does not fit. */
bool qr_make(const char *text, struct qr *out);
static inline bool qr_dark(const struct qr *qr, int x, int y)
{
	return qr->dark[y * qr->side + x] != 0;
}

#endif
