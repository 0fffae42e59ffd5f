/* The table of screens and of modes. A screen's row is all that the rest of the program knows of it. */
#include "screens/screen.h"

extern const struct screen screen_welcome, screen_registered, screen_scan_ticket, screen_find_name, screen_proof, screen_name,
	screen_contact, screen_consent, screen_review, screen_badge, screen_done, screen_still_there, screen_badge_not_valid,
	screen_access, screen_booth_idle, screen_booth_lead, screen_booth_leads, screen_staff_pin, screen_staff_desk,
	screen_staff_devices, screen_staff_people, screen_staff_person, screen_staff_edit, screen_staff_booths,
	screen_staff_settings, screen_age, screen_young, screen_back, screen_share, screen_meetings, screen_skills, screen_work,
	screen_more, screen_seek, screen_matches, screen_printer_trouble;
extern const struct screen screen_scan_camera, screen_staff_test;

extern const struct screen screen_booth_door, screen_booth_about;
extern const struct screen screen_town_hall, screen_exit, screen_full, screen_notices, screen_setup, screen_setup_done,
	screen_setup_pin;

const struct screen *const screens[SCREEN_COUNT] = {
	[SCREEN_WELCOME] = &screen_welcome,
	[SCREEN_REGISTERED] = &screen_registered,
	[SCREEN_SCAN_TICKET] = &screen_scan_ticket,
	[SCREEN_SCAN_CAMERA] = &screen_scan_camera,
	[SCREEN_FIND_NAME] = &screen_find_name,
	[SCREEN_PROOF] = &screen_proof,
	[SCREEN_NAME] = &screen_name,
	[SCREEN_CONTACT] = &screen_contact,
	[SCREEN_AGE] = &screen_age,
	[SCREEN_YOUNG] = &screen_young,
	[SCREEN_CONSENT] = &screen_consent,
	[SCREEN_REVIEW] = &screen_review,
	[SCREEN_BADGE] = &screen_badge,
	[SCREEN_PRINTER_TROUBLE] = &screen_printer_trouble,
	[SCREEN_BACK] = &screen_back,
	[SCREEN_SHARE] = &screen_share,
	[SCREEN_MEETINGS] = &screen_meetings,
	[SCREEN_SKILLS] = &screen_skills,
	[SCREEN_WORK] = &screen_work,
	[SCREEN_MORE] = &screen_more,
	[SCREEN_SEEK] = &screen_seek,
	[SCREEN_MATCHES] = &screen_matches,
	[SCREEN_TOWN_HALL] = &screen_town_hall,
	[SCREEN_EXIT] = &screen_exit,
	[SCREEN_FULL] = &screen_full,
	[SCREEN_NOTICES] = &screen_notices,
	[SCREEN_SETUP] = &screen_setup,
	[SCREEN_SETUP_DONE] = &screen_setup_done,
	[SCREEN_SETUP_PIN] = &screen_setup_pin,
	[SCREEN_DONE] = &screen_done,
	[SCREEN_STILL_THERE] = &screen_still_there,
	[SCREEN_BADGE_NOT_VALID] = &screen_badge_not_valid,
	[SCREEN_ACCESS] = &screen_access,
	[SCREEN_BOOTH_DOOR] = &screen_booth_door,
	[SCREEN_BOOTH_IDLE] = &screen_booth_idle,
	[SCREEN_BOOTH_LEAD] = &screen_booth_lead,
	[SCREEN_BOOTH_ABOUT] = &screen_booth_about,
	[SCREEN_BOOTH_LEADS] = &screen_booth_leads,
	[SCREEN_STAFF_PIN] = &screen_staff_pin,
	[SCREEN_STAFF_DESK] = &screen_staff_desk,
	[SCREEN_STAFF_PEOPLE] = &screen_staff_people,
	[SCREEN_STAFF_PERSON] = &screen_staff_person,
	[SCREEN_STAFF_EDIT] = &screen_staff_edit,
	[SCREEN_STAFF_BOOTHS] = &screen_staff_booths,
	[SCREEN_STAFF_SETTINGS] = &screen_staff_settings,
	[SCREEN_STAFF_DEVICES] = &screen_staff_devices,
	[SCREEN_STAFF_TEST] = &screen_staff_test,
};

const struct mode modes[MODE_COUNT] = {
	[MODE_FRONT] = {.name = "front", .first = SCREEN_WELCOME, .start = SCREEN_REGISTERED, .scan = front_scan},
	[MODE_BOOTH] = {.name = "booth", .first = SCREEN_BOOTH_IDLE, .scan = booth_scan},
	[MODE_TOWN_HALL] = {.name = "town-hall", .first = SCREEN_WELCOME, .start = SCREEN_TOWN_HALL, .scan = hall_scan},
	[MODE_EXIT] = {.name = "exit", .first = SCREEN_EXIT, .scan = exit_scan},
	[MODE_SETUP] = {.name = "setup", .first = SCREEN_SETUP},
};
