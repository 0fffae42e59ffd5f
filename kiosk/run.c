/* See run.h. A session is opened top to bottom and closed bottom to top; a set-up is a session of its own. */
#include "kiosk.h"

#include "config/command.h"

#include <malloc.h>
#include <stdlib.h>

static bool is_badge(const void *self, const char *code, size_t size)
{
	const struct kiosk *kiosk = self;
	return kiosk->store && desk_is_badge(kiosk->store, code, size);
}

/* From opening the home to the end; `joined` is what a set-up before it said, and then what this one says. */
static bool run_session(const struct run_options *options, const char *home, struct joined *joined, struct err *err)
{
	struct kiosk kiosk = {.options = options,
			      .tree.path = options->tree,
			      .watch = {.notify = -1, .links = -1, .stop = {-1, -1}},
			      .folding = true};
	struct replay replay = {.file = NULL};
	const char *clock = getenv("LANYARD_CLOCK");
	kiosk.home = home;
	kiosk.frozen = clock && *clock;
	events_init(&kiosk.events,
		    &(struct wedge_options){
			    .prefix = options->prefix, .suffix = options->suffix, .known = is_badge, .self = &kiosk},
		    take_window, &kiosk);
	bool ok = (!options->record || recorder_open(&kiosk.recorder, options->record, err)) &&
		  (!options->replay || replay_open(&replay, options->replay, err));
	window_prepare(asset_dir());
	mallopt(M_ARENA_MAX, 1); /* the threads of devices allocate little; a heap for each would cost more than waiting does */
	mallopt(M_MMAP_THRESHOLD, 64 << 10); /* room that is kept for the most there can be takes no memory until it is used */
	ok = ok && parse_plugs(options->plugs, &kiosk.events, err) && open_kiosk(&kiosk, joined, err);
	if (ok && options->replay)
		ok = run_replay(&kiosk, &replay, err);
	else if (ok)
		ok = run_live(&kiosk, err);
	if (ok && kiosk.app.failed)
		ok = err_set(err, ERR_IO, "the log could not be written; look at the disk, then start the kiosk again");
	*joined = (struct joined){.done = ok && kiosk.app.joined, .mode = kiosk.app.joined_mode};
	stop_devices(&kiosk);
	watch_stop(&kiosk.watch);
	if (kiosk.app.visitor)
		app_close(&kiosk.app);
	tree_release(&kiosk.tree);
	window_close(&kiosk.window);
	render_destroy(kiosk.render);
	catalog_close(kiosk.catalog);
	store_close(kiosk.store);
	replay_close(&replay);
	predictable_clock_end();
	events_release(&kiosk.events);
	return recorder_close(&kiosk.recorder, err) && ok;
}

bool run_kiosk(const struct run_options *options, const char *home, struct err *err)
{
	struct joined joined = {.done = false};
	bool ok;
	do
		ok = run_session(options, home, &joined, err);
	while (ok && joined.done);
	window_leave();
	return ok;
}
