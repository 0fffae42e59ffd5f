/* Admitting devices, for the two messages that bring certificates: a sign-in and a push. */
#ifndef LANYARD_HUB_ADMIT_H
#define LANYARD_HUB_ADMIT_H

#include "hub/hub.h"
#include "wire/check.h"

/* On the writer's thread. Those that were admitted meanwhile are skipped. */
bool admit_all(struct hub *hub, const struct wire_admissions *fresh, struct err *err);

#endif
