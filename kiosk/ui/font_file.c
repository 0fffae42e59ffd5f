/* See font_file.h. */
#include "ui/font_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool map(struct font_file *file, const char *path)
{
	struct stat about;
	int from = open(path, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		return false;
	if (fstat(from, &about) == 0 && about.st_size > 0 && about.st_size <= INT_MAX) {
		void *data = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, from, 0);
		if (data != MAP_FAILED)
			*file = (struct font_file){data, (size_t)about.st_size};
	}
	close(from);
	return file->data != NULL;
}

SDL_RWops *font_file_open(struct font_file *file, const char *path)
{
	return file->data || map(file, path) ? SDL_RWFromConstMem(file->data, (int)file->size) : NULL;
}

void font_file_release(struct font_file *file)
{
	if (file->data)
		munmap(file->data, file->size);
	*file = (struct font_file){0};
}
