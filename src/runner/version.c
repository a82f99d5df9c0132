#include "runner/version.h"

#ifdef PHOENIX_BUILT_FROM

/* Lines of tools/static/versions as string literals. */
static void put_parts(struct str *out)
{
	str_puts(out,
#include PHOENIX_BUILT_FROM
	);
}

#else

#include <git2/version.h>
#include <gnu/libc-version.h>
#include <libfyaml.h>
#include <openssl/crypto.h>
#include <utf8proc.h>
#include <zlib.h>

/* libgit2 belongs to another room, and is not linked into every program: its header has to do. */
static void put_parts(struct str *out)
{
	str_printf(out,
		   "compiler %s\n"
		   "glibc %s\n"
		   "openssl %s\n"
		   "libgit2 %s (header)\n"
		   "libfyaml %s\n"
		   "utf8proc %s\n"
		   "zlib %s\n",
		   __VERSION__, gnu_get_libc_version(), OpenSSL_version(OPENSSL_VERSION_STRING),
		   LIBGIT2_VERSION, fy_library_version(), utf8proc_version(), zlibVersion());
}

#endif

void version_print(struct str *out, bool verbose)
{
	str_puts(out, "phoenix " PHOENIX_VERSION "\n");
	if (verbose)
		put_parts(out);
}
