/* Starts programs in turns and says how long each takes from exec to exit: start RUNS COMMAND...
 * A COMMAND is words between blanks. One line each: least and median in ms, peak memory in MiB. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

struct command {
	char *words[16];
	double *ms;
	long peak_kib;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double start(struct command *command, const posix_spawn_file_actions_t *quiet)
{
	struct rusage used;
	double before = now_ms();
	int status;
	pid_t pid;

	if (posix_spawn(&pid, command->words[0], quiet, NULL, command->words, environ) != 0 ||
	    wait4(pid, &status, 0, &used) != pid || status != 0) {
		fprintf(stderr, "start: %s did not start and end well\n", command->words[0]);
		exit(1);
	}
	command->peak_kib = used.ru_maxrss;
	return now_ms() - before;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int main(int argc, char **argv)
{
	size_t runs = argc > 2 ? strtoul(argv[1], NULL, 10) : 0, n = (size_t)argc - 2;
	struct command *commands;
	posix_spawn_file_actions_t quiet;

	if (runs == 0)
		return 2;
	commands = calloc(n, sizeof(*commands));
	for (size_t i = 0; i < n; i++) {
		size_t words = 0;

		commands[i].ms = calloc(runs, sizeof(double));
		for (char *word = strtok(argv[i + 2], " "); word && words < 15;
		     word = strtok(NULL, " "))
			commands[i].words[words++] = word;
	}
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	for (size_t run = 0; run < runs; run++)
		for (size_t i = 0; i < n; i++)
			commands[i].ms[run] = start(&commands[i], &quiet);
	for (size_t i = 0; i < n; i++) {
		qsort(commands[i].ms, runs, sizeof(double), ascending);
		printf("%.3f %.3f %.1f %s\n", commands[i].ms[0], commands[i].ms[runs / 2],
		       (double)commands[i].peak_kib / 1024, commands[i].words[0]);
	}
	return 0;
}
