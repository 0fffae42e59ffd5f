/* One easy handle inside a multi handle, so that a waiting request can be ended by a signal or by news of our own.
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
};

struct link {
	CURLM *multi;
	CURL *easy;
	struct curl_slist *headers;
	char url[LINK_URL_MOST];
	char pin[LINK_PIN_TEXT];
	char token[TOKEN_TEXT];
	char reason[CURL_ERROR_SIZE];
	bool learn;
	int wake;
	/* of the request that is under way */
	struct buf body; /* of the answer */
	bool too_large;
	unsigned wait;
};

void answer_release(struct answer *answer)
{
	buf_release(&answer->body);
}

static size_t on_body(char *data, size_t size, size_t count, void *self)
{
	struct link *link = self;
	link->too_large = link->too_large || !buf_add(&link->body, data, size * count);
	return link->too_large ? 0 : size * count;
}

static void set_trust(struct link *link, const char *ca)
{
	CURL *easy = link->easy;
	bool by_key = link->learn || link->pin[0];
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, by_key ? 0L : 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, by_key ? 0L : 2L);
	curl_easy_setopt(easy, CURLOPT_CERTINFO, link->learn ? 1L : 0L);
	if (link->pin[0])
		curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, link->pin);
	if (ca)
		curl_easy_setopt(easy, CURLOPT_CAINFO, ca);
}

static void set_up(struct link *link, const char *ca)
{
	CURL *easy = link->easy;
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "lanyard-sync/" LANYARD_VERSION);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, link->reason);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, link);
	curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, 1024L * 1024);
	curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	set_trust(link, ca);
}

struct link *link_create(const struct link_options *options, struct err *err)
{
	struct link *link = calloc(1, sizeof *link);
	size_t size = strcspn(options->url, " \t\r\n");
	while (size && options->url[size - 1] == '/')
		size--;
	bool known = strncasecmp(options->url, "http://", 7) == 0 || strncasecmp(options->url, "https://", 8) == 0;
	if (!link || size >= sizeof link->url || !known || options->url[size + strspn(options->url + size, "/")]) {
		free(link);
		err_set(err, ERR_USAGE, "\"%.100s\" is not the address of a hub; write it as https://hub.example.org",
			options->url);
		return NULL;
	}
	memcpy(link->url, options->url, size);
	snprintf(link->pin, sizeof link->pin, "%s", options->pin ? options->pin : "");
	link->learn = options->learn && !link->pin[0] && strncasecmp(link->url, "https://", 8) == 0;
	link->wake = options->wake;
	buf_init(&link->body, WIRE_ANSWER_MOST);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	link->multi = curl_multi_init();
	link->easy = curl_easy_init();
	if (!link->multi || !link->easy) {
		link_destroy(link);
		err_set(err, ERR_MEMORY, "no memory for the network");
		return NULL;
	}
	set_up(link, options->ca);
	return link;
}

