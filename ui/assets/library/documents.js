// Draws the list of documents, opens them and removes them.

let state = { documents: null };

// Reading and listing run in parallel, so a list may arrive that is older than the one shown, or one without news.
// In both cases the news on the page stay.
function receive() {
  const value = received();
  if (!value || !value.documents) return;
  const { writers = state.writers, questions = state.questions } = value;
  const newsSource = NEWS.some((name) => value[name]) ? value : state;
  const news = NEWS.map((name) => [name, newsSource[name]]);
  const listed = value.turn < state.turn ? state : value;
  state = { ...listed, ...Object.fromEntries(news), writers, questions };
  if (value.report) {
    updateLocked(value.report);
    updateTaken(value.report);
  }
  // A document that could not be removed is shown as before.
  if (value.problem) for (const row of rows.values()) if (row.removing) row.reset();
  drawDocuments();
  drawNews();
  if (value.report) focusAfterReport();
  bus.emit("library", state);
}

const rows = new Map(); // the rows that are shown, by the id of their document

// Rows that stay are not drawn anew or moved: a click on one would be lost, or a question in it.
function drawDocuments() {
  const list = find(".pc-documents");
  const ids = new Set(state.documents.map(({ id }) => id));
  for (const [id, row] of rows) if (!ids.has(id)) forget(id, row);
  let next = list.firstChild;
  for (const item of state.documents) {
    const row = rows.get(item.id) ?? addRow(item);
    row.update(item);
    if (row.node === next) next = next.nextSibling;
    else list.insertBefore(row.node, next);
  }
  filterDocuments();
}

function filterDocuments() {
  const words = filterWords(find("#pc-filter-documents"));
  for (const row of rows.values()) row.node.hidden = !passes(words, row.searched);
  const none = find(".pc-no-documents");
  none.hidden = [...rows.values()].some((row) => !row.node.hidden);
  none.textContent = rows.size ? "No document has these words in its name." : "None yet.";
}

function addRow(item) {
  const row = documentRow(item);
  rows.set(item.id, row);
  return row;
}

function forget(id, row) {
  // A row with the focus is that of a document which another visitor has removed.
  if (row.node.contains(document.activeElement)) find("[data-act=add]").focus();
  row.node.remove();
  rows.delete(id);
}

function documentRow(first) {
  let item = first;
  const [title, about] = [el("span"), el("span", { class: "pc-row-about" })];
  const open = el("button", { type: "button", class: "pc-row", click: () => openDocument(item) }, title, about);
  const remove = el("button", { type: "button", class: "pc-remove", click: () => confirmRemoval(row, item) }, "Remove");
  const readOn = el("button", { type: "button", class: "pc-quiet pc-read-on", hidden: true, click: () => trigger("readon", { document: item.id, upload: newUpload() }) }, "Read on");
  const node = el("li", { class: "pc-item" }, open, readOn, remove);
  const row = {
    node,
    reset: () => { row.removing = false; node.replaceChildren(open, readOn, remove); },
    remove,
    update(newest) {
      if (JSON.stringify(newest) === JSON.stringify(item) && open.title) return;
      item = newest;
      row.searched = `${item.title} ${item.source}`;
      open.title = item.source;
      title.textContent = item.title;
      const notes = item.notes && count(item.notes, "note", "notes");
      // Of a document that was not read to its end.
      readOn.hidden = !item.cutShort;
      readOn.setAttribute("aria-label", `Read on in ${item.title}`);
      about.textContent = [item.place, item.about, notes].filter(Boolean).join(", ");
      remove.setAttribute("aria-label", `Remove ${item.title}${item.place ? `, ${item.place}` : ""}`);
    },
  };
  return row;
}

function openDocument(item) {
  bus.emit("open", { document: item.id, title: item.title, start: null, end: null, marks: [] });
}

function confirmRemoval(row, item) {
  const keep = () => {
    row.reset();
    row.remove.focus();
  };
  const yes = el("button", { type: "button", class: "pc-danger", click: () => removeDocument(row, item) }, "Remove");
  const no = el("button", { type: "button", class: "pc-quiet", click: keep }, "Keep");
  const ask = el("div", { class: "pc-confirm", role: "group", "aria-label": `Remove ${item.title}?` },
    el("span", {}, `Remove “${item.title}”? The file itself stays where it is.`), el("div", {}, no, yes));
  ask.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // Otherwise the same key would also close the library (events.js).
    event.stopPropagation();
    keep();
  });
  row.node.replaceChildren(ask);
  // Enter, pressed once too often, then keeps the document.
  no.focus();
}

function removeDocument(row, item) {
  row.removing = true;
  row.node.replaceChildren(el("span", { class: "pc-hint" }, `Removing “${item.title}” …`));
  trigger("remove", { document: item.id });
  // The row that had the focus goes away.
  find("[data-act=add]").focus();
}
