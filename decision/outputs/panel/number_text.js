/**
 * Numbers as people type them: read as what they say, or refused with the reason, word for word as
 * `decision.model.number_text` reads a number without unit.
 */

const LONGEST = 60;
const MOST_DIGITS = 15;
const THIN = "\u202f";
const SHAPE = /^([^0-9.,]*)([0-9.,](?:[0-9., ']*[0-9.,])?)(e[+-]?[0-9]{1,3})?([^0-9]*)$/i;
const RANGE = /^.*[0-9]\s*(?:-|–|—|\.\.|to|bis|until)\s*[0-9].*$/i;
const THOUSANDS = /^[0-9]{1,3}([ .,'])[0-9]{3}(?:\1[0-9]{3})*$/;
const PERCENT = ["%", "percent", "per cent", "pct"];
const MAGNITUDES = ["millions", "thousand", "million", "mio.", "mrd.", "tsd.", "mio", "mrd", "tsd", "mn", "bn", "k", "m"];

/** `x` with all its digits, so that it reads back as itself and in one way only. @param {number} x */
export function numberText(x) {
  const text = String(Math.abs(x));
  if (text.includes("e")) return String(x);
  let [whole, decimals = ""] = text.split(".");
  if (whole.length > 4) whole = whole.replace(/\B(?=([0-9]{3})+$)/g, THIN);
  else if (decimals.length === 3 && whole !== "0" && whole.length <= 3) decimals += "0"; // or it would look like thousands
  return (x < 0 ? "-" : "") + whole + (decimals === "" ? "" : `.${decimals}`);
}

/**
 * The number that `text` says, within bounds, or why it says none.
 * @param {string} text @param {number} least @param {number} most @returns {{x: number}|{why: string}}
 */
export function readNumber(text, least, most) {
  const quoted = text.trim();
  const shown = `“${quoted.slice(0, LONGEST)}${quoted.length > LONGEST ? "…" : ""}”`;
  const refused = (what, remedy) => ({ why: `${shown}${what}; ${remedy}` });
  if (text.length > LONGEST) return refused(" is longer than any number", `type at most ${LONGEST} characters`);
  const plain = text.replace(/[\t\u00a0\u202f\u2009\u2007]/g, " ").replaceAll("−", "-").replaceAll("’", "'").trim();
  const found = SHAPE.exec(plain);
  const sign = found?.[1].trim() ?? "";
  if (found === null || !["", "+", "-"].includes(sign)) {
    if (RANGE.test(text)) return refused(" is a range and not a number", "type one number, or choose a form with two ends");
    return refused(" is not a number", "type digits, such as 4.5 or 1200");
  }
  const [, , figures, exponent = "", behind] = found;
  const word = behind.trim().toLowerCase();
  if (PERCENT.includes(word)) return refused(": it is not known of what that is a share", "type a number without a sign");
  if (MAGNITUDES.includes(word)) return refused(`: “${word}” is not understood here`, "write the number out");
  if (word !== "") return refused(`: “${behind.trim()}” is not understood here`, "type the number alone");
  const texts = readings(figures, exponent !== "");
  if (texts.length === 0) {
    return refused(" cannot be read: its marks are not where decimals or thousands are", "type it like 4.5 or 1200");
  }
  if (texts.some((each) => significant(each) > MOST_DIGITS)) {
    return refused(" has more digits than can be kept", `give at most ${MOST_DIGITS}`);
  }
  const numbers = texts.map((each) => Number(`${sign}${each}${exponent}`));
  const within = numbers.filter((x) => x >= least && x <= most);
  const left = numbers.length > 1 && within.length > 0 ? within : numbers;
  if (left.length > 1) return refused(` can be read as ${numberText(left[0])} and as ${numberText(left[1])}`, "type one of these");
  return checked(left[0], texts[0], least, most, refused);
}

function checked(x, text, least, most, refused) {
  if (!Number.isFinite(x)) return refused(" is too large to be kept", "give it in another unit");
  if (x === 0 && /[1-9]/.test(text)) return refused(" is too small to be kept", "give it in another unit");
  const within = `give ${numberText(least)} to ${numberText(most)}`;
  if (x > most) return refused(` is more than ${numberText(most)}`, within);
  if (x < least) return refused(` is less than ${numberText(least)}`, within);
  return { x: x + 0 };
}

/** All that figures with marks among them may say, decimals first; thousands are never followed by a power of ten. */
function readings(figures, scientific) {
  if (/^[0-9]+$/.test(figures)) return [figures];
  const found = [];
  for (const mark of ".,") {
    const at = figures.lastIndexOf(mark);
    const [whole, decimals] = [figures.slice(0, at), figures.slice(at + 1)];
    if (at < 0 || !/^[0-9]+$/.test(decimals)) continue;
    if (/^[0-9]*$/.test(whole) || !["", mark].includes(marked(whole))) found.push(`${bare(whole)}.${decimals}`);
  }
  if (!(scientific ? ["", "."] : [""]).includes(marked(figures))) found.push(bare(figures));
  return found;
}

/** The mark before every third digit; empty where there is none, or where figures begin with a 0. */
function marked(figures) {
  return figures.startsWith("0") ? "" : (THOUSANDS.exec(figures)?.[1] ?? "");
}

const bare = (figures) => figures.replace(/[^0-9]/g, "");

const significant = (text) => bare(text).replace(/^0+/, "").replace(/0+$/, "").length;
