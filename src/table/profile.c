/* The first profile whose `must` headers are all there is the one; the last of each kind has none and takes what has a name.
 * A column is what its best alias says; a field is in the column that says it best. */
#include "table/profile.h"

#include <string.h>

#define EMAILS \
	"email|e mail|email address|e mail address|mail|correo electronico|correo|direccion de correo electronico|direccion " \
	"de " \
	"correo|courriel|adresse e mail|adresse email|adresse mail|adresse courriel|adresse de messagerie|imel|adres " \
	"imel|imel " \
	"ou|e mail adresse|emailadresse|mailadresse|indirizzo email|indirizzo e mail|sahkoposti|sahkopostiosoite|student " \
	"email " \
	"address|~email address|~e mail|~email|~correo electronico|~courriel|~imel"

/* The languages that research names: English, Spanish, French, Haitian Creole, German, Italian, Finnish. */
static const struct alias people_aliases[] = {
	{FIELD_NAME,
	 "name|full name|attendee name|attendee|participant name|participant|guest name|student name|candidate name|your "
	 "name|your full name|nombre completo|nombre y apellidos|nombre y apellido|nombres y apellidos|nombre|nom complet|nom "
	 "et prenom|nom prenom|nom|non konple|non ak siyati|non|vollstandiger name|nome completo|nome e cognome|nome|koko "
	 "nimi|nimi|~full name|~your name|~nombre completo|~nombre y apellido|~tu nombre|~su nombre|~nom complet|~votre "
	 "nom|~non konple|~non ou"},
	{FIELD_GIVEN,
	 "first name|firstname|given name|givenname|forename|first|nombres|primer nombre|prenom|prenoms|prenon|vorname|"
	 "etunimi|~first name|~given name|~prenom|~prenon"},
	{FIELD_FAMILY,
	 "last name|lastname|surname|family name|familyname|last|apellidos|apellido|primer apellido|nom de famille|siyati|"
	 "nachname|familienname|cognome|sukunimi|~last name|~surname|~family name|~apellido|~nom de famille|~siyati"},
	{FIELD_EMAIL, EMAILS},
	{FIELD_PHONE,
	 "mobile phone|mobile number|mobile|cell phone|cellphone|cell number|cell|phone number|phone|whatsapp number|"
	 "whatsapp|telephone number|telephone|contact number|tel|telefono celular|telefono movil|celular|movil|numero de "
	 "telefono|telefono|telephone portable|portable|numero de telephone|nimewo telefon|telefon|selile|mobiltelefon|"
	 "handynummer|handy|telefonnummer|cellulare|numero di telefono|matkapuhelin|puhelinnumero|puhelin|~whatsapp|~mobile|"
	 "~cell|~phone|~telefono|~celular|~telefon|~telephone"},
	{FIELD_LANGUAGE,
	 "language|preferred language|lang|locale|idioma|idioma preferido|langue|langue preferee|lang ou|sprache|"
	 "lingua|kieli|~preferred language|~idioma|~langue"},
	{FIELD_STATUS,
	 "status|attendee status|registration status|approval status|ticket status|rsvp|rsvp status|estado de la inscripcion|"
	 "statut|tila"},
	{FIELD_QUANTITY, "quantity|qty|number of tickets|tickets|cantidad|quantite|anzahl|quantita"},
	{FIELD_NONE, NULL},
};

static const struct alias employer_aliases[] = {
	{FIELD_EMPLOYER, "employer id|employer|exhibitor id|company id|id|code"},
	{FIELD_NAME,
	 "name|employer name|company name|company|organization|organisation|organization name|exhibitor|exhibitor name|"
	 "nombre|empresa|nombre de la empresa|nom|entreprise|antrepriz|konpayi|non"},
	{FIELD_BOOTH, "booth|booth number|booth no|stand|stand number|table|table number|mesa|puesto|kiosque|estann"},
	{FIELD_EMAIL, "contact email|" EMAILS},
	{FIELD_NONE, NULL},
};

static const struct alias role_aliases[] = {
	{FIELD_ROLE, "role id|role|job id|requisition|requisition id|req id|id|code"},
	{FIELD_EMPLOYER,
	 "employer|employer id|employer name|company|company name|organization|exhibitor|empresa|entreprise|antrepriz|booth"},
	{FIELD_TITLE,
	 "title|job title|role title|role name|position|job|puesto|cargo|titulo|poste|titre|intitule du poste|pozisyon|tit"},
	{FIELD_MUST,
	 "must|must have|must haves|required|required skills|requirements|requisitos|competences requises|obligatwa"},
	{FIELD_SKILLS, "skills|nice to have|preferred|preferred skills|habilidades|competencias|competences|konpetans"},
	{FIELD_OPENINGS,
	 "openings|open positions|vacancies|number of openings|positions|headcount|vacantes|plazas|postes ouverts|plas"},
	{FIELD_NONE, NULL},
};

