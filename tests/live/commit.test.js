import assert from "node:assert/strict";
import { test } from "node:test";

import { CommitSender } from "../../decision/ui/live/commit.js";

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

test("what is not answered is sent again, under the same number", () => {
  const { sender, sent, told, wait, waiting } = post();
  sender.post({ x: 1 });
  wait();
  assert.deepEqual(sent.map((each) => [each.x, each.number, each.attempt]), [[1, 1, 0], [1, 1, 1]]);
  assert.ok(sender.answered(sender.panel, 1));
  assert.equal(waiting(), false);
  assert.deepEqual(told, [true, false]);
});

test("the answer to an earlier commit, or to another panel, settles nothing", () => {
  const { sender } = post();
  sender.post({ x: 1 });
  sender.post({ x: 2 });
  assert.equal(sender.answered(sender.panel, 1), false);
  assert.equal(sender.answered("another", 2), false);
  assert.equal(sender.pending.x, 2);
});

test("a connection that is down loses nothing", () => {
  let up = false;
  const got = [];
  const { sender, wait } = post((message) => {
    if (!up) throw new Error("down");
    got.push(message);
  });
  sender.post({ x: 1 });
  wait();
  up = true;
  wait();
  assert.equal(got.length, 1);
});

test("what became known since goes along when it is said again", () => {
  const { sender, sent } = post();
  sender.renew({ seen: 1 });
  assert.equal(sent.length, 0);
  sender.post({ x: 1, seen: 9 });
  sender.renew({ seen: 1 });
  assert.deepEqual(sent.map((each) => each.seen), [9, 1]);
});
