// Answers on standard output what the panel of money would show for the cases on standard input; Python compares.

import { readFileSync } from "node:fs";

import { cashOf, drawsOf, quantile, shown, unpacked } from "../../decision/ui/money/cash.js";
import { ticks } from "../../decision/ui/money/chart.js";
import { answer, futures, inFutures, listed, money } from "../../decision/ui/money/words.js";

const { message, at, amounts, shares, names, spans } = JSON.parse(readFileSync(0, "utf-8"));
const model = unpacked(new Uint8Array(Buffer.from(message, "base64")));
const draws = drawsOf(model);
console.log(JSON.stringify({
  cash: at.map(({ d, h }) => cashOf(model, d, h, draws).map((each) => Array.from(each))),
  shown: at.map(({ d, h, present, kind }) => shown(model, d, h, present, kind)),
  answers: at.map(({ d, h, present, kind }) => answer(model, shown(model, d, h, present, kind), d, h)),
  amounts: amounts.map((x) => money(x, model.sign)),
  futures: shares.map(futures),
  inFutures: shares.map(inFutures),
  listed: names.map(listed),
  ticks: spans.map(([low, high]) => ticks(low, high)),
  middle: quantile(Float64Array.of(1, 2, 4), 0.75),
}));
