/* Icons and art, rasterised once for each size and kept. Nothing personal is in them. */
#ifndef LANYARD_UI_PICTURES_H
#define LANYARD_UI_PICTURES_H

#include "ui/icons.h"
#include "ui/pixels.h"
#include "ui/theme.h"

enum { ICONS_MOST = 96, ARTS_MOST = 16, PICTURES_DIR_MOST = 256 };

struct pictures {
	char assets[PICTURES_DIR_MOST];
	unsigned calls;
	struct {
		enum icon icon;
		int px;
		unsigned used;
		struct coverage coverage;
	} icons[ICONS_MOST];
	struct {
		uint64_t key; /* 0: free */
		unsigned used;
		struct image image;
	} arts[ARTS_MOST];
};

void pictures_release(struct pictures *pictures);
/* An icon `px` wide and high; one of size 0 when its file is not there. Good until the next call, as is the one below. */
const struct coverage *pictures_icon(struct pictures *pictures, enum icon icon, int px);
/* A picture of assets/art that fits into w x h. */
const struct image *pictures_art(struct pictures *pictures, const char *name, enum theme theme, int w, int h);

#endif
