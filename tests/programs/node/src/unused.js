"use strict";

/** No test loads this file. */
function shout(text) {
  if (!text) {
    return "";
  }
  return `${text.toUpperCase()}!`;
}

module.exports = { shout };
