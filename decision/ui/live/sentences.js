/**
 * Results in sentences and figures, word for word as `decision.outputs` says them.
 *
 * @typedef {object} Named
 * @property {string} short  what a sentence calls the option
 */

import { MOST_POINTS } from "./model.js";

const SHOWN = 0.05; // a margin below this would be shown as 0.0 points
const CLEAR = 0.8;
const LEANING = 0.6;
const ROUNDS_AWAY = 0.005;
const MANY_RARE = 3; // options best in fewer than 1 future of 100, from which on they are counted and not named

/** A number with so many decimals; halves go to the even digit, as in Python. */
export function fixed(x, digits) {
  const size = Math.abs(x);
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  // just between two digits lie the odd multiples of a power of two, and nothing else that a double can be
  if ((size * 2 ** (digits + 1)) % 2 === 1) {
    const below = Math.floor(size * 10 ** digits);
    return sign + ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
  }
  return sign + size.toFixed(digits);
}

/** Points of a score: one decimal. */
export function points(x) {
  const shown = fixed(x, 1);
  return shown === "-0.0" ? "0.0" : shown;
}

/** A share as whole percent; one decimal where that would hide it. */
export function percent(share) {
  let shown = fixed(100 * share, 0);
  if (shown === "0" && share > 0) shown = share >= 0.0005 ? fixed(100 * share, 1) : "< 0.1";
  return `${shown} %`;
}

/** `A`, `A and B`, `A, B and C`. @param {string[]} names */
export function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}` : names[0];
}

/** Why no option is ranked, as the first half of a sentence. @param {{out: string}[]} options */
function nobodyRanked(options) {
  const leftOut = options.filter((option) => option.out === "left out").length;
  if (leftOut === options.length) return "Every option is left out for now";
  return `Every option fails a requirement${leftOut ? " or is left out" : ""}`;
}

/**
 * Who leads, and by how much, in one sentence.
 * @param {Named[]} options @param {import("./model.js").Standing} standing
 */
export function headline(options, standing) {
  const name = (m) => options[m].short;
  const ranked = standing.order.filter((m) => standing.ranks[m] !== null);
  if (ranked.length === 0) return `${nobodyRanked(options)}, so none can be chosen.`;
  const best = points(standing.scores[ranked[0]]);
  if (ranked.length === 1) return `${name(ranked[0])} is the only option that is not excluded, with ${best} points.`;
  if (standing.joint.length > 1) return `${listed(standing.joint.map(name))} are level, with ${best} points each.`;
  const second = ranked.filter((m) => standing.ranks[m] === 2);
  // between the scores as they are shown beside it, which may be a tenth more or less than between what they stand for
  const gap = points(Number(best) - Number(points(standing.scores[second[0]])));
  const close = (standing.margin ?? 0) < SHOWN || gap === "0.0";
  const by = close ? "less than 0.1 points" : gap === "1.0" ? "1.0 point" : `${gap} points`;
  return `${name(standing.joint[0])} leads ${listed(second.map(name))} by ${by}.`;
}

/** A chance as a frequency: `51 of 100`; what rounds to none or to all is said as such. */
export function futures(share) {
  if (share < ROUNDS_AWAY) return "fewer than 1 of 100";
  if (share > 1 - ROUNDS_AWAY) return "more than 99 of 100";
  return `${fixed(100 * share, 0)} of 100`;
}

/** `clear`, `leaning` or `too close to call`, by the highest chance. */
export function verdict(highest) {
  return highest >= CLEAR ? "clear" : highest >= LEANING ? "leaning" : "too close to call";
}

/**
 * Who is best in how many futures, and what that amounts to, in one sentence.
 * @param {Named[]} options @param {number[]} ranked @param {number[]} chances by place in `ranked`
 */
export function surety(options, ranked, chances) {
  const by = ranked.map((m, a) => ({ name: options[m].short, p: chances[a] })).sort((one, other) => other.p - one.p);
  if (by.length === 1) return `${by[0].name} is the only option that is not excluded.`;
  const [first, ...others] = by;
  const rare = others.filter(({ p }) => p < ROUNDS_AWAY);
  const named = rare.length < MANY_RARE ? others : others.filter(({ p }) => !(p < ROUNDS_AWAY));
  const shares = named.map(({ name, p }) => `${name} in ${futures(p).replace(/ of 100$/, "")}`);
  if (named.length < others.length) shares.push(`the other ${rare.length} in fewer than 1`);
  return `${first.name} is best in ${futures(first.p)} futures, ${listed(shares)}: ${verdict(first.p)}.`;
}

/**
 * What to know where the one that leads is not the one that is most often best; empty where it is.
 * @param {Named[]} options @param {import("./model.js").Standing} standing @param {Map<number, number>|null} chances by m
 */
export function apart(options, standing, chances) {
  if (chances === null || standing.joint.length !== 1) return "";
  const [leader] = standing.joint;
  const likeliest = [...chances.keys()].reduce((one, other) => (chances.get(other) > chances.get(one) ? other : one), leader);
  if (likeliest === leader) return "";
  const [leads, best] = [leader, likeliest].map((m) => options[m].short);
  return `${leads} leads by expected score, ${best} is most often best.`;
}

/** How often an option is best, short enough to stand beside a score. */
export function chance(share) {
  const bare = share > 0 && share < ROUNDS_AWAY ? "<1" : share > 1 - ROUNDS_AWAY && share < 1 ? ">99" : fixed(100 * share, 0);
  return `best in ${bare} %`;
}

/**
 * The nearest share of one criterion at which another option leads; null where no single weight would do.
 * @param {number[]} w @param {(import("./model.js").Switch|null)[]} switches by criterion
 * @returns {{k: number, at: number, to: number, side: "less"|"more"}|null}
 */
export function nearestTurn(w, switches) {
  let nearest = null;
  switches.forEach((found, k) => {
    if (found === null) return;
    for (const [at, to, side] of [
      [found.low, found.lowTo, "less"],
      [found.high, found.highTo, "more"],
    ]) {
      const distance = Math.abs(w[k] - at);
      if (to !== null && (nearest === null || distance < nearest.distance)) nearest = { k, at, to, side, distance };
    }
  });
  return nearest;
}

/**
 * What one weight would have to be for another to lead, and what to do where its slider does not go that far.
 * @param {Named[]} options @param {{name: string}[]} criteria
 * @param {ReturnType<typeof nearestTurn>} nearest
 * @param {number} needed  points that this takes @param {number} end  points where the sliders end
 */
export function turning(options, criteria, nearest, needed, end) {
  if (nearest === null) return "";
  const { name } = criteria[nearest.k];
  const sentence = `${options[nearest.to].short} overtakes if ${name} counts for ${nearest.side} than ${percent(nearest.at)}`;
  if (needed <= end) return `${sentence}.`;
  if (needed <= MOST_POINTS) return `${sentence}: type ${Math.ceil(needed)} points, or lower the others.`;
  return `${sentence}: lower the others, for no slider goes that far.`;
}

/** What the bars show, for those who cannot see them. @param {{name: string}[]} options */
export function barsInWords(options, standing) {
  const lines = standing.order.map((m) => {
    const rank = standing.ranks[m];
    const said = `${points(standing.scores[m])} points`;
    return rank === null ? `${options[m].name}: out, ${said}` : `${rank}. ${options[m].name}: ${said}`;
  });
  return `Points of each option, best first. ${lines.join("; ")}.`;
}
