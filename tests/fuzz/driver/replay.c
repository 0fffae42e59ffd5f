/* Feeds files to a fuzz target without libFuzzer, so that any compiler can replay a corpus: PROGRAM FILE|DIR ... */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUT_MOST = 1 << 20, PATH_ROOM = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replayed;

static void replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(INPUT_MOST);
	if (!file || !data) {
		perror(path);
		exit(1);
	}
	size_t size = fread(data, 1, INPUT_MOST, file);
	fclose(file);
	/* An exact copy, so that the sanitizer sees a read behind its end. */
	uint8_t *exact = malloc(size ? size : 1);
	for (size_t i = 0; exact && i < size; i++)
		exact[i] = data[i];
	free(data);
	if (exact)
		LLVMFuzzerTestOneInput(exact, size);
	free(exact);
	replayed++;
}

static void replay_dir(DIR *dir, const char *path)
{
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		char file[PATH_ROOM];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
		replay_file(file);
	}
	closedir(dir);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		DIR *dir = opendir(argv[i]);
		if (dir)
			replay_dir(dir, argv[i]);
		else
			replay_file(argv[i]);
	}
	printf("%d inputs\n", replayed);
	return replayed > 0 ? 0 : 1;
}
