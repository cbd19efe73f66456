/**
 * Results in sentences and figures, word for word as `decision.outputs` says them.
 *
 * @typedef {object} Named
 * @property {string} short  what a sentence calls the option
 */

import { MOST_POINTS, TIE } from "./model.js";

const SHOWN = 0.05; // a margin below this would be shown as 0.0 points
const CLEAR = 80; // futures of 100, as they are shown
const AHEAD = 60;
const MOST = 0.5; // of the weight: where more of it rests on single numbers, how sure an answer is cannot be known
const SAME_SHARE = 1e-9;
const ROUNDS_AWAY = 0.005;
const GIVEN_AWAY = 0.1; // of the distance, which rounding may add to it
const MOST_DECIMALS = 12;
const MOST_NAMED = 5; // options beside the likeliest; if there are more, so few are named and the rest is counted
const FEW_NAMED = 3;
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

/**
 * Shares of one whole in percent, adding up: whole percents where each is the nearest, else tenths by largest remainder.
 * @param {number[]} shares
 */
export function sharesInPercent(shares) {
  const whole = givenOut(shares, 100);
  const nearest = (n, share) => Math.abs(n - 100 * share) < 0.5 - 1e-9 && (n > 0 || share === 0);
  if (whole.every((n, k) => nearest(n, shares[k]))) return whole.map((n) => `${n} %`);
  return givenOut(shares, 1000).map((n, k) => (n > 0 || shares[k] === 0 ? `${(n / 10).toFixed(1)} %` : "< 0.1 %"));
}

/** How many of so many equal parts of the whole each share gets. */
function givenOut(shares, parts) {
  const given = shares.map((share) => Math.floor(parts * share));
  const left = shares.map((share, k) => [Math.round((parts * share - given[k]) * 1e9), k]);
  left.sort(([one, k], [other, j]) => other - one || k - j); // of those alike the first
  const missing = parts - given.reduce((sum, n) => sum + n, 0);
  for (const [, k] of left.slice(0, Math.max(0, missing))) given[k] += 1;
  return given;
}

