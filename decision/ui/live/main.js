/** Where Streamlit and the panel meet. */

import { decoded } from "./payload.js";
import { Panel } from "./panel.js";

const PANELS = new WeakMap();
const HELD = new Map(); // locks, by the ids of the criteria: they outlive a look at another page

/** Two components share this: one brings what seldom changes and is drawn, the other what changes with each run. */
const meeting = (globalThis.trilemmaLive ??= { now: null, panel: null });

/** Called by Streamlit whenever it has drawn the page; again with the same data, and with other data. */
export default function ({ data, parentElement, setStateValue }) {
  const { heading, model } = decoded(data);
  let known = PANELS.get(parentElement);
  if (known === undefined || known.panel.heading.origin !== heading.origin) {
    known?.panel.close();
    const ids = heading.criteria.map((each) => each.id).join(" ");
    if (!HELD.has(ids)) HELD.set(ids, heading.criteria.map(() => false));
    known = { send: null };
    known.panel = new Panel(heading, model, (message) => known.send(message), HELD.get(ids));
    PANELS.set(parentElement, known);
    parentElement.append(known.panel.box);
    meeting.panel = known.panel;
  }
  known.send = (message) => setStateValue("commit", message);
  if (meeting.now !== null) known.panel.receive(meeting.now);
  const { panel } = known;
  return () => {
    panel.close();
    if (meeting.panel === panel) Object.assign(meeting, { panel: null, now: null });
  };
}
