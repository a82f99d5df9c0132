/* The git repository of a workspace, with paths as the workspace has them. */
#ifndef PROGRAMS_CHECKOUT_H
#define PROGRAMS_CHECKOUT_H

#include "git/files.h"
#include "runner/report.h"

struct checkout {
	struct repository repository;
	/* Where the repository lies, seen from the workspace. */
	const char *above; /* folders between the workspace and a repository in it; "" */
	const char *below; /* folders between a repository around it and the workspace; "" */
};

/*
 * Starts git and opens the repository of the working directory; not above the workspace when that
 * is GitHub's. -1 with err set, also when there is none: what needs history cannot be known then.
 */
int checkout_open(struct checkout *checkout, struct report *report, struct err *err);
void checkout_release(struct checkout *checkout);

/* A path of the repository as one of the workspace; empty: it lies outside. */
int checkout_path(const struct checkout *checkout, const char *path, struct str *out,
		  struct err *err);

/*
 * Calls file for each file of HEAD and each that is neither tracked nor ignored, with its path in
 * the workspace; those outside the workspace are left out.
 */
int checkout_files(const struct checkout *checkout,
		   int (*file)(void *context, const struct repository_file *file, struct err *err),
		   void *context, struct err *err);

/* Whether git is told not to track a path of the workspace. */
bool checkout_ignores(const struct checkout *checkout, const char *path);

#endif
