/* The frames of somebody who types while badges are printed, against the same frames with no printer: how much the slowest of a
 * hundred is later. The printer is the kiosk's own device with a real lanyard-print behind it; what state CUPS is in is the
 * caller's affair (print.sh). A badge is ordered every fifth of a second, and whatever is told of it is handled in the frame
 * that is measured. print WORK_DIR ASSETS LANYARD_PRINT "what the printer does" */
#include "bench/people.h"
#include "bench/rig.h"

#include "base/log.h"
#include "base/text.h"

#include <string.h>

enum { PRESSES = 80, PACE_MS = 12, ORDER_EVERY = 10, PEOPLE = 12, NEWS_MOST = 256, START_MS = 15000, QUIET_MS = 500 };
#define ALLOWED_MS 2.0

static struct {
	SDL_mutex *mutex;
	struct printer_news list[NEWS_MOST];
	size_t count;
	bool any;
} told;

/* Who is printed again and again. */
static struct {
	char ids[PEOPLE][ID_TEXT];
	struct print_wait wait;
	int ordered;
} people;

static void hear(void *self, const struct printer_news *news)
{
	(void)self;
	SDL_LockMutex(told.mutex);
	if (told.count < NEWS_MOST)
		told.list[told.count++] = *news;
	told.any = true;
	SDL_UnlockMutex(told.mutex);
}

static void send(struct rig *rig, struct input input)
{
	rig_send(rig, input, (int64_t)SDL_GetTicks64() + 1000);
}

static void take_news(struct rig *rig)
{
	static struct printer_news list[NEWS_MOST];
	SDL_LockMutex(told.mutex);
	size_t count = told.count;
	memcpy(list, told.list, count * sizeof *list);
	told.count = 0;
	SDL_UnlockMutex(told.mutex);
	for (size_t i = 0; i < count; i++)
		send(rig, print_input(&list[i]));
}

/* Everything of a frame, from what came in to the finished picture; microseconds. */
static double frame(struct rig *rig, struct input input, bool order)
{
	double start = bench_now();
	if (order)
		print_person(rig->app, people.ids[people.ordered++ % PEOPLE], PRINT_BADGE, &people.wait);
	take_news(rig);
	send(rig, input);
	rig_frame(rig);
	return bench_now() - start;
}

/* One in a hundred frames takes longer than what comes back. Afterwards a moment of quiet, in which what came out is recorded.
 */
static double type(struct rig *rig, bool prints)
{
	static const char *const keys[] = {"k-a", "k-r", "k-i", "k-delete", "k-delete", "k-delete"};
	static double samples[2 * PRESSES];
	for (int i = 0; i < PRESSES; i++)
		for (int up = 0; up < 2; up++) {
			struct input input = rig_touch(rig, keys[i % 6], up ? INPUT_UP : INPUT_DOWN);
			samples[2 * i + up] = frame(rig, input, prints && !up && i % ORDER_EVERY == 0);
			SDL_Delay(PACE_MS / 2);
		}
	SDL_Delay(QUIET_MS);
	for (int i = 0; i < PRINTS_DUE; i++)
		frame(rig, (struct input){.type = INPUT_TICK}, false);
	return bench_quantile(samples, 2 * PRESSES, 0.99);
}

static void open_page(struct rig *rig)
{
	rig_show(rig, 1280, 800, SCREEN_NAME, (int64_t)SDL_GetTicks64() + 1000);
	frame(rig, (struct input){.type = INPUT_TICK}, false);
	type(rig, false); /* every picture of a text is made once */
}

static bool has_heard(void)
{
	SDL_LockMutex(told.mutex);
	bool any = told.any;
	SDL_UnlockMutex(told.mutex);
	return any;
}

static int measure(struct rig *rig, struct printer *device, const char *what)
{
	double alone[BENCH_ROUNDS], printing[BENCH_ROUNDS], later[BENCH_ROUNDS];
	int missed = 0;
	char figure[96];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		alone[round] = type(rig, false);
		rig->app->print.device = device;
		printing[round] = type(rig, true);
		rig->app->print.device = printer_quiet();
		later[round] = (printing[round] - alone[round]) / 1e3;
	}
	double most = bench_median(later);
	snprintf(figure, sizeof figure, "frame, 99th of 100, printer %s: ms later / 2 ms", what);
	bench_row(figure, most, ALLOWED_MS, "ms", most > 0 ? most / ALLOWED_MS : 0, AT_MOST, 1, &missed);
	return missed;
}

static void register_people(struct store *store)
{
	struct err err = {0};
	uint32_t seed = 4;
	for (int i = 0; i < PEOPLE; i++) {
		char given[64], family[64];
		struct registered registered;
		people_name(&seed, given, family, sizeof given);
		struct registration person = {.given = given,
					      .family = family,
					      .email = "",
					      .phone = "",
					      .language = "en",
					      .age = AGE_ADULT,
					      .consent_wording = "",
					      .source = "kiosk"};
		BENCH_MUST(desk_register(store, &person, &registered, &err), err);
		text_copy(people.ids[i], sizeof people.ids[i], registered.person);
	}
}

int main(int argc, char **argv)
{
	if (argc != 5 || sodium_init() < 0)
		return 2;
	log_open("bench", LOG_INFO);
	told.mutex = SDL_CreateMutex();
	struct rig rig = {0};
	rig_open(&rig, argv[1], argv[2]);
	register_people(rig.store);
	while (app_fold(rig.app, SIZE_MAX)) {
	}
	struct printer *device = printer_create(store_home(rig.store),
						&(struct printer_options){.program = argv[3], .queue = "Badge"}, hear, NULL);
	open_page(&rig);
	for (int waited = 0; waited < START_MS && !has_heard(); waited += 50)
		SDL_Delay(50);
	int missed = measure(&rig, device, argv[4]);
	device->destroy(device);
	rig_close(&rig);
	SDL_DestroyMutex(told.mutex);
	return missed ? 1 : 0;
}
