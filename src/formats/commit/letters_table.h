/* The tables behind letters.h. */
#ifndef FORMATS_COMMIT_LETTERS_TABLE_H
#define FORMATS_COMMIT_LETTERS_TABLE_H

#include <stdint.h>

#define LETTERS_SPECIALS   102
#define LETTERS_ASCII_FROM 0xC0
#define LETTERS_ASCII_TO   0x180

struct letters_special {
	uint16_t from;
	uint16_t to[3]; /* ended by 0 when shorter */
};

extern const struct letters_special letters_specials[LETTERS_SPECIALS];
extern const char *const letters_ascii[LETTERS_ASCII_TO - LETTERS_ASCII_FROM];

#endif