/** `A`, `A and B`, `A, B and C`. @param {string[]} names */
export function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}` : names[0];
}

/** Why no option is ranked, and what to do where a click would do it. @param {{out: string}[]} options */
function nobodyRanked(options) {
  const leftOut = options.filter((option) => option.out === "left out").length;
  if (leftOut === options.length) return "All options are left out; put one back.";
  return `Every option is excluded${leftOut ? " or left out" : ""}, so none can be chosen.`;
}

/**
 * Who leads, and by how much, in one sentence.
 * @param {Named[]} options @param {import("./model.js").Standing} standing
 * @param {Map<number, number>|null} chances by m; null where there is no chance to speak of
 */
export function headline(options, standing, chances = null) {
  const name = (m) => options[m].short;
  const ranked = standing.order.filter((m) => standing.ranks[m] !== null);
  if (ranked.length === 0) return nobodyRanked(options);
  const best = points(standing.scores[ranked[0]]);
  if (ranked.length === 1) return `${onlyOneLeft(name(ranked[0]))}, with ${best} points.`;
  if (standing.joint.length > 1) return `${listed(standing.joint.map(name))} are level, with ${best} points each.`;
  const second = ranked.filter((m) => standing.ranks[m] === 2);
  // between the scores as they are shown beside it, which may be a tenth more or less than between what they stand for
  const gap = points(Number(best) - Number(points(standing.scores[second[0]])));
  const close = (standing.margin ?? 0) < SHOWN || gap === "0.0";
  const by = close ? "less than 0.1 points" : gap === "1.0" ? "1.0 point" : `${gap} points`;
  return `${name(standing.joint[0])} leads ${listed(second.map(name))} by ${by}${butBestMoreOften(options, standing.joint[0], chances)}.`;
}

function butBestMoreOften(options, leader, chances) {
  if (chances === null) return "";
  const most = Math.max(...chances.values());
  const more = [...chances.keys()].filter((m) => chances.get(m) === most && most > chances.get(leader)).map((m) => options[m].short);
  return more.length ? `, but ${listed(more)} ${more.length === 1 ? "is" : "are"} best in more futures` : "";
}

/** A chance as a frequency: `51 of 100`; what rounds to none or to all is said as such. */
export function futures(share) {
  if (share < ROUNDS_AWAY) return "fewer than 1 of 100";
  if (share > 1 - ROUNDS_AWAY) return "more than 99 of 100";
  return `${fixed(100 * share, 0)} of 100`;
}

/** A number of futures that none of several reaches more often, rounded so that it holds. */
const atMost = (share) => (share < ROUNDS_AWAY ? "fewer than 1" : `at most ${Math.ceil(100 * share - SAME_SHARE)} each`);

/**
 * How sure the answer is, on one scale.
 * @param {number} highest  the highest chance, of one in `most`
 * @param {boolean} agrees  whether that option is the one that leads by score, alone
 * @param {number} single  share of the weight that rests on single numbers
 * @param {boolean} open  whether ratings that nobody knows yet could change who leads
 */
export function verdict(highest, agrees, single, open = false) {
  if (single > MOST + SAME_SHARE || open) return "not known";
  if (!agrees) return "too close to call";
  const shown = Number(fixed(100 * highest, 0));
  return shown >= CLEAR ? "clear" : shown >= AHEAD ? "ahead, but not clearly" : "too close to call";
}

/**
 * How much rests on single numbers, and with these weights on how much of the weight.
 * @typedef {object} Single
 * @property {number} count @property {number} total @property {number} weight
 */

/**
 * Who is best in how many futures, what that amounts to, and what it leaves out.
 * @param {Named[]} options @param {number[]} ranked @param {number[]} chances by place in `ranked`
 * @param {number[]} joint  those first by score @param {Single} single @param {Unknown} unknown
 */
export function surety(options, ranked, chances, joint, single, unknown = NOTHING_UNKNOWN) {
  const by = ranked.map((m, a) => ({ m, name: options[m].short, p: chances[a] })).sort((one, other) => other.p - one.p);
  if (by.length === 1) return `${onlyOneLeft(by[0].name)}.`;
  const [first, ...others] = by;
  const rare = others.filter(({ p }) => p < ROUNDS_AWAY);
  const level = by.filter(({ p }) => first.p - p < SAME_SHARE);
  let named = rare.length < MANY_RARE ? others : others.filter(({ p }) => !(p < ROUNDS_AWAY));
  if (named.length > MOST_NAMED) named = named.slice(0, Math.max(FEW_NAMED, level.length - 1));
  let shares = named.map(({ name, p }) => `${name} in ${futures(p).replace(/ of 100$/, "")}`);
  const left = others.slice(named.length);
  if (left.length) shares.push(`the other ${left.length} in ${atMost(left[0].p)}`);
  let sentence = `${first.name} is best in ${futures(first.p)} futures, ${listed(shares)}`;
  if (level.length > 1) {
    shares = shares.slice(level.length - 1);
    const beside = shares.length ? `, ${listed(shares)}` : "";
    sentence = `${listed(level.map(({ name }) => name))} are best in ${futures(first.p)} futures each${beside}`;
  }
  // at a tie the first in the order of the file, as in Python
  const likeliest = ranked.find((_, a) => chances[a] === first.p);
  const how = verdict(first.p, joint.length === 1 && joint[0] === likeliest, single.weight, unknown.turns);
  const leftOut = single.count ? ` ${singleNumbers(single)}; the chances leave out that ${single.count === 1 ? "it" : "they"} may be wrong.` : "";
  const open = unknown.count ? ` ${stillOpen(unknown)}` : "";
  return `${sentence}${how === "not known" ? "; it is not known how sure this is" : `: ${how}`}.${open}${leftOut}`;
}

/**
 * Ratings that nobody knows yet, and whether they could change who leads.
 * @typedef {object} Unknown
 * @property {number} count @property {number} total @property {boolean} turns
 */
const NOTHING_UNKNOWN = { count: 0, total: 0, turns: false };

/**
 * Whether another option could draw level or lead, were what is open what favours it most, with weights w.
 * @param {{count: number, total: number, shares: number[][]}} unknown
 * @param {import("./model.js").Standing} at @param {number[]} ranked @param {number[]} w
 */
export function unknownAt({ count, total, shares }, at, ranked, w) {
  if (count === 0 || at.joint.length !== 1) return { count, total, turns: count > 0 && at.joint.length > 0 };
  const room = (m) => 50 * w.reduce((sum, x, k) => sum + x * shares[m][k], 0);
  const [leader] = at.joint;
  const lowest = at.scores[leader] - room(leader);
  const turns = ranked.some((m) => m !== leader && room(m) + room(leader) > 0 && at.scores[m] + room(m) > lowest - TIE);
  return { count, total, turns };
}

/** `4 of 18 ratings are still open; they may be anything from worst to best.` @param {Unknown} unknown */
function stillOpen({ count, total, turns }) {
  const [are, they] = count === 1 ? ["is", "it"] : ["are", "they"];
  return `${count} of ${total} ratings ${are} still open; ${they} may be anything from worst to best${turns ? ", and could change who leads" : ""}.`;
}

/** How much rests on single numbers with weights w. @param {{count: number, total: number, shares: number[]}} single */
export function singleAt({ count, total, shares }, w) {
  return { count, total, weight: Math.min(1, w.reduce((sum, x, k) => sum + x * shares[k], 0)) };
}

/** Whether nothing that counts is uncertain, by what was stated and not by what was drawn: rare events are uncertain. */
export function certain({ open }, w) {
  return w.every((x, k) => x === 0 || !open[k]);
}

/** Where nothing is uncertain. @param {Named[]} options @param {number[]} ranked @param {Single} single */
export function nothingVaries(options, ranked, single) {
  if (ranked.length === 1) return `${onlyOneLeft(options[ranked[0]].short)}.`;
  const what = singleNumbers(single);
  return `It is not known how sure this is: ${what[0].toLowerCase()}${what.slice(1)}, and weights are fixed.`;
}

function onlyOneLeft(name) {
  return `${name} is the only option left`;
}

/** `19 of 20 ratings, 95 % of the weight, are single numbers`. @param {Single} single */
function singleNumbers({ count, total, weight }) {
  if (count === total) return `All ${total} ratings are single numbers`;
  const are = count === 1 ? "is a single number" : "are single numbers";
  return `${count} of ${total} ratings, ${weightInWords(weight)} of the weight, ${are}`;
}

/** A share of the weight in percent, never all or none where it is not. */
function weightInWords(share) {
  const shown = fixed(100 * share, 0);
  if (shown === "0" && share > 0) return "less than 1 %";
  if (shown === "100" && share < 1 - SAME_SHARE) return "more than 99 %";
  if (shown === "50" && share > MOST + SAME_SHARE) return "more than 50 %";
  return `${shown} %`;
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
  return `${leads} leads on average, but ${best} is best more often: wide or lopsided ranges or varying weights can do that.`;
}

/** How often an option is best, short enough to stand beside a score. */
export function chance(share) {
  const bare = share < ROUNDS_AWAY ? "<1" : share > 1 - ROUNDS_AWAY ? ">99" : fixed(100 * share, 0);
  return `best in ${bare} %`;
}

/**
 * The nearest share of one criterion at which another option leads; null where no single weight would do.
 * @param {number[]} w @param {(import("./model.js").Switch|null)[]} switches by criterion
 * @returns {{k: number, at: number, to: number, side: "less"|"more", now: number}|null}
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
      if (to !== null && (nearest === null || distance < nearest.distance)) nearest = { k, at, to, side, distance, now: w[k] };
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
  const sentence = `${options[nearest.to].short} overtakes if ${name} counts for ${nearest.side} than ${threshold(nearest.at, nearest.now)}`;
  if (needed <= end) return `${sentence}.`;
  if (needed <= MOST_POINTS) return `${sentence}: type ${Math.ceil(needed)} points, or lower the others.`;
  return `${sentence}: lower the others, for no slider goes that far.`;
}

/**
 * A share at which something turns, in percent, rounded away from where it stands `now`: what is said of shares beyond it
 * holds. With as many decimals as it takes to give away little of the distance and to stay apart from `now`.
 */
export function threshold(at, now) {
  const [x, y] = [100 * at, 100 * now];
  for (let digits = 0; digits <= MOST_DECIMALS; digits++) {
    const nearest = Number(x.toFixed(digits));
    const step = 10 ** -digits;
    const away = x > y ? (nearest >= x ? nearest : nearest + step) : x < y ? (nearest <= x ? nearest : nearest - step) : nearest;
    const text = away.toFixed(digits);
    const shown = Number(text);
    const inside = (shown > 0 && shown < 100) || shown === x;
    const stands = Number(y.toFixed(digits));
    const apart = x > y ? shown > stands : shown < stands;
    if (inside && (x === y || (apart && Math.abs(shown - x) <= GIVEN_AWAY * Math.abs(x - y)))) return `${digits ? text.replace(/\.?0+$/, "") : text} %`;
  }
  return `${x} %`;
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
