// Shows a document, at the quoted words if it was opened by a citation.

let opening = 0;
let requested = null; // the last place that was requested
let returnTo = null; // the element that had the focus before a document was opened

function openDocument(place) {
  // Kept while other places are opened from the document.
  if (!showsDocument()) returnTo = document.activeElement;
  requested = { ...place, opening: ++opening };
  const spans = place.start === null ? {} : { span: [place.start, place.end], marks: place.marks };
  showDocumentView(true);
  // Shows the title at once; the text comes from the server.
  find(".pc-page").replaceChildren(el("h2", { tabindex: "-1" }, place.title), el("p", { class: "pc-hint" }, "Opening …"));
  find(".pc-find").hidden = find(".pc-show-page").hidden = true;
  showPane("evidence");
  trigger("read", { document: place.document, opening, ...spans });
}

function receive() {
  const value = received();
  // An answer to an earlier click is not shown if another place was requested since.
  if (!value || !requested || value.opening !== requested.opening || !showsDocument()) return;
  const page = find(".pc-page");
  if (requested.drawing) {
    showPicture(value);
    return;
  }
  if (value.problem) {
    page.replaceChildren(el("h2", { tabindex: "-1" }, "This document can't be opened"), el("p", {}, value.problem));
    page.querySelector("h2").focus();
    return;
  }
  const title = el("h2", { tabindex: "-1" }, value.title);
  page.replaceChildren(title, el("p", { class: "pc-source" }, value.source, el("br"), value.about),
    value.warnings.length ? el("ul", { class: "pc-notes" }, value.warnings.map((text) => el("li", {}, text))) : "",
    el("div", { class: "pc-picture" }), partButton("Show what comes before", value.earlier),
    ...value.blocks.map(blockNode), partButton("Show what follows", value.later));
  find(".pc-document-view .pc-side-scroll").setAttribute("aria-label", `Document: ${value.title}`);
  find(".pc-find").hidden = requested.start === null;
  find(".pc-show-page").hidden = !value.drawable;
  find(".pc-document-view .pc-side-scroll").scrollTop = 0;
  if (requested.start === null) title.focus({ preventScroll: true });
  else goToQuote();
}

function blockNode({ label, pieces }) {
  // Spaces are kept only where they align the text; elsewhere the mark would cover spaces at line ends.
  const shaped = /^[ \t]|[ \t]{2}/.test(pieces.map((piece) => piece.text).join(""));
  const text = el("p", { dir: "auto", class: shaped ? "pc-shaped" : null }, write(pieces));
  return el("div", { class: "pc-text-block" }, label && el("p", { class: "pc-label" }, label), text);
}

function partButton(text, offset) {
  if (offset === null || offset === undefined) return "";
  // One character long, because the server ignores empty spans.
  const go = () => openDocument({ ...requested, start: offset, end: offset + 1, marks: [] });
  return el("p", {}, el("button", { type: "button", class: "pc-quiet", click: go }, text));
}

function goToQuote() {
  const quote = element.querySelector(".pc-page .pc-said, .pc-page .pc-words");
  if (!quote) return;
  quote.tabIndex = -1;
  quote.focus({ preventScroll: true });
  quote.scrollIntoView({ block: "center" });
}

const showsDocument = () => !find(".pc-document-view").hidden;

function showDocumentView(toDocument) {
  find(".pc-document-view").hidden = !toDocument;
  find(".pc-cards-view").hidden = toDocument;
  document.documentElement.dataset.reading = toDocument ? "yes" : "";
}

function back() {
  showDocumentView(false);
  const opener = returnTo?.isConnected ? returnTo : null;
  returnTo = null;
  // On a small screen the sheet opened for this document, so it closes too, unless a card opened the document.
  if (paneOpen() === "evidence" && opener && !element.contains(opener)) showPane("");
  (opener ?? find(".pc-open") ?? document.getElementById("pc-question"))?.focus();
}
