/* The icons of assets/icons, one row each: a file NAME.svg becomes ICON_NAME. To add an icon, add the file and a row. */
#ifndef LANYARD_UI_ICONS_H
#define LANYARD_UI_ICONS_H

#define ICON_LIST(X) \
	X(ACCESS, "access") \
	X(ARROW_DOWN, "arrow-down") \
	X(ARROW, "arrow") \
	X(BACK, "back") \
	X(BADGE, "badge") \
	X(BELL, "bell") \
	X(BOOTH, "booth") \
	X(BRIEFCASE, "briefcase") \
	X(CALENDAR, "calendar") \
	X(CHART, "chart") \
	X(CHECK, "check") \
	X(CHILD, "child") \
	X(CLOCK, "clock") \
	X(CLOSE, "close") \
	X(CLOUD_LATER, "cloud-later") \
	X(CLOUD, "cloud") \
	X(DELETE, "delete") \
	X(DEVICE, "device") \
	X(DOWN, "down") \
	X(EDIT, "edit") \
	X(FILTER, "filter") \
	X(GEAR, "gear") \
	X(GLOBE, "globe") \
	X(GRAD, "grad") \
	X(HARDHAT, "hardhat") \
	X(HEADPHONES, "headphones") \
	X(HEART, "heart") \
	X(HOME, "home") \
	X(INFO, "info") \
	X(KEYBOARD_HIDE, "keyboard-hide") \
	X(LAPTOP, "laptop") \
	X(LOCK, "lock") \
	X(LOGOUT, "logout") \
	X(MAIL, "mail") \
	X(MERGE, "merge") \
	X(MINUS, "minus") \
	X(NEXT, "next") \
	X(NOTE, "note") \
	X(PERSON_PLUS, "person-plus") \
	X(PERSON, "person") \
	X(PHONE, "phone") \
	X(PIN, "pin") \
	X(PLUS, "plus") \
	X(PRINTER, "printer") \
	X(QR, "qr") \
	X(ROAD, "road") \
	X(SCAN, "scan") \
	X(SEARCH, "search") \
	X(SHIELD, "shield") \
	X(SHIFT, "shift") \
	X(SPEAKER, "speaker") \
	X(SPEECH, "speech") \
	X(STAR, "star") \
	X(SYNC, "sync") \
	X(TAG, "tag") \
	X(TICKET, "ticket") \
	X(TRUCK, "truck") \
	X(UNDO, "undo") \
	X(UP, "up") \
	X(USB, "usb") \
	X(USERS, "users") \
	X(WARN, "warn") \
	X(WIFI, "wifi")

enum icon {
	ICON_NONE,
#define ICON_ENUM(name, file) ICON_##name,
	ICON_LIST(ICON_ENUM)
#undef ICON_ENUM
		ICON_COUNT
};

#endif
