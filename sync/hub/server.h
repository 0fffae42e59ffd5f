/* The HTTP server: the only part of the hub, with request.h's verbs, that knows libmicrohttpd. */
#ifndef LANYARD_HUB_SERVER_H
#define LANYARD_HUB_SERVER_H

#include "hub/hub.h"

bool server_start(struct hub *hub, struct err *err);
/* Takes no new connections; those that are open go on. */
void server_quiesce(struct hub *hub);
/* No request may be suspended any more. */
void server_stop(struct hub *hub);

#endif
