import assert from "node:assert/strict";
import { test } from "node:test";

import { CommitSender } from "../../decision/outputs/panel/commit.js";

function post(send) {
  const sent = [];
  const told = [];
  let due = null;
  const sender = new CommitSender(send ?? ((message) => sent.push(message)), (waiting) => told.push(waiting), {
    set: (work) => (due = work),
    clear: () => (due = null),
  });
  return { sender, sent, told, wait: () => due?.(), waiting: () => due !== null };
}

const moves = (message) => message.moves.map((each) => each.x);

test("what is not answered is sent again, under the same number", () => {
  const { sender, sent, told, wait, waiting } = post();
  sender.post({ x: 1, gesture: "1" });
  wait();
  assert.deepEqual(sent.map((each) => [each.moves[0].x, each.moves[0].number, each.attempt]), [[1, 1, 0], [1, 1, 1]]);
  sender.answered(sender.panel, 1);
  assert.equal(sender.pending, false);
  assert.equal(waiting(), false);
  assert.deepEqual(told, [true, false]);
});

test("what comes while an answer is awaited goes along with what it was awaited for", () => {
  const { sender, sent } = post();
  sender.post({ x: 1, gesture: "1" });
  sender.post({ x: 2, gesture: "2" });
  assert.deepEqual(sent.map(moves), [[1], [1, 2]]);
  sender.answered(sender.panel, 1);
  assert.ok(sender.pending);
  sender.post({ x: 3, gesture: "3" });
  assert.deepEqual(moves(sent.at(-1)), [2, 3]);
});

test("what one gesture has led to is told once, under a number of its own", () => {
  const { sender, sent } = post();
  for (const [x, gesture] of [[1, "1"], [2, "2"], [3, "2"]]) sender.post({ x, gesture });
  assert.deepEqual(sent.at(-1).moves.map((each) => [each.x, each.number]), [[1, 1], [3, 3]]);
});

test("as many moves are kept as can be undone", () => {
  const { sender, sent } = post();
  for (let x = 1; x <= 120; x++) sender.post({ x, gesture: String(x) });
  assert.deepEqual(moves(sent.at(-1)), Array.from({ length: 100 }, (_, at) => at + 21));
});

test("the answer to an earlier move, or to another panel, settles nothing", () => {
  const { sender } = post();
  sender.post({ x: 1, gesture: "1" });
  sender.post({ x: 2, gesture: "2" });
  sender.answered(sender.panel, 1);
  sender.answered("another", 2);
  assert.deepEqual(sender.kept.map((each) => each.x), [2]);
});

test("a connection that is down loses nothing", () => {
  let up = false;
  const got = [];
  const { sender, wait } = post((message) => {
    if (!up) throw new Error("down");
    got.push(message);
  });
  sender.post({ x: 1, gesture: "1" });
  wait();
  up = true;
  wait();
  assert.equal(got.length, 1);
});

test("what became known since goes along when it is said again", () => {
  const { sender, sent } = post();
  sender.renew({ seen: 1 });
  assert.equal(sent.length, 0);
  sender.post({ x: 1, gesture: "1" }, { seen: 9 });
  sender.renew({ seen: 1 });
  assert.deepEqual(sent.map((each) => each.seen), [9, 1]);
});
