/**
 * On a phone the editor lies below the lists: once something else was chosen in them, it comes into sight.
 *
 * Streamlit draws this with every run of the page; only another choice counts.
 */
const NARROW = "(max-width: 640px)"; // where Streamlit puts columns under each other
const known = (globalThis.trilemmaStructure ??= { item: null });

export default function ({ data }) {
  const chosen = known.item !== null && known.item !== data.item;
  known.item = data.item;
  if (!chosen || !matchMedia(NARROW).matches) return;
  document.querySelector(".st-key-structure_editor")?.scrollIntoView({ block: "start" });
}
