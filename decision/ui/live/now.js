/** What Python says after each of its runs, handed on to the panel, which may be there already or still to come. */
export default function ({ data }) {
  const meeting = (globalThis.trilemmaLive ??= { now: null, panel: null });
  meeting.now = data;
  meeting.panel?.receive(data);
}
