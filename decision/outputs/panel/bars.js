/** The options as bars of contributions, best first, each with its score and how often it is best. */

import { element, mark, style, write } from "./dom.js";
import { TIE } from "./model.js";
import { chance, listed, points, sharesInPercent } from "./sentences.js";

export const WORDS = "bars-in-words"; // where what the bars show is said
const LABELLED = 30; // pixels from which on a part has room for its figure

export class Bars {
  /** @param {import("./payload.js").Heading} heading */
  constructor(heading) {
    this.heading = heading;
    this.bars = heading.options.map((option) => this._bar(option));
    this.axis = element("div", { class: "axis", "aria-hidden": "true" }, ...[0, 20, 40, 60, 80, 100].map((x) => element("span", {}, String(x))));
    this.box = element("div", { class: "bars", role: "img", "aria-label": "The options as bars, best first", "aria-describedby": WORDS }, ...this.bars.map((bar) => bar.box));
    this.box.style.setProperty("--count", String(heading.options.length));
    this.width = 0;
  }

  _bar(option) {
    const colour = option.excluded ? this.heading.grey[0].colour : option.colour;
    const ink = option.excluded ? this.heading.grey[0].ink : option.ink;
    let seen = 0;
    const parts = this.heading.criteria.map((criterion, k) => {
      const grey = this.heading.grey[1 + (seen++ % 2)];
      const { colour, ink } = option.excluded ? grey : criterion;
      const part = element("span", { class: "part", style: `background:${colour};color:${ink}` }, element("em"));
      part.addEventListener("pointerenter", () => (part.title = this._says(option, k)));
      return part;
    });
    const score = element("b", { class: "score" });
    const chance = element("span", { class: "chance" });
    const stroke = element("span", { class: "stroke", hidden: "" });
    const unknown = element("span", { class: "part unknown", hidden: "" }, element("em"));
    unknown.addEventListener("pointerenter", () => (unknown.title = this._saysUnknown(option)));
    const chip = element("i", { class: "chip", style: `background:${colour};color:${ink}` }, option.letter);
    const head = element("div", { class: "head" }, chip, element(option.excluded ? "s" : "span", { class: "name" }, option.name), score, chance);
    const box = element("div", { class: option.excluded ? "bar out" : "bar" }, head, element("div", { class: "stack" }, ...parts, unknown, stroke));
    return { option, box, parts, score, chance, stroke, unknown };
  }

  /** What nobody knows yet of option m on criterion k: from nothing to so many points. */
  _unknown(m, k) {
    const shares = this.heading.unknown.shares[m];
    return shares === undefined ? 0 : 100 * this.w[k] * shares[k];
  }

  _saysUnknown(option) {
    const m = this.heading.options.indexOf(option);
    const named = this.heading.criteria.filter((_, k) => this._unknown(m, k) > 0).map(({ name }) => name);
    return `Still open: ${listed(named)}, anything from 0 to ${points(this._unknownOf(m))} points`;
  }

  _unknownOf(m) {
    return this.w.reduce((sum, _, k) => sum + this._unknown(m, k), 0);
  }

  _says(option, k) {
    const m = this.heading.options.indexOf(option);
    const { name } = this.heading.criteria[k];
    const gives = points(this._known(m, k));
    return `${name}: ${this.heading.ratings[m][k]}, weight ${sharesInPercent(this.w)[k]}, ${gives} points`;
  }

  /** What the box is wide decides which figures have room. */
  measure() {
    this.width = this.box.clientWidth;
    const { scrollHeight, clientHeight } = this.box;
    mark(this.box, "tabindex", scrollHeight > clientHeight + 1 ? "0" : null); // what scrolls can be reached by keyboard
  }

  /**
   * @param {number[]} w @param {import("./model.js").Standing} standing
   * @param {Map<number, number>|null} chances  by m, of those that are ranked
   */
  show(w, standing, chances) {
    this.w = w;
    const { values } = this.heading;
    const ends = values.map((_, m) => this._ends(m));
    const low = Math.min(0, ...ends.map((end) => end.low));
    const high = Math.max(100, ...ends.map((end) => end.high));
    const scale = 100 / (high - low);
    this._ticks(low, high);
    this.bars.forEach((bar, m) => {
      style(bar.box, "--place", String(standing.order.indexOf(m)));
      write(bar.score, points(standing.scores[m]));
      write(bar.chance, bar.option.out || (chances?.has(m) ? chance(chances.get(m)) : ""));
      let right = 0;
      let left = 0;
      bar.parts.forEach((part, k) => {
        const size = this._known(m, k);
        const from = size >= 0 ? right : left + size;
        if (size >= 0) right += size;
        else left += size;
        style(part, "left", `${((from - low) * scale).toFixed(3)}%`);
        style(part, "width", `${(Math.abs(size) * scale).toFixed(3)}%`);
        const roomy = (Math.abs(size) * scale * this.width) / 100 >= LABELLED;
        write(part.firstChild, roomy ? points(size) : "");
      });
      const unknown = this._unknownOf(m); // its whole width, at the end
      bar.unknown.hidden = unknown === 0;
      style(bar.unknown, "left", `${((right - low) * scale).toFixed(3)}%`);
      style(bar.unknown, "width", `${(unknown * scale).toFixed(3)}%`);
      write(bar.unknown.firstChild, (unknown * scale * this.width) / 100 >= LABELLED ? "open" : "");
      bar.stroke.hidden = left >= 0 && unknown === 0;
      if (!bar.stroke.hidden) style(bar.stroke, "left", `${((standing.scores[m] - low) * scale).toFixed(3)}%`);
    });
    this.box.classList.toggle("chances", chances !== null || this.heading.options.some((option) => option.out));
  }

  /** The points that option m has on criterion k but for what is open, of which one half is expected. */
  _known(m, k) {
    const size = 100 * this.w[k] * this.heading.values[m][k] - this._unknown(m, k) / 2;
    return Math.abs(size) < TIE ? 0 : size;
  }

  _ends(m) {
    let low = 0;
    let high = this._unknownOf(m);
    this.w.forEach((_, k) => {
      const size = this._known(m, k);
      if (size < 0) low += size;
      else high += size;
    });
    return { low, high };
  }

  _ticks(low, high) {
    [...this.axis.children].forEach((tick, at) => {
      const place = ((20 * at - low) / (high - low)) * 100;
      style(tick, "left", `${place.toFixed(2)}%`);
    });
  }
}

/** The same as a table, for those who cannot see bars. */
export function table(heading, standing, w, chances) {
  const head = ["Option", "Rank", "Score", "Best in", ...heading.criteria.map((each) => each.name)];
  const cell = (text) => element("td", {}, text);
  const rows = standing.order.map((m) => {
    const option = heading.options[m];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, option.name),
      cell(standing.ranks[m] === null ? option.out : String(standing.ranks[m])),
      cell(points(standing.scores[m])),
      cell(chances?.has(m) ? chance(chances.get(m)).replace("best in ", "") : ""),
      ...heading.criteria.map((_, k) => cell(points(100 * w[k] * heading.values[m][k]))),
    );
  });
  return element(
    "table",
    {},
    element("caption", {}, "Points of each option, best first"),
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows),
  );
}
