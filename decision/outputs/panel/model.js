/**
 * Weighted scoring and P(best), as `decision.analysis` defines them, quick enough for every animation frame.
 *
 * Throughout this module
 *     m  is an option     0 .. M-1
 *     k  is a top-level criterion  0 .. K-1
 *     n  is a draw        0 .. N-1
 *     p  are points on the sliders (K), w their shares of the total (K)
 *     v  are expected values, v[m][k]
 *     s  are scores (M), 0 to 100
 *
 * @typedef {object} Model
 * @property {number[][]} values  v
 * @property {(number|Float64Array)[][]} draws  drawn values [m][k]: one number where nothing varies, else N of them
 * @property {number} count  N, 0 where nothing is drawn
 * @property {number[]} ranked  the m that no requirement excludes, ascending
 *
 * @typedef {object} Standing
 * @property {number[]} scores  s
 * @property {(number|null)[]} ranks  competition ranks, null for an excluded option
 * @property {number[]} order  m by rank, ties in file order, the excluded last
 * @property {number[]} joint  the m that are first
 * @property {number|null} margin  points between leader and runner-up
 *
 * @typedef {object} Switch
 * @property {number} low   share of the criterion below which another takes over
 * @property {number} high  and above which
 * @property {number|null} lowTo   who does; null where the end is open
 * @property {number|null} highTo
 */

/** Points within which scores are the same. */
export const TIE = 1e-9;
const SAME = 1e-12; // crossings this close to each other are one

/** Points at the right end of the sliders, which all have the same. */
const TRACKS = [100, 200, 300, 500, 1000];
export const MOST_POINTS = TRACKS.at(-1);
const FARTHEST = 300; // to which sliders go for what is not there yet, but might be: farther, all else would be too small

/**
 * Where the sliders end: where they ended, or so far that all points, and those `wanted`, have their place.
 * @param {number[]} points @param {number} wanted @param {number} before
 */
export function trackEnd(points, wanted, before = TRACKS[0]) {
  const most = Math.max(...points, wanted <= FARTHEST ? wanted : 0, before);
  return TRACKS.find((end) => most <= end) ?? MOST_POINTS;
}

/** Shares of `points` in their total; null where that is nothing. @param {ArrayLike<number>} points */
export function sharesOf(points) {
  let total = 0;
  for (let k = 0; k < points.length; k++) total += points[k];
  return total > 0 ? Array.from(points, (x) => x / total) : null;
}

/** s. @param {Model} model @param {number[]} w */
export function scoresOf(model, w) {
  return model.values.map((row) => {
    let total = 0;
    for (let k = 0; k < w.length; k++) total += w[k] * row[k];
    return 100 * total;
  });
}

/**
 * How the options stand with weights w.
 * @param {Model} model @param {number[]} w
 * @param {number[]} scores  as Python has them, where it has: the last bit may decide how 66.65 is rounded
 * @returns {Standing}
 */
export function standing(model, w, scores = scoresOf(model, w)) {
  /** @type {(number|null)[]} */
  const ranks = scores.map(() => null);
  let top = Infinity;
  let rank = 0;
  [...model.ranked].sort((a, b) => scores[b] - scores[a] || a - b).forEach((m, place) => {
    if (rank === 0 || top - scores[m] > TIE) [top, rank] = [scores[m], place + 1];
    ranks[m] = rank;
  });
  const last = (m) => ranks[m] ?? Infinity;
  const order = scores.map((_, m) => m).sort((a, b) => (last(a) === last(b) ? a - b : last(a) - last(b)));
  const joint = model.ranked.filter((m) => ranks[m] === 1);
  const best = model.ranked.map((m) => scores[m]).sort((a, b) => b - a);
  const margin = best.length < 2 ? null : joint.length > 1 ? 0 : best[0] - best[1];
  return { scores, ranks, order, joint, margin };
}

