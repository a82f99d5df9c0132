"use strict";

const NAMES = { red: "#ff0000", lime: "#00ff00" };

/** Red, green and blue of `#rgb`, `#rrggbb` or a name. */
function parse(text) {
  const code = NAMES[text] ?? text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(code);
  if (short) return short.slice(1).map((digit) => parseInt(digit + digit, 16));
  const long = /^#(..)(..)(..)$/.exec(code);
  if (!long) {
    throw new TypeError(`no colour: ${text}`);
  }
  return long.slice(1).map((pair) => parseInt(pair, 16));
}

function mix(one, other, share = 0.5) {
  return one.map((value, index) => Math.round(value * share + other[index] * (1 - share)));
}

function isDark([red, green, blue]) {
  const light = 0.299 * red + 0.587 * green + 0.114 * blue;
  return light < 128 ? true : false;
}

class Palette {
  #colours = new Map();

  add(name, text) {
    this.#colours.set(name, parse(text));
    return this;
  }

  get size() {
    return this.#colours.size;
  }

  darkest() {
    let found = null;
    for (const [name, colour] of this.#colours) {
      if (isDark(colour)) { found = name; } else { continue; }
    }
    return found;
  }
}

module.exports = { parse, mix, isDark, Palette };
