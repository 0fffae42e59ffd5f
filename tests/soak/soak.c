/* Hours at a kiosk in minutes: random touches, keys, scans, headphones and devices in fake time, on the demo fair, every frame
 * drawn, in every use of a kiosk: front, booth, town hall, exit and staff desk. At the end nothing has crashed, no scan went
 * without an answer, and the program is as large as it was once it had warmed up. soak [--seed N] [--touches N] [--hours N]
 * [--growth PERCENT] [--record FILE] The seed is printed and decides everything: the same seed plays the same hours. --record
 * also keeps the inputs of what is played as `lanyard-kiosk --replay` reads them. */
#include "unit/kiosk/scenes.h"

#include "desk/desk.h"
#include "desk/staff.h"

#include <malloc.h>
#include <sodium.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 2, CODES_MOST = 16, RECTS = 32, FAIR_MS = 2 * 3600 * 1000 };

/* Each shift is a start of the program on the same store. Of the last, the desk behind the PIN is opened whenever it is locked;
 * what staff take back and erase there the other shifts of the next round live with. */
static const struct shift {
	enum kiosk_mode mode;
	bool desk;
	enum screen_id works; /* a page that nobody comes to without doing there what it is for */
} shifts[] = {
	{.mode = MODE_FRONT, .works = SCREEN_BADGE},
	{.mode = MODE_BOOTH, .works = SCREEN_BOOTH_LEAD},
	{.mode = MODE_TOWN_HALL, .works = SCREEN_DONE},
	{.mode = MODE_EXIT, .works = SCREEN_EXIT},
	{.mode = MODE_FRONT, .desk = true, .works = SCREEN_STAFF_PEOPLE},
};
enum { SHIFTS = sizeof shifts / sizeof shifts[0] };

struct soak {
	struct player *player;
	uint64_t seed, random;
	int size;                    /* of the display: a kiosk has one; the seed says which */
	long touches, hours, growth; /* growth: in percent, how much larger it may be at the end */
	const char *record;
	SDL_Surface *surface;
	char codes[CODES_MOST][TOKEN_TEXT];
	int code_count;
	const struct shift *shift;
	long done, scans, unanswered, lost, frames;
	bool seen[SHIFTS][SCREEN_COUNT];
	long warm_pages;
};

/* --- chance --------------------------------------------------------------------------------------------------------------- */

static uint64_t next(struct soak *soak)
{
	soak->random ^= soak->random << 13; /* Marsaglia's xorshift64 */
	soak->random ^= soak->random >> 7;
	soak->random ^= soak->random << 17;
	return soak->random;
}

static int below(struct soak *soak, int n)
{
	return n > 0 ? (int)(next(soak) % (uint64_t)n) : 0;
}

static bool in_hundred(struct soak *soak, int n)
{
	return below(soak, 100) < n;
}

/* --- one input -------------------------------------------------------------------------------------------------------------
 */

static void draw(struct soak *soak)
{
	struct app *app = &soak->player->app;
	SDL_Rect changed[RECTS];
	size_t pixels;
	int w = app->ui.profile.w, h = app->ui.profile.h;
	if (!soak->surface || soak->surface->w != w || soak->surface->h != h) {
		SDL_FreeSurface(soak->surface);
		soak->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
		render_forget(app->ui.render);
	}
	render_frame(app->ui.render, app->ui.draw, soak->surface, changed, RECTS, &pixels);
	soak->frames++;
}

/* The fair stays open: its clock goes round. */
static void send(struct soak *soak, struct input input)
{
	struct player *player = soak->player;
	input.at = player->now;
	input.wall = demo_now + player->now % FAIR_MS;
	recorder_add(&player->recorder, &input);
	app_input(&player->app, &input);
	if (store_is_folding(player->app.store))
		app_fold(&player->app, 100);
	app_build(&player->app);
	draw(soak);
	soak->seen[soak->shift - shifts][player->app.screen] = true;
}

/* Time goes by as in the program's loop: it wakes for what happens by itself. */
static void wait(struct soak *soak, int64_t ms)
{
	struct player *player = soak->player;
	int64_t until = player->now + ms, deadline;
	while ((deadline = app_deadline(&player->app)) >= 0 && deadline <= until) {
		player->now = deadline > player->now ? deadline : player->now + 1;
		send(soak, (struct input){.type = INPUT_TICK});
	}
	player->now = until;
}

/* --- what people do ----------------------------------------------------------------------------------------------------------
 */

