import assert from "node:assert/strict";
import { test } from "node:test";

import { chance, fixed, futures, listed, percent, points, turning } from "../../decision/ui/live/sentences.js";

test("halves go to the even digit", () => {
  assert.deepEqual([0.5, 1.5, 2.5, -0.5].map((x) => fixed(x, 0)), ["0", "2", "2", "-0"]);
  assert.deepEqual([0.25, 0.75, 0.35].map((x) => fixed(x, 1)), ["0.2", "0.8", "0.3"]);
});

test("nothing is said of nothing that would look like something", () => {
  assert.equal(points(-0.01), "0.0");
  assert.equal(percent(0), "0 %");
  assert.equal(percent(0.002), "0.2 %");
  assert.equal(percent(0.0001), "< 0.1 %");
});

test("chances that round away are said as such", () => {
  assert.equal(futures(0), "fewer than 1 of 100");
  assert.equal(futures(1), "more than 99 of 100");
  assert.deepEqual([0, 0.001, 0.5, 0.999, 1].map(chance), [0, "<1", 50, ">99", 100].map((x) => `best in ${x} %`));
});

test("names are listed as people list them", () => {
  assert.deepEqual([["a"], ["a", "b"], ["a", "b", "c"]].map(listed), ["a", "a and b", "a, b and c"]);
});

test("the nearest switching point is told", () => {
  const options = [{ short: "Extend" }, { short: "Buy" }];
  const switches = [{ low: 0, high: 0.9, lowTo: null, highTo: 1 }, { low: 0.1, high: 1, lowTo: 1, highTo: null }];
  const said = turning(options, [{ name: "Cost" }, { name: "Fit" }], [0.3, 0.3], switches);
  assert.equal(said, "Buy overtakes if Fit counts for less than 10 %.");
  assert.equal(turning(options, [], [], []), "");
});