/** P(best) of every ranked option over the drawn values, and what it takes to correct a later estimate by it. */
export class Firsts {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const { count, ranked } = model;
    this.scores = ranked.map(() => new Float64Array(count));
    this.sole = new Int16Array(count); // place in `ranked` of the option that alone is first, -1 at a tie
    this.sum = new Float64Array(ranked.length);
  }

  /** The share of draws in which each option is first, ties shared; by place in `ranked`. @param {number[]} w */
  take(w) {
    this._score(w);
    const { scores, sole, sum } = this;
    const size = scores.length;
    const count = this.model.count;
    sum.fill(0);
    for (let n = 0; n < count; n++) {
      let best = -Infinity;
      let first = 0;
      let second = -Infinity;
      for (let a = 0; a < size; a++) {
        const s = scores[a][n];
        if (s > best) {
          second = best;
          best = s;
          first = a;
        } else if (s > second) second = s;
      }
      if (best - second > TIE) {
        sole[n] = first;
        sum[first] += 1;
      } else {
        sole[n] = -1;
        this._share(n, best);
      }
    }
    return Float64Array.from(sum, (x) => x / count);
  }

  /** Scores of all draws, one option after the other. @param {number[]} w */
  _score(w) {
    const { draws, ranked, count } = this.model;
    for (let a = 0; a < ranked.length; a++) {
      const s = this.scores[a];
      let fixed = 0;
      let begun = false;
      for (let k = 0; k < w.length; k++) {
        const v = draws[ranked[a]][k];
        const weight = 100 * w[k];
        if (weight === 0) continue;
        if (typeof v === "number") fixed += weight * v;
        else if (begun) for (let n = 0; n < count; n++) s[n] += weight * v[n];
        else {
          begun = true;
          for (let n = 0; n < count; n++) s[n] = weight * v[n];
        }
      }
      if (!begun) s.fill(fixed);
      else if (fixed !== 0) for (let n = 0; n < count; n++) s[n] += fixed;
    }
  }

  /** A draw in which some tie: all within the tolerance of the best share the first rank. */
  _share(n, best) {
    const { scores, sum } = this;
    let tied = 0;
    for (const s of scores) if (best - s[n] <= TIE) tied += 1;
    for (let a = 0; a < scores.length; a++) if (best - scores[a][n] <= TIE) sum[a] += 1 / tied;
  }
}

/**
 * P(best) from few draws, led by a count of many that was made with weights near by.
 *
 * The few draws are the first of the many. At the weights of the large count both estimates are known, so what the few
 * miss there is taken off here as well, as far as the two go together: a control variate (Lavenberg and Welch 1981, A
 * perspective on the use of control variables to increase the efficiency of Monte Carlo simulations). Where the
 * weights are those of the large count the result is that count, so that nothing jumps when a drag begins.
 */
export class Chances {
  /** @param {Model} model */
  constructor(model) {
    this.firsts = new Firsts(model);
    this.anchor = null;
  }

  /** What a large count gave at weights w. @param {number[]} w @param {number[]} refined by place in `ranked` */
  refine(w, refined) {
    const few = this.firsts.take(w);
    this.anchor = { w: [...w], refined, few, sole: Int16Array.from(this.firsts.sole) };
  }

  /** There is no large count to go by. */
  forget() {
    this.anchor = null;
  }

  /** P(best) by place in `ranked`. @param {number[]} w @returns {number[]} */
  at(w) {
    const { anchor, firsts } = this;
    if (anchor !== null && w.every((x, k) => x === anchor.w[k])) return [...anchor.refined];
    const few = Array.from(firsts.take(w));
    if (anchor === null) return few;
    const both = new Float64Array(few.length);
    const count = firsts.model.count;
    for (let n = 0; n < count; n++) if (firsts.sole[n] >= 0 && firsts.sole[n] === anchor.sole[n]) both[firsts.sole[n]] += 1;
    const led = few.map((p, a) => {
      const before = anchor.few[a];
      const variance = before * (1 - before);
      const along = variance > 0 ? Math.min(1, Math.max(0, (both[a] / count - p * before) / variance)) : 0;
      return Math.min(1, Math.max(0, p + along * (anchor.refined[a] - before)));
    });
    const total = led.reduce((sum, p) => sum + p, 0);
    return led.map((p) => p / total);
  }
}

