// Answers on standard output what the panel would show for the cases on standard input; Python compares with its own.

import { readFileSync } from "node:fs";

import { Chances, Firsts, pointsFor, scoresOf, sharesOf, standing, switchOf, varies } from "../../decision/outputs/panel/model.js";
import { numberText, readNumber } from "../../decision/outputs/panel/number_text.js";
import { decoded } from "../../decision/outputs/panel/payload.js";
import { barsInWords, certain, chance, fixed, futures, headline, nothingVaries, percent, points, sharesInPercent, singleAt, surety, threshold, unknownAt } from "../../decision/outputs/panel/sentences.js";

function scenario({ message, weights }) {
  const { heading, model } = decoded(new Uint8Array(Buffer.from(message, "base64")));
  const { options, criteria } = heading;
  const held = criteria.map(() => false);
  const firsts = new Firsts(model);
  const ids = (m) => (m === null ? null : options[m].id);
  return weights.map(({ points: each, shares: w, scores }) => {
    const at = standing(model, w, scores);
    const chances = model.ranked.length && model.count ? Array.from(firsts.take(w)) : null;
    return {
      shares: sharesOf(each),
      shown: sharesInPercent(w),
      scores: scoresOf(model, sharesOf(each)),
      moving: headline(options, standing(model, sharesOf(each))),
      ranks: at.ranks,
      order: at.order.map(ids),
      joint: at.joint.map(ids),
      margin: at.margin,
      headline: headline(options, at),
      words: barsInWords(options, at),
      varies: varies(model, w),
      chances,
      certain: certain(heading.single, w),
      single: singleAt(heading.single, w),
      surety: !model.ranked.length ? null
        : certain(heading.single, w) ? nothingVaries(options, model.ranked, singleAt(heading.single, w))
          : chances && surety(options, model.ranked, chances, at.joint, singleAt(heading.single, w), unknownAt(heading.unknown, at, model.ranked, w)),
      unknown: unknownAt(heading.unknown, at, model.ranked, w),
      both: chances && headline(options, at, certain(heading.single, w) ? null : new Map(model.ranked.map((m, a) => [m, chances[a]]))),
      best: chances && chances.map(chance),
      switches: criteria.map((_, k) => {
        const found = switchOf(model, w, k, held);
        return found && {
          low: found.low, high: found.high, lowTo: ids(found.lowTo), highTo: ids(found.highTo),
          lowPoints: found.lowTo === null ? null : pointsFor(each, k, found.low, held),
          highPoints: found.highTo === null ? null : pointsFor(each, k, found.high, held),
        };
      }),
    };
  });
}

function drag({ message, anchor, refined, weights }) {
  const { model } = decoded(new Uint8Array(Buffer.from(message, "base64")));
  const chances = new Chances(model);
  chances.refine(sharesOf(anchor), refined);
  return weights.map((each) => chances.at(sharesOf(each)));
}

const figures = (xs) => xs.map((x) => [points(x), percent(Math.abs(x)), futures(Math.abs(x) % 1), fixed(x, 0), fixed(x, 2)]);

const typed = (texts) => texts.map((text) => readNumber(text, 0, 1000));

const { scenarios = [], drags = [], numbers = [], turns = [], texts = [] } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify({ scenarios: scenarios.map(scenario), drags: drags.map(drag), numbers: figures(numbers), turns: turns.map(([at, now]) => threshold(at, now)), shown: numbers.map(numberText), typed: typed(texts) }));
