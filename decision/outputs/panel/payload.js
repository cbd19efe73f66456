/**
 * What Python sends once: a heading in JSON, then the drawn values as 64-bit floats, or as steps of 16 or 8 bits.
 *
 * Four bytes say how long the heading is; it is padded so that the numbers begin at a multiple of eight.
 *
 * @typedef {object} Heading
 * @property {string} origin
 * @property {string} question
 * @property {string[]} exclusions
 * @property {string} rule
 * @property {{id: string, name: string, short: string, excluded: boolean, out: string, open: string, letter: string, colour: string, ink: string}[]} options
 * @property {{id: string, name: string, colour: string, ink: string}[]} criteria
 * @property {number[][]} values
 * @property {string[][]} ratings
 * @property {(number|null)[][]} cells  by option and criterion the one drawn value, null where N of them follow
 * @property {number} count
 * @property {number} [bits]  of a drawn value, where it is a count of steps
 * @property {[number, number][]} [grid]  by criterion where its steps begin and how wide they are
 * @property {{count: number, total: number, open: boolean[], shares: number[]}} single  ratings that are one number; by
 *   criterion whether anything is uncertain, and the share of its weight that rests on single numbers
 * @property {{count: number, total: number, shares: number[][]}} unknown  ratings that nobody knows yet; by option and
 *   criterion the share of its weight on which nothing is known, empty where all is
 * @property {{id: string, label: string, help: string}[]} presets
 */

/** @param {Uint8Array} bytes @returns {{heading: Heading, model: import("./model.js").Model}} */
export function decoded(bytes) {
  const whole = Uint8Array.from(bytes); // begins at a multiple of eight, which a view of a message need not
  const size = new DataView(whole.buffer).getUint32(0, true);
  /** @type {Heading} */
  const heading = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + size)));
  let at = Math.ceil((4 + size) / 8) * 8;
  const Stored = { 8: Uint8Array, 16: Uint16Array }[heading.bits] ?? Float64Array;
  const draws = heading.cells.map((row) =>
    row.map((cell, k) => {
      if (cell !== null) return cell;
      const drawn = new Stored(whole.buffer, at, heading.count);
      at += drawn.byteLength;
      if (heading.grid === undefined) return drawn;
      const [low, step] = heading.grid[k];
      return Float64Array.from(drawn, (count) => low + step * count);
    }),
  );
  const ranked = heading.options.flatMap((option, m) => (option.excluded ? [] : [m]));
  return { heading, model: { values: heading.values, draws, count: heading.count, ranked } };
}
