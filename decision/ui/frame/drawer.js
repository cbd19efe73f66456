/**
 * On a phone the list of pages is a drawer over the page; once a page was chosen in it, it is out of the way.
 *
 * Streamlit draws this with every page, and again with every run; only another page counts.
 */
const NARROW = "(max-width: 768px)"; // where Streamlit makes a drawer of the list
const known = (globalThis.trilemmaDrawer ??= { page: null });

export default function ({ data }) {
  const chosen = known.page !== null && known.page !== data.page;
  known.page = data.page;
  if (!chosen || !matchMedia(NARROW).matches) return;
  document.querySelector('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button')?.click();
}
