/* What people type about themselves, tidied and checked in one place, whether it is new or a change. */
#ifndef LANYARD_DESK_TIDY_H
#define LANYARD_DESK_TIDY_H

#include "desk/desk.h"

enum { NAME_PART_MOST = NAME_MOST / 2 };

struct tidy {
	char given[NAME_PART_MOST], family[NAME_PART_MOST], name[NAME_MOST], email[EMAIL_MOST], phone[PHONE_MOST];
};
/* Checks everything that is typed for `age`; NULL stands for "". ERR_INPUT with a sentence. The caller wipes. */
bool tidy_person(const char *given, const char *family, const char *email, const char *phone, enum age_band age,
		 struct tidy *out, struct err *err);

#endif
