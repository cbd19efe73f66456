/**
 * Cash by year from the pieces that Python sent: the same sums as `put_together` in `decision.analysis.cash.pieces`.
 *
 * n is a draw, t a year, h the horizon, d what the driver is in year 1 (null: as uncertain as it is).
 *
 * @typedef {{rows: number, columns: number, x: Float64Array}} Table
 */

/** @param {Uint8Array} bytes what `payload.message` made */
export function unpacked(bytes) {
  const whole = Uint8Array.from(bytes); // begins at a multiple of eight, which a view of a message need not
  const size = new DataView(whole.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + size)));
  const start = Math.ceil((4 + size) / 8) * 8;
  const table = ({ at, rows, columns }) => ({ rows, columns, x: new Float64Array(whole.buffer, start + 8 * at, rows * columns) });
  return {
    ...head,
    discounts: table(head.discounts).x,
    now: table(head.now),
    growth: table(head.growth),
    options: head.options.map((option) => ({
      ...option,
      fixed: table(option.fixed),
      last: table(option.last),
      pieces: option.pieces.map((piece) => ({
        ...piece,
        prices: piece.prices.map(({ x, q }) => ({ x: table(x), q })),
        minimum: piece.minimum && table(piece.minimum),
        factor: table(piece.factor),
      })),
    })),
  };
}

const TOLERANCE = 1e-9; // of a step, as in `decision.model.payment`

/** How many are paid for at one price, given the units of the driver. */
export function quantity({ kind, low, high, every }, units) {
  const top = high ?? Infinity;
  switch (kind) {
    case "once": return 1;
    case "units": return low ? Math.max(units - low, 0) : units;
    case "tier": return Math.min(Math.max(units, low), top) - low;
    case "all": return low <= units && units < top ? units : 0;
    default: return Math.ceil(Math.max((units - low) / every - TOLERANCE, 0));
  }
}

/** How many draws differ. */
export function drawsOf(model) {
  const tables = model.options.flatMap(({ fixed, last, pieces }) => [
    fixed, last, ...pieces.flatMap(({ prices, minimum, factor }) => [factor, ...prices.map(({ x }) => x), ...(minimum ? [minimum] : [])]),
  ]);
  return Math.max(1, model.now.rows, model.growth.rows, ...tables.map(({ rows }) => rows));
}

/** Cash of every option over h years: Float64Array of draws × (h + 1), by draw. */
export function cashOf(model, d, h, draws) {
  const width = h + 1;
  return model.options.map(({ fixed, last, pieces }) => {
    const cash = new Float64Array(draws * width);
    const [everyFixed, everyLast] = [stride(fixed), stride(last)];
    for (let n = 0; n < draws; n++) {
      const [to, from] = [n * width, n * everyFixed];
      for (let t = 0; t <= h; t++) cash[to + t] = fixed.x[from + t];
      cash[to + h] += last.x[n * everyLast + h];
    }
    for (const piece of pieces) add(model, piece, cash, d, h, draws);
    return cash;
  });
}

/** How far it is from one draw to the next: what has one row is the same in all. @param {Table} table */
const stride = ({ rows, columns }) => (rows === 1 ? 0 : columns);

function add({ now, growth }, { prices, minimum, factor, atEnd }, cash, d, h, draws) {
  const width = h + 1;
  const [everyNow, everyGrowth, everyFactor] = [stride(now), stride(growth), stride(factor)];
  const everyPrice = prices.map(({ x }) => stride(x));
  const everyMinimum = minimum === null ? 0 : stride(minimum);
  for (let n = 0; n < draws; n++) {
    const first = d ?? now.x[n * everyNow];
    for (let t = atEnd ? h : 0; t <= h; t++) {
      const share = factor.x[n * everyFactor + t];
      if (share === 0) continue;
      const units = first * growth.x[n * everyGrowth + t];
      let charge = 0;
      for (let j = 0; j < prices.length; j++) charge += prices[j].x.x[n * everyPrice[j]] * quantity(prices[j].q, units);
      if (minimum !== null) charge = Math.max(charge, minimum.x[n * everyMinimum]);
      cash[n * width + t] += share * charge;
    }
  }
}