static const struct alias *const general[] = {
	[SHEET_PEOPLE] = people_aliases,
	[SHEET_EMPLOYERS] = employer_aliases,
	[SHEET_ROLES] = role_aliases,
};

#define PRETIX_ORDER \
	"order code|bestellnummer|bestellcode|codigo de la orden|codigo de pedido|code de commande|numero de commande|codice " \
	"ordine|tilauskoodi|tilausnumero"
#define PRETIX_NAME \
	"attendee name|name teilnehmer in|teilnehmername|name des teilnehmers|nombre del participante|nombre del asistente|" \
	"nom du participant|nome partecipante|nome del partecipante|osallistujan nimi"

static const struct profile profiles[] = {
	{
		.name = "lanyard", /* our own `export people` */
		.must = {"id", "given name", "checked in at", "badge"},
		.names_are_whole = true,
		.aliases = {{FIELD_ID, "id"}, {FIELD_NAME, "name"}, {FIELD_GIVEN, "given name"}, {FIELD_FAMILY, "family name"}},
	},
	{
		.name = "luma",
		.must = {"api id|guest api id|guest id", "approval status"},
		.aliases = {{FIELD_ID, "api id|guest api id|guest id"},
			    {FIELD_TICKET_URL, "qr code url"},
			    {FIELD_PHONE, "phone number"},
			    {FIELD_STATUS, "approval status"}},
	},
	{
		.name = "tito",
		.must = {"ticket reference", "void status|ticket full name|ticket first name"},
		.id_scans = true,
		.named_only = true,
		.aliases = {{FIELD_NAME, "ticket full name"},
			    {FIELD_GIVEN, "ticket first name"},
			    {FIELD_FAMILY, "ticket last name"},
			    {FIELD_EMAIL, "ticket email"},
			    {FIELD_PHONE, "ticket phone number"},
			    {FIELD_VOID, "void status"},
			    {FIELD_ID, "ticket reference"}},
	},
	{
		.name = "eventbrite",
		.must = {"order|order id|order no|order number",
			 "attendee status|order status|attendee|attendee no|barcode|barcode no"},
		.refunds_follow = true,
		.aliases = {{FIELD_ORDER, "order|order id|order no|order number"},
			    {FIELD_ID, "attendee|attendee no|attendee number"},
			    {FIELD_TICKET, "barcode|barcode no|barcode number"},
			    {FIELD_STATUS, "attendee status|order status"},
			    {FIELD_GIVEN, "attendee first name"},
			    {FIELD_FAMILY, "attendee last name|attendee surname"},
			    {FIELD_EMAIL, "attendee email"},
			    {FIELD_PHONE, "cell phone|mobile phone|home phone|work phone"}},
	},
	{
		.name = "alfio", /* ticket export */
		.must = {"id", "reservationid|reservation id", "full name", "status"},
		.id_scans = true,
		.aliases = {{FIELD_ID, "id"}, {FIELD_ORDER, "reservationid|reservation id"}, {FIELD_NAME, "full name"}},
	},
	{
		.name = "alfio-import",
		.must = {"firstname", "lastname", "email", "reference"},
		.id_scans = true,
		.aliases = {{FIELD_ID, "reference"}},
	},
	{
		.name = "pretix",
		.must = {PRETIX_ORDER, PRETIX_NAME},
		.id_scans = true,
		.aliases = {{FIELD_ORDER, PRETIX_ORDER},
			    {FIELD_NAME, PRETIX_NAME},
			    {FIELD_GIVEN, "~given name|~first name|~vorname|~nombre de pila|~prenom|~etunimi"},
			    {FIELD_FAMILY,
			     "~family name|~last name|~nachname|~familienname|~apellido|~nom de famille|~cognome|~sukunimi"},
			    {FIELD_EMAIL, "attendee email|e mail teilnehmer in|correo electronico del participante"},
			    {FIELD_ID,
			     "secret|ticket secret|geheimnis|geheimcode|secreto|secreto del ticket|segreto|salaisuus"},
			    {FIELD_PAID, "paid|bezahlt|pagado|paye|pagato|maksettu"}},
	},
	{
		.name = "webropol", /* two header rows: who booked above, who comes below */
		.must = {"ilm aika|ilmoittautumisaika", "etunimi|sukunimi|nimi"},
		.named_only = true,
	},
	{
		.name = "meetup",
		.must = {"name", "user id", "rsvp|rsvped on"},
		.aliases = {{FIELD_ID, "user id"}, {FIELD_STATUS, "rsvp"}},
	},
	{
		.name = "handshake",
		.must = {"student email address", "identifiable type"},
	},
	{
		.name = "google-forms",
		.must = {"timestamp|marca temporal|horodateur|zeitstempel|informazioni cronologiche|aikaleima|carimbo de data "
			 "hora"},
		.guess = true,
	},
	{
		.name = "plain",
		.guess = true,
	},
	{
		.name = "employers",
		.kind = SHEET_EMPLOYERS,
	},
	{
		.name = "roles",
		.kind = SHEET_ROLES,
	},
};

