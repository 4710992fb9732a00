// Opens a document: its start page, or its pages or its text at the quoted words.

let opening = 0;
let reading = null; // all that is known of the open document, and how it is shown
let returnTo = null; // the element that had the focus before a document was opened
let preferred = null; // "pages" or "text", if a person chose one

const scrollBox = () => find(".pc-reader");
const showsDocument = () => !find(".pc-document-view").hidden;

// How a document is read: as pages, if it has any.
const readingView = () => (reading.about.paged && preferred !== "text" ? "pages" : "text");

async function openDocument(place) {
  // Kept while other places are opened from the document.
  if (!showsDocument()) returnTo = document.activeElement;
  const quotes = quotesFor(place);
  const same = reading && reading.place.document === place.document && reading.about ? reading : null;
  closeColumn();
  document.getSelection().removeAllRanges();
  reading = {
    place, opening: ++opening, view: null, quotes, quote: quotes.findIndex((quote) => samePlace(quote, place)),
    about: same?.about ?? null, pages: same?.pages ?? null, parts: same?.parts ?? new Map(), words: new Map(), drawing: new Map(),
    hits: [], hit: -1, more: false, sought: "", page: 0, part: 0, column: null,
  };
  closeOutline();
  if (!findBar().hidden) { findBar().hidden = true; find(".pc-find-button").setAttribute("aria-expanded", "false"); }
  showDocumentView(true);
  // Shows the title at once; the rest comes from the server.
  drawFrame(place.title);
  find(".pc-page").replaceChildren(el("p", { class: "pc-hint" }, t("Opening …")));
  showPane("evidence");
  const opened = reading;
  try {
    reading.about ??= await fetchJson(addressOf(place.document));
    if (reading !== opened) return;
    drawFrame(reading.about.title);
    await showView(place.start === null ? "about" : readingView(), true);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (reading === opened) showProblem(error.message);
  }
}

function showProblem(problem) {
  closeColumn();
  reading.view = "problem";
  drawFrame(t("This document can’t be opened"));
  find(".pc-page").replaceChildren(el("p", { class: "pc-bad" }, translated(problem)));
  find(".pc-reader-title").focus();
}

// Shows a view; with `enter` the focus goes into it: to the quote, or to its beginning.
async function showView(view, enter = false) {
  const opened = reading;
  const offset = offsetHere();
  if (view === "pages" && !(await havePages(opened))) return;
  if (reading !== opened) return;
  closeColumn();
  opened.view = view;
  drawFrame(opened.about.title);
  scrollBox().scrollTop = 0;
  if (view === "about") {
    find(".pc-page").replaceChildren(...startPage());
    showQuestions();
    if (enter) find(".pc-page h2").focus({ preventScroll: true });
    return;
  }
  (view === "pages" ? openPages : openText)();
  if (enter && opened.quotes.length && offset === 0) return goToQuote();
  if (offset) await goTo({ start: offset, end: offset }, null, false);
  if (enter) scrollBox().focus({ preventScroll: true });
}

// Whether the pages can be shown; else the text is, and why is said.
async function havePages(opened) {
  if (opened.pages) return true;
  let answer;
  try {
    answer = await fetchJson(addressOf(opened.place.document, "pages"));
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    answer = { problem: error.message };
  }
  if (reading !== opened) return false;
  if (answer.sizes) {
    opened.pages = answer;
    return true;
  }
  if (answer.locked) {
    closeColumn();
    opened.view = "locked";
    drawFrame(opened.about.title);
    showLock(false);
    return false;
  }
  opened.about.paged = false;
  opened.about.notes = [...opened.about.notes, t("Its pages can’t be shown: {reason}", { reason: translated(answer.problem) })];
  await showView("text", true);
  return false;
}

// The title, and the tools that fit what is shown.
function drawFrame(title) {
  const { view, about } = reading;
  find(".pc-reader-title").textContent = title;
  find(".pc-reader-title").hidden = view === "about";
  scrollBox().setAttribute("aria-label", t("Document: {title}", { title }));
  for (const button of element.querySelectorAll("[data-act=view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
    button.hidden = !about || (button.dataset.view === "pages" && !about.paged);
  }
  find(".pc-page").dataset.view = view ?? "";
  find(".pc-tools-row").hidden = !["pages", "text"].includes(view);
  find(".pc-page-steps").hidden = find(".pc-zoom-steps").hidden = view !== "pages";
  find(".pc-outline-button").hidden = !about?.outline.length;
  drawQuoteCount();
}

function closeColumn() {
  reading?.column?.close();
  if (reading) reading.column = null;
}

// The offset in the text of what is read now.
function offsetHere() {
  if (reading?.view === "pages") return reading.pages.starts[reading.page] ?? 0;
  return reading?.view === "text" ? reading.about.starts[reading.part] : 0;
}

// Goes to a span of the text: to what `marked` selects there, with the focus if `enter`.
async function goTo({ start }, marked, enter) {
  const { view, column, about, pages } = reading;
  if (!column) return;
  const number = placeAt(view === "pages" ? pages.starts : about.starts.slice(0, -1), start);
  const node = column.nodes[number];
  if (view === "pages") goToPage(number);
  else node.scrollIntoView({ block: "start" });
  await column.show(number);
  if (reading.column !== column) return;
  const target = (marked && node.querySelector(marked)) || (view === "text" ? atOffset(node, start) : null);
  if (!target) return enter ? scrollBox().focus({ preventScroll: true }) : undefined;
  if (enter) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
  target.scrollIntoView({ block: marked ? "center" : "start", inline: "nearest" });
}

// The block of a part that begins at an offset, or the last before it.
function atOffset(node, offset) {
  const blocks = reading.parts.get(reading.column.nodes.indexOf(node))?.blocks ?? [];
  const at = placeAt(blocks.map((block) => block.start ?? null), offset);
  return node.children[at] ?? null;
}

const showMarks = () => {
  if (reading.view === "pages") remarkPages();
  if (reading.view === "text") remarkText();
};

function showDocumentView(toDocument) {
  find(".pc-document-view").hidden = !toDocument;
  find(".pc-cards-view").hidden = toDocument;
  document.documentElement.dataset.reading = toDocument ? "yes" : "";
  if (!toDocument) {
    widen(false);
    closeColumn();
    reading = null;
    chosenBar().hidden = true;
    find(".pc-page").replaceChildren();
  }
}

function back() {
  showDocumentView(false);
  const opener = returnTo?.isConnected ? returnTo : null;
  returnTo = null;
  // On a small screen the sheet opened for this document, so it closes too, unless a card opened the document.
  if (paneOpen() === "evidence" && opener && !element.contains(opener)) showPane("");
  (opener ?? find(".pc-open") ?? document.getElementById("pc-question"))?.focus();
}
