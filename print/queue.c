/* See queue.h. */
#include "queue.h"

#include "base/text.h"
#include "reasons.h"

#include <math.h>
#include <string.h>

enum { CONNECT_MS = 3000, JOBS_MOST = 500 };
#define SIZE_TOLERANCE 100 /* hundredths of a millimetre: drivers write 62 mm as 62.09 */

http_t *queue_connect(void)
{
	return httpConnect2(cupsServer(), ippPort(), NULL, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, CONNECT_MS, NULL);
}

static ipp_t *ask(ipp_op_t what, const char *const *wanted, int count)
{
	ipp_t *request = ippNewRequest(what);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
	ippAddStrings(request, IPP_TAG_OPERATION, IPP_CONST_TAG(IPP_TAG_KEYWORD), "requested-attributes", count, NULL, wanted);
	return request;
}

static void about(ipp_t *request, const struct queue *queue, int job)
{
	char uri[1024];
	httpAssembleURIf(HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue->name);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
	if (job > 0)
		ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
}

/* --- queues -------------------------------------------------------------------------------------------------------------- */

struct reading {
	struct queue queue;
	struct reasons reasons;
	const char *words[REASONS_MOST];
};

static void take_attribute(struct reading *reading, ipp_attribute_t *attribute)
{
	const char *name = ippGetName(attribute);
	struct queue *queue = &reading->queue;
	if (!name)
		return;
	if (strcmp(name, "printer-name") == 0) {
		text_copy(queue->name, sizeof queue->name, ippGetString(attribute, 0, NULL));
	} else if (strcmp(name, "printer-state") == 0) {
		reading->reasons.stopped = ippGetInteger(attribute, 0) == IPP_PSTATE_STOPPED;
	} else if (strcmp(name, "printer-is-accepting-jobs") == 0) {
		reading->reasons.accepting = ippGetBoolean(attribute, 0) != 0;
	} else if (strcmp(name, "printer-make-and-model") == 0) {
		const char *model = ippGetString(attribute, 0, NULL);
		queue->raw = model && strcmp(model, "Local Raw Printer") == 0;
	} else if (strcmp(name, "printer-resolution-default") == 0) {
		int down = 0;
		ipp_res_t unit = IPP_RES_PER_INCH;
		int across = ippGetResolution(attribute, 0, &down, &unit);
		queue->dpi = unit == IPP_RES_PER_CM ? (int)lround(across * 2.54) : across;
	} else if (strcmp(name, "printer-state-message") == 0) {
		reading->reasons.message = ippGetString(attribute, 0, NULL);
	} else if (strcmp(name, "printer-state-reasons") == 0) {
		for (int i = 0; i < ippGetCount(attribute) && reading->reasons.count < REASONS_MOST; i++)
			reading->words[reading->reasons.count++] = ippGetString(attribute, i, NULL);
	}
}

static void finish(struct reading *reading, bool waiting, queue_fn *next, void *self)
{
	reading->reasons.words = reading->words;
	reading->reasons.waiting = waiting;
	reading->queue.state = reasons_state(&reading->reasons);
	if (reading->queue.name[0])
		next(self, &reading->queue);
}

static void read_queues(ipp_t *answer, bool waiting, queue_fn *next, void *self)
{
	struct reading reading = {.reasons = {.accepting = true}};
	for (ipp_attribute_t *at = ippFirstAttribute(answer); at; at = ippNextAttribute(answer)) {
		if (ippGetGroupTag(at) == IPP_TAG_PRINTER) {
			take_attribute(&reading, at);
		} else if (reading.queue.name[0]) { /* between two groups */
			finish(&reading, waiting, next, self);
			reading = (struct reading){.reasons = {.accepting = true}};
		}
	}
	finish(&reading, waiting, next, self);
}

static const char *const queue_attributes[] = {"printer-name",
					       "printer-state",
					       "printer-state-reasons",
					       "printer-state-message",
					       "printer-is-accepting-jobs",
					       "printer-make-and-model",
					       "printer-resolution-default"};

bool queue_each(http_t *http, bool waiting, queue_fn *next, void *self)
{
	ipp_t *request = ask(IPP_OP_CUPS_GET_PRINTERS, queue_attributes, sizeof queue_attributes / sizeof queue_attributes[0]);
	ipp_t *answer = cupsDoRequest(http, request, "/");
	ipp_status_t status = cupsLastError();
	bool ok = answer && (status <= IPP_STATUS_OK_CONFLICTING || status == IPP_STATUS_ERROR_NOT_FOUND);
	if (ok)
		read_queues(answer, waiting, next, self);
	ippDelete(answer);
	return ok;
}

struct search {
	const char *wanted;
	struct queue *found;
	size_t count, named;
};

static void look_at(void *self, const struct queue *queue)
{
	struct search *search = self;
	bool named = strcasecmp(queue->name, search->wanted) == 0;
	if (named || (search->count == 0 && !search->named))
		*search->found = *queue;
	search->named += named;
	search->count++;
}

bool queue_find(http_t *http, const char *wanted, bool waiting, struct queue *out)
{
	const char *standard = wanted[0] ? wanted : cupsGetDefault2(http);
	struct search search = {.wanted = standard ? standard : "", .found = out};
	*out = (struct queue){.state = PRINTER_STATE_MISSING};
	if (!queue_each(http, waiting, look_at, &search)) {
		out->state = PRINTER_STATE_NO_CUPS;
		return false;
	}
	if (search.named || (!wanted[0] && search.count == 1))
		return true;
	*out = (struct queue){.state = PRINTER_STATE_MISSING};
	return false;
}

/* --- labels -------------------------------------------------------------------------------------------------------------- */

