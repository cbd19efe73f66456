/**
 * The live panel: weights and what follows from them, in one place and in the same moment.
 *
 * While a slider is dragged everything is computed here, once a frame. At rest the weights go to Python, whose answer
 * (more draws, every other page) then takes the place of what was shown.
 *
 * @typedef {object} Now  what Python says after each of its runs
 * @property {string} origin  of the heading that it belongs to
 * @property {string} session
 * @property {number} number  grows whenever the weights change
 * @property {string} panel  whose move was made last, empty if something else changed the weights since
 * @property {number} move   and which
 * @property {number[]} points
 * @property {number[]} shares  the last sound weights
 * @property {number[]} scores  with them
 * @property {number[]} file  points of the file
 * @property {string} problem  why the points give no weights
 * @property {{chances: number[], draws: number, note: string}|null} refined
 */

import { Bars, WORDS, table } from "./bars.js";
import { CommitSender } from "./commit.js";
import { element, mark, write } from "./dom.js";
import { Chances, moved, pointsFor, sharesOf, standing, switchOf, trackEnd } from "./model.js";
import { Row } from "./rows.js";
import { apart, barsInWords, certain, headline, nearestTurn, nothingVaries, sharesInPercent, singleAt, surety, threshold, turning, unknownAt } from "./sentences.js";

const A_CLICK = 4; // pixels: less than that is no drag
const SECOND_CLICK = 280; // milliseconds in which a second click may follow
const QUIET = 700; // before the answer is read out
const [LONG, LONGER] = [150, 230]; // characters of the answer, from which on its type is smaller, so that bars have room
const ZERO = "All weights are zero. Give at least one criterion some points.";
const LAST = "Until then this is the result of the last weights that could be used.";

/** How long an answer is: null where it is not. @param {string} words */
function lengthOf(words) {
  return words.length < LONG ? null : words.length < LONGER ? "1" : "2";
}

export class Panel {
  /** @param {import("./payload.js").Heading} heading @param {import("./model.js").Model} model */
  constructor(heading, model, send, held) {
    this.heading = heading;
    this.model = model;
    this.chances = new Chances(model);
    this.held = held ?? heading.criteria.map(() => false);
    this.points = heading.criteria.map(() => 1);
    this.sound = sharesOf(this.points);
    this.now = null;
    this.dragged = null;
    this.unsent = false;
    this.press = null;
    this.key = ""; // that is down
    this.end = trackEnd([0], 0); // of the sliders, in points
    this.gesture = 0; // counts what hands do from touching to letting go
    this.frame = 0;
    this.late = false;
    this.timers = {};
    this.sender = new CommitSender(send, (waiting) => this._overdue(waiting));
    this._build();
  }

  // --- what Python says ---------------------------------------------------------------------------------------

  /** @param {Now} now */
  receive(now) {
    if (now.origin !== this.heading.origin) return;
    const before = this.now;
    this.now = now;
    this.sender.answered(now.panel, now.move);
    const busy = this.sender.pending || this.unsent || this.dragged !== null;
    const restarted = before !== null && before.session !== now.session;
    const foreign = before !== null && now.number > before.number && now.panel !== this.sender.panel;
    if (restarted && busy) this.sender.renew({ seen: now.number });
    else if (before === null || foreign || !busy) this._adopt(now);
    if (now.refined === null || this.model.count === 0) this.chances.forget();
    else this.chances.refine(now.shares, now.refined.chances);
    this.box.classList.add("ready");
    this._schedule();
    this._quiet();
  }

  /** Show the weights that Python has, except the one that is in a hand just now. */
  _adopt(now) {
    this.sender.drop();
    this.points = now.points.map((x, k) => (k === this.dragged ? this.points[k] : x));
    this.end = trackEnd(this.points, 0); // under a hand sliders are never made shorter
    if (this.dragged === null) this._still();
    else this.start = [...this.points]; // the drag goes on from there
  }

  // --- what hands do --------------------------------------------------------------------------------------------

