/** A row for every criterion: name, share, points to type, a lock, and the slider with the marks where the leader turns. */

import { element, mark, padlock, style, write } from "./dom.js";
import { MOST_POINTS } from "./model.js";
import { readNumber } from "./number_text.js";
import { fixed } from "./sentences.js";

/**
 * @typedef {object} Handlers  what a row does when it is used
 * @property {(k: number, x: number) => void} move  a slider is at x, perhaps on its way
 * @property {(k: number, at: {typed: boolean}) => void} settle  and has come to rest
 * @property {(k: number, x: number) => void} type  points were typed
 * @property {(k: number) => void} reset  back to the file's weight
 * @property {(k: number) => void} lock
 */

/** Points as they are typed: no decimals that say nothing. */
export function plainPoints(x) {
  return String(Number(fixed(x, 1)));
}

export class Row {
  /** @param {{id: string, name: string, colour: string}} criterion @param {number} k @param {Handlers} handlers */
  constructor(criterion, k, handlers) {
    this.criterion = criterion;
    this.refused = null; // what was typed and not understood: it stays, with the reason, until other points are there
    this.end = 100;
    this.range = element("input", { type: "range", min: "0", max: "100", step: "1", "aria-label": criterion.name });
    this.typed = element("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", class: "points", "aria-label": `Points for ${criterion.name}`, "aria-description": `0 to ${MOST_POINTS}`,
    });
    this.share = element("b", { class: "share", "aria-hidden": "true" });
    this.why = element("span", { class: "why", role: "status", hidden: "" });
    this.lock = element("button", { type: "button", class: "lock", "aria-pressed": "false", "aria-label": `Hold the share of ${criterion.name}` }, padlock());
    this.lock.title = "Hold this share while others move";
    this.marks = [0, 1].map(() => element("span", { class: "turn", hidden: "" }, element("i")));
    const slide = element("div", { class: "slide" }, element("span", { class: "track" }), ...this.marks, this.range);
    this.box = element(
      "div",
      { class: "row", style: `--own:${criterion.colour}` },
      element("i", { class: "swatch" }),
      element("span", { class: "name" }, criterion.name),
      this.typed,
      this.share,
      this.lock,
      slide,
      this.why,
    );
    this._listen(k, handlers);
  }

  _listen(k, handlers) {
    const { range, typed } = this;
    range.addEventListener("input", () => handlers.move(k, Number(range.value)));
    range.addEventListener("change", () => handlers.settle(k, { typed: false }));
    range.addEventListener("dblclick", () => handlers.reset(k));
    range.addEventListener("keydown", (event) => {
      if (event.key !== "Backspace" && event.key !== "Delete") return;
      event.preventDefault();
      handlers.reset(k);
    });
    typed.addEventListener("focus", () => typed.select());
    typed.addEventListener("change", () => {
      const { x, why } = readNumber(typed.value, 0, MOST_POINTS);
      if (why !== undefined) {
        typed.setAttribute("aria-invalid", "true");
        this.refused = typed.value;
        this.tell(`${why}. ${plainPoints(this.points)} stays.`);
        return;
      }
      this.refused = null;
      this.lastTyped = typed.value; // which gives way to how the number is written here
      this.tell("");
      handlers.type(k, x);
    });
    typed.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (this.refused !== null) this.tell("");
      this.refused = null;
      this.showTyped(true);
    });
    typed.addEventListener("blur", () => this.showTyped(true));
    this.lock.addEventListener("click", () => handlers.lock(k));
  }

  /** Say beside the slider why something was not done; nothing takes it back. @param {string} why */
  tell(why) {
    write(this.why, why);
    this.why.hidden = why === "";
  }

  /**
   * @param {number} points @param {string} share @param {boolean} dragged  whose thumb is in a hand
   * @param {number} end  points at the right end of the track
   */
  show(points, share, dragged, end) {
    if (this.refused !== null && points !== this.points) {
      this.refused = null;
      this.tell("");
    }
    this.points = points;
    this.end = end;
    if (this.range.max !== String(end)) this.range.max = String(end);
    write(this.share, share);
    if (!dragged && Number(this.range.value) !== Math.round(points)) this.range.value = String(Math.round(points));
    style(this.box, "--at", String(Math.min(1, points / end)));
    if (dragged) this._speak();
    this.showTyped(false);
  }

  /** The points, unless somebody is typing others. */
  showTyped(even) {
    if (this.refused !== null) return;
    if (!even && this.typed.getRootNode().activeElement === this.typed && document.activeElement !== null) {
      if (this.typed.value === this.lastTyped) this._setTyped();
      return;
    }
    this._setTyped();
  }

  _setTyped() {
    const text = plainPoints(this.points);
    if (this.typed.value !== text) this.typed.value = text;
    this.lastTyped = text;
    mark(this.typed, "aria-invalid", null);
  }

  /** @param {boolean} held */
  hold(held) {
    mark(this.lock, "aria-pressed", String(held));
    this.box.classList.toggle("held", held);
  }

  /**
   * Where on the track the leader would change, and who takes over there.
   * @param {{points: number|null, letter: string, colour: string, ink: string, says: string}[]} turns
   */
  turn(turns) {
    this.marks.forEach((each, at) => {
      const { points } = turns[at] ?? { points: null };
      const seen = points !== null && points >= 0 && points <= this.end;
      each.hidden = !seen;
      if (seen) style(each, "--turn", (points / this.end).toFixed(4));
      if (seen) write(each.firstChild, turns[at].letter);
    });
    this.says = turns.filter((each) => each.points !== null).map((each) => each.says).join(" ");
  }

  _speak() {
    mark(this.range, "aria-valuetext", `${plainPoints(this.points)} points, ${this.share.textContent}`);
  }

  /** What is said only at rest, for those who hear it. */
  rest() {
    this._speak();
    mark(this.range, "aria-description", this.says || null);
  }
}
