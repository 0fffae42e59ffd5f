/* libqrencode with the symbol copied out of its struct, so that a QR is a plain value. */
#include "badge/qr.h"

#include <qrencode.h>
#include <string.h>

bool qr_make(const char *text, struct qr *out)
{
	*out = (struct qr){0};
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!code)
		return false;
	out->side = code->width;
	for (int i = 0; i < code->width * code->width; i++)
		out->dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return true;
}
