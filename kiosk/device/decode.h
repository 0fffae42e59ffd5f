/* Finds QR codes in pictures: the door to lanyard-camera.so (reader/reader.h), and what is tried on each picture. */
#ifndef LANYARD_DEVICE_DECODE_H
#define LANYARD_DEVICE_DECODE_H

#include "device/frame.h"

struct decoder {
	void *library;
	reader_qr_fn *qr;
	reader_jpeg_fn *jpeg;
	struct frame smooth, other; /* of the picture that is looked at */
	unsigned turn;
};

/* Opens the library: beside the program, or where it is installed. The zero value is released safely. */
bool decoder_open(struct decoder *decoder, struct err *err);
/* Overwrites what was looked at; the library stays loaded, for the next time. */
void decoder_close(struct decoder *decoder);

/* The code in a picture, at most `size` bytes of it; 0 if none is found. A picture is looked at as it is and, in turns,
 * sharpened (for blur, and for the bands of a phone's screen), inverted, or halved and smoothed (for noise): a camera sees the
 * same code many times, and no single picture has to be tried in every way. */
size_t decoder_look(struct decoder *decoder, const struct frame *frame, char *code, size_t size);

#endif