/** Whether scores differ from draw to draw with weights w. @param {Model} model @param {number[]} w */
export function varies(model, w) {
  return model.count > 0 && model.draws.some((row) => row.some((v, k) => typeof v !== "number" && w[k] > 0));
}

/**
 * Points after criterion i was moved to x, while held criteria keep their shares.
 *
 * Where nothing is held the others keep their points, and so their proportions. Else the total stays as it is, what is
 * held stays where it is, and the free others give way in proportion.
 *
 * @param {number[]} points @param {number} i @param {number} x @param {boolean[]} held
 * @param {number} end  beyond which what gives way is not pushed
 * @returns {number[]}
 */
export function moved(points, i, x, held, end = TRACKS[0]) {
  const next = [...points];
  const isHeld = (k) => k !== i && held[k] && points[k] > 0;
  const total = points.reduce((sum, each) => sum + each, 0);
  if (!points.some((_, k) => isHeld(k)) || total === 0) {
    next[i] = x;
    return next;
  }
  const kept = points.reduce((sum, each, k) => (isHeld(k) ? sum + each : sum), 0);
  const free = points.map((_, k) => k).filter((k) => k !== i && !isHeld(k) && !held[k]);
  if (free.length === 0) return next; // all others are held, so there is nothing to take from or give to
  next[i] = Math.min(x, total - kept);
  const rest = total - kept - next[i];
  const before = free.reduce((sum, k) => sum + points[k], 0);
  for (const k of free) next[k] = before > 0 ? (rest * points[k]) / before : rest / free.length;
  const most = Math.max(...next);
  return most > end ? next.map((each) => (each * end) / most) : next;
}

/**
 * The interval of one share on which the leader stays first, what is held keeping its share and the rest in proportion.
 *
 * @param {Model} model @param {number[]} w @param {number} i @param {boolean[]} held
 * @returns {Switch|null} null where nothing can lead or nothing can move
 */
export function switchOf(model, w, i, held) {
  const now = standing(model, w);
  const leader = now.joint[0];
  if (leader === undefined) return null;
  const isHeld = (k) => k !== i && held[k];
  const kept = w.reduce((sum, each, k) => (isHeld(k) ? sum + each : sum), 0);
  const free = w.map((_, k) => k).filter((k) => k !== i && !isHeld(k));
  const room = 1 - kept;
  if (free.length === 0 || room <= 0) return null;
  const before = free.reduce((sum, k) => sum + w[k], 0);
  const among = free.map((k) => (before > 0 ? w[k] / before : 1 / free.length));
  const gap = (other, own) => {
    const v = (k) => model.values[leader][k] - model.values[other][k];
    let sum = own * v(i);
    w.forEach((each, k) => (sum += isHeld(k) ? each * v(k) : 0));
    free.forEach((k, at) => (sum += (room - own) * among[at] * v(k)));
    return 100 * sum;
  };
  /** @type {Switch} */
  const found = { low: 0, high: room, lowTo: null, highTo: null };
  for (const other of model.ranked) {
    if (other === leader) continue;
    const atNone = gap(other, 0);
    const atAll = gap(other, room);
    const crossing = (room * atNone) / (atNone - atAll);
    if (atNone < -TIE && atAll >= -TIE) {
      const at = Math.min(w[i], crossing);
      if (found.lowTo === null || at > found.low + SAME) Object.assign(found, { low: at, lowTo: other });
    } else if (atAll < -TIE) {
      const at = Math.max(w[i], crossing);
      if (found.highTo === null || at < found.high - SAME) Object.assign(found, { high: at, highTo: other });
    }
  }
  return found;
}

/** The points to which criterion i would have to be moved for its share to be t; null if none would do. */
export function pointsFor(points, i, t, held) {
  const total = points.reduce((sum, each) => sum + each, 0);
  if (points.some((each, k) => k !== i && held[k] && each > 0)) return t * total;
  const others = total - points[i];
  if (others <= 0) return t === 1 ? points[i] : null;
  return t < 1 ? (t / (1 - t)) * others : null;
}
