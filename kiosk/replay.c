/* See replay.h. A line is "AT WALL TYPE ARGUMENTS": 1200 1773320401200 down 640 752 */
#include "replay.h"

#include "base/text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char head[] = "lanyard-replay 1";

/* What stands behind the type: numbers read into two fields, or the bytes of a scan and its source. */
enum arguments { ARG_NONE, ARG_POINT, ARG_STATE, ARG_KEY, ARG_CHARACTER, ARG_BYTES, ARG_ALL };

static const struct {
	const char *name;
	enum arguments arguments;
} types[INPUT_TYPE_COUNT] = {
	[INPUT_DOWN] = {"down", ARG_POINT},
	[INPUT_MOVE] = {"move", ARG_POINT},
	[INPUT_UP] = {"up", ARG_POINT},
	[INPUT_KEY] = {"key", ARG_KEY},
	[INPUT_TEXT] = {"text", ARG_CHARACTER},
	[INPUT_SCAN] = {"scan", ARG_BYTES},
	[INPUT_TICK] = {"tick", ARG_NONE},
	[INPUT_RESIZE] = {"resize", ARG_POINT},
	[INPUT_QUIT] = {"quit", ARG_NONE},
	[INPUT_SPEECH] = {"speech", ARG_POINT},
	[INPUT_HEADPHONES] = {"headphones", ARG_POINT},
	[INPUT_PIN] = {"pin", ARG_POINT},
	[INPUT_DEVICE] = {"device", ARG_STATE},
	[INPUT_STICK] = {"stick", ARG_POINT},
	[INPUT_PRINT] = {"print", ARG_ALL},
	[INPUT_ENROL] = {"enrol", ARG_POINT},
	[INPUT_CAMERA] = {"camera", ARG_POINT},
	[INPUT_MASKED] = {"masked", ARG_POINT},
};

static const char *const keys[KEY_COUNT] = {
	[KEY_UP] = "up",
	[KEY_DOWN] = "down",
	[KEY_LEFT] = "left",
	[KEY_RIGHT] = "right",
	[KEY_SELECT] = "select",
	[KEY_BACK] = "back",
	[KEY_HELP] = "help",
	[KEY_NEXT_FIELD] = "next-field",
	[KEY_PREVIOUS_FIELD] = "previous-field",
	[KEY_ERASE] = "erase",
	[KEY_PAUSE] = "pause",
	[KEY_LOUDER] = "louder",
	[KEY_SOFTER] = "softer",
	[KEY_FASTER] = "faster",
	[KEY_SLOWER] = "slower",
};

