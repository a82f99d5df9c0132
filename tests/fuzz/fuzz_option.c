/*
 * A kind of input, a limit, a text: option_set refuses the text as a caller's error, or the value is
 * what the kind promises (runner/option.h).
 */
#include "runner_fuzz.h"

#include "base/clock.h"
#include "runner/option.h"

static const char *const colours[] = { "red", "green", "Blue", NULL };

static union {
	const char *text;
	bool flag;
	int64_t whole;
	struct decimal decimal;
	int index;
	struct strings list;
	struct pairs map;
} value, untouched;

static bool only(const char *text, const char *characters)
{
	return text[strspn(text, characters)] == '\0';
}

static void check_line(struct text line)
{
	must(line.len <= 4096 && utf8_is_valid(line.ptr, line.len));
	must(!line.len || (!memchr(line.ptr, '\n', line.len) && !memchr(line.ptr, '\r', line.len)));
}

/* Items stand in the order of the text, each a part of it between separators. */
static void check_list(enum option_kind kind, struct text text)
{
	bool json = kind == OPTION_LIST && text_starts(text, "[");

	must(value.list.n <= 10000);
	for (size_t i = 0; i < value.list.n; i++) {
		struct text item = text_of(value.list.at[i]);
		const char *at;

		check_line(item);
		if (json)
			continue;
		must(item.len && text_equal(item, text_trim(item)));
		must((at = memmem(text.ptr, text.len, item.ptr, item.len)) != NULL);
		text = text_from(text, (size_t)(at - text.ptr) + item.len);
	}
	if (!json && !text_is(text, "none")) /* what is left over holds no item */
		for (size_t i = 0; i < text.len; i++)
			must(strchr("\n,", text.ptr[i]) || !text_trim(text_from(text, i)).len ||
			     (unsigned char)text.ptr[i] >= 0x80 || text.ptr[i] <= ' ');
}

static void check_map(struct text text)
{
	must(value.map.n <= 10000);
	for (size_t i = 0; i < value.map.n; i++) {
		const struct pair *p = &value.map.at[i];

		must(p->key[0] && !strchr(p->key, '='));
		check_line(text_of(p->key));
		check_line(text_of(p->value));
		must(memmem(text.ptr, text.len, p->value, strlen(p->value)) != NULL);
		for (size_t k = 0; k < i; k++)
			must(strcmp(value.map.at[k].key, p->key) != 0);
	}
}

static void check_number(enum option_kind kind)
{
	AUTO(str) printed = STR_MAX(64);
	struct decimal again;

	decimal_print(&printed, value.decimal);
	must(num_decimal(all_of(&printed), &again) && !decimal_compare(again, value.decimal));
	if (kind == OPTION_PERCENT)
		must(value.decimal.units >= 0 &&
		     decimal_compare(value.decimal, (struct decimal){ 100, 0 }) <= 0);
}

static void check_time(void)
{
	AUTO(str) printed = STR_MAX(64);
	int64_t again;

	clock_print(&printed, value.whole);
	must(clock_parse(all_of(&printed), &again) && again == value.whole);
}

/* An address that a request can be sent to: who is asked can be read off it at a glance. */
static void check_url(const struct option *o)
{
	const char *url = value.text, *host = strstr(url, "://");
	bool plain = strncmp(url, "http://", 7) == 0;
	size_t len;

	must(host && (plain || strncmp(url, "https://", 8) == 0));
	host += 3;
	len = strcspn(host, "/?#");
	must(len && !memchr(host, '@', len) && !memchr(host, '\\', len));
	for (const char *c = url; *c; c++)
		must((unsigned char)*c > ' ' && *c != 0x7F);
	if (plain && !o->plain)
		must(strncmp(host, "127.0.0.1", 9) == 0 || strncasecmp(host, "localhost", 9) == 0 ||
		     strncmp(host, "[::1]", 5) == 0);
}

static void check_text(const struct option *o, struct text text)
{
	const char *t = value.text;
	size_t len = strlen(t);

	must(text_equal(text_of(t), text)); /* kept as it is */
	if (o->kind != OPTION_TEXT && o->kind != OPTION_SECRET)
		check_line(text);
	if (o->kind == OPTION_NAME)
		must(len <= 63 && only(t, "abcdefghijklmnopqrstuvwxyz0123456789-") && t[0] != '-' &&
		     t[len - 1] != '-');
	if (o->kind == OPTION_OBJECT_ID)
		must((len == 40 || len == 64) && only(t, "0123456789abcdef"));
	if (o->kind == OPTION_REVISION)
		must(t[0] != '-' && !strpbrk(t, " \t\v\f\x7f\x1b"));
	if (o->kind == OPTION_DATE)
		must(len == 10 && t[4] == '-' && t[7] == '-' && only(t, "0123456789-"));
	if (o->kind == OPTION_URL)
		check_url(o);
}

static void check(const struct option *o, struct text text)
{
	switch (o->kind) {
	case OPTION_BOOL:
		must(strncasecmp(text.ptr, value.flag ? "true" : "false", text.len) == 0);
		break;
	case OPTION_INT: must(value.whole >= o->min && (!o->max || value.whole <= o->max)); break;
	case OPTION_NUMBER:
	case OPTION_PERCENT: check_number(o->kind); break;
	case OPTION_DURATION:
	case OPTION_SIZE: must(value.whole >= 0); break;
	case OPTION_ENUM: must(value.index < 3 && text_is(text, colours[value.index])); break;
	case OPTION_LIST:
	case OPTION_LINES: check_list(o->kind, text); break;
	case OPTION_MAP: check_map(text); break;
	case OPTION_TIME: check_time(); break;
	default: check_text(o, text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena) arena = ARENA_MAX(64 * MiB);
	uint8_t kind = next_byte(&data, &size), limits = next_byte(&data, &size);
	struct option o = { .name = "x",
			    .kind = (enum option_kind)(kind % (OPTION_SECRET + 1)),
			    .value = &value,
			    .fallback = limits & 1 ? "red" : NULL,
			    .min = (int8_t)limits,
			    .max = limits & 2 ? 100 : 0,
			    .choices = colours,
			    .plain = limits & 4 };
	struct text text = { (const char *)data, size };
	struct err err = { 0 };
	int status;

	memset(&untouched, 0xA5, sizeof(untouched));
	memset(&value, 0xA5, sizeof(value));
	status = option_set(&o, "--x", text, &arena, &err);
	must(status == 0 || status == -1);
	must(err_is_set(&err) == (status < 0));
	if (status < 0) {
		must(err.kind == ERR_CALLER && strncmp(err.text, "--x: ", 5) == 0);
		must(!memcmp(&value, &untouched, sizeof(value)));
		return 0;
	}
	if (o.kind == OPTION_SECRET) {
		must(size ? !strncmp(value.text, text.ptr, size)
			  : !memcmp(&value, &untouched, sizeof(value)));
		return 0;
	}
	must(utf8_is_valid(text.ptr, size) && !(size && memchr(data, '\0', size)));
	text = text_trim(text);
	if (text.len)
		check(&o, text);
	else /* absent */
		must(!memcmp(&value, &untouched, sizeof(value)));
	return 0;
}
