/** The chart of cash: a band and a line for each option over the years. */

import { money } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 280;
const [TOP, RIGHT, BOTTOM] = [10, 34, 26];

function drawn(tag, attributes, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, x] of Object.entries(attributes)) made.setAttribute(name, String(x));
  if (text) made.textContent = text;
  return made;
}

/** Round places from low to high, four or so. */
export function ticks(low, high) {
  if (!(high > low)) return [low];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * (1 - 1e-9));
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(k * step);
  return found;
}

/** Draw what was found: for each option p10, p50 and p90 by year. */
export function draw(svg, model, bands, h) {
  const width = Math.max(280, svg.clientWidth || 640);
  const left = 62;
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.setAttribute("height", String(HEIGHT));
  const every = bands.flatMap(({ p10, p90 }) => [...p10, ...p90]);
  const low = Math.min(0, ...every);
  const high = Math.max(...every, low + 1e-9);
  const x = (t) => left + (t / h) * (width - left - RIGHT);
  const y = (amount) => TOP + (1 - (amount - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const parts = [];
  for (const tick of ticks(low, high)) {
    parts.push(drawn("line", { x1: left, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: tick === 0 ? "zero" : "grid" }));
    parts.push(drawn("text", { x: left - 8, y: y(tick) + 5, "text-anchor": "end" }, money(tick, model.sign)));
  }
  const apart = Math.max(1, Math.ceil(h / ((width - left) / 64)));
  for (let t = 0; t <= h; t += apart) {
    parts.push(drawn("text", { x: x(t), y: HEIGHT - 5, "text-anchor": t === 0 ? "start" : "middle" }, t === 0 ? "year 0" : String(t)));
  }
  bands.forEach(({ p10, p90 }, m) => {
    const upper = p90.map((amount, t) => `${x(t)},${y(amount)}`);
    const lower = p10.map((amount, t) => `${x(t)},${y(amount)}`).reverse();
    parts.push(drawn("polygon", { points: [...upper, ...lower].join(" "), fill: model.options[m].colour, "fill-opacity": 0.2 }));
  });
  bands.forEach(({ p50 }, m) => {
    const points = p50.map((amount, t) => `${x(t)},${y(amount)}`).join(" ");
    parts.push(drawn("polyline", { points, fill: "none", stroke: model.options[m].colour, class: "median" }));
  });
  for (const { m, at } of spread(bands.map(({ p50 }, m) => ({ m, at: y(p50[h]) })))) {
    const { letter, colour, ink } = model.options[m];
    parts.push(drawn("rect", { x: width - RIGHT + 6, y: at - 11, width: 26, height: 22, rx: 3, fill: colour }));
    parts.push(drawn("text", { x: width - RIGHT + 19, y: at + 5, "text-anchor": "middle", style: `fill:${ink}`, class: "letter" }, letter));
  }
  svg.replaceChildren(...parts);
}

/** Letters moved apart so that none lies on another. */
function spread(letters) {
  const sorted = letters.sort((a, b) => a.at - b.at);
  sorted.forEach((each, place) => {
    if (place > 0) each.at = Math.max(each.at, sorted[place - 1].at + 24);
  });
  const beyond = sorted.length ? sorted.at(-1).at - (HEIGHT - BOTTOM - 8) : 0;
  if (beyond > 0) sorted.forEach((each) => { each.at -= beyond; });
  return sorted;
}
