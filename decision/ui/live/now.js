/** What Python says after each of its runs, handed on to the panel, which may be there already or still to come. */
export default function ({ data, setStateValue }) {
  const meeting = (globalThis.trilemmaLive ??= { now: null, panel: null, send: null });
  meeting.now = data;
  meeting.send = (message) => setStateValue("commit", message);
  meeting.panel?.receive(data);
  return () => {
    meeting.send = null;
  };
}