  _hands() {
    return {
      move: (k, x) => {
        this._tellBound(k);
        if (this.dragged === null) {
          if (this.press === null && this.key === "") this._begin(); // by voice, or by another aid
          this.start = [...this.points];
        }
        this.dragged = k;
        this._put(moved(this.start, k, x, this.held, this.end));
      },
      settle: () => {
        const click = this.press !== null && !this.press.far;
        this.press = null;
        this.dragged = null;
        // a click may be the first of two, and a key may still be down: what follows then belongs to it
        if (click) this._commit(SECOND_CLICK);
        else if (this.key === "") this._commit(0);
        else this._commit(Infinity);
      },
      type: (k, x) => {
        this._begin(); // leaving the field by a press elsewhere, whose gesture this is not
        this._set(k, x);
        this._begin();
      },
      reset: (k) => this.now !== null && this._set(k, this.now.file[k]),
      lock: (k) => {
        this.held[k] = !this.held[k];
        this.rows[k].hold(this.held[k]);
        this.rows.forEach((row) => row.tell(""));
        this._schedule();
      },
    };
  }

  /** A slider cannot move while all that could give way is held. */
  _tellBound(k) {
    const others = this.points.map((_, j) => j).filter((j) => j !== k);
    const bound = others.every((j) => this.held[j]) && others.some((j) => this.points[j] > 0);
    others.forEach((j) => this.rows[j].tell(""));
    this.rows[k].tell(bound ? "All other shares are held. Let one go first." : "");
  }

  _set(k, x) {
    this._tellBound(k);
    this.dragged = null;
    this._put(moved(this.points, k, x, this.held, Math.max(x, this.end)));
    this._commit(0);
  }

  _put(points) {
    this.points = points;
    this.unsent = true;
    this._schedule();
  }

  /** Something else is begun: what was done before it is a step of its own. */
  _begin() {
    this.flush();
    this.gesture += 1;
  }

  /** Tell Python where the sliders stand, after `wait` milliseconds without another move, or when told to. */
  _commit(wait) {
    clearTimeout(this.timers.commit);
    this.points = this.points.map((x) => Math.round(x * 1e4) / 1e4);
    if (wait === 0) this._post(); // first of all: Python can begin while this is drawn
    else if (wait < Infinity) this.timers.commit = setTimeout(() => this._post(), wait);
    this._schedule();
    this._quiet();
  }

  _post() {
    this._still();
    const ids = this.heading.criteria.map((each) => each.id);
    this._send({ points: Object.fromEntries(ids.map((id, k) => [id, this.points[k]])) });
  }

  _send(content) {
    const more = { origin: this.heading.origin, seen: this.now?.number ?? 0 };
    this.sender.post({ ...content, gesture: String(this.gesture) }, more);
  }

  _still() {
    clearTimeout(this.timers.commit);
    this.unsent = false;
  }

  /** No key is down any more. */
  _released() {
    this.key = "";
    this.flush();
  }

  /** Nothing may be left unsaid when the panel is left. */
  flush() {
    if (this.unsent && this.dragged === null) this._post();
  }

  close() {
    this.dragged = null;
    this.flush();
    cancelAnimationFrame(this.frame);
    Object.values(this.timers).forEach(clearTimeout);
    this.sizes.disconnect();
    this.box.remove();
  }

  // --- drawing ----------------------------------------------------------------------------------------------------

