/* Easy handles inside one multi handle: two requests go on side by side, and a waiting one can be ended by a signal or by news
 * of our own.
 *
 * Trust: by the system's or a given CA; or by the hub's key alone, if it is pinned. Learning turns the first into the second:
 * whoever answers the first request (which holds no secret) is pinned for all that follow. */
#include "agent/link.h"

#include "wire/base64.h"
#include "wire/limits.h"

#include <curl/curl.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
	CONNECT_MS = 10000,
	ANSWER_MS = 30000, /* for an answer … */
	BYTES_A_MS = 8,    /* … and a millisecond more for each of these that are sent */
	PUMPS_MOST = 64,
};

struct call {
	CURL *easy;
	struct curl_slist *headers;
	struct buf body; /* of the answer */
	char reason[CURL_ERROR_SIZE];
	CURLcode result;
	unsigned wait;
	bool begun, over, too_large;
	bool whole_head; /* the empty line behind the headers came */
};

struct link {
	CURLM *multi;
	struct call calls[LINK_CALLS];
	char url[LINK_URL_MOST];
	char pin[LINK_PIN_TEXT];
	char token[TOKEN_TEXT];
	bool learn;
	int wake;
};

void answer_release(struct answer *answer)
{
	buf_release(&answer->body);
}

/* --- life ------------------------------------------------------------------------------------------------------------ */

static size_t on_body(char *data, size_t size, size_t count, void *self)
{
	struct call *call = self;
	call->too_large = call->too_large || !buf_add(&call->body, data, size * count);
	return call->too_large ? 0 : size * count;
}

/* A connection that breaks inside the headers is no error to the library. */
static size_t on_header(char *data, size_t size, size_t count, void *self)
{
	struct call *call = self;
	call->whole_head = count == 2 && memcmp(data, "\r\n", 2) == 0;
	return size * count;
}

static void set_trust(const struct link *link, CURL *easy)
{
	bool by_key = link->learn || link->pin[0];
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, by_key ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, by_key ? 0L : 2L);
	curl_easy_setopt(easy, CURLOPT_CERTINFO, link->learn ? 1L : 0L);
	if (link->pin[0])
		curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, link->pin);
}

static bool set_up(const struct link *link, struct call *call, const char *ca)
{
	CURL *easy = call->easy = curl_easy_init();
	buf_init(&call->body, WIRE_ANSWER_MOST);
	if (!easy)
		return false;
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "lanyard-sync/" LANYARD_VERSION);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->reason);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, call);
	curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, 1024L * 1024);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, ca);
	set_trust(link, easy);
	return true;
}

bool link_url(const char *text, char url[LINK_URL_MOST])
{
	size_t size = strlen(text);
	while (size && (text[size - 1] == '/' || text[size - 1] == ' '))
		size--;
	bool known = strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
	if (!known || size < 8 || size >= LINK_URL_MOST || strcspn(text, " \t\r\n") < size)
		return false;
	memcpy(url, text, size);
	url[size] = '\0';
	return true;
}

struct link *link_create(const struct link_options *options, struct err *err)
{
	struct link *link = calloc(1, sizeof *link);
	if (!link || !link_url(options->url, link->url)) {
		free(link);
		err_set(err, ERR_USAGE, "\"%.100s\" is not the address of a hub; write it as https://hub.example.org",
			options->url);
		return NULL;
	}
	snprintf(link->pin, sizeof link->pin, "%s", options->pin ? options->pin : "");
	link->learn = options->learn && !link->pin[0] && strncasecmp(link->url, "https://", 8) == 0;
	link->wake = options->wake;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	link->multi = curl_multi_init();
	bool ok = link->multi != NULL;
	for (int i = 0; ok && i < LINK_CALLS; i++)
		ok = set_up(link, &link->calls[i], options->ca);
	if (ok)
		return link;
	link_destroy(link);
	err_set(err, ERR_MEMORY, "no memory for the network");
	return NULL;
}

void link_destroy(struct link *link)
{
	if (!link)
		return;
	for (int i = 0; i < LINK_CALLS; i++) {
		link_drop(link, i);
		curl_easy_cleanup(link->calls[i].easy);
		curl_slist_free_all(link->calls[i].headers);
		buf_release(&link->calls[i].body);
	}
	curl_multi_cleanup(link->multi);
	sodium_memzero(link, sizeof *link);
	free(link);
}

void link_token(struct link *link, const char *token)
{
	snprintf(link->token, sizeof link->token, "%s", token ? token : "");
}

