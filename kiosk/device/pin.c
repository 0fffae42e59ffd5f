/* See pin.h. One thread, one job at a time. HOME/pin-tries is {"wrong": n, "boot": id, "at": ms}: how often, in which start of
 * the machine, and when on its steady clock. After another start that clock says nothing, and the whole wait begins anew. */
#include "device/pin.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "desk/staff.h"

#include <SDL.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 512, WRONG_MOST = 1000000 };

struct tries {
	int wrong;
	char boot[33];
	int64_t at;
};

struct job {
	bool compare, look, make;
	char digits[PIN_TEXT], again[PIN_TEXT], hash[PIN_HASH_MOST];
};

struct checker {
	struct pin pin; /* first: what is handed out */
	pin_fn *answer;
	void *self;
	char path[PATH_MAX];
	SDL_Thread *thread;
	SDL_mutex *mutex;
	SDL_cond *wake;
	struct tries tries; /* the thread's: also when the disk takes nothing */
	/* under the mutex */
	struct job next;
	char made[PIN_HASH_MOST];
	bool ends;
};

int pin_wait_ms(int wrong)
{
	if (wrong < PIN_TRIES)
		return 0;
	int doubled = wrong - PIN_TRIES, most = 8;
	int64_t wait = (int64_t)PIN_WAIT_MS << (doubled < most ? doubled : most);
	return wait < PIN_WAIT_MOST_MS ? (int)wait : PIN_WAIT_MOST_MS;
}

/* --- the file ------------------------------------------------------------------------------------------------------------ */

/* What cannot be read counts as a wait: somebody may have spoilt the file to get rid of one. */
static void read_tries(struct checker *checker)
{
	struct buf text;
	struct err err = {.code = ERR_NONE};
	const char *boot;
	json_int_t at = 0;
	int wrong = PIN_TRIES;
	if (!file_exists(checker->path))
		return;
	buf_init(&text, FILE_MOST);
	json_t *json = file_read(checker->path, &text, &err) ? json_loadb(buf_text(&text), text.size, 0, NULL) : NULL;
	checker->tries = (struct tries){.wrong = PIN_TRIES};
	if (json && json_unpack(json, "{s:i, s:s, s:I}", "wrong", &wrong, "boot", &boot, "at", &at) == 0 && wrong >= 0) {
		checker->tries = (struct tries){.wrong = wrong < WRONG_MOST ? wrong : WRONG_MOST, .at = at};
		text_copy(checker->tries.boot, sizeof checker->tries.boot, boot);
	}
	json_decref(json);
	buf_release(&text);
}

static void write_tries(struct checker *checker)
{
	char text[FILE_MOST];
	struct err err = {.code = ERR_NONE};
	int64_t up;
	checker->tries.at = clock_steady();
	clock_boot(checker->tries.boot, &up);
	text_format(text, sizeof text, "{\"wrong\": %d, \"boot\": \"%s\", \"at\": %lld}\n", checker->tries.wrong,
		    checker->tries.boot, (long long)checker->tries.at);
	if (!file_replace(checker->path, text, strlen(text), 0600, &err))
		log_line(LOG_WARNING, "wrong PINs are counted until the program ends: %s", err.text);
}

static void forget_tries(struct checker *checker)
{
	checker->tries = (struct tries){.wrong = 0};
	if (unlink(checker->path) != 0)
		log_line(LOG_WARNING, "%s cannot be removed", checker->path);
}

static int wait_left(const struct tries *tries)
{
	char boot[33];
	int64_t up, wait = pin_wait_ms(tries->wrong), gone = clock_steady() - tries->at;
	clock_boot(boot, &up);
	if (strcmp(boot, tries->boot) != 0 || gone < 0)
		return (int)wait;
	return gone < wait ? (int)(wait - gone) : 0;
}

/* --- the thread ------------------------------------------------------------------------------------------------------------
 */

static void compare(struct checker *checker, const struct job *job)
{
	int wait = wait_left(&checker->tries);
	if (wait == 0) {
		checker->tries.wrong++;
		write_tries(checker);
		if (staff_pin_fits(job->hash, job->digits)) {
			forget_tries(checker);
			checker->answer(checker->self, PIN_RIGHT, 0);
			return;
		}
		wait = wait_left(&checker->tries);
	}
	checker->answer(checker->self, checker->tries.wrong, wait);
}

/* After a start of the machine the wait begins anew; that it did is written down, so that it also ends. */
static void look(struct checker *checker)
{
	char boot[33];
	int64_t up;
	clock_boot(boot, &up);
	if (pin_wait_ms(checker->tries.wrong) > 0 && strcmp(boot, checker->tries.boot) != 0)
		write_tries(checker);
	checker->answer(checker->self, checker->tries.wrong, wait_left(&checker->tries));
}

