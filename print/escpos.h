/* A badge in the language of receipt printers (ESC/POS, Epson's reference): the page as one picture, `GS v 0`, in bands that
 * small printers can hold, then a feed and a cut. Debian has no driver for them. */
#ifndef LANYARD_PRINT_ESCPOS_H
#define LANYARD_PRINT_ESCPOS_H

#include "badge/badge.h"

enum { ESCPOS_DPI = 203, ESCPOS_BAND = 256 /* rows of a picture */, ESCPOS_MOST = 4 << 20 };

/* Dots across that the head of a printer for paper of that width has. */
int escpos_head(double width_mm);

/* Adds the commands to `out`. The page's margins are cut off evenly where the head does not reach; ERR_INPUT if something would
 * be lost with them. */
bool escpos_write(const struct badge_raster *raster, int head, struct buf *out, struct err *err);

#endif
