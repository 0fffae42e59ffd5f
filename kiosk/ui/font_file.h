/* Font files, mapped into memory at first use: every size of a font reads the same pages, where SDL_ttf by itself asks the
 * system for 4 kB at a time, 4,000 calls before the first picture. */
#ifndef LANYARD_UI_FONT_FILE_H
#define LANYARD_UI_FONT_FILE_H

#include <SDL.h>
#include <stdbool.h>

struct font_file {
	void *data; /* NULL: not mapped yet */
	size_t size;
};

/* A stream over the file, to be closed before font_file_release(); NULL when it cannot be read. */
SDL_RWops *font_file_open(struct font_file *file, const char *path);
void font_file_release(struct font_file *file);

#endif