const char *link_pin(const struct link *link)
{
	return link->pin;
}

/* --- trust on first use ---------------------------------------------------------------------------------------------- */

/* The hash of the certificate's public key as curl writes a pin. */
static bool pin_of(const char *pem, char pin[LINK_PIN_TEXT])
{
	gnutls_x509_crt_t certificate = NULL;
	gnutls_datum_t text = {.data = (unsigned char *)pem, .size = (unsigned)strlen(pem)};
	unsigned char key[32];
	size_t size = sizeof key;
	bool ok = gnutls_x509_crt_init(&certificate) == 0 &&
		  gnutls_x509_crt_import(certificate, &text, GNUTLS_X509_FMT_PEM) == 0 &&
		  gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, key, &size) == 0 && size == sizeof key;
	if (certificate)
		gnutls_x509_crt_deinit(certificate);
	if (!ok)
		return false;
	char encoded[BASE64_LENGTH(sizeof key)];
	base64_encode(key, sizeof key, encoded);
	snprintf(pin, LINK_PIN_TEXT, "sha256//%.*s", (int)sizeof encoded, encoded);
	return true;
}

static bool learn_pin(struct link *link, const struct call *call, struct err *err)
{
	static const char label[] = "Cert:";
	struct curl_certinfo *chain = NULL;
	curl_easy_getinfo(call->easy, CURLINFO_CERTINFO, &chain);
	struct curl_slist *line = chain && chain->num_of_certs ? chain->certinfo[0] : NULL;
	while (line && (strncmp(line->data, label, sizeof label - 1) != 0 || !pin_of(line->data + sizeof label - 1, link->pin)))
		line = line->next;
	if (!line)
		return err_set(err, ERR_REFUSED, "the hub showed no certificate that could be remembered; use --ca FILE");
	link->learn = false;
	for (int i = 0; i < LINK_CALLS; i++)
		set_trust(link, link->calls[i].easy);
	return true;
}

/* --- a request ------------------------------------------------------------------------------------------------------- */

static bool add_header(struct curl_slist **headers, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*headers, line);
	if (longer)
		*headers = longer;
	return longer != NULL;
}

static bool set_headers(const struct link *link, struct call *call, bool body)
{
	curl_slist_free_all(call->headers);
	call->headers = NULL;
	bool ok = add_header(&call->headers, "Accept: application/json");
	if (link->token[0]) {
		char line[TOKEN_TEXT + 32];
		snprintf(line, sizeof line, "Authorization: Bearer %s", link->token);
		ok = ok && add_header(&call->headers, line);
		sodium_memzero(line, sizeof line);
	}
	if (body)
		ok = ok && add_header(&call->headers, "Content-Type: application/json") &&
		     add_header(&call->headers, "Expect:");
	return ok && curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers) == CURLE_OK;
}

