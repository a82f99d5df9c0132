/* One transfer by libcurl: for http.c alone. */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "net/http.h"

int transfer_open(struct http *http, struct err *err);
void transfer_close(struct http *http);

enum transfer_end {
	TRANSFER_DONE,   /* with some status */
	TRANSFER_BROKEN, /* by the network: another try may do better */
	TRANSFER_FAILED, /* it would fail again */
};

/* Fills the answer anew; the memory of the last one stays, for its texts. err says why there is
 * none, without the address. */
enum transfer_end transfer_run(struct http *http, const struct http_request *request,
			       struct http_answer *answer, struct err *err);

#endif
