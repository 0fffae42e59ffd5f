/* kill -9 to the hub at random moments while a device pushes: whatever it acknowledged is there when it comes back, nothing is
 * half there, and the device ends with everything received, once. */
#include "agent/agent.h"
#include "base/clock.h"
#include "unit/sync/live.h"
#include "unit/sync/proxy.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

enum { ROUNDS = 60, COMMITS = 40 };

/* A hub in a process of its own on a port that stays the same. */
struct process {
	char store[300], listen[32], url[64];
	pid_t pid;
};

static const char *program(void)
{
	static char path[4096];
	const char *build = getenv("BUILD");
	if (build) {
		snprintf(path, sizeof path, "%s/lanyard-hub", build);
		return path;
	}
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 64);
	path[n > 0 ? n : 0] = '\0';
	for (int i = 0; i < 4; i++)
		*strrchr(path, '/') = '\0';
	strcat(path, "/lanyard-hub");
	return path;
}

static void run_program(const struct process *process)
{
	int null = open("/dev/null", O_WRONLY);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execl(program(), "lanyard-hub", "serve", "--store", process->store, "--listen", process->listen, (char *)NULL);
	_exit(127);
}

static void start(struct process *process)
{
	int port = atoi(strrchr(process->listen, ':') + 1);
	process->pid = fork();
	assert_true(process->pid >= 0);
	if (process->pid == 0)
		run_program(process);
	for (int i = 0; i < 1000; i++, usleep(10000)) {
		int fd = proxy_socket(port, false), status;
		if (fd >= 0) {
			close(fd);
			return;
		}
		if (waitpid(process->pid, &status, WNOHANG) == process->pid)
			fail_msg("the hub ended with status %d", WEXITSTATUS(status));
	}
	fail_msg("the hub does not listen");
}

static void stop(struct process *process, int signal)
{
	int status;
	kill(process->pid, signal);
	assert_int_equal(waitpid(process->pid, &status, 0), process->pid);
	assert_true(signal == SIGKILL || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

static void free_port(struct process *process)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;
	int fd = proxy_socket(0, true);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	close(fd);
	snprintf(process->listen, sizeof process->listen, "127.0.0.1:%d", ntohs(address.sin_port));
	snprintf(process->url, sizeof process->url, "http://%s", process->listen);
}

/* Shoots the hub after a while, from a child process so that nothing of the agent's run is disturbed. */
static pid_t shoot_after(pid_t hub, useconds_t wait)
{
	pid_t child = fork();
	if (child != 0)
		return child;
	usleep(wait);
	kill(hub, SIGKILL);
	_exit(0);
}

/* A run that is expected to break; gives the heads that were acknowledged. */
static uint64_t push_until_shot(const struct home *home, const char *url)
{
	struct agent agent;
	struct agent_options options = {.home = home->path, .url = url, .push = true, .wake = -1};
	struct err why = {0};
	ASSERT_OK(agent_open(&agent, &options, &err) && agent_connect(&agent, &err));
	agent.state = AGENT_GREET;
	bool ok = step_greet(&agent, &why) && step_sign_in(&agent, &why) && step_heads(&agent, &why);
	if (ok)
		step_push(&agent, &why);
	uint64_t acked = heads_seq(&agent.memory.acked, home->device);
	ASSERT_OK(agent_remember(&agent, true, &err));
	agent_close(&agent);
	return acked;
}

/* The hub's log of the device: its last number; every number below it must be there. */
static uint64_t stored(const struct process *process)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	assert_int_equal(sqlite3_open(process->store + strlen("sqlite:"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*), coalesce(max(id & ((1 << 40) - 1)), 0) FROM event", -1,
					    &statement, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int64_t count = sqlite3_column_int64(statement, 0), last = sqlite3_column_int64(statement, 1);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	assert_int_equal(count, last);
	return (uint64_t)last;
}

static void test_what_was_acknowledged_is_there(void **state)
{
	struct live live;
	struct home home;
	struct process process = {0};
	uint64_t events = 2, there = 0, interrupted = 0;
	(void)state;
	live_begin(&live);
	home_make(&home);
	snprintf(process.store, sizeof process.store, "%s", live.store);
	free_port(&process);
	srandom((unsigned)clock_wall());
	for (int round = 0; round < ROUNDS; round++) {
		if (events - there < COMMITS * STORE_COMMIT_MOST) {
			home_grow(&home, COMMITS);
			events += COMMITS * STORE_COMMIT_MOST;
		}
		start(&process);
		pid_t shooter = shoot_after(process.pid, (useconds_t)(random() % 40000));
		uint64_t acked = push_until_shot(&home, process.url);
		waitpid(shooter, NULL, 0);
		stop(&process, SIGKILL);
		there = stored(&process);
		if (there < acked)
			fail_msg("round %d: %llu were acknowledged, %llu are there", round, (unsigned long long)acked,
				 (unsigned long long)there);
		interrupted += acked < events;
	}
	assert_true(interrupted > ROUNDS / 6); /* or it was shot too late to prove anything */
	start(&process);
	struct agent_result result;
	struct agent agent;
	struct agent_options options = {.home = home.path, .url = process.url, .push = true, .wake = -1};
	ASSERT_OK(agent_open(&agent, &options, &err) && agent_connect(&agent, &err) && agent_run(&agent, &result, &err));
	agent_close(&agent);
	assert_int_equal(result.pending, 0);
	stop(&process, SIGTERM);
	assert_int_equal(stored(&process), events);
	home_remove(&home);
	live_end(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_was_acknowledged_is_there)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
