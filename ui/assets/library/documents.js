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
  if (value.report) updateLocked(value.report);
  drawDocuments();
  drawNews();
  if (value.report) focusAfterReport();
  bus.emit("library", state);
}

function drawDocuments() {
  const list = find(".pc-documents");
  // Drawing again removes the button that has the focus, so the new button with its key gets it.
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...state.documents.map(documentRow));
  find(".pc-none").hidden = state.documents.length > 0;
  if (focused) [...list.querySelectorAll("[data-key]")].find((b) => b.dataset.key === focused)?.focus();
}

function documentRow(item) {
  const open = el(
    "button",
    { type: "button", class: "pc-row", title: item.source, "data-key": `open ${item.id}`, click: () => openDocument(item) },
    el("span", {}, item.title),
    el("span", { class: "pc-row-about" }, item.notes ? `${item.about}, ${count(item.notes, "note", "notes")}` : item.about),
  );
  const remove = el(
    "button",
    { type: "button", class: "pc-remove", "aria-label": `Remove ${item.title}`, "data-key": `remove ${item.id}` },
    "Remove",
  );
  const row = el("li", { class: "pc-item" }, open, remove);
  remove.addEventListener("click", () => confirmRemoval(row, item));
  return row;
}

function openDocument(item) {
  bus.emit("open", { document: item.id, title: item.title, start: null, end: null, marks: [] });
}

function confirmRemoval(row, item) {
  const keep = () => {
    drawDocuments();
    [...element.querySelectorAll("[data-key]")].find((b) => b.dataset.key === `remove ${item.id}`)?.focus();
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
  row.replaceChildren(ask);
  // Enter, pressed once too often, then keeps the document.
  no.focus();
}

function removeDocument(row, item) {
  row.replaceChildren(el("span", { class: "pc-hint" }, `Removing “${item.title}” …`));
  trigger("remove", { document: item.id });
  // The row that had the focus goes away.
  find("[data-act=add]").focus();
}
