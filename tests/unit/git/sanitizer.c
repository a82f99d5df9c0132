/* What AddressSanitizer is told about libgit2 1.5, which leaks on its own ways out. */
#if defined(__SANITIZE_ADDRESS__)

/* libgit2 keeps no frame pointers: without this a stack ends in it, and suppresses too much. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "fast_unwind_on_malloc=0"; }

const char *__lsan_default_options(void);
const char *__lsan_default_options(void) { return "print_suppressions=0"; }

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:git_merge_base\n"          /* a parent that is missing */
	       "leak:criterion_run_all_tests\n" /* Criterion itself, around the tests */
	       "leak:libpcre2\n";               /* a regular expression that does not match */
}

#endif
