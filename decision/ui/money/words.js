/** Amounts and sentences, as `decision.outputs.words` says them. */

const SAME = 1e-9; // shares that differ by less are one
const STEPS = [[1e9, "bn"], [1e6, "M"], [1e3, "k"]];

/** `x`, of 0 or more, to three digits; halves go to the even digit, as Python writes them. */
function threeDigits(x) {
  const up = Number(x.toPrecision(3));
  const [digits, power] = x.toExponential(60).replace(".", "").split("e");
  if (!/^..[02468]50*$/.test(digits)) return up;
  return Number(`${digits.slice(0, 3)}e${Number(power) - 2}`); // halfway, and what is below is even
}

/** A whole number; halves go to the even one. */
function whole(x) {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** An amount as people say it: $714k. @param {number} x @param {string} sign before it */
export function money(x, sign) {
  const size = Math.abs(x);
  const rounded = threeDigits(size);
  const [step, suffix] = STEPS.find(([each]) => rounded >= each) ?? [1, ""];
  const minus = x < 0 ? "-" : "";
  const scaled = threeDigits(size / step);
  return `${minus}${sign}${scaled}${suffix}`;
}

/** A number of three digits, thousands grouped. @param {number} x */
export function number(x) {
  return threeDigits(x).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

/** A chance as a frequency. @param {number} share */
export function futures(share) {
  if (share < 0.005) return "fewer than 1 of 100";
  if (share > 0.995) return "more than 99 of 100";
  return `${whole(100 * share)} of 100`;
}

/** A chance of draws as a frequency, all and none as such. @param {number} share */
export function inFutures(share) {
  if (share > 1 - SAME) return "in every future drawn";
  return share < SAME ? "in no future drawn" : `in ${futures(share)} futures`;
}

/** A chance of draws in a cell. @param {number} share */
export function inPercent(share) {
  if (share > 1 - SAME) return "all";
  if (share < SAME) return "none";
  return share < 0.005 ? "<1 %" : share > 0.995 ? ">99 %" : `${whole(100 * share)} %`;
}

/** ``A, B and C``. @param {string[]} names */
export function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Who costs least with what is set, and how surely. */
export function answer(model, found, d, h) {
  const ranked = model.options.map((option, m) => {
    const { total, cheapest } = found[m];
    return { ...option, cheapest, p50: total.p50, isOneSum: total.p10 === total.p90 };
  });
  ranked.sort((a, b) => a.p50 - b.p50);
  const [first, ...others] = ranked;
  const scale = d === null ? "" : ` with ${number(d)} ${model.driver.unit || model.driver.name}`;
  const years = `Over ${h} ${h === 1 ? "year" : "years"}${scale}`;
  const amount = money(first.p50, model.sign);
  if (others.length === 0) return `${years} ${first.name} costs ${amount}.`;
  const over = model.isPartial ? `${years}, of the options with a plan,` : years; // what costs one figure may cost less
  const shown = (each) => money(each.p50, model.sign);
  const alike = others.filter((each) => shown(each) === amount);
  const rest = listed(others.filter((each) => !alike.includes(each)).map((each) => `${shown(each)} for ${each.name}`));
  const against = rest === "" ? "" : `, against ${rest}`;
  const likeliest = ranked.reduce((best, each) => (each.cheapest > best.cheapest ? each : best));
  const but = likeliest === first ? "" : `, and ${likeliest.name} in ${futures(likeliest.cheapest)}`;
  const chance = `is the cheapest ${inFutures(first.cheapest)}${but}.`;
  if (alike.length > 0) {
    const level = `${over} ${listed([first, ...alike].map(({ name }) => name))} cost about the same: ${amount}${against}.`;
    return [first, ...alike].every(({ isOneSum }) => isOneSum) ? level : `${level} ${first.name} ${chance}`;
  }
  return `${over} ${first.name} costs least: ${amount}${against}. It ${chance}`;
}
