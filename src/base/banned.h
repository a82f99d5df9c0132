/*
 * Functions that this house does not call, made unusable in every file (the compiler is told to
 * include this page first). The idea is git's banned.h.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <signal.h>

#pragma GCC poison strcpy strcat strncpy strncat strtok sprintf vsprintf gets atoi atol atof \
	sscanf system popen
#pragma GCC poison localtime gmtime asctime mktemp

/* `signal` is also the name of a header and of struct members in libc, `ctime` of a member in
 * libgit2, so only a call of them is refused. */
#undef signal
#define signal(a, b) banned_signal_use_sigaction
#undef ctime
#define ctime(a) banned_ctime_use_base_clock

#endif
