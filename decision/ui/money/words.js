/** Amounts and sentences, as `decision.outputs.words` says them. */

const STEPS = [[1e9, "bn"], [1e6, "M"], [1e3, "k"]];

/** An amount as people say it: $714k. @param {number} x @param {string} sign before it */
export function money(x, sign) {
  const size = Math.abs(x);
  const rounded = Number(size.toPrecision(3));
  const [step, suffix] = STEPS.find(([each]) => rounded >= each) ?? [1, ""];
  const minus = x < 0 ? "-" : "";
  const scaled = Number((size / step).toPrecision(3));
  return `${minus}${sign}${scaled}${suffix}`;
}

/** A number of three digits, thousands grouped. @param {number} x */
export function number(x) {
  return Number(x.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

/** A chance as a frequency. @param {number} share */
export function futures(share) {
  if (share < 0.005) return "fewer than 1 of 100";
  if (share > 0.995) return "more than 99 of 100";
  return `${Math.round(100 * share)} of 100`;
}

/** ``A, B and C``. @param {string[]} names */
export function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Who costs least with what is set, and how surely. */
export function answer(model, found, d, h) {
  const ranked = model.options.map((option, m) => ({ ...option, p50: found[m].cumulative.p50[h], cheapest: found[m].cheapest }));
  ranked.sort((a, b) => a.p50 - b.p50);
  const [first, ...others] = ranked;
  const scale = d === null ? "" : ` with ${number(d)} ${model.driver.unit || model.driver.name}`;
  const over = `Over ${h} ${h === 1 ? "year" : "years"}${scale}`;
  if (others.length === 0) return `${over} ${first.name} costs ${money(first.p50, model.sign)}.`;
  const rest = listed(others.map((each) => `${each.name} ${money(each.p50, model.sign)}`));
  return `${over} ${first.name} costs least: ${money(first.p50, model.sign)}, and ${rest}; it is the cheapest in ${futures(first.cheapest)} futures.`;
}
