/* Store and roster together, so that a device's number is the same in both. */
#include "hub/admit.h"

#include "base/clock.h"
#include "base/log.h"

bool admit_all(struct hub *hub, const struct wire_admissions *fresh, struct err *err)
{
	for (size_t i = 0; i < fresh->count; i++) {
		const struct wire_admission *one = &fresh->list[i];
		int64_t number;
		if (roster_find(&hub->roster, one->device.id))
			continue;
		if (!hub->store->type->admit(hub->store, one->device.id, one->text, clock_wall(), &number, err) ||
		    !roster_add(&hub->roster, number, &one->device, one->text, err))
			return false;
		log_line(LOG_INFO, "device %s is known now", one->device.id);
	}
	return true;
}
