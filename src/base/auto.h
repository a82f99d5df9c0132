/*
 * Cleanup at the end of a scope: AUTO(str) text = STR_MAX(MiB); calls str_release(&text) on every
 * return. A release function accepts a zeroed object and one that is half built. It does not run on
 * exit().
 */
#ifndef BASE_AUTO_H
#define BASE_AUTO_H

#include <stddef.h>

#define AUTO(type) __attribute__((cleanup(type##_release))) struct type

#define KiB ((size_t)1024)
#define MiB (1024 * KiB)
#define GiB (1024 * MiB)

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
