/* The leads as the booth's screens list them: one walk over the view gives tallies, the last badge and one page of rows. It is
 * repeated only when the view has changed. */
#include "screens/booth.h"

#include "base/log.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { FILTER_ALL, FILTER_STRONG, FILTER_CALL_BACK, FILTER_INTERVIEW, QUARTER_MS = 15 * 60 * 1000 };

struct walk {
	struct app *app;
	size_t first;             /* of the filtered leads, the first on the page */
	size_t run, longest;      /* leads in one quarter of an hour, newest first */
	int64_t quarter, busiest; /* wall / QUARTER_MS */
};

static bool passes(const struct lead *lead, int filter)
{
	switch (filter) {
	case FILTER_STRONG:
		return lead->rating == 4;
	case FILTER_CALL_BACK:
		return booth_has_tag(lead->tags, "call back") || strcmp(lead->next_step, "call back") == 0;
	case FILTER_INTERVIEW:
		return booth_has_tag(lead->tags, "interview") || strcmp(lead->next_step, "interview") == 0;
	default:
		return true;
	}
}

static void fill_row(struct app *app, const struct lead *lead, struct lead_row *row)
{
	struct person person = {.id = ""};
	struct badge_card card = {.name = ""};
	struct talent talent;
	json_t *profile = NULL;
	bool shared = false;
	*row = (struct lead_row){.at = lead->scanned_at, .rating = lead->rating};
	text_copy(row->badge, sizeof row->badge, lead->badge);
	text_copy(row->name, sizeof row->name, lead->name);
	text_copy(row->next_step, sizeof row->next_step, lead->next_step);
	if (lead->person[0])
		desk_as_shared(app->store, lead->person, &person, &shared);
	talent_init(&talent);
	if (shared && app->skills)
		talent_read(&talent, app->skills, profile = view_profile(app->store, person.id));
	else if (!person.id[0] && desk_lead_card(app->store, lead, &card) && app->skills)
		desk_card_talent(&card, app->skills, &talent);
	text_copy(row->headline, sizeof row->headline, booth_headline(app, &talent, shared ? person.headline : card.headline));
	json_decref(profile);
	sodium_memzero(&talent, sizeof talent);
	sodium_memzero(&card, sizeof card);
	text_copy(row->status, sizeof row->status, lead->status);
	sodium_memzero(&person, sizeof person);
}

static void count_quarter(struct walk *walk, const struct moment *moment)
{
	if (moment->certainty == MOMENT_UNKNOWN || !moment->wall)
		return;
	int64_t quarter = moment->wall / QUARTER_MS;
	walk->run = quarter == walk->quarter ? walk->run + 1 : 1;
	walk->quarter = quarter;
	if (walk->run > walk->longest) {
		walk->longest = walk->run;
		walk->busiest = quarter;
	}
}

static bool take(void *self, const struct lead *lead)
{
	struct walk *walk = self;
	struct booth *booth = &walk->app->booth;
	if (!booth->counts[FILTER_ALL])
		fill_row(walk->app, lead, &booth->last);
	count_quarter(walk, &lead->scanned_at);
	size_t at = booth->counts[booth->filter];
	if (passes(lead, booth->filter) && at >= walk->first && booth->row_count < (size_t)booth->per_page)
		fill_row(walk->app, lead, &booth->rows[booth->row_count++]);
	for (int i = 0; i < LEAD_FILTERS; i++)
		booth->counts[i] += passes(lead, i);
	return true;
}

static void read_page(struct app *app)
{
	struct booth *booth = &app->booth;
	struct walk walk = {.app = app, .first = (size_t)(booth->page * booth->per_page)};
	struct err err = {.code = ERR_NONE};
	sodium_memzero(booth->rows, sizeof booth->rows);
	sodium_memzero(&booth->last, sizeof booth->last);
	memset(booth->counts, 0, sizeof booth->counts);
	booth->row_count = 0;
	if (!desk_leads(app->store, booth->employer.id, take, &walk, &err))
		log_line(LOG_ERROR, "%s", err.text);
	booth->busiest = walk.longest > 1 ? walk.busiest * QUARTER_MS : 0;
}

void booth_list(struct app *app, bool always)
{
	struct booth *booth = &app->booth;
	if (!app->store || !app->folded)
		return;
	if (booth->per_page < 1 || booth->per_page > LEADS_PAGE_MOST)
		booth->per_page = 1;
	uint64_t revision = store_revision(app->store);
	if (!always && booth->listed && booth->revision == revision && booth->language == app->ui.language)
		return;
	read_page(app);
	if (booth->page > 0 && booth->row_count == 0) { /* the last page lost its last row */
		booth->page = 0;
		read_page(app);
	}
	booth->listed = true;
	booth->revision = revision;
	booth->language = app->ui.language;
}
