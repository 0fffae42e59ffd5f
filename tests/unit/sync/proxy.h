/* Something bad between an agent and its hub: a relay in a thread of its own that lets requests pass, or answers some of them
 * as a captive portal, a broken proxy or a liar would, or cuts the hub's answers. One request a connection. */
#ifndef TEST_SYNC_PROXY_H
#define TEST_SYNC_PROXY_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PROXY_MESSAGE_MOST = 8 << 20 };

struct proxy {
	/* What is done to requests whose path holds this text; NULL = nothing. Set only while no agent runs. */
	const char *path;
	int times;         /* how often, then they pass; 0 = always */
	bool forward;      /* the hub gets it all the same */
	const char *reply; /* sent as it stands; NULL = the hub's answer */
	size_t keep;       /* bytes of the answer that arrive, then the connection breaks; 0 = all */
	/* */
	int hub_port, port, listening;
	int seen; /* requests that fitted */
	pthread_t thread;
	char *request, *answer;
};

static inline int proxy_socket(int port, bool listening)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	bool ok = listening ? bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 16) == 0
			    : connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
	if (ok)
		return fd;
	close(fd);
	return -1;
}

/* Reads a whole message by its Content-Length; the size, 0 = the other side closed. */
static inline size_t proxy_read(int fd, char *out)
{
	size_t size = 0, whole = SIZE_MAX;
	while (size < whole && size < PROXY_MESSAGE_MOST - 1) {
		ssize_t n = recv(fd, out + size, PROXY_MESSAGE_MOST - 1 - size, 0);
		if (n <= 0)
			return whole == SIZE_MAX ? 0 : size;
		size += (size_t)n;
		out[size] = '\0';
		const char *end = strstr(out, "\r\n\r\n"), *length = strstr(out, "\r\nContent-Length:");
		if (whole == SIZE_MAX && end)
			whole = (size_t)(end + 4 - out) + (length && length < end ? strtoul(length + 17, NULL, 10) : 0);
	}
	return size;
}

static inline void proxy_send(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = send(fd, data, size, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		data += n;
		size -= (size_t)n;
	}
}

static inline size_t proxy_forward(struct proxy *proxy, size_t size)
{
	int hub = proxy_socket(proxy->hub_port, false);
	if (hub < 0)
		return 0;
	proxy_send(hub, proxy->request, size);
	size_t answer = proxy_read(hub, proxy->answer);
	close(hub);
	return answer;
}

static inline void proxy_serve(struct proxy *proxy, int client)
{
	size_t size = proxy_read(client, proxy->request);
	if (!size)
		return;
	char line[512] = "";
	snprintf(line, sizeof line, "%.*s", (int)strcspn(proxy->request, "\r"), proxy->request);
	bool fits = proxy->path && strstr(line, proxy->path) && (proxy->times == 0 || proxy->seen < proxy->times);
	proxy->seen += fits;
	size_t answer = !fits || proxy->forward || !proxy->reply ? proxy_forward(proxy, size) : 0;
	if (fits && proxy->reply)
		proxy_send(client, proxy->reply, strlen(proxy->reply));
	else
		proxy_send(client, proxy->answer, fits && proxy->keep && proxy->keep < answer ? proxy->keep : answer);
}

static inline void *proxy_thread(void *self)
{
	struct proxy *proxy = self;
	for (int client; (client = accept(proxy->listening, NULL, NULL)) >= 0;) {
		proxy_serve(proxy, client);
		close(client);
	}
	return NULL;
}

/* `hub` is a URL with a port. */
static inline void proxy_begin(struct proxy *proxy, const char *hub)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;
	*proxy = (struct proxy){.hub_port = atoi(strrchr(hub, ':') + 1), .listening = proxy_socket(0, true)};
	if (proxy->listening < 0 || getsockname(proxy->listening, (struct sockaddr *)&address, &size) != 0)
		abort();
	proxy->port = ntohs(address.sin_port);
	proxy->request = malloc(PROXY_MESSAGE_MOST);
	proxy->answer = malloc(PROXY_MESSAGE_MOST);
	if (!proxy->request || !proxy->answer || pthread_create(&proxy->thread, NULL, proxy_thread, proxy) != 0)
		abort();
}

static inline void proxy_end(struct proxy *proxy)
{
	shutdown(proxy->listening, SHUT_RDWR);
	pthread_join(proxy->thread, NULL);
	close(proxy->listening);
	free(proxy->request);
	free(proxy->answer);
}

static inline void proxy_rule(struct proxy *proxy, const char *path, const char *reply, size_t keep, int times, bool forward)
{
	proxy->path = path;
	proxy->reply = reply;
	proxy->keep = keep;
	proxy->times = times;
	proxy->forward = forward;
	proxy->seen = 0;
}

#endif
