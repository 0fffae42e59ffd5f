/* Handing out an invitation, once. It is gone when the answer went out whole, and back in its place when not. */
#include "base/clock.h"
#include "hub/request.h"
#include "wire/messages.h"

#include <string.h>

static void settle_invitation(struct request *request, bool sent)
{
	tray_taken(&request->hub->tray, request->arguments[0], sent);
}

bool invitation_fetch(struct request *request)
{
	struct buf text;
	struct err err = {0};
	buf_init(&text, INVITATION_MOST);
	if (!tray_take(&request->hub->tray, request->arguments[0], clock_wall(), &text, &err)) {
		request_fail(request, &err);
	} else {
		request->finish = settle_invitation;
		wire_put_invitation(request_answer(request, 200), buf_text(&text));
	}
	buf_release(&text);
	return true;
}