static int find_name(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* --- lines ------------------------------------------------------------------------------------------------------------- */

void input_format(const struct input *input, char line[REPLAY_LINE_MOST])
{
	size_t used = (size_t)snprintf(line, REPLAY_LINE_MOST, "%" PRId64 " %" PRId64 " %s", input->at, input->wall,
				       types[input->type].name);
	char *out = line + used;
	size_t room = REPLAY_LINE_MOST - used;
	switch (types[input->type].arguments) {
	case ARG_POINT:
		snprintf(out, room, " %d %d", input->x, input->y);
		break;
	case ARG_STATE:
		snprintf(out, room, " %d %d %" PRId32, input->x, input->y, input->codepoint);
		break;
	case ARG_KEY:
		snprintf(out, room, " %s", keys[input->key]);
		break;
	case ARG_CHARACTER:
		snprintf(out, room, " %" PRId32, input->codepoint);
		break;
	case ARG_ALL:
		snprintf(out, room, " %d %d %" PRId32 " %s", input->x, input->y, input->codepoint, input->scan);
		break;
	case ARG_BYTES:
		*out++ = ' ';
		sodium_bin2hex(out, room - 1, (const unsigned char *)input->scan, input->size);
		snprintf(out + 2 * input->size, room - 1 - 2 * input->size, "/%d", input->x);
		break;
	case ARG_NONE:
		break;
	}
}

static bool parse_arguments(const char *text, struct input *input)
{
	char name[24];
	const char *end;
	int key;
	switch (types[input->type].arguments) {
	case ARG_POINT:
		return sscanf(text, "%d %d", &input->x, &input->y) == 2;
	case ARG_STATE:
		return sscanf(text, "%d %d %" SCNd32, &input->x, &input->y, &input->codepoint) == 3;
	case ARG_KEY:
		key = sscanf(text, "%23s", name) == 1 ? find_name(keys, KEY_COUNT, name) : -1;
		input->key = key < 0 ? KEY_UP : (enum input_key)key;
		return key >= 0;
	case ARG_CHARACTER:
		return sscanf(text, "%" SCNd32, &input->codepoint) == 1;
	case ARG_ALL:
		key = 0;
		if (sscanf(text, "%d %d %" SCNd32 " %n", &input->x, &input->y, &input->codepoint, &key) != 3 ||
		    !text_copy(input->scan, sizeof input->scan, text + key))
			return false;
		input->size = strlen(input->scan);
		return true;
	case ARG_BYTES:
		text += strspn(text, " ");
		if (sodium_hex2bin((unsigned char *)input->scan, sizeof input->scan, text, strlen(text), NULL, &input->size,
				   &end) != 0)
			return false;
		return *end == '\0' || *end == '\n' || sscanf(end, "/%d", &input->x) == 1;
	case ARG_NONE:
		return true;
	}
	return false;
}

bool input_parse(const char *line, struct input *input)
{
	char name[24];
	int used = 0;
	*input = (struct input){.type = INPUT_TICK};
	if (sscanf(line, "%" SCNd64 " %" SCNd64 " %23s%n", &input->at, &input->wall, name, &used) != 3)
		return false;
	for (int i = 0; i < INPUT_TYPE_COUNT; i++)
		if (strcmp(types[i].name, name) == 0) {
			input->type = (enum input_type)i;
			return parse_arguments(line + used, input);
		}
	return false;
}

/* --- what a program cannot know beforehand ------------------------------------------------------------------------------- */

static unsigned char seed_now[REPLAY_SEED];
static uint64_t drawn;
static char clock_path[64];

static const char *seeded_name(void)
{
	return "lanyard-replay";
}

static void seeded_buf(void *const out, const size_t size)
{
	unsigned char stream[REPLAY_SEED];
	memcpy(stream, seed_now, sizeof stream);
	for (size_t i = 0; i < sizeof drawn; i++)
		stream[i] ^= (unsigned char)(drawn >> (8 * i));
	drawn++;
	randombytes_buf_deterministic(out, size, stream);
}

static uint32_t seeded_number(void)
{
	uint32_t number;
	seeded_buf(&number, sizeof number);
	return number;
}

void predictable_random(const unsigned char seed[REPLAY_SEED])
{
	static randombytes_implementation seeded = {
		.implementation_name = seeded_name, .random = seeded_number, .buf = seeded_buf};
	if (sodium_init() < 0) /* it draws itself, once, so it comes first */
		abort();
	memcpy(seed_now, seed, sizeof seed_now);
	drawn = 0;
	randombytes_set_implementation(&seeded);
}

bool predictable_clock(int64_t wall, struct err *err)
{
	char text[32];
	if (!clock_path[0]) {
		snprintf(clock_path, sizeof clock_path, "/tmp/lanyard-clock.XXXXXX");
		int made = mkstemp(clock_path);
		if (made < 0)
			return err_errno(err, "%s", clock_path);
		close(made);
		setenv("LANYARD_CLOCK", clock_path, 1);
	}
	FILE *file = fopen(clock_path, "we");
	int size = snprintf(text, sizeof text, "%" PRId64 "\n", wall);
	bool written = file && fwrite(text, 1, (size_t)size, file) == (size_t)size;
	if (file && fclose(file) != 0)
		written = false;
	return written ? true : err_errno(err, "%s", clock_path);
}

void predictable_clock_end(void)
{
	if (clock_path[0])
		unlink(clock_path);
	clock_path[0] = '\0';
}

/* --- recording ----------------------------------------------------------------------------------------------------------- */

bool recorder_open(struct recorder *recorder, const char *path, struct err *err)
{
	unsigned char seed[REPLAY_SEED];
	char hex[2 * REPLAY_SEED + 1];
	int handle = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	recorder->file = handle < 0 ? NULL : fdopen(handle, "w");
	if (!recorder->file)
		return err_errno(err, "%s cannot be written", path);
	randombytes_buf(seed, sizeof seed);
	fprintf(recorder->file, "%s %s\n", head, sodium_bin2hex(hex, sizeof hex, seed, sizeof seed));
	predictable_random(seed);
	return fflush(recorder->file) == 0 ? true : err_errno(err, "%s cannot be written", path);
}

void recorder_add(struct recorder *recorder, const struct input *input)
{
	char line[REPLAY_LINE_MOST];
	if (!recorder->file)
		return;
	input_format(input, line);
	fprintf(recorder->file, "%s\n", line);
	fflush(recorder->file);
	sodium_memzero(line, sizeof line);
}

bool recorder_close(struct recorder *recorder, struct err *err)
{
	if (!recorder->file)
		return true;
	bool failed = ferror(recorder->file) != 0;
	failed = fclose(recorder->file) != 0 || failed;
	recorder->file = NULL;
	return failed ? err_set(err, ERR_IO, "the recording is not complete; make room on the disk and record again") : true;
}

/* --- playing ------------------------------------------------------------------------------------------------------------- */

static bool read_line(struct replay *replay, char line[REPLAY_LINE_MOST])
{
	if (!fgets(line, REPLAY_LINE_MOST, replay->file))
		return false;
	line[strcspn(line, "\n")] = '\0';
	replay->line++;
	return true;
}

bool replay_open(struct replay *replay, const char *path, struct err *err)
{
	char line[REPLAY_LINE_MOST];
	unsigned char seed[REPLAY_SEED];
	size_t size = 0;
	*replay = (struct replay){.file = fopen(path, "re")};
	if (!replay->file)
		return err_errno(err, "%s cannot be read", path);
	bool ok = read_line(replay, line) && strncmp(line, head, sizeof head - 1) == 0 && line[sizeof head - 1] == ' ' &&
		  sodium_hex2bin(seed, sizeof seed, line + sizeof head, strlen(line + sizeof head), NULL, &size, NULL) == 0 &&
		  size == sizeof seed;
	if (!ok) {
		replay_close(replay);
		return err_set(err, ERR_INPUT, "%s is not a recorded visit; record one with --record FILE", path);
	}
	predictable_random(seed);
	return true;
}

bool replay_next(struct replay *replay, struct input *input, struct err *err)
{
	char line[REPLAY_LINE_MOST];
	err_clear(err);
	if (!read_line(replay, line))
		return false;
	if (input_parse(line, input))
		return true;
	return err_set(err, ERR_INPUT, "line %zu of the recording is not an input; record the visit again", replay->line);
}

void replay_close(struct replay *replay)
{
	if (replay->file)
		fclose(replay->file);
	replay->file = NULL;
}