/* --- names -------------------------------------------------------------------------------------------------------------- */

/* Whether `phrase` (`size` bytes) stands in the text from the beginning of a word. */
static bool begins_a_word(const char *phrase, size_t size, const char *folded)
{
	for (const char *at = folded; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, phrase, size) == 0)
			return true;
	}
	return false;
}

unsigned names_match(const char *names, const char *folded)
{
	unsigned nth = 1;
	for (const char *at = names; at && *folded; nth++) {
		size_t size = strcspn(at, "|");
		if (*at == '~' && begins_a_word(at + 1, size - 1, folded))
			return NAMES_BEGIN + nth;
		if (strncmp(at, folded, size) == 0 && folded[size] == '\0')
			return nth;
		at = at[size] ? at + size + 1 : NULL;
	}
	return 0;
}

bool header_about_others(const char *folded)
{
	static const char others[] = "~parent|~guardian|~emergency|~mother|~father|~padre|~madre|~tutor|~acudiente|~emergencia|"
				     "~company|~employer|~empresa|"
				     "~school|~college|~universi|~escuela|~event|~order|~buyer|~purchas|~booker|~booked|~"
				     "tilaaja|~besteller|~comprador|"
				     "~acheteur|~manager|~supervis|~refer|~spouse|~friend|~amigo|~invoice|~billing|~rechnung|~"
				     "factur|~sponsor|~organi|~urgence";
	return names_match(others, folded) != 0;
}

/* --- header rows -------------------------------------------------------------------------------------------------------- */

enum { RANK_GENERAL = 2 * NAMES_BEGIN, RANK_UPPER_ROW = 2 * RANK_GENERAL, RANK_NONE = 2 * RANK_UPPER_ROW };

/* `guess`: names that only begin in the header count too, unless it is about somebody else. */
static void best_alias(const struct alias *aliases, const char *name, bool guess, unsigned base, enum field *field,
		       unsigned *best)
{
	for (; aliases->names; aliases++) {
		unsigned rank = names_match(aliases->names, name);
		if (!rank || (rank > NAMES_BEGIN && (!guess || header_about_others(name))) || base + rank >= *best)
			continue;
		*best = base + rank;
		*field = aliases->field;
	}
}

static unsigned field_of(const struct profile *profile, const struct header *header, enum field *field)
{
	unsigned best = RANK_NONE, base = header->second ? 0 : RANK_UPPER_ROW;
	*field = FIELD_NONE;
	if (header->about_others)
		return best;
	best_alias(profile->aliases, header->name, true, base, field, &best);
	best_alias(general[profile->kind], header->name, profile->guess, base + RANK_GENERAL, field, &best);
	return best;
}

static bool has_header(const char *names, const struct header *headers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (names_match(names, headers[i].name))
			return true;
	return false;
}

static bool has_all(const struct profile *profile, const struct header *headers, size_t count)
{
	for (size_t i = 0; i < sizeof profile->must / sizeof profile->must[0]; i++)
		if (profile->must[i] && !has_header(profile->must[i], headers, count))
			return false;
	return true;
}

/* Returns how many fields were found. */
static unsigned place_columns(const struct profile *profile, const struct header *headers, size_t count, struct heading *out)
{
	unsigned best[FIELD_COUNT], found = 0;
	for (int i = 0; i < FIELD_COUNT; i++) {
		best[i] = RANK_NONE;
		out->column[i] = -1;
	}
	for (size_t i = 0; i < count; i++) {
		enum field field;
		unsigned rank = field_of(profile, &headers[i], &field);
		if (field == FIELD_NONE || rank >= best[field])
			continue;
		found += out->column[field] < 0;
		best[field] = rank;
		out->column[field] = (int)i;
	}
	return found;
}

static bool is_enough(const struct heading *heading)
{
	const int *column = heading->column;
	bool named = column[FIELD_NAME] >= 0;
	switch (heading->profile->kind) {
	case SHEET_PEOPLE:
		return named || column[FIELD_GIVEN] >= 0 || column[FIELD_FAMILY] >= 0 || column[FIELD_EMAIL] >= 0;
	case SHEET_EMPLOYERS:
		return named || column[FIELD_EMPLOYER] >= 0;
	case SHEET_ROLES:
		return column[FIELD_EMPLOYER] >= 0 && (column[FIELD_TITLE] >= 0 || column[FIELD_ROLE] >= 0);
	}
	return false;
}

unsigned heading_read(enum sheet_kind kind, const struct header *headers, size_t count, struct heading *out)
{
	for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
		out->profile = &profiles[i];
		if (profiles[i].kind != kind || !has_all(&profiles[i], headers, count))
			continue;
		unsigned found = place_columns(&profiles[i], headers, count, out);
		if (is_enough(out))
			return found + (profiles[i].must[0] ? PROFILE_COLUMNS_MOST : 0);
	}
	out->profile = NULL;
	return 0;
}
