// Draws the rows of the list that are in view, and moves among them with the keyboard: 10,000 documents need thirty rows.
// https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/

const HEIGHTS = { document: 3.125, unread: 3.125, folder: 2.125, collection: 2.125, group: 2.125 }; // rem
const BEYOND = 400; // pixels above and below what is in view

const grid = find(".pc-documents");
const sheet = find(".pc-sheet");

let shownRows = []; // what rows.js could draw: items with their depth
let tops = [0]; // where each begins, in pixels; one more for the end
let activeRow = null; // the key of the row that Tab reaches
const drawn = new Map(); // the rows that are drawn, by key

// Decides anew what the list shows.
function layOut() {
  const words = filterWords(find("#pc-filter-documents"));
  shownRows = rowsFor(words);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  tops = [0];
  for (const { item } of shownRows) tops.push(tops.at(-1) + HEIGHTS[item.kind] * rem);
  grid.hidden = !shownRows.length;
  grid.setAttribute("aria-rowcount", shownRows.length);
  sheet.style.height = `${tops.at(-1)}px`;
  countTicks();
  drawRows();
  find(".pc-found").textContent = words.length ? plural(shownRows.length, "{n} match", "{n} matches") : "";
}

// The number of the row at a height.
function rowAt(top) {
  let [low, high] = [0, shownRows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle + 1] <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Rows that stay are not drawn anew or moved: a click on one would be lost.
function drawRows() {
  const first = rowAt(grid.scrollTop - BEYOND);
  const last = Math.min(shownRows.length - 1, rowAt(grid.scrollTop + grid.clientHeight + BEYOND));
  const wanted = new Map();
  for (let at = first; at <= last; at++) wanted.set(keyOf(shownRows[at]), at);
  // The row with the focus stays, wherever it is: without it, the keys would go nowhere.
  const held = focusedKey();
  if (held !== null && !wanted.has(held)) {
    const at = shownRows.findIndex((row) => keyOf(row) === held);
    if (at >= 0) wanted.set(held, at);
  }
  for (const [key, row] of drawn) if (!wanted.has(key)) forgetRow(key, row);
  if (activeRow === null || !shownRows.some((row) => keyOf(row) === activeRow)) activeRow = shownRows.length ? keyOf(shownRows[0]) : null;
  let next = sheet.firstChild;
  for (const [key, at] of [...wanted].sort((a, b) => a[1] - b[1])) {
    const row = drawn.get(key) ?? addRow(key, shownRows[at]);
    row.update(shownRows[at], at);
    if (row.node === next) next = next.nextSibling;
    else sheet.insertBefore(row.node, next);
  }
}

// A document stands in a collection and in a folder, and is two rows then.
const keyOf = ({ item, under }) => (under?.kind === "collection" ? `${under.key} ${item.key}` : item.key);

const focusedKey = () => document.activeElement?.closest?.(".pc-doc")?.dataset.key ?? null;

function addRow(key, row) {
  const made = makeRow(key, row.item.kind);
  drawn.set(key, made);
  return made;
}

function forgetRow(key, row) {
  // A row with the focus is that of a document which is gone.
  if (row.node.contains(document.activeElement)) find("[data-act=add]").focus();
  row.node.remove();
  drawn.delete(key);
}

const tabStop = (node, on) => { node.tabIndex = on ? 0 : -1; };

// Moves the focus to a row, which is scrolled into view and drawn first.
function focusRow(at) {
  const to = Math.max(0, Math.min(shownRows.length - 1, at));
  if (!shownRows.length) return;
  activeRow = keyOf(shownRows[to]);
  if (tops[to] < grid.scrollTop) grid.scrollTop = tops[to];
  if (tops[to + 1] > grid.scrollTop + grid.clientHeight) grid.scrollTop = tops[to + 1] - grid.clientHeight;
  drawRows();
  drawn.get(activeRow).main.focus({ preventScroll: true });
}

const placeOfRow = (key) => shownRows.findIndex((row) => keyOf(row) === key);

const parentOf = (at) => {
  for (let above = at - 1; above >= 0; above--) if (shownRows[above].depth < shownRows[at].depth) return above;
  return at;
};

function toggleFolder(item, open = !isOpen(item)) {
  turned.set(item.key, open);
  layOut();
}

const isFolder = (item) => ["folder", "collection", "group"].includes(item.kind);

function onKey(event) {
  const key = focusedKey();
  if (key === null || event.altKey || event.ctrlKey || event.metaKey || menu.isOpen()) return;
  const at = placeOfRow(key);
  const row = shownRows[at];
  if (!row) return;
  const page = Math.max(1, rowAt(grid.scrollTop + grid.clientHeight) - rowAt(grid.scrollTop) - 1);
  const { item } = row;
  const steps = {
    ArrowDown: () => focusRow(at + 1),
    ArrowUp: () => focusRow(at - 1),
    PageDown: () => focusRow(at + page),
    PageUp: () => focusRow(at - page),
    Home: () => focusRow(0),
    End: () => focusRow(shownRows.length - 1),
    ArrowRight: () => (isFolder(item) && !row.flat ? (isOpen(item) ? focusRow(at + 1) : toggleFolder(item, true)) : null),
    ArrowLeft: () => (isFolder(item) && isOpen(item) && !row.flat ? toggleFolder(item, false) : focusRow(parentOf(at))),
    " ": () => tick(item),
    Delete: () => removeItems([item]),
    F2: () => item.kind === "document" && !item.fixed && renameDocument(item),
  };
  // On a tick, the space bar is its own.
  if (!steps[event.key] || (event.key === " " && event.target.type === "checkbox")) return;
  event.preventDefault();
  steps[event.key]();
}

grid.addEventListener("keydown", onKey);
// A button is pressed when the space bar comes up; here it has ticked already.
grid.addEventListener("keyup", (event) => { if (event.key === " " && event.target.matches(".pc-doc-open")) event.preventDefault(); });
grid.addEventListener("scroll", () => drawRows(), { passive: true });
grid.addEventListener("focusin", () => {
  const key = focusedKey();
  if (key === null || key === activeRow) return;
  const [before, now] = [drawn.get(activeRow), drawn.get(key)];
  activeRow = key;
  before?.reach(false);
  now?.reach(true);
});
new ResizeObserver(() => drawRows()).observe(grid);
