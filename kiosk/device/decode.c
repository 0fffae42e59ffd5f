/* See decode.h. */
#include "device/decode.h"

#include "base/text.h"

#include <dlfcn.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

enum { TURNS = 3, SHARPEN_REACH = 3, SHARPEN_TIMES = 3 };
static const char library[] = "lanyard-camera.so";

/* The folder of the program, with a '/' behind it. */
static bool own_folder(char out[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
	out[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(out, '/');
	if (slash)
		slash[1] = '\0';
	return slash != NULL;
}

static void *open_near(void)
{
	static const char *const near[] = {"", "../lib/lanyard/", "../../", "../../../"}; /* built, installed, for tests */
	char folder[PATH_MAX], path[PATH_MAX];
	void *found = NULL;
	bool known = own_folder(folder);
	for (size_t i = 0; known && !found && i < sizeof near / sizeof near[0]; i++)
		if (text_format(path, sizeof path, "%s%s%s", folder, near[i], library) && access(path, R_OK) == 0)
			found = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	return found ? found : dlopen(LANYARD_PREFIX "/lib/lanyard/lanyard-camera.so", RTLD_NOW | RTLD_LOCAL);
}

bool decoder_open(struct decoder *decoder, struct err *err)
{
	if (decoder->library)
		return true;
	decoder->library = open_near();
	if (!decoder->library)
		return err_set(err, ERR_MISSING, "the part that reads cameras is not there: %s; install Lanyard again",
			       dlerror());
	*(void **)&decoder->qr = dlsym(decoder->library, "reader_qr");
	*(void **)&decoder->jpeg = dlsym(decoder->library, "reader_jpeg");
	return (decoder->qr && decoder->jpeg) ||
	       err_set(err, ERR_CORRUPT, "the part that reads cameras is of another version; install Lanyard again");
}

void decoder_close(struct decoder *decoder)
{
	frame_release(&decoder->smooth);
	frame_release(&decoder->other);
}

static size_t look_at(const struct decoder *decoder, const struct frame *frame, char *code, size_t size)
{
	size_t found = decoder->qr(frame->gray, frame->w, frame->h, code, size);
	return found < size ? found : size;
}

/* What is wrong with a picture is not known, so in turns it is taken for blurred or banded, for inverted, and for noisy. */
size_t decoder_look(struct decoder *decoder, const struct frame *frame, char *code, size_t size)
{
	size_t found = decoder->qr ? look_at(decoder, frame, code, size) : 0;
	if (found || !decoder->qr)
		return found;
	struct frame *smooth = &decoder->smooth, *other = &decoder->other;
	switch (decoder->turn++ % TURNS) {
	case 0:
		frame_smooth(frame, SHARPEN_REACH, smooth);
		frame_sharpen(frame, smooth, SHARPEN_TIMES, other);
		return look_at(decoder, other, code, size);
	case 1:
		frame_invert(frame, other);
		return look_at(decoder, other, code, size);
	default:
		found = frame_half(frame, other) ? look_at(decoder, other, code, size) : 0;
		if (found)
			return found;
		frame_smooth(frame, 1, smooth);
		return look_at(decoder, smooth, code, size);
	}
}
