import assert from "node:assert/strict";
import { test } from "node:test";

import { Chances, Firsts, moved, sharesOf, standing, switchOf } from "../../decision/outputs/panel/model.js";

const plain = (values, ranked = values.map((_, m) => m)) => ({ values, draws: values, count: 0, ranked });
const near = (one, other, within = 1e-12) => assert.ok(Math.abs(one - other) <= within, `${one} is not ${other}`);

test("shares sum to one, and there are none of nothing", () => {
  assert.deepEqual(sharesOf([1, 3]), [0.25, 0.75]);
  assert.equal(sharesOf([0, 0]), null);
});

test("ties share a rank, and the excluded have none", () => {
  const at = standing(plain([[0.5, 0.5], [0.5, 0.5], [0.2, 0.2], [1, 1]], [0, 1, 2]), [0.5, 0.5]);
  assert.deepEqual(at.ranks, [1, 1, 3, null]);
  assert.deepEqual(at.order, [0, 1, 2, 3]);
  assert.equal(at.margin, 0);
});

test("those level with the first are first, however close others are to them", () => {
  const values = [[0.5], [0.5 + 8e-12], [0.5 + 16e-12]]; // scores 8e-10 apart
  assert.deepEqual(standing(plain(values), [1]).ranks, [3, 1, 1]);
  const draws = values.map(([v]) => [Float64Array.of(v)]);
  assert.deepEqual([...new Firsts({ values, draws, count: 1, ranked: [0, 1, 2] }).take([1])], [0, 0.5, 0.5]);
});

test("a tie in a draw is shared", () => {
  const model = { values: [[0], [0]], draws: [[Float64Array.of(0.5, 0.2)], [Float64Array.of(0.5, 0.1)]], count: 2, ranked: [0, 1] };
  assert.deepEqual([...new Firsts(model).take([1])], [0.75, 0.25]);
});

test("without a held share the other sliders stay", () => {
  assert.deepEqual(moved([10, 20, 30], 1, 50, [false, false, false]), [10, 50, 30]);
});

test("a held share stays while the free ones give way in proportion", () => {
  for (const x of [0, 5, 40, 70, 100]) {
    const before = [10, 20, 30, 40];
    const next = moved(before, 1, x, [true, false, false, false]);
    const shares = sharesOf(next);
    near(shares[0], 0.1);
    near(shares[1], Math.min(x, 90) / 100);
    near(shares[2] * 40, shares[3] * 30);
    assert.ok(next.every((each) => each >= 0 && each <= 100));
  }
});

test("no slider is pushed beyond its end by a held share", () => {
  const next = moved([100, 100, 100], 1, 0, [true, false, false]);
  assert.ok(Math.max(...next) <= 100);
  near(sharesOf(next)[0], 1 / 3);
  assert.deepEqual(moved([100, 100, 100], 1, 0, [true, false, false], 200), [100, 0, 200]);
});

test("what is held moves when it is moved itself", () => {
  assert.deepEqual(moved([10, 20, 70], 0, 40, [true, false, false]), [40, 20, 70]);
});

test("where all others are held nothing can give way", () => {
  assert.deepEqual(moved([10, 20], 0, 90, [false, true]), [10, 20]);
});

test("free criteria without points share what becomes free", () => {
  assert.deepEqual(moved([50, 50, 0, 0], 1, 30, [true, false, false, false]), [50, 30, 10, 10]);
});

test("at its switching point a share leaves two options level, whatever is held", () => {
  const model = plain([[0.9, 0.1, 0.5], [0.2, 0.8, 0.4]]);
  const w = [0.6, 0.2, 0.2];
  for (const held of [[false, false, false], [false, false, true]]) {
    const found = switchOf(model, w, 0, held);
    assert.equal(found.lowTo, 1);
    const kept = held[2] ? 0.2 : 0;
    const rest = 1 - kept - found.low;
    const there = held[2] ? [found.low, rest, 0.2] : [found.low, rest / 2, rest / 2];
    const { scores } = standing(model, there);
    near(scores[0], scores[1], 1e-9);
  }
});

/** The same few numbers each time. */
function* random(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("few draws led by many are nearer to the truth than few alone", () => {
  const numbers = random(7);
  const next = () => numbers.next().value;
  const draws = (n) => [0, 1].map(() => [0, 1].map(() => Float64Array.from({ length: n }, next)));
  const of = (all, n) => ({ values: [[0, 0], [0, 0]], draws: all.map((row) => row.map((v) => v.subarray(0, n))), count: n, ranked: [0, 1] });
  let led = 0;
  let alone = 0;
  for (let repeat = 0; repeat < 40; repeat++) {
    const all = draws(8000);
    const [many, few] = [of(all, 8000), of(all, 400)];
    const [before, after] = [[0.5, 0.5], [0.6, 0.4]];
    const chances = new Chances(few);
    chances.refine(before, [...new Firsts(many).take(before)]);
    assert.deepEqual(chances.at(before), [...new Firsts(many).take(before)]);
    const truth = new Firsts(many).take(after)[0];
    led += (chances.at(after)[0] - truth) ** 2;
    alone += (new Firsts(few).take(after)[0] - truth) ** 2;
    near(chances.at(after).reduce((sum, p) => sum + p, 0), 1);
  }
  assert.ok(led < alone / 3, `${led} against ${alone}`);
});