static void press_at(struct soak *soak, int x, int y)
{
	send(soak, (struct input){.type = INPUT_DOWN, .x = x, .y = y});
	wait(soak, 20 + below(soak, in_hundred(soak, 3) ? 1500 : 120));
	if (in_hundred(soak, 6)) { /* slides away */
		x += below(soak, 400) - 200;
		y += below(soak, 400) - 200;
		send(soak, (struct input){.type = INPUT_MOVE, .x = x, .y = y});
	}
	send(soak, (struct input){.type = INPUT_UP, .x = x, .y = y});
}

/* People mostly want to get on, and take whom they have found; without that few would come far. */
static bool get_on(struct soak *soak)
{
	struct nodes *nodes = soak->player->app.ui.nodes;
	struct node *found = nodes_find(nodes, "result-1");
	if (!found && soak->player->app.screen == SCREEN_STAFF_PEOPLE)
		found = nodes_find(nodes, "show");
	struct node *node = found ? found : nodes_find(nodes, "primary");
	if (!node || !node->enabled || !in_hundred(soak, found ? 80 : 25))
		return false;
	press_at(soak, node->rect.x + node->rect.w / 2, node->rect.y + node->rect.h / 2);
	return true;
}

static void touch_something(struct soak *soak)
{
	if (get_on(soak))
		return;
	const struct nodes *nodes = soak->player->app.ui.nodes;
	const struct profile *profile = &soak->player->app.ui.profile;
	int x = below(soak, profile->w), y = below(soak, profile->h);
	for (int tries = 0; tries < 20 && nodes->count > 0; tries++) {
		const struct node *node = &nodes->list[below(soak, (int)nodes->count)];
		bool leaves = strcmp(node->id, "start-over") == 0 || strncmp(node->id, "lang-", 5) == 0 ||
			      strcmp(node->id, "lock") == 0 || strcmp(node->id, "sure-yes") == 0;
		if (!node->action || !node->enabled || (leaves && in_hundred(soak, 80)))
			continue;
		x = node->rect.x + below(soak, node->rect.w);
		y = node->rect.y + below(soak, node->rect.h);
		break;
	}
	press_at(soak, x, y);
}

static const int32_t letters[] = {'a', 'e', 'n', 'r', 'z', ' ', '@', '.', '1', 0xE9, 0x10D, 0x4E2D, 0x1F600, '\'', '=', 0x7f};
enum { LETTERS = sizeof letters / sizeof letters[0] };

/* At the desk also how a name begins, or nobody would ever be found. */
static void type_something(struct soak *soak)
{
	struct app *app = &soak->player->app;
	bool seeks = app->screen == SCREEN_STAFF_PEOPLE && in_hundred(soak, 60);
	if (seeks)
		app->staff->search[0] = '\0';
	for (const char *name = seeks ? "mar" : ""; *name; name++)
		send(soak, (struct input){.type = INPUT_TEXT, .codepoint = *name});
	if (seeks)
		return;
	send(soak, (struct input){.type = INPUT_TEXT, .codepoint = letters[below(soak, LETTERS)]});
}

/* A lead card stands on a fact, or the employer goes home without it. */
static void expect_lead(struct soak *soak)
{
	struct app *app = &soak->player->app;
	struct lead lead;
	if (app->screen != SCREEN_BOOTH_LEAD || app->entered != app->now)
		return;
	if (view_lead(app->store, app->booth.employer.id, app->booth.scan.badge, &lead))
		return;
	soak->lost++;
	fprintf(stderr, "soak: scan %ld was answered and is not in the store, after %ld touches\n", soak->scans, soak->done);
}

/* An answer is a page that came up, a word about what went wrong, the booth's dialog, or what the staff's test page counts. */
static void scan_something(struct soak *soak)
{
	static const char *const others[] = {"hello world", "https://example.com/ticket/1", "L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7",
					     ""};
	struct app *app = &soak->player->app;
	struct input input = {.type = INPUT_SCAN};
	bool ours = in_hundred(soak, 70);
	const char *code = ours ? soak->codes[below(soak, soak->code_count)] : others[below(soak, 4)];
	input.size = strlen(code);
	memcpy(input.scan, code, input.size);
	if (!ours && in_hundred(soak, 30)) {
		input.size = sizeof input.scan;
		memset(input.scan, 'A' + below(soak, 26), sizeof input.scan);
	}
	wait(soak, SCAN_AGAIN_MS); /* sooner the same code is the same scan */
	app->booth.show_refused = false;
	app->toast_until = 0;
	int tested = app->staff->test.count;
	send(soak, input);
	bool answered = app->entered == app->now || app->booth.show_refused || app->toast_until > app->now ||
			app->staff->test.count != tested;
	soak->scans++;
	if (!answered) {
		soak->unanswered++;
		fprintf(stderr, "soak: no answer to scan %ld after %ld touches, on screen %s\n", soak->scans, soak->done,
			screens[app->screen]->name);
	}
	expect_lead(soak);
}

