/* A camera's JPEG in shades of gray, through TurboJPEG: what is hostile in it stays its business, what is too large is ours. */
#include "reader/reader.h"

#include <turbojpeg.h>

int reader_jpeg(const uint8_t *jpeg, size_t size, uint8_t *gray, size_t room, int *w, int *h)
{
	int samples, space, ok = 0;
	tjhandle handle = tjInitDecompress();
	if (handle && tjDecompressHeader3(handle, jpeg, size, w, h, &samples, &space) == 0 && *w > 0 && *h > 0 &&
	    (size_t)*w * (size_t)*h <= room)
		ok = tjDecompress2(handle, jpeg, size, gray, *w, 0, *h, TJPF_GRAY, 0) == 0;
	if (handle)
		tjDestroy(handle);
	return ok ? 0 : -1;
}
