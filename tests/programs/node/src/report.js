"use strict";

const { Palette, mix } = require("./colour.js");

function report(colours, write = console.log) {
  const palette = new Palette();
  for (const [name, text] of Object.entries(colours)) palette.add(name, text);
  switch (palette.size) {
    case 0:
      write("nothing");
      break;
    case 1:
      write("one colour");
      break;
    default:
      write(`${palette.size} colours`);
  }
  /* istanbul ignore next */
  /* c8 ignore next 3 */
  if (process.env.NEVER_SET) {
    write("never");
  }
  return mix([0, 0, 0], [255, 255, 255]);
}

module.exports = { report };