void link_destroy(struct link *link)
{
	if (!link)
		return;
	if (link->multi && link->easy)
		curl_multi_remove_handle(link->multi, link->easy);
	curl_easy_cleanup(link->easy);
	curl_multi_cleanup(link->multi);
	curl_slist_free_all(link->headers);
	buf_release(&link->body);
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

/* --- trust on first use -----------------------------------------------------------------------------------------------------
 */

/* The hash of the certificate's public key as curl writes a pin. */
static bool pin_of(const char *pem, char pin[LINK_PIN_TEXT])
{
	gnutls_x509_crt_t certificate = NULL;
	gnutls_datum_t text = {.data = (unsigned char *)(uintptr_t)pem, .size = (unsigned)strlen(pem)};
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

static bool learn_pin(struct link *link, struct err *err)
{
	static const char label[] = "Cert:";
	struct curl_certinfo *chain = NULL;
	curl_easy_getinfo(link->easy, CURLINFO_CERTINFO, &chain);
	for (struct curl_slist *line = chain && chain->num_of_certs ? chain->certinfo[0] : NULL; line; line = line->next)
		if (strncmp(line->data, label, sizeof label - 1) == 0 && pin_of(line->data + sizeof label - 1, link->pin)) {
			link->learn = false;
			set_trust(link, NULL);
			return true;
		}
	return err_set(err, ERR_REFUSED, "the hub showed no certificate that could be remembered; use --ca FILE");
}

/* --- a request
 * ------------------------------------------------------------------------------------------------------------------ */

static bool set_headers(struct link *link, bool body)
{
	curl_slist_free_all(link->headers);
	link->headers = curl_slist_append(NULL, "Accept: application/json");
	bool ok = link->headers != NULL;
	if (link->token[0]) {
		char line[TOKEN_TEXT + 32];
		snprintf(line, sizeof line, "Authorization: Bearer %s", link->token);
		ok = ok && curl_slist_append(link->headers, line);
		sodium_memzero(line, sizeof line);
	}
	if (body)
		ok = ok && curl_slist_append(link->headers, "Content-Type: application/json") &&
		     curl_slist_append(link->headers, "Expect:");
	return ok && curl_easy_setopt(link->easy, CURLOPT_HTTPHEADER, link->headers) == CURLE_OK;
}

bool link_begin(struct link *link, const char *path, const struct buf *body, unsigned wait, struct err *err)
{
	char url[LINK_URL_MOST + 256];
	snprintf(url, sizeof url, "%s%.200s", link->url, path);
	buf_clear(&link->body);
	link->too_large = false;
	link->wait = wait;
	link->reason[0] = '\0';
	long deadline = ANSWER_MS + (long)wait * 1000 + (body ? (long)(body->size / BYTES_A_MS) : 0);
	curl_easy_setopt(link->easy, CURLOPT_URL, url);
	curl_easy_setopt(link->easy, CURLOPT_TIMEOUT_MS, deadline);
	if (body) {
		curl_easy_setopt(link->easy, CURLOPT_POST, 1L);
		curl_easy_setopt(link->easy, CURLOPT_POSTFIELDS, buf_text(body));
		curl_easy_setopt(link->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->size);
	} else {
		curl_easy_setopt(link->easy, CURLOPT_HTTPGET, 1L);
	}
	return (set_headers(link, body) && curl_multi_add_handle(link->multi, link->easy) == CURLM_OK) ||
	       err_set(err, ERR_MEMORY, "no memory for the network");
}

/* The result once the request is over. */
static bool is_over(struct link *link, CURLcode *result)
{
	int left;
	for (CURLMsg *message; (message = curl_multi_info_read(link->multi, &left));)
		if (message->msg == CURLMSG_DONE) {
			*result = message->data.result;
			return true;
		}
	return false;
}

void link_pump(struct link *link)
{
	int running = 1;
	curl_off_t sent = -1, before = -2;
	for (int i = 0; i < 64 && running && sent != before; i++) {
		before = sent;
		if (curl_multi_perform(link->multi, &running) != CURLM_OK)
			return;
		curl_multi_poll(link->multi, NULL, 0, 1, NULL);
		curl_easy_getinfo(link->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	}
}

/* Runs until the request is over; false when the wake descriptor came first. */
static bool run(struct link *link, CURLcode *result)
{
	struct curl_waitfd wake = {.fd = link->wake, .events = CURL_WAIT_POLLIN};
	int running;
	*result = CURLE_COULDNT_CONNECT;
	for (;;) {
		if (curl_multi_perform(link->multi, &running) != CURLM_OK)
			return true;
		if (is_over(link, result))
			return true;
		bool waiting = link->wait && link->wake >= 0;
		curl_multi_poll(link->multi, &wake, waiting, 1000, NULL);
		if (waiting && wake.revents)
			return false;
	}
}

static bool explain(const struct link *link, CURLcode result, struct err *err)
{
	const char *why = link->reason[0] ? link->reason : curl_easy_strerror(result);
	switch (result) {
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
	case CURLE_WRITE_ERROR:
		if (link->too_large)
			return err_set(err, ERR_INPUT, "the answer is larger than a hub's can be; is this address a hub?");
		break;
	default:
		break;
	}
	return err_set(err, ERR_NETWORK, "no answer from the hub (%s); it is tried again later", why);
}

static void take_answer(struct link *link, struct answer *answer)
{
	long status = 0;
	char *type = NULL;
	curl_off_t later = 0;
	curl_easy_getinfo(link->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(link->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(link->easy, CURLINFO_RETRY_AFTER, &later);
	static const char json[] = "application/json";
	size_t size = sizeof json - 1;
	answer->status = (unsigned)status;
	answer->json = type && strncasecmp(type, json, size) == 0 && (!type[size] || type[size] == ';' || type[size] == ' ');
	answer->retry_after = later < 0 ? 0 : later > 3600 ? 3600 : (unsigned)later;
	if (answer->json) {
		struct buf swap = answer->body;
		answer->body = link->body;
		link->body = swap;
	}
}

bool link_finish(struct link *link, struct answer *answer, struct err *err)
{
	CURLcode result;
	if (!answer->body.ceiling)
		buf_init(&answer->body, WIRE_ANSWER_MOST);
	struct buf body = answer->body;
	buf_clear(&body);
	*answer = (struct answer){.body = body};
	answer->woken = !run(link, &result);
	bool ok = answer->woken || result == CURLE_OK || explain(link, result, err);
	if (ok && !answer->woken && link->learn)
		ok = learn_pin(link, err);
	if (ok && !answer->woken)
		take_answer(link, answer);
	curl_multi_remove_handle(link->multi, link->easy);
	return ok;
}

bool link_ask(struct link *link, const char *path, const struct buf *body, struct answer *answer, struct err *err)
{
	return link_begin(link, path, body, 0, err) && link_finish(link, answer, err);
}