static void make(struct checker *checker, const struct job *job)
{
	char hash[PIN_HASH_MOST];
	struct err err = {.code = ERR_NONE};
	if (strcmp(job->digits, job->again) != 0) {
		checker->answer(checker->self, PIN_DIFFERS, 0);
		return;
	}
	bool ok = staff_pin_make(job->digits, hash, &err);
	SDL_LockMutex(checker->mutex);
	text_copy(checker->made, sizeof checker->made, ok ? hash : "");
	SDL_UnlockMutex(checker->mutex);
	sodium_memzero(hash, sizeof hash);
	if (!ok)
		log_line(LOG_INFO, "%s", err.text);
	checker->answer(checker->self, ok ? PIN_MADE : PIN_WEAK, 0);
}

static bool next_job(struct checker *checker, struct job *job)
{
	SDL_LockMutex(checker->mutex);
	while (!checker->ends && !checker->next.compare && !checker->next.look && !checker->next.make)
		SDL_CondWait(checker->wake, checker->mutex);
	*job = checker->next;
	sodium_memzero(&checker->next, sizeof checker->next);
	bool goes_on = !checker->ends;
	SDL_UnlockMutex(checker->mutex);
	return goes_on;
}

static int run(void *self)
{
	struct checker *checker = self;
	struct job job;
	read_tries(checker);
	while (next_job(checker, &job)) {
		if (job.compare)
			compare(checker, &job);
		else if (job.make)
			make(checker, &job);
		else
			look(checker);
		sodium_memzero(&job, sizeof job);
	}
	return 0;
}

/* --- what is handed out ----------------------------------------------------------------------------------------------------
 */

static void give(struct checker *checker, const struct job *job)
{
	SDL_LockMutex(checker->mutex);
	checker->next = *job;
	SDL_CondSignal(checker->wake);
	SDL_UnlockMutex(checker->mutex);
}

static void checker_compare(struct pin *pin, const char *digits, const char *hash)
{
	struct job job = {.compare = true};
	text_copy(job.digits, sizeof job.digits, digits);
	text_copy(job.hash, sizeof job.hash, hash);
	give((struct checker *)pin, &job);
	sodium_memzero(&job, sizeof job);
}

static void checker_make(struct pin *pin, const char *digits, const char *again)
{
	struct job job = {.make = true};
	text_copy(job.digits, sizeof job.digits, digits);
	text_copy(job.again, sizeof job.again, again);
	give((struct checker *)pin, &job);
	sodium_memzero(&job, sizeof job);
}

static bool checker_made(struct pin *pin, char hash[PIN_HASH_MOST])
{
	struct checker *checker = (struct checker *)pin;
	SDL_LockMutex(checker->mutex);
	text_copy(hash, PIN_HASH_MOST, checker->made);
	sodium_memzero(checker->made, sizeof checker->made);
	SDL_UnlockMutex(checker->mutex);
	return hash[0] != '\0';
}

static void checker_look(struct pin *pin)
{
	give((struct checker *)pin, &(struct job){.look = true});
}

static void checker_destroy(struct pin *pin)
{
	struct checker *checker = (struct checker *)pin;
	if (checker->thread) {
		SDL_LockMutex(checker->mutex);
		checker->ends = true;
		SDL_CondSignal(checker->wake);
		SDL_UnlockMutex(checker->mutex);
		SDL_WaitThread(checker->thread, NULL);
	}
	SDL_DestroyCond(checker->wake);
	SDL_DestroyMutex(checker->mutex);
	sodium_free(checker);
}

struct pin *pin_create(const char *home, pin_fn *answer, void *self)
{
	struct checker *checker = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *checker);
	if (!checker)
		return pin_quiet();
	*checker = (struct checker){
		.pin = {.compare = checker_compare,
			.make = checker_make,
			.made = checker_made,
			.look = checker_look,
			.destroy = checker_destroy},
		.answer = answer,
		.self = self,
		.mutex = SDL_CreateMutex(),
		.wake = SDL_CreateCond(),
	};
	bool fits = text_format(checker->path, sizeof checker->path, "%s/pin-tries", home);
	if (fits && checker->mutex && checker->wake)
		checker->thread = SDL_CreateThread(run, "pin", checker);
	if (checker->thread)
		return &checker->pin;
	checker_destroy(&checker->pin);
	return pin_quiet();
}

/* --- the quiet twin --------------------------------------------------------------------------------------------------------
 */

static void quiet_compare(struct pin *pin, const char *digits, const char *hash)
{
	(void)pin;
	(void)digits;
	(void)hash;
}

static void quiet_make(struct pin *pin, const char *digits, const char *again)
{
	quiet_compare(pin, digits, again);
}

static bool quiet_made(struct pin *pin, char hash[PIN_HASH_MOST])
{
	(void)pin;
	hash[0] = '\0';
	return false;
}

static void quiet(struct pin *pin)
{
	(void)pin;
}

struct pin *pin_quiet(void)
{
	static struct pin twin = {
		.compare = quiet_compare, .make = quiet_make, .made = quiet_made, .look = quiet, .destroy = quiet};
	return &twin;
}
