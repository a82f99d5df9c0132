"use strict";

const assert = require("node:assert");
const { parse, Palette } = require("./src/colour.js");
const { report } = require("./src/report.js");

assert.deepStrictEqual(parse("#fff"), [255, 255, 255]);
assert.deepStrictEqual(parse("red"), [255, 0, 0]);
assert.strictEqual(new Palette().add("night", "#000020").darkest(), "night");
assert.deepStrictEqual(report({ a: "#010203", b: "lime" }, () => {}), [128, 128, 128]);
