/* The second reading of a template: librsvg draws it and says where its elements stand. One unit of length is a millimetre:
 * at 25.4 dots to the inch a dot is one. */
#include "badge/template.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>

#define DOTS_A_MM_INCH 25.4

bool template_path(const char *dir, const char *name, char *out, size_t size, struct err *err)
{
	size_t n = strlen(name);
	bool own = strchr(name, '/') || (n > 4 && strcmp(name + n - 4, ".svg") == 0);
	if (!text_format(out, size, own ? "%.0s%s" : "%s/badges/%s.svg", dir, name))
		return err_set(err, ERR_USAGE, "the path of the template is too long; move it to a shorter one");
	return file_exists(out) ||
	       err_set(err, ERR_MISSING, "there is no badge template %.100s; lanyard template list says which there are", name);
}

const struct slot *template_slot(const struct template *template, enum slot_name name, bool full)
{
	const struct slot *slots = template->slots[name];
	if (full && slots[VARIANT_FULL].id[0])
		return &slots[VARIANT_FULL];
	return slots[VARIANT_PLAIN].id[0] ? &slots[VARIANT_PLAIN] : NULL;
}

static bool measure_page(struct template *template, struct err *err)
{
	double width = 0, height = 0;
	rsvg_handle_set_dpi(template->drawing, DOTS_A_MM_INCH);
	if (!rsvg_handle_get_intrinsic_size_in_pixels(template->drawing, &width, &height))
		return err_set(err, ERR_INPUT,
			       "the template has no size; give the page width and height, as 4in and 3in, and save it again");
	template->width = width;
	template->height = height;
	if (width < TEMPLATE_MM_LEAST || height < TEMPLATE_MM_LEAST || width > TEMPLATE_MM_MOST || height > TEMPLATE_MM_MOST)
		return err_set(err, ERR_INPUT, "the template's page is %.0f by %.0f mm; a badge has sides of %d to %d mm",
			       width, height, TEMPLATE_MM_LEAST, TEMPLATE_MM_MOST);
	return true;
}

static bool measure_slot(struct template *template, struct slot *slot, struct err *err)
{
	char selector[TEMPLATE_ID_MOST + 1];
	RsvgRectangle page = {.width = template->width, .height = template->height}, ink, box;
	text_format(selector, sizeof selector, "#%s", slot->id);
	if (!rsvg_handle_get_geometry_for_layer(template->drawing, selector, &page, &ink, &box, NULL))
		return err_set(err, ERR_INPUT, "%s is not a shape on the page; draw a rectangle and give it this id", slot->id);
	slot->x = box.x;
	slot->y = box.y;
	slot->width = box.width;
	slot->height = box.height;
	if (box.width < 1 || box.height < 1)
		return err_set(err, ERR_INPUT, "%s is smaller than a millimetre; draw it larger", slot->id);
	if (box.x < -0.5 || box.y < -0.5 || box.x + box.width > template->width + 0.5 ||
	    box.y + box.height > template->height + 0.5)
		return err_set(err, ERR_INPUT, "%s reaches over the edge of the page; move it inside", slot->id);
	return true;
}

static bool open_drawing(struct template *template, struct err *err)
{
	GError *error = NULL;
	template->drawing = rsvg_handle_new_from_data((const guint8 *)template->file.data, template->file.size, &error);
	if (!template->drawing)
		err_set(err, ERR_INPUT, "the template is not a drawing that can be read; save it as SVG anew (%.200s)",
			error ? error->message : "");
	g_clear_error(&error);
	return template->drawing != NULL;
}

bool template_load(struct template *template, const char *path, struct err *err)
{
	*template = (struct template){.drawing = NULL};
	buf_init(&template->file, TEMPLATE_BYTES_MOST);
	bool ok = file_read(path, &template->file, err) && template_read(template, err) && open_drawing(template, err) &&
		  measure_page(template, err);
	for (int i = 0; ok && i < SLOT_COUNT; i++)
		for (int variant = 0; ok && variant < VARIANT_COUNT; variant++)
			ok = !template->slots[i][variant].id[0] || measure_slot(template, &template->slots[i][variant], err);
	for (int i = 0; ok && i < SLOT_REQUIRED; i++)
		if (!template->slots[i][VARIANT_PLAIN].id[0])
			ok = err_set(err, ERR_INPUT,
				     "the template has no place for the %s; draw a rectangle and give it the id slot-%s",
				     slot_names[i], slot_names[i]);
	if (!ok)
		template_release(template);
	return ok;
}

void template_release(struct template *template)
{
	if (template->drawing)
		g_object_unref(template->drawing);
	buf_release(&template->file);
	*template = (struct template){.drawing = NULL};
}
