/* The client against a server of one thread, and a clock that does not sleep. */
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/http.h"

TestSuite(http, .timeout = 30);

/* Answers each connection with the next text; the last one stays. */
struct server {
	int listening;
	const char *const *answers;
	unsigned asked;
	char url[64], request[4096]; /* the last one */
	pthread_t thread;
};

static void *serve(void *context)
{
	struct server *s = context;

	for (;;) {
		int fd = accept(s->listening, NULL, NULL);
		const char *answer = s->answers[s->asked];
		ssize_t n;

		if (fd < 0)
			return NULL;
		n = recv(fd, s->request, sizeof(s->request) - 1, 0);
		s->request[n > 0 ? n : 0] = '\0';
		s->asked++;
		if (s->answers[s->asked] == NULL)
			s->asked--;
		if (send(fd, answer, strlen(answer), MSG_NOSIGNAL) < 0)
			perror("send");
		close(fd);
	}
}

static void start(struct server *s, const char *const *answers)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	*s = (struct server){ .listening = socket(AF_INET, SOCK_STREAM, 0), .answers = answers };
	cr_assert(bind(s->listening, (struct sockaddr *)&at, len) == 0 &&
		  listen(s->listening, 8) == 0 &&
		  getsockname(s->listening, (struct sockaddr *)&at, &len) == 0);
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d/a", ntohs(at.sin_port));
	cr_assert_eq(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void stop(struct server *s)
{
	shutdown(s->listening, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listening);
}

struct fake {
	int64_t now, waits[16];
	size_t n;
	bool cancel;
};

static int64_t fake_now(void *context) { return ((struct fake *)context)->now; }

static bool fake_wait(void *context, int64_t ms, const volatile sig_atomic_t *cancelled)
{
	struct fake *fake = context;

	(void)cancelled;
	fake->now += ms;
	fake->waits[fake->n++] = ms;
	return !fake->cancel;
}

static int ask(const char *const *answers, struct fake *fake, int64_t budget_ms,
	       const char *const *headers, struct http_answer *answer, struct server *server,
	       struct err *err)
{
	const struct net_clock clock = { fake_now, fake_now, fake_wait, fake };
	AUTO(http) http = { 0 };
	int result;

	start(server, answers);
	cr_assert_eq(net_start(err), 0);
	cr_assert_eq(http_open(&http, budget_ms, NULL, &clock, err), 0);
	result = http_get(&http,
			  &(struct http_request){
				  .url = server->url, .bearer = "secret", .headers = headers },
			  answer, err);
	stop(server);
	return result;
}

#define FAULT "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"
#define GOOD                                                                                    \
	"HTTP/1.1 200 x\r\nContent-Length: 2\r\nETag: \"e\"\r\nRetry-After: 7\r\nLink: <l>\r\n" \
	"X-RateLimit-Remaining: 5\r\nX-RateLimit-Reset: 6\r\n\r\nok"

Test(http, gives_status_body_and_headers)
{
	static const char *const answers[] = { GOOD, NULL };
	static const char *const headers[] = { "X-Mine: 1", NULL };
	AUTO(http_answer) answer = HTTP_ANSWER;
	struct server server;
	struct fake fake = { 0 };
	struct err err = { 0 };

	cr_assert_eq(ask(answers, &fake, 60000, headers, &answer, &server, &err), 0, "%s",
		     err.text);
	cr_assert_eq(answer.status, 200);
	cr_assert_str_eq(answer.body.buf, "ok");
	cr_assert_str_eq(answer.etag, "\"e\"");
	cr_assert_str_eq(answer.link, "<l>");
	cr_assert_str_eq(answer.retry_after, "7");
	cr_assert_str_eq(answer.ratelimit_remaining, "5");
	cr_assert_str_eq(answer.ratelimit_reset, "6");
	cr_assert_null(answer.location);
	cr_assert(strstr(server.request, "X-Mine: 1\r\n"));
	cr_assert(strstr(server.request, "Authorization: Bearer secret\r\n"));
}

Test(http, tries_again_after_1_2_4_and_8_seconds)
{
	static const char *const answers[] = { FAULT, NULL };
	AUTO(http_answer) answer = HTTP_ANSWER;
	struct server server;
	struct fake fake = { 0 };
	struct err err = { 0 };

	cr_assert_eq(ask(answers, &fake, 120000, NULL, &answer, &server, &err), -1);
	cr_assert(strstr(err.text, "HTTP status 503, five times"), "%s", err.text);
	cr_assert(!strstr(err.text, "secret"));
	cr_assert_eq(fake.n, 4);
	for (size_t i = 0; i < 4; i++)
		cr_assert(fake.waits[i] >= (800 << i) && fake.waits[i] <= (1200 << i), "%lld",
			  (long long)fake.waits[i]);
}

Test(http, stops_when_it_helped)
{
	static const char *const answers[] = { FAULT, "", FAULT, GOOD, NULL };
	AUTO(http_answer) answer = HTTP_ANSWER;
	struct server server;
	struct fake fake = { 0 };
	struct err err = { 0 };

	cr_assert_eq(ask(answers, &fake, 120000, NULL, &answer, &server, &err), 0, "%s", err.text);
	cr_assert_str_eq(answer.body.buf, "ok");
	cr_assert_eq(fake.n, 3);
}

Test(http, waits_no_longer_than_the_budget)
{
	static const char *const answers[] = { FAULT, NULL };
	AUTO(http_answer) answer = HTTP_ANSWER;
	struct server server;
	struct fake fake = { 0 };
	struct err err = { 0 };

	cr_assert_eq(ask(answers, &fake, 4000, NULL, &answer, &server, &err), -1);
	cr_assert(strstr(err.text, "no time is left for another try"), "%s", err.text);
	cr_assert_eq(fake.n, 2);
	cr_assert_leq(fake.now, 4000);
}

Test(http, a_control_character_is_not_sent)
{
	static const char *const answers[] = { GOOD, NULL };
	static const char *const headers[] = { "X-Mine: 1\r\nX-Other: 2", NULL };
	AUTO(http_answer) answer = HTTP_ANSWER;
	struct server server;
	struct fake fake = { 0 };
	struct err err = { 0 };

	cr_assert_eq(ask(answers, &fake, 60000, headers, &answer, &server, &err), -1);
	cr_assert_eq(err.kind, ERR_CALLER);
	cr_assert_eq(server.request[0], '\0');
}

/* What comes is not always text, and may end anywhere. */
Test(http, survives_any_answer)
{
	static const char *const odd[] = {
		"HTTP/1.1 200",
		"HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\nok",
		"HTTP/1.1 200 x\r\nContent-Length: -1\r\n\r\nok",
		"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nok",
		"HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok",
		"HTTP/1.1 301 x\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n",
		"\1\2\3",
	};

	for (size_t i = 0; i < ARRAY_SIZE(odd); i++) {
		const char *const answers[] = { odd[i], NULL };
		AUTO(http_answer) answer = HTTP_ANSWER;
		struct server server;
		struct fake fake = { 0 };
		struct err err = { 0 };

		cr_assert_eq(ask(answers, &fake, 5000, NULL, &answer, &server, &err), -1, "%s",
			     odd[i]);
		cr_assert_neq(err.text[0], '\0');
	}
}