/* The PIN is right now and then, so that the desk behind it is visited too; in the desk's own shift it is opened each time. */
static void answer_pin(struct soak *soak)
{
	struct app *app = &soak->player->app;
	bool desk = soak->shift->desk;
	if (desk && app->screen < SCREEN_STAFF_PIN && in_hundred(soak, 30)) {
		app_end_visit(app);
		send(soak, (struct input){.type = INPUT_TICK});
		struct node *staff = nodes_find(app->ui.nodes, "staff");
		if (staff)
			press_at(soak, staff->rect.x + staff->rect.w / 2, staff->rect.y + staff->rect.h / 2);
	}
	if (app->screen == SCREEN_STAFF_PIN && in_hundred(soak, desk ? 80 : 20))
		send(soak,
		     (struct input){.type = INPUT_PIN, .x = in_hundred(soak, desk ? 90 : 50) ? PIN_RIGHT : 1 + below(soak, 4)});
}

static void news_of_a_device(struct soak *soak)
{
	send(soak, (struct input){.type = INPUT_DEVICE,
				  .x = below(soak, EQUIPMENT_COUNT),
				  .y = below(soak, CONDITION_COUNT),
				  .codepoint = below(soak, 500)});
}

static void something_else(struct soak *soak)
{
	switch (below(soak, 3)) {
	case 0:
		send(soak, (struct input){.type = INPUT_HEADPHONES, .x = below(soak, 2)});
		break;
	case 1:
		send(soak, (struct input){.type = INPUT_SPEECH, .x = soak->player->app.voice.serial, .y = below(soak, 6) - 3});
		break;
	default:
		news_of_a_device(soak);
		break;
	}
}

static void one_step(struct soak *soak)
{
	answer_pin(soak);
	int what = below(soak, 100);
	if (what < 66)
		touch_something(soak);
	else if (what < 76)
		type_something(soak);
	else if (what < 84)
		send(soak, (struct input){.type = INPUT_KEY, .key = (enum input_key)below(soak, KEY_COUNT)});
	else if (what < 88)
		scan_something(soak);
	else if (what < 92)
		press_at(soak, below(soak, soak->player->app.ui.profile.w), below(soak, soak->player->app.ui.profile.h));
	else
		something_else(soak);
	/* mostly busy fingers, now and then a page that is left alone; together `hours` for all */
	int64_t mean = soak->hours * 3600 * 1000 / soak->touches;
	wait(soak, in_hundred(soak, 96) ? below(soak, (int)mean) : below(soak, (int)mean * 26));
}

/* --- the shifts of a day
 * -------------------------------------------------------------------------------------------------------- */

static void display(struct soak *soak)
{
	send(soak, (struct input){.type = INPUT_RESIZE, .x = sizes[soak->size].w, .y = sizes[soak->size].h});
}

static bool take_code(void *self, const struct person *person)
{
	struct soak *soak = self;
	if (person->badge[0] && desk_token(soak->player->demo.store, person->badge, soak->codes[soak->code_count]))
		soak->code_count++;
	return soak->code_count < CODES_MOST;
}

/* The fair is open again, whatever staff touched. */
static void one_shift(struct soak *soak, const struct shift *shift)
{
	struct player *player = soak->player;
	struct err err = {.code = ERR_NONE};
	app_close(&player->app);
	if (!staff_close(player->demo.store, false, &err))
		fail_msg("%s", err.text);
	soak->shift = shift;
	open_app(player, shift->mode, true);
	display(soak);
	if (soak->record && soak->done == 0 && !recorder_open(&player->recorder, soak->record, &err))
		fail_msg("%s", err.text);
	for (long i = 0; i < soak->touches / (ROUNDS * SHIFTS) && !player->app.quit; i++, soak->done++)
		one_step(soak);
	if (player->app.quit)
		fail_msg("the program ended itself after %ld touches", soak->done);
}

/* What is in use once the visitor has gone; memory that is free already is given back first. */
static long pages(struct soak *soak)
{
	app_end_visit(&soak->player->app);
	malloc_trim(0);
	long all = 0, resident = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file || fscanf(file, "%ld %ld", &all, &resident) != 2)
		resident = 0;
	if (file)
		fclose(file);
	return resident;
}

