import assert from "node:assert/strict";
import { test } from "node:test";

import { trackEnd } from "../../decision/outputs/panel/model.js";
import { apart, certain, chance, fixed, futures, headline, listed, nearestTurn, percent, points, singleAt, surety, threshold, turning, verdict } from "../../decision/outputs/panel/sentences.js";

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
  assert.deepEqual([0, 0.001, 0.5, 0.999, 1].map(chance), ["<1", "<1", 50, ">99", ">99"].map((x) => `best in ${x} %`));
});

test("names are listed as people list them", () => {
  assert.deepEqual([["a"], ["a", "b"], ["a", "b", "c"]].map(listed), ["a", "a and b", "a, b and c"]);
});

test("the nearest switching point is told, and what to do where its slider is too short", () => {
  const options = [{ short: "Extend" }, { short: "Buy" }];
  const switches = [{ low: 0, high: 0.9, lowTo: null, highTo: 1 }, { low: 0.1, high: 1, lowTo: 1, highTo: null }];
  const nearest = nearestTurn([0.3, 0.3], switches);
  assert.deepEqual([nearest.k, nearest.at, nearest.side], [1, 0.1, "less"]);
  const said = (needed, end = 100) => turning(options, [{ name: "Cost" }, { name: "Fit" }], nearest, needed, end);
  const sentence = "Buy overtakes if Fit counts for less than 10 %";
  assert.equal(said(8), `${sentence}.`);
  assert.equal(said(150, 200), `${sentence}.`);
  assert.equal(said(612.2), `${sentence}: type 613 points, or lower the others.`);
  assert.equal(said(4000), `${sentence}: lower the others, for no slider goes that far.`);
  assert.equal(nearestTurn([], []), null);
  assert.equal(turning(options, [], null, 0, 100), "");
});

test("sliders end where all that is on them has its place, and no farther than it is worth", () => {
  assert.deepEqual([trackEnd([3, 100], 0), trackEnd([3], 221), trackEnd([3], 301), trackEnd([623], 0)], [100, 300, 100, 1000]);
  assert.equal(trackEnd([3], 0, 300), 300);
});

test("many options that are hardly ever best are counted", () => {
  const options = ["A", "B", "C", "D", "E"].map((short) => ({ short }));
  const none = { count: 0, total: 8, weight: 0 };
  assert.equal(surety(options, [0, 1, 2, 3, 4], [0, 0.7, 0.3, 0.001, 0], [1], none), "B is best in 70 of 100 futures, C in 30 and the other 3 in fewer than 1: ahead, but not clearly.");
  const many = [..."ABCDEFGH"].map((short) => ({ ...options[0], short, name: short }));
  assert.equal(surety(many, [0, 1, 2, 3, 4, 5, 6, 7], [0.4, 0.2, 0.1, 0.09, 0.062, 0.06, 0.058, 0.03], [0], none), "A is best in 40 of 100 futures, B in 20, C in 10, D in 9 and the other 4 in at most 7 each: too close to call.");
  assert.equal(surety(options, [1, 2, 3], [1, 0, 0], [1], none), "B is best in more than 99 of 100 futures, C in fewer than 1 and D in fewer than 1: clear.");
});

test("who leads without being best most often is told", () => {
  const options = [{ short: "Extend" }, { short: "Buy" }];
  const led = { joint: [0] };
  assert.equal(apart(options, led, new Map([[0, 0.4], [1, 0.6]])), "Extend leads on average, but Buy is best more often: wide or lopsided ranges or varying weights can do that.");
  assert.equal(apart(options, led, new Map([[0, 0.6], [1, 0.4]])), "");
  assert.equal(apart(options, led, null), "");
  assert.equal(apart(options, { joint: [0, 1] }, new Map([[0, 0.4], [1, 0.6]])), "");
});

test("why nobody is ranked is told", () => {
  const said = (...outs) => headline(outs.map((out) => ({ out })), { order: [], ranks: [], joint: [] });
  assert.equal(said("left out", "left out"), "All options are left out; put one back.");
  assert.equal(said("excluded", "left out"), "Every option is excluded or left out, so none can be chosen.");
  assert.equal(said("excluded", "excluded"), "Every option is excluded, so none can be chosen.");
});

test("how sure is one scale, judged from the figure that is shown", () => {
  const said = [[0.8, true, 0], [0.796, true, 0], [0.6, true, 0.5], [0.594, true, 0], [0.9, false, 0], [0.9, true, 0.51]].map((each) => verdict(...each));
  assert.deepEqual(said, ["clear", "clear", "ahead, but not clearly", "too close to call", "too close to call", "not known"]);
});

test("what rests on single numbers is told, by the weights as they are", () => {
  const single = { count: 19, total: 20, open: [true, false], shares: [0.5, 1] };
  assert.deepEqual([certain(single, [1, 0]), certain(single, [0, 1])], [false, true]);
  const options = [{ short: "A" }, { short: "B" }];
  const said = (w) => surety(options, [0, 1], [0.99, 0.01], [0], singleAt(single, w));
  assert.equal(said([0.1, 0.9]), "A is best in 99 of 100 futures, B in 1; it is not known how sure this is. 19 of 20 ratings, 95 % of the weight, are single numbers; the chances leave out that they may be wrong.");
  assert.match(said([1, 0]), /B in 1: clear\. 19 of 20 ratings, 50 % of the weight/);
  const one = { count: 1, total: 4, weight: 0.25 };
  assert.match(surety(options, [0, 1], [0.99, 0.01], [0], one), /is a single number; the chances leave out that it may be wrong\.$/);
});

test("those that are level are told together", () => {
  const options = ["A", "B", "C"].map((short) => ({ short }));
  const none = { count: 0, total: 8, weight: 0 };
  assert.equal(surety(options, [0, 1, 2], [0.4, 0.4, 0.2], [0, 1], none), "A and B are best in 40 of 100 futures each, C in 20: too close to call.");
});

test("a threshold is rounded to the side on which it holds, and never onto where things stand", () => {
  assert.deepEqual([threshold(0.427, 0.3), threshold(0.303, 0.3), threshold(0.427, 0.9), threshold(0.9996, 0.5)], ["43 %", "30.3 %", "42 %", "99.97 %"]);
});
