/**
 * The panel on a page of its own, which asks nobody: what Python would answer to a move is worked out here.
 *
 * Scores are those of the engine with any weights. Chances are the engine's own count with the weights of the file; with
 * others they are counted over the draws that the page holds, led by that count.
 *
 * @typedef {object} Start  what the page holds beside the heading and the draws
 * @property {string} message  heading and draws as the app sends them, in base64
 * @property {number[]} points  of the file
 * @property {number[]} shares
 * @property {number[]} scores  with them
 * @property {number[]|null} chances  with them, by place among the ranked; null where nothing varies
 * @property {number} draws  that those were counted over
 * @property {string} note   on how they were counted
 * @property {string} elsewhere  and on how those with other weights are
 * @property {Record<string, number[]>} presets  points by the name of each
 */

import { Chances, scoresOf, sharesOf } from "./model.js";
import { Panel } from "./panel.js";
import { decoded } from "./payload.js";

/** Answers moves as Python does in the app. */
class Answers {
  /** @param {import("./payload.js").Heading} heading @param {import("./model.js").Model} model @param {Start} start */
  constructor(heading, model, start) {
    Object.assign(this, { heading, model, start });
    this.points = start.points;
    this.shares = start.shares;
    this.said = { panel: "", move: 0 };
    this.number = 0;
    this.chances = new Chances(model);
    if (start.chances !== null && model.count > 0) this.chances.refine(start.shares, start.chances);
  }

  /** Take what the panel sends. @param {{panel: string, moves: object[]}} message */
  take({ panel, moves }) {
    for (const { points, preset } of moves) {
      this.points = preset === undefined ? this.heading.criteria.map(({ id }) => points[id]) : this.start.presets[preset];
      this.shares = sharesOf(this.points) ?? this.shares; // of nothing at all the last that were sound stay
    }
    this.number += 1;
    this.said = { panel, move: moves.at(-1).number };
  }

  /** What there is now, as the panel is told. */
  now() {
    const { heading, model, start, points, shares } = this;
    const as = shares.every((x, k) => x === start.shares[k]);
    const counted = start.chances !== null && (as || model.count > 0);
    return {
      origin: heading.origin, session: "", number: this.number, ...this.said, points, shares,
      scores: as ? start.scores : scoresOf(model, shares),
      file: start.points,
      problem: "",
      refined: counted ? { chances: as ? start.chances : this.chances.at(shares), draws: start.draws, note: as ? start.note : start.elsewhere } : null,
    };
  }
}

/** Put the panel into the page. @param {Element} host */
function begin(host) {
  /** @type {Start} */
  const start = JSON.parse(document.getElementById("panel-data").textContent);
  const { heading, model } = decoded(Uint8Array.from(atob(start.message), (each) => each.charCodeAt(0)));
  const answers = new Answers(heading, model, start);
  const panel = new Panel(heading, model, (message) => {
    answers.take(message);
    queueMicrotask(() => panel.receive(answers.now())); // not before the panel has finished what it was at
  });
  // one count leads all: else what is led would lead the next, and chances would hang on the way that was taken
  panel.chances = { at: (w) => answers.chances.at(w), refine: () => {}, forget: () => {} };
  host.shadowRoot.append(panel.box);
  panel.receive(answers.now());
}

begin(document.getElementById("panel"));
