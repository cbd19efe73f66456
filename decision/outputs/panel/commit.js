/**
 * Telling Python, and telling it again until it has said that it knows.
 *
 * A message that is sent while the connection is down is lost without a word, and of two that come while Python is at
 * work only the later may be heard. So every move is kept until what comes back names it, and each message holds all
 * that are kept. Python makes each move only once, by its number.
 */

const AGAIN = 2000; // milliseconds between two attempts
const MOST_MOVES = 100; // moves that are kept: as many as can be undone

export class CommitSender {
  /**
   * @param {(message: object) => void} send
   * @param {(waiting: boolean) => void} tell  called when an answer is overdue, and when it came
   * @param {{set?: typeof setTimeout, clear?: typeof clearTimeout}} clock
   */
  constructor(send, tell = () => {}, clock = {}) {
    this.send = send;
    this.tell = tell;
    this.set = clock.set ?? ((work, wait) => setTimeout(work, wait));
    this.clear = clock.clear ?? ((timer) => clearTimeout(timer));
    // not a UUID: those are withheld from pages that are not served securely
    this.panel = Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 8)).join("");
    this.number = 0;
    this.kept = [];
    this.more = {};
    this.timer = null;
  }

  /** Whether there is something that Python has not said it knows. */
  get pending() {
    return this.kept.length > 0;
  }

  /**
   * Send a move with what is still under way; what it adds to a gesture takes the place of what that gesture had led to.
   * @param {{gesture: string}} move @param {object} more  what holds for the whole message
   */
  post(move, more) {
    this.number += 1;
    if (this.kept.at(-1)?.gesture === move.gesture) this.kept.pop();
    this.kept = [...this.kept, { ...move, number: this.number }].slice(-MOST_MOVES);
    this.more = more;
    this._attempt(0);
  }

  /** Python has spoken: it has made move `number` of `panel`. */
  answered(panel, number) {
    if (panel !== this.panel) return;
    const before = this.kept.length;
    this.kept = this.kept.filter((move) => move.number > number);
    if (before > 0 && !this.pending) this.drop();
  }

  /** What is under way is no longer wanted. */
  drop() {
    this.kept = [];
    if (this.timer !== null) this.clear(this.timer);
    this.timer = null;
    this.tell(false);
  }

  /** Say again what is under way, on what has become known since. @param {object} more */
  renew(more) {
    if (!this.pending) return;
    this.more = { ...this.more, ...more };
    this._attempt(0);
  }

  _attempt(count) {
    if (this.timer !== null) this.clear(this.timer);
    this.timer = this.set(() => this._attempt(count + 1), AGAIN);
    if (count > 0) this.tell(true);
    try {
      this.send({ ...this.more, panel: this.panel, moves: this.kept, attempt: count });
    } catch {
      // the connection is down in a way that says so; the next attempt comes by itself
    }
  }
}
