// Draws the rows that an answer rests on, as a small table: the cells that it uses are marked, and each opens its place.

// Characters of a cell that stay on one line.
const BRIEF = 20;

function tableNode(message, table) {
  const place = t("From {place}", { place: translatedPlace(table.place) });
  const head = table.columns.map(({ name, figures }) => el("th", { scope: "col", dir: "auto", class: figures ? "pc-figures" : null }, name));
  const rows = table.rows.map((row) => el("tr", {}, row.map((cell, at) => cellNode(message, cell, at, table.columns))));
  // With a tab stop, so that a wide table can be scrolled with the keyboard.
  const scroll = el("div", { class: "pc-table-scroll", tabindex: "0", role: "region", "aria-label": table.title || place },
    el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
  // As soon as it is on the page, and so has a width.
  requestAnimationFrame(() => showUsed(scroll));
  return el("figure", { class: "pc-group pc-table" }, el("figcaption", { dir: "auto" }, place), scroll);
}

// The first cell of a row names it.
function cellNode(message, { text, number }, at, columns) {
  const names = at === 0 && columns.length > 1;
  const looks = [columns[at]?.figures && "pc-figures", text.length <= BRIEF && "pc-brief", number !== null && "pc-used"];
  const attributes = { scope: names ? "row" : null, class: looks.filter(Boolean).join(" "), "data-numbers": number };
  const words = number === null ? el("bdi", {}, text) : el("span", { class: "pc-cell" }, el("strong", {}, el("bdi", {}, text)), citeButton(message, number, "cell"));
  return el(names ? "th" : "td", attributes, words);
}

// What the answer rests on is in view, though the table may be wider than the page.
function showUsed(scroll) {
  const used = scroll.querySelector("td.pc-used");
  if (used && used.offsetLeft + used.offsetWidth > scroll.clientWidth) scroll.scrollLeft = used.offsetLeft + used.offsetWidth - scroll.clientWidth;
}

const tableDerivation = ({ derivation: text }) => (text ? derivationLine(text) : null);
