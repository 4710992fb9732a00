// The text of a document as it is meant to be read: headings, paragraphs, lists, code, messages and tables.

// Pixels for each character of a part that was not drawn yet.
const GUESS = 0.42;

function openText() {
  const { starts } = reading.about;
  const nodes = starts.slice(0, -1).map((start, number) => el("div", { class: "pc-stretch", style: `height: ${Math.max(40, (starts[number + 1] - start) * GUESS)}px` }));
  find(".pc-page").replaceChildren(...nodes);
  reading.column = makeColumn({ scroller: scrollBox(), nodes, draw: drawPart, clear: clearPart, current: (number) => { reading.part = number; } });
  reading.column.nodes = nodes;
}

async function drawPart(number, node) {
  const opened = reading;
  let nodes;
  try {
    const { blocks } = await partOf(opened, number);
    nodes = blocks.map(blockNode);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    nodes = [el("p", { class: "pc-bad" }, error.message)];
  }
  if (reading !== opened || opened.view !== "text") return;
  keepingPlace(scrollBox(), node, () => {
    node.style.height = "";
    node.replaceChildren(...nodes);
  });
}

function clearPart(number, node) {
  if (node.childElementCount) node.style.height = `${node.offsetHeight}px`;
  node.replaceChildren();
}

// The blocks of the parts that were read last, so that a mark that changes does not ask for them again.
async function partOf(opened, number) {
  if (!opened.parts.has(number)) {
    opened.parts.set(number, await fetchJson(addressOf(opened.place.document, "part", number)));
    if (opened.parts.size > 20) opened.parts.delete(opened.parts.keys().next().value);
  }
  return opened.parts.get(number);
}

const words = (text, start) => markedText(text, start, markedSpans());

function blockNode(block) {
  const draw = { list: listNode, code: codeNode, mail: mailNode, table: tableNode, place: placeNode, label: placeNode }[block.kind];
  return (draw ?? textNode)(block);
}

const placeNode = ({ kind, text }) => el("p", { class: kind === "place" ? "pc-place" : "pc-label", dir: "auto" }, text);

function textNode({ kind, start, text, level, shaped, quoted }) {
  // All of one level for those who listen: what stands in a part may begin at any level.
  if (level) return el("h3", { class: `pc-level-${Math.min(level, 4)}`, dir: "auto" }, words(text, start));
  const looks = [shaped && "pc-shaped", quoted && "pc-quoted", ["note", "furniture", "caption", "contents", "term", "record"].includes(kind) && `pc-${kind}`];
  return el("p", { class: looks.filter(Boolean).join(" ") || null, dir: "auto" }, words(text, start));
}

// An item with a marker of its own hangs from it; one without gets a dot.
const MARKER = /^\s*(?:[-*+•‣◦–—▪■●]|\(?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6})[.)])\s/;

function listNode({ items }) {
  return el("ul", { class: "pc-items" }, items.map(({ start, text }) => el("li", { class: MARKER.test(text) ? "pc-marked" : null, dir: "auto" }, words(text, start))));
}

// With a tab stop, so that long lines can be scrolled with the keyboard.
const codeNode = ({ start, text }) => el("pre", { class: "pc-program", dir: "ltr", tabindex: "0", role: "group", "aria-label": t("Code") }, el("code", {}, words(text, start)));

function mailNode({ fields }) {
  return el("dl", { class: "pc-mail" }, fields.map(({ name, start, text }) => el("div", {}, el("dt", {}, name), el("dd", { dir: "auto" }, words(text, start)))));
}

function tableNode({ title, head, rows, figures, widths }) {
  const columns = widths && el("colgroup", {}, widths.map((width) => el("col", { style: `width: ${width + 3}ch` })));
  const cell = (tag, more) => ([start, text], at) => el(tag, { ...more, dir: "auto", class: figures[at] ? "pc-figures" : null }, words(text, start));
  const wide = head?.cells.length ?? Math.max(1, ...rows.map((row) => row.cells?.length ?? 1));
  const row = ({ cells, whole, head: names, total }) => {
    if (whole) return el("tr", { class: names ? "pc-names" : null }, el(names ? "th" : "td", { colspan: wide, dir: "auto" }, words(whole[1], whole[0])));
    return el("tr", { class: total ? "pc-total" : null }, cells.map(cell("td")));
  };
  const table = el("table", { class: widths ? "pc-fixed" : null, style: widths && `width: ${widths.reduce((all, width) => all + width + 3, 0)}ch` },
    columns, head && el("thead", {}, el("tr", {}, head.cells.map((name, at) => cell(...(name[1].trim() ? ["th", { scope: "col" }] : ["td", {}]))(name, at)))), el("tbody", {}, rows.map(row)));
  // With a tab stop, so that a wide table can be scrolled with the keyboard.
  return el("div", { class: "pc-cells", tabindex: "0", role: "group", "aria-label": title ? t("Table: {title}", { title }) : t("Table") }, table);
}

// Draws the parts that are shown again, with other marks.
function remarkText() {
  reading.column.each((number, node) => {
    const part = reading.parts.get(number);
    if (!part || !node.childElementCount) return;
    const aside = [...node.querySelectorAll(".pc-cells")].map((table) => table.scrollLeft);
    node.replaceChildren(...part.blocks.map(blockNode));
    node.querySelectorAll(".pc-cells").forEach((table, at) => { table.scrollLeft = aside[at] ?? 0; });
  });
}
