/* One key press on the on-screen keyboard against the whole screen: pixels redrawn and milliseconds, from the input to the
 * finished picture (state, node list, commands, cells, pixels), at 1280x800 and at 1920x1080.
 *     frame WORK_DIR ASSETS */
#define _GNU_SOURCE /* sched_setaffinity() */
#include "bench/rig.h"

#include <sched.h>

enum {
	PRESSES = 240,
	FRAME_US = 16667 /* of 60 a second */,
	PACE_MS = 70 /* 14 taps a second; longer than a key looks pressed */
};

static int missed;
static int64_t now = 1000;

/* Microseconds; `pixels` gets how many were redrawn. */
static double frame(struct rig *rig, size_t *pixels)
{
	double start = bench_now();
	*pixels = rig_frame(rig);
	return bench_now() - start;
}

/* The frame after an input, the input's own work included. */
static double step(struct rig *rig, struct input input, size_t *pixels)
{
	double start = bench_now();
	now += PACE_MS;
	rig_send(rig, input, now);
	double handled = bench_now() - start;
	return handled + frame(rig, pixels);
}

static void tap(struct rig *rig, const char *id)
{
	size_t pixels;
	step(rig, rig_touch(rig, id, INPUT_DOWN), &pixels);
	step(rig, rig_touch(rig, id, INPUT_UP), &pixels);
	now += 1000;
	rig_send(rig, (struct input){.type = INPUT_TICK}, now);
	frame(rig, &pixels);
}

static void bench_size(struct rig *rig, int w, int h)
{
	/* The first letter stays, so that the keys do not change between capitals and small letters all the time. */
	static const char *const keys[] = {"k-a",      "k-r",      "k-i",      "k-s",      "k-o",      "k-l",
					   "k-delete", "k-delete", "k-delete", "k-delete", "k-delete", "k-delete"};
	enum { KEYS = sizeof keys / sizeof *keys };
	rig_show(rig, w, h, SCREEN_NAME, now);
	size_t pixels;
	frame(rig, &pixels);
	tap(rig, "k-m");
	for (int i = 0; i < 2 * KEYS; i++) /* so that every picture of a text has been made once */
		tap(rig, keys[i % KEYS]);

	double whole[BENCH_ROUNDS], press[BENCH_ROUNDS], slow[BENCH_ROUNDS], ratio[BENCH_ROUNDS], part[BENCH_ROUNDS];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		static double samples[2 * PRESSES], parts[2 * PRESSES], full[PRESSES];
		for (int i = 0; i < PRESSES; i++) {
			const char *key = keys[i % KEYS];
			for (int up = 0; up < 2; up++) {
				samples[2 * i + up] = step(rig, rig_touch(rig, key, up ? INPUT_UP : INPUT_DOWN), &pixels);
				parts[2 * i + up] = (double)pixels / ((double)w * h);
			}
			render_forget(rig->render);
			full[i] = frame(rig, &pixels);
		}
		whole[round] = bench_quantile(full, PRESSES, 0.5);
		press[round] = bench_quantile(samples, 2 * PRESSES, 0.5);
		slow[round] = bench_quantile(samples, 2 * PRESSES, 0.95);
		ratio[round] = press[round] / whole[round];
		part[round] = bench_quantile(parts, 2 * PRESSES, 0.5);
	}
	char figure[96];
	snprintf(figure, sizeof figure, "frame after a key press, %dx%d: ms / the whole screen", w, h);
	bench_row(figure, bench_median(press) / 1e3, bench_median(whole) / 1e3, "ms", bench_median(ratio), AT_MOST, 0.1,
		  &missed);
	snprintf(figure, sizeof figure, "slowest of 20 key presses, %dx%d, one core: ms / a frame", w, h);
	double slowest = bench_median(slow);
	bench_row(figure, slowest / 1e3, FRAME_US / 1e3, "ms", slowest / FRAME_US, AT_MOST, 1, &missed);
	double share = bench_median(part);
	snprintf(figure, sizeof figure, "frame after a key press, %dx%d: pixels / the screen", w, h);
	bench_row(figure, share * w * h, (double)w * h, "px", share, AT_MOST, 0.05, &missed);
}

int main(int argc, char **argv)
{
	cpu_set_t one;
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (argc != 3 || sodium_init() < 0)
		return 2;
	sched_setaffinity(0, sizeof one, &one);
	struct rig rig = {0};
	rig_open(&rig, argv[1], argv[2]);
	bench_size(&rig, 1280, 800);
	bench_size(&rig, 1920, 1080);
	rig_close(&rig);
	return missed ? 1 : 0;
}
