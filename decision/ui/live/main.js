/** Where Streamlit and the panel meet. */

import { decoded } from "../../outputs/panel/payload.js";
import { Panel } from "../../outputs/panel/panel.js";

const PANELS = new WeakMap();
const HELD = new Map(); // locks, by the ids of the criteria: they outlive a look at another page

/** Two components share this: one brings what seldom changes and is drawn, the other what changes with each run, and sends. */
const meeting = (globalThis.trilemmaLive ??= { now: null, panel: null, send: null });

/** To Python, by the component that is drawn again with what follows; while it is not there, the next attempt comes by itself. */
const send = (message) => meeting.send?.(message);

/** Called by Streamlit whenever it has drawn the page; again with the same data, and with other data. */
export default function ({ data, parentElement }) {
  const { heading, model } = decoded(data);
  let known = PANELS.get(parentElement);
  if (known === undefined || known.panel.heading.origin !== heading.origin) {
    known?.panel.close();
    const ids = heading.criteria.map((each) => each.id).join(" ");
    if (!HELD.has(ids)) HELD.set(ids, heading.criteria.map(() => false));
    known = { panel: new Panel(heading, model, send, HELD.get(ids)) };
    PANELS.set(parentElement, known);
    parentElement.append(known.panel.box);
    meeting.panel = known.panel;
  }
  if (meeting.now !== null) known.panel.receive(meeting.now);
  const { panel } = known;
  return () => {
    panel.close();
    if (meeting.panel === panel) Object.assign(meeting, { panel: null, now: null });
  };
}
