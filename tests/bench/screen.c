/* Watches a program from outside: its pixels, straight from the memory of Xvfb (started with -fbdir DIR, which maps the screen
 * as an XWD file), and its processes, from /proc. Nothing of the program's own loop is touched, so any program can be measured
 * the same way.
 *
 *     screen record FB REF                     keeps the screen as it is now (every fourth pixel of every fourth row)
 *     screen start FB REF LIMIT_MS COMMAND...  runs COMMAND; prints its pid and the ms until the screen matches REF
 *     screen press FB N X Y RX RY RW RH        presses at X,Y (XTEST); prints the median ms until the rectangle changes
 *     screen tree PID SECONDS                  prints PSS in MB, CPU in % and voluntary wake-ups a second of PID's tree */
#include "bench/bench.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP = 4, NEAR = 6, TREE_MOST = 512 };

struct screen {
	const uint32_t *pixels;
	int w, h, stride;
};

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void pause_us(long us)
{
	nanosleep(&(struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000}, NULL);
}

/* The XWD header is big-endian: [0] header size, [4] width, [5] height, [12] bytes per line, [19] colour map entries of 12
 * bytes. */
static struct screen screen_map(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	if (fd < 0 || fstat(fd, &info) != 0)
		fail(path);
	const uint32_t *file = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
	if (file == MAP_FAILED)
		fail(path);
	close(fd);
	size_t start = ntohl(file[0]) + (size_t)ntohl(file[19]) * 12;
	return (struct screen){.pixels = (const uint32_t *)(const void *)((const char *)file + start),
			       .w = (int)ntohl(file[4]),
			       .h = (int)ntohl(file[5]),
			       .stride = (int)(ntohl(file[12]) / 4)};
}

static uint32_t pixel(const struct screen *screen, int x, int y)
{
	return *(const volatile uint32_t *)&screen->pixels[y * screen->stride + x] & 0xFFFFFF;
}

static size_t sample_count(const struct screen *screen)
{
	return (size_t)(screen->w / STEP) * (size_t)(screen->h / STEP);
}

static uint32_t sample(const struct screen *screen, size_t i)
{
	int across = screen->w / STEP;
	return pixel(screen, (int)i % across * STEP + 1, (int)i / across * STEP + 2);
}

static bool alike(uint32_t a, uint32_t b)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > NEAR)
			return false;
	return true;
}

static int record(const char *fb, const char *path)
{
	struct screen screen = screen_map(fb);
	FILE *file = fopen(path, "wb");
	if (!file)
		fail(path);
	for (size_t i = 0; i < sample_count(&screen); i++) {
		uint32_t value = sample(&screen, i);
		fwrite(&value, sizeof value, 1, file);
	}
	return fclose(file) == 0 ? 0 : 1;
}

/* Whether 99.5 % of the screen are as they will be. Stops at the first half per cent that is not, to leave the processor to
 * what is measured. */
static bool matches(const struct screen *screen, const uint32_t *reference)
{
	size_t count = sample_count(screen), other = 0;
	for (size_t i = 0; i < count && other * 200 <= count; i++)
		other += !alike(reference[i], sample(screen, i));
	return other * 200 <= count;
}

static pid_t launch(char **command)
{
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		setpgid(0, 0);
		execvp(command[0], command);
		_exit(127);
	}
	return pid;
}

static int start(const char *fb, const char *path, double limit_ms, char **command)
{
	struct screen screen = screen_map(fb);
	size_t count = sample_count(&screen);
	uint32_t *reference = calloc(count, sizeof *reference);
	FILE *file = fopen(path, "rb");
	if (!reference || !file || fread(reference, sizeof *reference, count, file) != count)
		fail(path);
	fclose(file);
	double began = bench_now(), final = -1;
	pid_t pid = launch(command);
	while (final < 0 && bench_now() - began < limit_ms * 1e3) {
		if (matches(&screen, reference))
			final = (bench_now() - began) / 1e3;
		else
			pause_us(1000);
	}
	printf("%ld %.1f\n", (long)pid, final);
	free(reference);
	return final < 0 ? 1 : 0;
}

static uint64_t region_hash(const struct screen *screen, const int r[4])
{
	uint64_t hash = 14695981039346656037u;
	for (int y = r[1]; y < r[1] + r[3]; y += 2)
		for (int x = r[0]; x < r[0] + r[2]; x += 2)
			hash = (hash ^ pixel(screen, x, y)) * 1099511628211u;
	return hash;
}

/* Presses at x, y, waits for the first changed pixel, slides off and releases there, so that the press does nothing, and lets
 * everything settle. -1 if nothing changed in a second. */
static double press_once(Display *display, const struct screen *screen, int x, int y, const int r[4])
{
	XTestFakeMotionEvent(display, -1, x, y, CurrentTime);
	XFlush(display);
	pause_us(100000);
	uint64_t before = region_hash(screen, r);
	double began = bench_now(), took = -1;
	XTestFakeButtonEvent(display, 1, True, CurrentTime);
	XFlush(display);
	while (took < 0 && bench_now() - began < 1e6) {
		if (region_hash(screen, r) != before)
			took = bench_now() - began;
		else
			pause_us(50);
	}
	pause_us(90000);
	XTestFakeMotionEvent(display, -1, 1, 1, CurrentTime);
	XTestFakeButtonEvent(display, 1, False, CurrentTime);
	XFlush(display);
	pause_us(160000);
	return took / 1e3;
}

