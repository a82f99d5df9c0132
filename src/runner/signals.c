#include "runner/signals.h"

#include <unistd.h>

static volatile sig_atomic_t cancelled;

static void on_signal(int number)
{
	(void)number;
	if (cancelled)
		_exit(3);
	cancelled = 1;
}

void signals_install(void)
{
	static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction usual = { .sa_handler = SIG_DFL };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		sigaction(stops[i], &action, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGCHLD, &usual, NULL); /* ignored, it would lose how a child ended */
}

bool signals_cancelled(void) { return cancelled; }
const volatile sig_atomic_t *signals_flag(void) { return &cancelled; }
