/* Reads what a label printer was sent and prints its picture as PBM: decode zpl|escpos FILE. ZPL's ~DG with its run lengths
 * ("ZPL II Programming Guide", Alternative Data Compression), as CUPS' rastertolabel writes it; ESC/POS' GS v 0. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8 << 20 };

static unsigned char bytes[MOST], dots[MOST];

static int put(size_t across, size_t rows)
{
	printf("P4\n%zu %zu\n", across * 8, rows);
	return fwrite(dots, 1, across * rows, stdout) == across * rows ? 0 : 1;
}

static int zpl(size_t size)
{
	size_t total = 0, across = 0, used = 0, run = 0;
	char *at = strstr((char *)bytes, "~DG");
	if (!at || sscanf(at, "~DG%*[^,],%zu,%zu,", &total, &across) != 2 || across == 0 || total > MOST / 2)
		return 1;
	for (int commas = 0; commas < 3; at++)
		commas += *at == ',';
	size_t digits = 0, row = across * 2;
	unsigned char *nibbles = calloc(total + across, 2);
	for (; nibbles && used < total * 2 && (size_t)((unsigned char *)at - bytes) < size && *at != '^' && *at != '~'; at++) {
		if (*at >= 'G' && *at <= 'Y') {
			run += (size_t)(*at - 'F');
		} else if (*at >= 'g' && *at <= 'z') {
			run += (size_t)(*at - 'f') * 20;
		} else if (isxdigit((unsigned char)*at)) {
			unsigned char value = (unsigned char)(isdigit((unsigned char)*at)
								      ? *at - '0'
								      : toupper((unsigned char)*at) - 'A' + 10);
			for (run = run ? run : 1; run && used < total * 2; run--)
				nibbles[used++] = value;
		} else if (*at == ',' || *at == '!') {
			for (digits = used % row ? row - used % row : row; digits && used < total * 2; digits--)
				nibbles[used++] = *at == ',' ? 0 : 15;
		} else if (*at == ':') {
			for (digits = 0; digits < row && used >= row && used < total * 2; digits++, used++)
				nibbles[used] = nibbles[used - row];
		}
	}
	for (size_t i = 0; nibbles && i < total; i++)
		dots[i] = (unsigned char)(nibbles[2 * i] << 4 | nibbles[2 * i + 1]);
	free(nibbles);
	return put(across, total / across);
}

static int escpos(size_t size)
{
	size_t used = 0, across = 0;
	for (size_t at = 2; at + 8 <= size && memcmp(bytes + at, "\x1Dv0", 4) == 0;) {
		across = (size_t)(bytes[at + 4] | bytes[at + 5] << 8);
		size_t rows = (size_t)(bytes[at + 6] | bytes[at + 7] << 8);
		at += 8;
		if (at + across * rows > size || used + across * rows > MOST)
			return 1;
		memcpy(dots + used, bytes + at, across * rows);
		used += across * rows;
		at += across * rows;
	}
	return across ? put(across, used / across) : 1;
}

int main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
	size_t size = file ? fread(bytes, 1, MOST - 1, file) : 0;
	if (file)
		fclose(file);
	return size == 0 ? 1 : strcmp(argv[1], "zpl") == 0 ? zpl(size) : escpos(size);
}