static int press(const char *fb, int count, char **numbers)
{
	int n[6];
	for (int i = 0; i < 6; i++)
		n[i] = atoi(numbers[i]);
	struct screen screen = screen_map(fb);
	Display *display = XOpenDisplay(NULL);
	double *samples = calloc((size_t)count, sizeof *samples);
	if (!display || !samples)
		fail("display");
	size_t used = 0;
	for (int i = 0; i < count; i++) {
		double took = press_once(display, &screen, n[0], n[1], n + 2);
		if (took >= 0)
			samples[used++] = took;
	}
	printf("%.3f %zu\n", bench_quantile(samples, used, 0.5), used);
	free(samples);
	XCloseDisplay(display);
	return used * 2 > (size_t)count ? 0 : 1;
}

/* --- processes ---------------------------------------------------------------------------------------------------------- */

static pid_t parent_of(pid_t pid)
{
	char path[64], line[512];
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	FILE *file = fopen(path, "re");
	char *got = file ? fgets(line, sizeof line, file) : NULL;
	if (file)
		fclose(file);
	char *behind = got ? strrchr(line, ')') : NULL; /* the name may hold anything, ')' too */
	long parent;
	return behind && sscanf(behind + 1, " %*c %ld", &parent) == 1 ? (pid_t)parent : 0;
}

/* The process and all its descendants. */
static size_t tree_list(pid_t root, pid_t *out)
{
	size_t count = 1;
	out[0] = root;
	for (size_t before = 0; before != count;) {
		before = count;
		DIR *proc = opendir("/proc");
		for (struct dirent *entry; proc && (entry = readdir(proc)) && count < TREE_MOST;) {
			pid_t pid = isdigit((unsigned char)entry->d_name[0]) ? (pid_t)atol(entry->d_name) : 0;
			bool have = pid == 0, child = false;
			pid_t parent = pid ? parent_of(pid) : 0;
			for (size_t i = 0; i < count; i++) {
				have = have || out[i] == pid;
				child = child || out[i] == parent;
			}
			if (!have && child)
				out[count++] = pid;
		}
		if (proc)
			closedir(proc);
	}
	return count;
}

/* The number behind `key` in a file of "key: number" lines; 0 if it is not there. */
static double proc_number(const char *path, const char *key)
{
	char line[256];
	double value = 0;
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, key, strlen(key)) == 0 && line[strlen(key)] == ':')
			value = atof(line + strlen(key) + 1);
	if (file)
		fclose(file);
	return value;
}

struct usage {
	double cpu_ns, wakeups;
};

static struct usage tree_usage(const pid_t *tree, size_t count)
{
	struct usage sum = {0, 0};
	for (size_t i = 0; i < count; i++) {
		char tasks[64], path[400];
		snprintf(tasks, sizeof tasks, "/proc/%ld/task", (long)tree[i]);
		DIR *dir = opendir(tasks);
		for (struct dirent *entry; dir && (entry = readdir(dir));) {
			if (!isdigit((unsigned char)entry->d_name[0]))
				continue;
			snprintf(path, sizeof path, "%s/%s/status", tasks, entry->d_name);
			sum.wakeups += proc_number(path, "voluntary_ctxt_switches");
			snprintf(path, sizeof path, "%s/%s/schedstat", tasks, entry->d_name);
			double ns = 0;
			FILE *file = fopen(path, "re");
			if (file && fscanf(file, "%lf", &ns) == 1)
				sum.cpu_ns += ns;
			if (file)
				fclose(file);
		}
		if (dir)
			closedir(dir);
	}
	return sum;
}

static int tree(pid_t root, double seconds)
{
	pid_t list[TREE_MOST];
	size_t count = tree_list(root, list);
	double pss = 0;
	for (size_t i = 0; i < count; i++) {
		char path[64];
		snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", (long)list[i]);
		pss += proc_number(path, "Pss") / 1024;
	}
	struct usage before = tree_usage(list, count);
	double began = bench_now();
	if (seconds > 0)
		pause_us((long)(seconds * 1e6));
	struct usage after = tree_usage(list, count);
	double took = bench_now() - began;
	printf("%.1f %.4f %.2f\n", pss, (after.cpu_ns - before.cpu_ns) / (took * 1e3) * 100,
	       (after.wakeups - before.wakeups) / (took / 1e6));
	return pss > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "record") == 0)
		return record(argv[2], argv[3]);
	if (argc > 5 && strcmp(argv[1], "start") == 0)
		return start(argv[2], argv[3], atof(argv[4]), argv + 5);
	if (argc == 10 && strcmp(argv[1], "press") == 0)
		return press(argv[2], atoi(argv[3]), argv + 4);
	if (argc == 4 && strcmp(argv[1], "tree") == 0)
		return tree((pid_t)atol(argv[2]), atof(argv[3]));
	fprintf(stderr, "usage: screen record|start|press|tree ...; see the head of screen.c\n");
	return 2;
}
