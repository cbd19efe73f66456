/** Where Streamlit and the panel of money meet. */

import { unpacked } from "./cash.js";
import { MoneyPanel } from "./panel.js";

const PANELS = new WeakMap();

/** Called by Streamlit whenever it has drawn the page; again with the same data, and with other data. */
export default function ({ data, parentElement }) {
  const model = unpacked(data);
  let known = PANELS.get(parentElement);
  if (known === undefined || known.model.origin !== model.origin) {
    known?.close();
    known = new MoneyPanel(model);
    PANELS.set(parentElement, known);
    parentElement.append(known.box);
  }
  const panel = known;
  return () => {
    panel.close();
    PANELS.delete(parentElement);
  };
}