  /** Draw at once, so that the next frame has it; what comes before that frame is drawn once more, when it is made. */
  _schedule() {
    if (this.frame === 0) this._draw();
    else this.late = true;
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (this.late) this._draw();
    });
  }

  _draw() {
    this.late = false;
    if (this.now === null) return;
    const own = sharesOf(this.points);
    const atRest = !this.sender.pending && !this.unsent && this.dragged === null;
    const problem = own === null ? `${ZERO} ${LAST}` : atRest && this.now.problem ? `${this.now.problem} ${LAST}` : "";
    if (atRest) this.sound = this.now.shares;
    else if (own !== null) this.sound = own;
    const w = this.sound;
    const at = standing(this.model, w, atRest ? this.now.scores : undefined);
    const chances = this._chances(w, atRest);
    const sure = this._sure(w, at, chances);
    const byOption = chances === null ? null : new Map(this.model.ranked.map((m, a) => [m, chances[a]]));
    this.said = [headline(this.heading.options, at, byOption), sure];
    write(this.parts.headline, this.said[0]);
    mark(this.box, "data-long", lengthOf(this.said.join(" ")));
    write(this.parts.sure, sure);
    write(this.parts.open, at.joint.map((m) => this.heading.options[m].open).filter(Boolean).join(" "));
    this.bars.show(w, at, byOption);
    const turn = this._nearest(w, problem !== "");
    if (this.dragged === null) this.end = trackEnd(this.points, turn.needed, this.end);
    const shares = sharesInPercent(w);
    this.rows.forEach((row, k) => row.show(this.points[k], problem ? "–" : shares[k], k === this.dragged, this.end));
    this._turns(turn, w);
    write(this.parts.problem, problem);
    this.parts.problem.hidden = problem === "";
    this.box.classList.toggle("stale", problem !== "");
    this.box.getRootNode().host?.toggleAttribute("data-moving", !atRest); // the page fades what Python has yet to follow
    write(this.parts.note, chances === null ? "" : `${apart(this.heading.options, at, byOption)} ${this._note(atRest)}`.trim());
    this.last = { w, at, byOption };
  }

  /** P(best) by place among the ranked; null where there is no chance to speak of. */
  _chances(w, atRest) {
    const { ranked, count } = this.model;
    if (ranked.length === 0 || certain(this.heading.single, w)) return null;
    if (atRest) return this.now.refined?.chances ?? null;
    return count > 0 ? this.chances.at(w) : null;
  }

  _sure(w, at, chances) {
    const { options, single, unknown } = this.heading;
    const { ranked } = this.model;
    if (ranked.length > 0 && certain(single, w)) return nothingVaries(options, ranked, singleAt(single, w));
    return chances === null ? "" : surety(options, ranked, chances, at.joint, singleAt(single, w), unknownAt(unknown, at, ranked, w));
  }

  _note(atRest) {
    const how = "At the right: the score, and in how many of 100 futures an option is best, with these weights.";
    if (atRest) return `${how} ${this.now.refined?.note ?? ""}`;
    return `${how} While you move a weight: counted over ${this.model.count.toLocaleString("en")} futures, and over more when you let go.`;
  }

  /** Where the leader would change, by criterion, and where that is nearest; nowhere where weights are stale. */
  _nearest(w, stale) {
    const switches = this.heading.criteria.map((_, k) => (stale ? null : switchOf(this.model, w, k, this.held)));
    const nearest = nearestTurn(w, switches);
    const needed = nearest === null ? 0 : (pointsFor(this.points, nearest.k, nearest.at, this.held) ?? Infinity);
    return { switches, nearest, needed };
  }

  _turns({ switches, nearest, needed }, w) {
    const { options, criteria } = this.heading;
    this.rows.forEach((row, k) => {
      const found = switches[k];
      const turns = [];
      for (const [at, to, side] of found === null ? [] : [[found.low, found.lowTo, "below"], [found.high, found.highTo, "above"]]) {
        if (to === null) continue;
        const says = `${options[to].short} overtakes ${side} ${threshold(at, w[k])}.`;
        turns.push({ points: pointsFor(this.points, k, at, this.held), letter: options[to].letter, says });
      }
      row.turn(turns);
    });
    write(this.parts.turning, turning(options, criteria, nearest, needed, this.end));
  }

  /** What is done when nothing has moved for a while: reading out, and the words for those who cannot see. */
  _quiet() {
    clearTimeout(this.timers.quiet);
    this.timers.quiet = setTimeout(() => {
      if (this.dragged !== null || this.last === undefined) return;
      write(this.parts.spoken, this.said.filter(Boolean).join(" "));
      const { w, at, byOption } = this.last;
      this.parts.table.replaceChildren(element("p", { id: WORDS }, barsInWords(this.heading.options, at)), table(this.heading, at, w, byOption));
      this.rows.forEach((row) => row.rest());
    }, QUIET);
  }

  _overdue(waiting) {
    this.parts.waiting.hidden = !waiting;
    if (!waiting) this._schedule();
  }

  // --- building ---------------------------------------------------------------------------------------------------

  _build() {
    const { heading } = this;
    this.bars = new Bars(heading);
    const hands = this._hands();
    this.rows = heading.criteria.map((criterion, k) => new Row(criterion, k, hands));
    this.rows.forEach((row, k) => row.hold(this.held[k]));
    const hidden = (kind, more = {}) => element("div", { class: `unseen ${kind}`, ...more });
    this.parts = {
      headline: element("h1"),
      sure: element("p", { class: "sure", title: heading.rule }),
      open: element("p", { class: "open" }),
      problem: element("p", { class: "problem", role: "alert", hidden: "" }),
      turning: element("p", { class: "turning" }),
      note: element("p", { class: "note" }),
      waiting: element("p", { class: "waiting", role: "status", hidden: "" }, "No answer yet: the weights are kept here and sent again."),
      spoken: hidden("spoken", { "aria-live": "polite" }),
      table: hidden("table"),
    };
    const { headline, sure, open, problem, turning, note, waiting, spoken, table } = this.parts;
    const out = heading.exclusions.map((sentence) => element("p", { class: "out" }, sentence));
    const question = heading.question ? [element("p", { class: "question" }, heading.question)] : [];
    // one line, and all of it on a click: the answer stays where it is seen at once
    const about = heading.about ? [element("details", { class: "about" }, element("summary", {}, heading.about))] : [];
    const answer = element("section", { class: "answer" }, ...question, ...about, problem, element("div", { class: "told" }, headline, sure, open, this.bars.box, this.bars.axis));
    const more = element("section", { class: "more" }, turning, ...out, note, waiting);
    const presets = heading.presets.map(({ id, label, help }) => this._preset(id, label, help));
    const weights = element(
      "section",
      { class: "weights" },
      element("h2", {}, "What matters to us"),
      ...this.rows.map((row) => row.box),
      element("p", { class: "legend" }, element("span", { class: "turn" }), "the lead changes here. Double-click: as in the file."),
      element("div", { class: "presets", role: "group", "aria-label": "Weights to start from" }, element("span", { class: "note" }, "Start from"), ...presets),
    );
    const result = element("div", { class: "result" }, element("div", { class: "stuck" }, answer, more));
    this.box = element("div", { class: "live" }, result, weights, table, spoken);
    weights.addEventListener("pointerdown", (event) => {
      this.press = { x: event.clientX, far: false };
      if (event.pointerType !== "mouse") this._begin();
    });
    weights.addEventListener("mousedown", (event) => {
      if (event.detail < 2) this._begin(); // the second click of two goes on with what the first has begun
    });
    weights.addEventListener("pointermove", (event) => {
      if (this.press !== null && Math.abs(event.clientX - this.press.x) >= A_CLICK) this.press.far = true;
    });
    weights.addEventListener("keydown", (event) => {
      this.press = null;
      if (event.repeat) return; // a key that is held is one gesture, however far it moves
      this._begin();
      this.key = event.key;
    }, true);
    weights.addEventListener("keyup", () => this._released());
    this.box.addEventListener("focusout", () => this._released());
    this.sizes = new ResizeObserver(() => {
      this.bars.measure();
      requestAnimationFrame(() => this._schedule()); // not at once: drawing while sizes are told of would be told of again
    });
    this.sizes.observe(this.bars.box);
  }

  _preset(id, label, help) {
    const button = element("button", { type: "button", title: help }, label);
    button.addEventListener("click", () => {
      this._begin();
      this._still();
      this.held.fill(false); // what is held is meant for moves: these weights are all new
      for (const row of this.rows) {
        row.hold(false);
        row.tell("");
      }
      this._send({ preset: id });
    });
    return button;
  }
}