static void set_request(const struct link *link, const struct call *call, const char *path, const struct buf *body)
{
	char url[LINK_URL_MOST + 256];
	long deadline = ANSWER_MS + (long)call->wait * 1000 + (body ? (long)(body->size / BYTES_A_MS) : 0);
	snprintf(url, sizeof url, "%s%.200s", link->url, path);
	curl_easy_setopt(call->easy, CURLOPT_URL, url);
	curl_easy_setopt(call->easy, CURLOPT_TIMEOUT_MS, deadline);
	if (body) {
		curl_easy_setopt(call->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(call->easy, CURLOPT_POSTFIELDS, buf_text(body));
		curl_easy_setopt(call->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->size);
	} else {
		curl_easy_setopt(call->easy, CURLOPT_HTTPGET, 1L);
	}
}

bool link_begin(struct link *link, int place, const char *path, const struct buf *body, unsigned wait, struct err *err)
{
	struct call *call = &link->calls[place];
	buf_clear(&call->body);
	call->over = call->too_large = call->whole_head = false;
	call->wait = wait;
	call->reason[0] = '\0';
	set_request(link, call, path, body);
	call->begun = set_headers(link, call, body) && curl_multi_add_handle(link->multi, call->easy) == CURLM_OK;
	return call->begun || err_set(err, ERR_MEMORY, "no memory for the network");
}

void link_drop(struct link *link, int place)
{
	struct call *call = &link->calls[place];
	if (call->begun)
		curl_multi_remove_handle(link->multi, call->easy);
	call->begun = false;
}

/* Moves everything on as far as it goes without waiting, and notes which requests are over. */
static void move_on(struct link *link)
{
	int running, left;
	bool failed = curl_multi_perform(link->multi, &running) != CURLM_OK;
	for (CURLMsg *message; (message = curl_multi_info_read(link->multi, &left));)
		for (int i = 0; i < LINK_CALLS; i++)
			if (message->msg == CURLMSG_DONE && message->easy_handle == link->calls[i].easy) {
				link->calls[i].over = true;
				link->calls[i].result = message->data.result;
			}
	for (int i = 0; failed && i < LINK_CALLS; i++) {
		link->calls[i].over = true;
		link->calls[i].result = CURLE_OUT_OF_MEMORY;
	}
}

static curl_off_t bytes_sent(const struct link *link)
{
	curl_off_t sent = 0;
	for (int i = 0; i < LINK_CALLS; i++) {
		curl_off_t one = 0;
		if (link->calls[i].begun)
			curl_easy_getinfo(link->calls[i].easy, CURLINFO_SIZE_UPLOAD_T, &one);
		sent += one;
	}
	return sent;
}

void link_pump(struct link *link)
{
	curl_off_t before = -1, sent = -1;
	for (int i = 0; i < PUMPS_MOST && (i < 3 || sent != before); i++) {
		before = sent;
		move_on(link);
		curl_multi_poll(link->multi, NULL, 0, 1, NULL);
		sent = bytes_sent(link);
	}
}

/* Until the request is over; false when the wake descriptor came first. */
static bool wait_for(struct link *link, const struct call *call)
{
	struct curl_waitfd wake = {.fd = link->wake, .events = CURL_WAIT_POLLIN};
	bool waiting = call->wait && link->wake >= 0;
	for (move_on(link); !call->over; move_on(link)) {
		curl_multi_poll(link->multi, &wake, waiting, 5000, NULL);
		if (waiting && wake.revents)
			return false;
	}
	return true;
}

static bool explain(const struct call *call, struct err *err)
{
	const char *why = call->reason[0]            ? call->reason
			  : call->result == CURLE_OK ? "the answer was cut"
						     : curl_easy_strerror(call->result);
	if (call->too_large)
		return err_set(err, ERR_INPUT, "the answer is larger than a hub's can be; is this address a hub?");
	switch (call->result) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
		return err_set(
			err, ERR_REFUSED,
			"the hub's certificate is not trusted (%s); check this device's date, or name its authority with --ca",
			why);
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
		return err_set(err, ERR_REFUSED,
			       "the hub shows another key than the one this device trusts; somebody may be in between. "
			       "If the hub was set up anew, use --trust-new-hub once");
	case CURLE_SSL_CONNECT_ERROR:
		return err_set(err, ERR_REFUSED, "no safe connection to the hub (%s); is its address right, https or http?",
			       why);
	default:
		return err_set(err, ERR_NETWORK, "no answer from the hub (%s); it is tried again later", why);
	}
}

static void take_answer(struct call *call, struct answer *answer)
{
	static const char json[] = "application/json";
	size_t size = sizeof json - 1;
	long status = 0;
	char *type = NULL;
	curl_off_t later = 0;
	curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(call->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(call->easy, CURLINFO_RETRY_AFTER, &later);
	answer->status = (unsigned)status;
	answer->json = type && strncasecmp(type, json, size) == 0 && (!type[size] || type[size] == ';' || type[size] == ' ');
	answer->retry_after = later < 0 ? 0 : later > 3600 ? 3600 : (unsigned)later;
	if (answer->json) {
		struct buf swap = answer->body;
		answer->body = call->body;
		call->body = swap;
	}
}

bool link_finish(struct link *link, int place, struct answer *answer, struct err *err)
{
	struct call *call = &link->calls[place];
	if (!answer->body.ceiling)
		buf_init(&answer->body, WIRE_ANSWER_MOST);
	struct buf body = answer->body;
	buf_clear(&body);
	*answer = (struct answer){.body = body};
	answer->woken = !wait_for(link, call);
	bool ok = answer->woken || (call->result == CURLE_OK && call->whole_head) || explain(call, err);
	if (ok && !answer->woken && link->learn)
		ok = learn_pin(link, call, err);
	if (ok && !answer->woken)
		take_answer(call, answer);
	link_drop(link, place);
	return ok;
}

bool link_ask(struct link *link, const char *path, const struct buf *body, struct answer *answer, struct err *err)
{
	return link_begin(link, 0, path, body, 0, err) && link_finish(link, 0, answer, err);
}
