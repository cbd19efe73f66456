/** Making elements and keeping them up to date; text is only ever set as text. */

/**
 * @param {string} tag @param {Record<string, string>} attributes @param {(Node|string)[]} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, x] of Object.entries(attributes)) {
    if (name === "style") made.style.cssText = x; // what a page's policy lets a script do, and no attribute
    else made.setAttribute(name, x);
  }
  made.append(...children);
  return made;
}

const WRITTEN = new WeakMap();

/** Set text unless it stands there already: what is not touched is not laid out again. */
export function write(target, text) {
  if (WRITTEN.get(target) === text) return;
  WRITTEN.set(target, text);
  target.textContent = text;
}

const STYLED = new WeakMap();

/** Set a property of style unless it has that value already. */
export function style(target, name, x) {
  const known = STYLED.get(target) ?? new Map();
  if (known.get(name) === x) return;
  STYLED.set(target, known.set(name, x));
  target.style.setProperty(name, x);
}

/** Set an attribute unless it has that value already; null takes it away. */
export function mark(target, name, x) {
  if (x === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== x) target.setAttribute(name, x);
}

const LOCK =
  "M5 7V5a3 3 0 0 1 6 0v2h.5A1.5 1.5 0 0 1 13 8.500v4a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 3 12.500v-4A1.500 1.500 0 0 1 4.500 7Z";
const OPEN =
  "M5 7V5a3 3 0 0 1 5.800-1.100l-1.400.6A1.500 1.500 0 0 0 6.500 5v2h5A1.500 1.500 0 0 1 13 8.500v4a1.500 1.500 0 0 1-1.500 1.500h-7A1.500 1.500 0 0 1 3 12.500v-4A1.500 1.500 0 0 1 4.500 7Z";

/** A padlock, shut or open. */
export function padlock() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  for (const [kind, path] of [["shut", LOCK], ["open", OPEN]]) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
    drawn.setAttribute("d", path);
    drawn.setAttribute("class", kind);
    svg.append(drawn);
  }
  return svg;
}