static bool is_near(const cups_size_t *size, int width, int height)
{
	return abs(size->width - width) <= SIZE_TOLERANCE && abs(size->length - height) <= SIZE_TOLERANCE;
}

bool queue_media(http_t *http, const struct queue *queue, double width, double height, int *count, cups_option_t **options)
{
	int w = (int)lround(width * 100), h = (int)lround(height * 100);
	cups_size_t size;
	cups_dest_t *dest = cupsGetNamedDest(http, queue->name, NULL);
	cups_dinfo_t *info = dest ? cupsCopyDestInfo(http, dest) : NULL;
	bool found = info && ((cupsGetDestMediaBySize(http, dest, info, w, h, CUPS_MEDIA_FLAGS_BORDERLESS, &size) &&
			       is_near(&size, w, h)) ||
			      (cupsGetDestMediaBySize(http, dest, info, w, h, CUPS_MEDIA_FLAGS_DEFAULT, &size) &&
			       is_near(&size, w, h)));
	*count = 0;
	*options = NULL;
	if (found) {
		*count = cupsAddOption("media", size.media, *count, options);
		*count = cupsAddOption("print-scaling", "none", *count, options);
		*count = cupsAddOption("print-color-mode", "monochrome", *count, options);
	}
	cupsFreeDestInfo(info);
	cupsFreeDests(dest ? 1 : 0, dest);
	return found;
}

/* --- jobs ---------------------------------------------------------------------------------------------------------------- */

/* An aborted job is the printer's doing even when it does not say what was wrong. */
static enum printer_state complaint(ipp_t *answer, bool aborted)
{
	const char *words[REASONS_MOST];
	struct reasons reasons = {.words = words, .accepting = true, .reports = true};
	ipp_attribute_t *said = ippFindAttribute(answer, "job-printer-state-reasons", IPP_TAG_KEYWORD);
	for (int i = 0; i < ippGetCount(said) && reasons.count < REASONS_MOST; i++)
		words[reasons.count++] = ippGetString(said, i, NULL);
	enum printer_state state = reasons_state(&reasons);
	return aborted && state == PRINTER_STATE_READY ? PRINTER_STATE_TROUBLE : state;
}

enum job_state queue_job(http_t *http, const struct queue *queue, int number, enum printer_state *why)
{
	static const char *const wanted[] = {"job-state", "job-printer-state-reasons"};
	ipp_t *request = ask(IPP_OP_GET_JOB_ATTRIBUTES, wanted, 2);
	about(request, queue, number);
	ipp_t *answer = cupsDoRequest(http, request, "/");
	ipp_attribute_t *state = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
	int is = state ? ippGetInteger(state, 0) : 0;
	enum job_state became = cupsLastError() == IPP_STATUS_ERROR_NOT_FOUND ? JOB_UNKNOWN : JOB_NO_ANSWER;
	if (state)
		became = is == IPP_JSTATE_COMPLETED    ? JOB_DONE
			 : is >= IPP_JSTATE_CANCELED   ? JOB_FAILED
			 : is == IPP_JSTATE_PROCESSING ? JOB_PRINTING
						       : JOB_WAITING;
	*why = became == JOB_FAILED ? complaint(answer, is == IPP_JSTATE_ABORTED) : queue->state;
	ippDelete(answer);
	return became;
}

/* One without a document is the beginning of a submission that was cut off: nothing of it will be printed. */
int queue_job_named(http_t *http, const struct queue *queue, const char *title)
{
	cups_job_t *jobs = NULL;
	int found = 0, count = cupsGetJobs2(http, &jobs, queue->name, 1, CUPS_WHICHJOBS_ALL);
	for (int i = 0; i < count; i++) {
		bool named = strcmp(jobs[i].title, title) == 0;
		if (named && jobs[i].size == 0)
			queue_forget(http, queue, jobs[i].id);
		else if (named)
			found = jobs[i].id;
	}
	if (count >= 0)
		cupsFreeJobs(count, jobs);
	return count < 0 ? -1 : found;
}

static int start_job(http_t *http, cups_dest_t *dest, const char *title, const char *format, const struct buf *document,
		     int count, cups_option_t *options)
{
	int number = 0;
	cups_dinfo_t *info = cupsCopyDestInfo(http, dest);
	bool ok = info && cupsCreateDestJob(http, dest, info, &number, title, count, options) <= IPP_STATUS_OK_CONFLICTING &&
		  number > 0 &&
		  cupsStartDestDocument(http, dest, info, number, title, format, 0, NULL, 1) == HTTP_STATUS_CONTINUE &&
		  cupsWriteRequestData(http, document->data, document->size) == HTTP_STATUS_CONTINUE &&
		  cupsFinishDestDocument(http, dest, info) <= IPP_STATUS_OK_CONFLICTING;
	if (!ok && number > 0)
		cupsCancelDestJob(http, dest, number);
	cupsFreeDestInfo(info);
	return ok ? number : 0;
}

int queue_submit(http_t *http, const struct queue *queue, const char *title, const char *format, const struct buf *document,
		 int count, cups_option_t *options)
{
	cups_dest_t *dest = cupsGetNamedDest(http, queue->name, NULL);
	int number = dest ? start_job(http, dest, title, format, document, count, options) : 0;
	cupsFreeDests(dest ? 1 : 0, dest);
	return number;
}

void queue_forget(http_t *http, const struct queue *queue, int number)
{
	ipp_t *request = ippNewRequest(IPP_OP_CANCEL_JOB);
	about(request, queue, number);
	ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser());
	ippAddBoolean(request, IPP_TAG_OPERATION, "purge-job", 1);
	ippDelete(cupsDoRequest(http, request, "/jobs/"));
}
