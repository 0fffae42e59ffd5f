/* What reads pictures, in a library of its own (lanyard-camera.so) that the kiosk opens only when a camera is opened: so a
 * kiosk without one neither loads C++ nor pays for it. device/decode.h is the door to it. */
#ifndef LANYARD_READER_READER_H
#define LANYARD_READER_READER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The bytes of the QR code in a picture of w x h pixels, a byte each, row by row: how many there are (at most `size` are
 * written), 0 if none is found. */
typedef size_t reader_qr_fn(const uint8_t *gray, int w, int h, char *out, size_t size);
reader_qr_fn reader_qr;

/* A JPEG as a camera sends it, in shades of gray, into `room` bytes. 0 with its size in w and h; else it is not one, is
 * damaged, or larger than that. */
typedef int reader_jpeg_fn(const uint8_t *jpeg, size_t size, uint8_t *gray, size_t room, int *w, int *h);
reader_jpeg_fn reader_jpeg;

#ifdef __cplusplus
}
#endif

#endif
