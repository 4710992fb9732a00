// Turns pages, goes to one, and makes them larger and smaller.

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
let zoom = 1;

function showPageNumber(at) {
  reading.page = at;
  const { sizes, labels } = reading.pages;
  const box = find(".pc-page-box");
  const label = labels?.[at] || String(at + 1);
  // What somebody types is not overwritten.
  if (document.activeElement !== box) box.value = label;
  const differs = label !== String(at + 1);
  const total = sizes.length;
  find("#pc-page-of").textContent = differs ? t("({number} of {total})", { number: at + 1, total }) : t("of {total}", { total });
}

// By the printed number first: that is the one that people read.
function pageCalled(name) {
  const { sizes, labels } = reading.pages;
  const wanted = name.trim().toLowerCase();
  const printed = labels?.findIndex((label) => label.toLowerCase() === wanted) ?? -1;
  if (printed >= 0) return printed;
  const counted = Number.parseInt(wanted, 10);
  return counted >= 1 && counted <= sizes.length ? counted - 1 : null;
}

function goToPage(at) {
  const { nodes } = reading.column;
  const page = Math.min(Math.max(at, 0), nodes.length - 1);
  scrollBox().scrollTop += nodes[page].getBoundingClientRect().top - scrollBox().getBoundingClientRect().top - 8;
  reading.column.show(page);
  showPageNumber(page);
}

function turn(step) {
  if (reading?.view === "pages") goToPage(reading.page + step);
}

find(".pc-page-steps form").addEventListener("submit", (event) => {
  event.preventDefault();
  const page = pageCalled(find(".pc-page-box").value);
  if (page === null) find(".pc-page-box").select();
  else {
    goToPage(page);
    scrollBox().focus({ preventScroll: true });
  }
});
find(".pc-page-box").addEventListener("focus", () => find(".pc-page-box").select());
find(".pc-page-box").addEventListener("blur", () => { if (reading?.view === "pages") showPageNumber(reading.page); });

function applyZoom() {
  find(".pc-page").style.setProperty("--pc-zoom", String(zoom));
  const fit = find("[data-act=zoom][data-step='0']");
  fit.textContent = `${Math.round(100 * zoom)}%`;
  fit.setAttribute("aria-label", t("{size}: fit the width", { size: fit.textContent }));
}

function changeZoom(step) {
  if (reading?.view !== "pages") return;
  const at = ZOOMS.findIndex((size) => size >= zoom);
  zoom = step === 0 ? 1 : ZOOMS[Math.min(Math.max(at + step, 0), ZOOMS.length - 1)];
  keepingPage(applyZoom);
  sharpen();
}

// What is read stays where it is, though the pages above it become larger.
function keepingPage(change) {
  const box = scrollBox();
  const node = reading?.view === "pages" ? reading.column.nodes[reading.page] : null;
  const before = node?.getBoundingClientRect();
  const edge = box.getBoundingClientRect().top;
  change();
  if (!node) return;
  const after = node.getBoundingClientRect();
  const middle = (box.clientHeight / 3 + edge - before.top) / before.height;
  box.scrollTop += after.top + middle * after.height - box.clientHeight / 3 - box.getBoundingClientRect().top;
  box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

// The document over the whole page, or beside the chat.
function widen(on) {
  const root = document.documentElement;
  if ((root.dataset.wide === "yes") === on) return;
  keepingPage(() => { root.dataset.wide = on ? "yes" : ""; });
  const button = find(".pc-widen");
  button.setAttribute("aria-pressed", String(on));
  if (reading?.view === "pages") sharpen();
}

new ResizeObserver(() => { if (reading?.view === "pages") sharpen(); }).observe(find(".pc-reader"));
