/* Are the three libraries built from source what they should be? Prints what they say of themselves. */
#include <curl/curl.h>
#include <git2.h>
#include <openssl/crypto.h>
#include <stdio.h>

int main(void)
{
	const curl_version_info_data *curl;

	if (curl_global_init(CURL_GLOBAL_ALL) != 0 || git_libgit2_init() < 0)
		return 1;
	curl = curl_version_info(CURLVERSION_NOW);
	printf("curl %s %s\nprotocols", curl->version, curl->ssl_version);
	for (const char *const *name = curl->protocols; *name; name++)
		printf(" %s", *name);
	printf("\nhttp2 %d\nunix-sockets %d\n", (curl->features & CURL_VERSION_HTTP2) != 0,
	       (curl->features & CURL_VERSION_UNIX_SOCKETS) != 0);
	printf("git %s https %d ssh %d\n", LIBGIT2_VERSION,
	       (git_libgit2_features() & GIT_FEATURE_HTTPS) != 0,
	       (git_libgit2_features() & GIT_FEATURE_SSH) != 0);
	printf("openssl %s\n%s\n", OpenSSL_version(OPENSSL_VERSION), OpenSSL_version(OPENSSL_DIR));
	printf("%s\n", OpenSSL_version(OPENSSL_CFLAGS));
	return 0;
}