static struct soak *warming;

static void draw_scene(struct scene *scene)
{
	if (scene->size == warming->size)
		draw(warming);
}

/* Letters of every font that people may type, in each text size. */
static void warm_fonts(struct soak *soak)
{
	struct app *app = &soak->player->app;
	display(soak);
	for (int scale = 0; scale < SCALES; scale++)
		for (int i = 0; i < LETTERS; i++) {
			app_end_visit(app);
			app_go(app, SCREEN_NAME);
			app->ui.text_scale = scales[scale];
			type_text(soak->player, "a");
			send(soak, (struct input){.type = INPUT_TEXT, .codepoint = letters[i]});
		}
}

/* Every page in every theme and text size twice: fonts are open, caches are full. */
static void warm_up(struct soak *soak)
{
	struct check warm = {.look = draw_scene};
	warming = soak;
	soak->shift = shifts;
	for (int i = 0; i < 2; i++) {
		for_each_scene(soak->player, (struct span){.languages = 1}, &warm, 1);
		warm_fonts(soak);
	}
}

static bool was_at_work(const struct soak *soak, const struct shift *shift)
{
	const bool *seen = soak->seen[shift - shifts];
	int pages_seen = 0;
	for (int i = 0; i < SCREEN_COUNT; i++)
		pages_seen += seen[i];
	printf("soak: %s%s: %d pages\n", modes[shift->mode].name, shift->desk ? ", desk" : "", pages_seen);
	if (!seen[shift->works])
		fprintf(stderr, "soak: nobody came to %s\n", screens[shift->works]->name);
	return seen[shift->works];
}

static bool run(struct soak *soak)
{
	struct err err = {.code = ERR_NONE};
	time_t began = time(NULL);
	printf("soak: seed %llu, %ld touches in %ld hours\n", (unsigned long long)soak->seed, soak->touches, soak->hours);
	fflush(stdout);
	assert_int_equal(player_open((void **)&soak->player), 0);
	view_people(soak->player->demo.store, take_code, soak, &err);
	warm_up(soak);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < SHIFTS; i++)
			one_shift(soak, &shifts[i]);
		if (round == 0)
			soak->warm_pages = pages(soak);
	}
	long last = pages(soak), mega = 1048576 / sysconf(_SC_PAGESIZE);
	double grown = soak->warm_pages > 0 ? 100.0 * (double)(last - soak->warm_pages) / (double)soak->warm_pages : 0;
	printf("soak: %ld touches, %ld frames, %ld scans (%ld without an answer, %ld lost), %llu facts, %.1f MB after a round "
	       "and "
	       "%.1f MB at the end, grown by %.1f %%, %ld s\n",
	       soak->done, soak->frames, soak->scans, soak->unanswered, soak->lost,
	       (unsigned long long)store_event_count(soak->player->demo.store), (double)soak->warm_pages / (double)mega,
	       (double)last / (double)mega, grown, (long)(time(NULL) - began));
	bool worked = true;
	for (int i = 0; i < SHIFTS; i++)
		worked = was_at_work(soak, &shifts[i]) && worked;
	bool recorded = recorder_close(&soak->player->recorder, &err);
	player_close((void **)&soak->player);
	SDL_FreeSurface(soak->surface);
	return recorded && worked && soak->unanswered == 0 && soak->lost == 0 && soak->scans > 0 &&
	       grown <= (double)soak->growth;
}

int main(int argc, char **argv)
{
	struct soak soak = {.seed = (uint64_t)time(NULL), .touches = 6000, .hours = 8, .growth = 5};
	for (int i = 1; i + 1 < argc; i += 2) {
		unsigned long long value = strtoull(argv[i + 1], NULL, 10);
		if (strcmp(argv[i], "--seed") == 0)
			soak.seed = value;
		else if (strcmp(argv[i], "--touches") == 0)
			soak.touches = (long)value;
		else if (strcmp(argv[i], "--hours") == 0)
			soak.hours = (long)value;
		else if (strcmp(argv[i], "--growth") == 0)
			soak.growth = (long)value;
		else if (strcmp(argv[i], "--record") == 0)
			soak.record = argv[i + 1];
		else
			return 2;
	}
	soak.size = (int)(soak.seed % SIZES);
	soak.random = soak.seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
	SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
	return run(&soak) ? 0 : 1;
}
