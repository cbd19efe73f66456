/**
 * The browser of whoever leads the room keeps that it does, in a cookie which the server sets and no script reads.
 *
 * Streamlit draws this with every run; only another room, or another secret, is sent.
 */
const known = (globalThis.trilemmaHost ??= { sent: null });

export default async function ({ data }) {
  if (known.sent === data.secret) return;
  known.sent = data.secret;
  try {
    const answer = await fetch(data.address, {
      method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret: data.secret }),
    });
    if (!answer.ok) known.sent = null; // and again with the next run
  } catch {
    known.sent = null;
  }
}
