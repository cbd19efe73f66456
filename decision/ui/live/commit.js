/**
 * Telling Python, and telling it again until it has said that it knows.
 *
 * A message that is sent while the connection is down is lost without a word, so the last one is kept and sent again
 * until what comes back names it. Python takes each only once, by its number.
 */

const AGAIN = 2000; // milliseconds between two attempts

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
    this.pending = null;
    this.timer = null;
  }

  /** Send something new; what was still under way is superseded by it. @param {object} content */
  post(content) {
    this.number += 1;
    this.pending = { ...content, panel: this.panel, number: this.number };
    this._attempt(0);
  }

  /** Python has spoken: it has taken commit `number` of `panel`. */
  answered(panel, number) {
    if (this.pending === null || panel !== this.panel || number < this.pending.number) return false;
    this.drop();
    return true;
  }

  /** What is under way is no longer wanted. */
  drop() {
    this.pending = null;
    if (this.timer !== null) this.clear(this.timer);
    this.timer = null;
    this.tell(false);
  }

  /** Say again what is under way, on what has become known since. @param {object} more */
  renew(more) {
    if (this.pending === null) return;
    this.pending = { ...this.pending, ...more };
    this._attempt(0);
  }

  _attempt(count) {
    if (this.timer !== null) this.clear(this.timer);
    this.timer = this.set(() => this._attempt(count + 1), AGAIN);
    if (count > 0) this.tell(true);
    try {
      this.send({ ...this.pending, attempt: count });
    } catch {
      // the connection is down in a way that says so; the next attempt comes by itself
    }
  }
}
