/** The panel of money: sliders for the scale and the horizon, the chart that follows them, and what it all comes to. */

import { shown } from "./cash.js";
import { draw } from "./chart.js";
import { answer, inPercent, money, number } from "./words.js";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, x] of Object.entries(attributes)) made.setAttribute(name, x);
  made.append(...children);
  return made;
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Two ways to look, of which one is chosen. */
function choice(name, label, ways, onChange) {
  const box = element("fieldset", { class: "choice" }, element("legend", { class: "unseen" }, label));
  ways.forEach(([value, text], place) => {
    const input = element("input", { type: "radio", name, value });
    input.checked = place === 0;
    input.addEventListener("change", () => onChange(value));
    box.append(element("label", {}, input, element("span", {}, text)));
  });
  return box;
}

let number_of_panels = 0;

export class MoneyPanel {
  constructor(model) {
    this.model = model;
    this.d = null;
    this.h = model.horizon;
    this.present = true;
    this.kind = "cumulative";
    this.frame = null;
    const own = `money${(number_of_panels += 1)}`;
    this.said = element("p", { class: "said", role: "status" });
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    this.svg.setAttribute("role", "img");
    this.rows = model.options.map(() => ["p10", "p50", "p80", "p90", "cheapest", ...(model.driver === null ? [] : ["unit"])].map(() => element("td")));
    this.box = element("div", { class: "money" }, this._controls(own), element("div", { class: "picture" }, this.said, this.svg, this._table()));
    this.watch = new ResizeObserver(() => this.later());
    this.watch.observe(this.svg);
    this.show();
  }

  close() {
    this.watch.disconnect();
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.box.remove();
  }

  _controls(own) {
    const { model } = this;
    const parts = [];
    if (model.driver !== null) {
      const { name, unit, low, high, step, expected } = model.driver;
      this.driverTold = element("b");
      this.driver = element("input", { type: "range", min: low, max: high, step, id: `${own}d` });
      this.driver.value = String(expected);
      this.driver.addEventListener("input", () => this.move({ d: Number(this.driver.value) }));
      this.asItIs = element("button", { type: "button", class: "quiet" }, "As uncertain as it is");
      this.asItIs.addEventListener("click", () => this.move({ d: null }));
      parts.push(element("label", { for: `${own}d` }, `${name} in year 1${unit ? `, ${unit}` : ""}`), this.driverTold, this.driver, this.asItIs);
    }
    this.horizonTold = element("b");
    this.horizon = element("input", { type: "range", min: "1", max: model.longest, step: "1", id: `${own}h` });
    this.horizon.value = String(model.horizon);
    this.horizon.addEventListener("input", () => this.move({ h: Number(this.horizon.value) }));
    parts.push(element("label", { for: `${own}h` }, "Over how many years"), this.horizonTold, this.horizon);
    parts.push(
      choice(`${own}k`, "What is summed", [["cumulative", "Up to each year"], ["yearly", "In each year"]], (kind) => this.move({ kind })),
      choice(`${own}p`, "What money is worth", [["present", "In today’s money"], ["paid", "As it is paid"]], (how) => this.move({ present: how === "present" })),
      element("p", { class: "note" }, "The line is the median; eight in ten futures lie in the band."),
    );
    return element("div", { class: "controls" }, ...parts);
  }

  _table() {
    const { driver } = this.model;
    const unit = driver === null ? [] : [`a year, divided by ${driver.unit || driver.name}`];
    const heads = ["Option", "P10", "P50", "P80", "P90", "cheapest in", ...unit].map((name) => element("th", { scope: "col" }, name));
    const rows = this.model.options.map((option, m) => {
      const chip = element("i", { class: "chip", "aria-hidden": "true", style: `background:${option.colour};color:${option.ink}` }, option.letter);
      return element("tr", {}, element("th", { scope: "row" }, chip, option.name), ...this.rows[m]);
    });
    const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
    return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "What each option costs in all" }, table);
  }

  move(changes) {
    Object.assign(this, changes);
    this.later();
  }

  /** Show it in the next frame, however often something moves until then. */
  later() {
    if (this.frame !== null) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.show();
    });
  }

  show() {
    const { model, d, h } = this;
    const found = shown(model, d, h, this.present, this.kind);
    const moved = d !== null || h !== model.horizon;
    if (model.driver !== null) {
      write(this.driverTold, d === null ? (model.driver.certain ? number(model.driver.expected) : `${number(model.driver.expected)} expected`) : number(d));
      if (d === null) this.driver.value = String(model.driver.expected);
      this.driver.setAttribute("aria-valuetext", this.driverTold.textContent);
      this.asItIs.hidden = d === null;
    }
    write(this.horizonTold, `${h} ${h === 1 ? "year" : "years"}`);
    this.horizon.setAttribute("aria-valuetext", this.horizonTold.textContent);
    write(this.said, moved ? answer(model, found, d, h) : model.driver === null ? "Move the horizon and see who costs least." : "Move the scale or the horizon and see who costs least.");
    draw(this.svg, model, found.map(({ band }) => band), h);
    this.svg.setAttribute("aria-label", `${this.kind === "yearly" ? "Money in each year" : "Money up to the end of each year"}. ${answer(model, found, d, h)}`);
    found.forEach(({ total, cheapest, unit }, m) => {
      ["p10", "p50", "p80", "p90"].forEach((name, place) => write(this.rows[m][place], money(total[name], model.sign)));
      write(this.rows[m][4], inPercent(cheapest));
      if (model.driver !== null) write(this.rows[m][5], unit === null ? "" : money(unit, model.sign));
    });
  }
}