const MOST_EACH = 1e300; // for a unit, as in `decision.analysis.cash.years`
const SHARES = { p10: 0.1, p50: 0.5, p80: 0.8, p90: 0.9 };

/** A quantile of sorted numbers, straight between two of them. @param {Float64Array} sorted */
export function quantile(sorted, p) {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** Quantiles of every year of cash, draws × width. */
function band(cash, draws, width) {
  const found = { p10: [], p50: [], p80: [], p90: [] };
  const column = new Float64Array(draws);
  for (let t = 0; t < width; t++) {
    for (let n = 0; n < draws; n++) column[n] = cash[n * width + t];
    column.sort();
    for (const [name, p] of Object.entries(SHARES)) found[name].push(quantile(column, p));
  }
  return found;
}

/**
 * What `cash_by_year` says, for a driver of d over h years, as paid or as present value: by option the `band` of what is
 * paid in each year or up to each (`kind`), what it comes to in all, how often that is least, and what a `unit` of the
 * driver costs a year (null where there is none): present values of both, whatever is shown.
 */
export function summary(model, d, h, present, kind) {
  const draws = model.draws ??= drawsOf(model);
  const width = h + 1;
  const totals = [];
  const units = model.driver === null ? null : unitsOf(model, d, h, draws);
  const found = cashOf(model, d, h, draws).map((cash) => {
    const unit = units && perUnit(cash, units, model.discounts, width);
    if (present) for (let n = 0; n < draws; n++) for (let t = 0; t < width; t++) cash[n * width + t] *= model.discounts[t];
    const yearly = kind === "yearly" ? band(cash, draws, width) : null;
    for (let n = 0; n < draws; n++) for (let t = 1; t < width; t++) cash[n * width + t] += cash[n * width + t - 1];
    const total = Float64Array.from({ length: draws }, (_, n) => cash[n * width + h]);
    totals.push(total);
    return { band: yearly ?? band(cash, draws, width), total: only(band(total, draws, 1), 0), cheapest: 0, unit };
  });
  for (let n = 0; n < draws; n++) {
    const least = Math.min(...totals.map((each) => each[n]));
    const lowest = totals.flatMap((each, m) => (each[n] === least ? [m] : []));
    for (const m of lowest) found[m].cheapest += 1 / lowest.length / draws;
  }
  return found;
}

/** What all units from year 1 on are worth in year 0, by draw. */
function unitsOf({ now, growth, discounts }, d, h, draws) {
  const [everyNow, everyGrowth] = [stride(now), stride(growth)];
  return Float64Array.from({ length: draws }, (_, n) => {
    let sum = 0;
    for (let t = 1; t <= h; t++) sum += growth.x[n * everyGrowth + t] * discounts[t];
    return sum * (d ?? now.x[n * everyNow]);
  });
}

/** The median of what a unit and year costs, of cash as it is paid; a draw without any unit counts for nothing. */
function perUnit(cash, units, discounts, width) {
  const each = [];
  for (let n = 0; n < units.length; n++) {
    if (units[n] <= 0) continue;
    let worth = 0;
    for (let t = 0; t < width; t++) worth += cash[n * width + t] * discounts[t];
    if (Math.abs(worth / units[n]) < MOST_EACH) each.push(worth / units[n]);
  }
  return each.length === 0 ? null : quantile(Float64Array.from(each).sort(), 0.5);
}

const only = (band, t) => Object.fromEntries(Object.entries(band).map(([name, x]) => [name, x[t]]));

/** While nothing is moved the figures of all draws, else what these draws make of it. */
export function shown(model, d, h, present, kind) {
  if (d !== null || h !== model.horizon) return summary(model, d, h, present, kind);
  return model.rest[present ? "present" : "paid"].map((each) => ({ band: each[kind], total: only(each.cumulative, h), cheapest: each.cheapest, unit: each.unit }));
}
