/* See document.h. */
#include "document.h"

#include "base/log.h"
#include "escpos.h"

static int dpi_of(const struct queue *queue, int speaks)
{
	if (speaks == SPEAKS_ESCPOS)
		return ESCPOS_DPI;
	return queue->dpi >= BADGE_DPI_LEAST && queue->dpi <= BADGE_DPI_MOST ? queue->dpi : BADGE_DPI_USUAL;
}

static bool draw_receipt(const struct template *template, const struct badge_content *content, struct buf *out, struct err *err)
{
	struct badge_raster raster;
	bool ok = badge_raster(template, content, ESCPOS_DPI, &raster, NULL, err) &&
		  escpos_write(&raster, escpos_head(template->width), out, err);
	badge_raster_release(&raster);
	return ok;
}

bool document_fits(http_t *http, const struct queue *queue, const struct template *template, int speaks)
{
	int count = 0;
	cups_option_t *options = NULL;
	bool fits = speaks == SPEAKS_ESCPOS || queue_media(http, queue, template->width, template->height, &count, &options);
	cupsFreeOptions(count, options);
	return fits;
}

bool document_make(http_t *http, const struct queue *queue, const struct template *template, int speaks,
		   const struct badge_words *words, struct document *out, enum printer_state *state)
{
	struct err err = {.code = ERR_NONE};
	struct badge_content content = badge_content_of(words);
	*out = (struct document){.format = speaks == SPEAKS_ESCPOS ? CUPS_FORMAT_RAW : CUPS_FORMAT_PDF};
	buf_init(&out->bytes, speaks == SPEAKS_ESCPOS ? ESCPOS_MOST : BADGE_FILE_MOST);
	*state = PRINTER_STATE_MEDIA;
	if (speaks == SPEAKS_DRIVER && !queue_media(http, queue, template->width, template->height, &out->count, &out->options))
		return false;
	*state = PRINTER_STATE_TEMPLATE;
	bool ok = speaks == SPEAKS_ESCPOS ? draw_receipt(template, &content, &out->bytes, &err)
					  : badge_draw(template, &content, BADGE_PDF, dpi_of(queue, speaks), &out->bytes, &err);
	if (!ok)
		log_line(LOG_ERROR, "%s", err.text);
	return ok;
}

void document_release(struct document *document)
{
	buf_wipe(&document->bytes);
	buf_release(&document->bytes);
	cupsFreeOptions(document->count, document->options);
	*document = (struct document){.count = 0};
}
