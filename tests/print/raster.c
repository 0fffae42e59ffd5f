/* Prints the first page of a CUPS, PWG or Apple raster file as a PGM picture: raster FILE >PICTURE. Reads with libcups, which
 * is not what drew it. 1 and 8 bits a dot, black or white as zero. */
#include <cups/raster.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BYTES_MOST = 1 << 16 };

static int is_white_zero(const cups_page_header2_t *header)
{
	return header->cupsColorSpace == CUPS_CSPACE_K;
}

static void put_row(const cups_page_header2_t *header, const unsigned char *row)
{
	for (unsigned x = 0; x < header->cupsWidth; x++) {
		int value = header->cupsBitsPerPixel == 1 ? (row[x / 8] >> (7 - x % 8) & 1) * 255 : row[x];
		putchar(is_white_zero(header) ? 255 - value : value);
	}
}

int main(int argc, char **argv)
{
	cups_page_header2_t header;
	static unsigned char row[BYTES_MOST];
	int file = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	cups_raster_t *raster = file >= 0 ? cupsRasterOpen(file, CUPS_RASTER_READ) : NULL;
	if (!raster || !cupsRasterReadHeader2(raster, &header) || header.cupsBytesPerLine > BYTES_MOST ||
	    (header.cupsBitsPerPixel != 1 && header.cupsBitsPerPixel != 8)) {
		fprintf(stderr, "raster: not a page of 1 or 8 bits a dot\n");
		return 1;
	}
	printf("P5\n%u %u\n255\n", header.cupsWidth, header.cupsHeight);
	for (unsigned y = 0; y < header.cupsHeight; y++) {
		if (cupsRasterReadPixels(raster, row, header.cupsBytesPerLine) != header.cupsBytesPerLine)
			return 1;
		put_row(&header, row);
	}
	cupsRasterClose(raster);
	close(file);
	return fflush(stdout) == 0 ? 0 : 1;
}
