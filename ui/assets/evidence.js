// The evidence cards of one answer, and a document opened at the quoted words.

let shown = null;
let opening = 0;
let wanted = null; // the place that was asked for last
let returnTo = null; // what had the focus before a document was opened

// --- cards --------------------------------------------------------------------------------------

function drawCards(evidence) {
  const same = shown && shown.message === evidence.message && JSON.stringify(shown.cards) === JSON.stringify(evidence.cards);
  shown = evidence;
  if (same) return;
  find(".pc-about").textContent = aboutLine(evidence);
  find(".pc-cards").replaceChildren(...evidence.cards.map(card));
}

function aboutLine({ cards, status }) {
  if (!cards.length) return "The passages that an answer rests on will stand here. Point at a number in the answer to find its passage; click it to read on in the document.";
  if (status === "not_found") return "Nothing answers the question. These passages come nearest.";
  return status === "conflicting" ? "The places that disagree." : "What the answer rests on.";
}

function card(item) {
  const lit = (on) => () => bus.say("light", { message: shown.message, number: on ? item.number : null, from: "card" });
  const head = el("div", { class: "pc-card-head" },
    item.number && el("span", { class: "pc-number", "aria-hidden": "true" }, String(item.number)),
    el("h3", {}, el("span", { class: "pc-card-title" }, item.title), item.section && el("span", { class: "pc-card-section" }, item.section)));
  const open = el("button", { type: "button", class: "pc-quiet pc-open", click: () => bus.say("open", item),
    "aria-label": `Open the document: ${placeOf(item)}` }, "Open the document");
  return el("li", { class: "pc-card", "data-number": item.number, mouseenter: lit(true), mouseleave: lit(false), focusin: lit(true), focusout: lit(false) },
    head, el("blockquote", {}, write(item.pieces)), open);
}

function light({ message, number, from }) {
  for (const node of element.querySelectorAll(".pc-card")) {
    const on = message === shown.message && number !== null && node.dataset.number === String(number);
    node.classList.toggle("pc-lit", on);
    if (on && from !== "card") node.scrollIntoView({ block: "nearest" });
  }
}

// --- a document ---------------------------------------------------------------------------------

function openDocument(place) {
  if (!showsDocument()) returnTo = document.activeElement;
  wanted = { ...place, opening: ++opening };
  const spans = place.start === null ? {} : { span: [place.start, place.end], marks: place.marks };
  swap(true);
  // The title stands there at once; the text follows in a moment.
  find(".pc-page").replaceChildren(el("h2", { tabindex: "-1" }, place.title), el("p", { class: "pc-hint" }, "Opening …"));
  find(".pc-find").hidden = true;
  showPane("evidence");
  trigger("read", { document: place.document, opening, ...spans });
}

function heard() {
  const value = received();
  // An answer to an earlier click, when another place was asked for since, is not shown.
  if (!value || !wanted || value.opening !== wanted.opening || !showsDocument()) return;
  const page = find(".pc-page");
  if (wanted.drawing) {
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
    value.drawable ? el("div", { class: "pc-picture" }, el("button", { type: "button", class: "pc-quiet", click: () => drawPage() }, "Show the page")) : "", part("Show what comes before", value.earlier),
    ...value.blocks.map(block), part("Show what follows", value.later));
  find(".pc-document-view .pc-side-scroll").setAttribute("aria-label", `Document: ${value.title}`);
  find(".pc-find").hidden = wanted.start === null;
  find(".pc-document-view .pc-side-scroll").scrollTop = 0;
  if (wanted.start === null) title.focus({ preventScroll: true });
  else goToQuote();
}

// The page as it looks, with the quote marked: made only when it is asked for.
function drawPage(password = null) {
  wanted = { ...wanted, opening: ++opening, drawing: true };
  find(".pc-picture").replaceChildren(el("p", { class: "pc-hint", role: "status" }, "Drawing the page …"));
  trigger("draw", { document: wanted.document, opening, span: [wanted.start, wanted.end], password });
}

function showPicture({ picture, page, problem, locked, wrong }) {
  wanted.drawing = false;
  const holder = find(".pc-picture");
  if (locked) {
    holder.replaceChildren(passwordForm({
      id: "pc-page-password", label: "The file is encrypted. Its password", button: "Show the page",
      wrong: wrong ? "The password does not open it." : "", hint: "The password is used once and not kept.", use: drawPage,
    }));
    find("#pc-page-password").focus();
    return;
  }
  const content = problem ? el("p", { class: "pc-bad" }, problem)
    : el("img", { src: picture, alt: `Page ${page} of the file, with the quote marked. Its text follows.` });
  holder.replaceChildren(content);
  holder.scrollIntoView({ block: "start" });
}

function block({ label, pieces }) {
  // Spaces count only where they shape the text; elsewhere they would be marked at line ends.
  const shaped = /^[ \t]|[ \t]{2}/.test(pieces.map((piece) => piece.text).join(""));
  const text = el("p", { class: shaped ? "pc-shaped" : null }, write(pieces));
  return el("div", { class: "pc-text-block" }, label && el("p", { class: "pc-label" }, label), text);
}

function part(text, offset) {
  if (offset === null || offset === undefined) return "";
  const go = () => openDocument({ ...wanted, start: offset, end: offset + 1, marks: [] });
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

function swap(toDocument) {
  find(".pc-document-view").hidden = !toDocument;
  find(".pc-cards-view").hidden = toDocument;
  document.documentElement.dataset.reading = toDocument ? "yes" : "";
}

function back() {
  swap(false);
  const opener = returnTo?.isConnected ? returnTo : null;
  returnTo = null;
  // On a small screen the sheet came up for this document: it goes again, unless a card opened it.
  if (paneOpen() === "evidence" && opener && !element.contains(opener)) showPane("");
  (opener ?? find(".pc-open") ?? document.getElementById("pc-question"))?.focus();
}

function close() {
  showPane("");
  const opener = sheetOpener?.isConnected ? sheetOpener : document.getElementById("pc-question");
  opener?.focus();
}

let sheetOpener = null;
bus.on("sheet", (opener) => {
  sheetOpener = opener;
  swap(false);
  showPane("evidence");
  find(".pc-cards-view .pc-close").focus();
});
bus.on("pane", (open) => {
  const role = find(".pc-evidence");
  if (open === "evidence") {
    role.setAttribute("role", "dialog");
    role.setAttribute("aria-modal", "true");
  } else {
    role.removeAttribute("role");
    role.removeAttribute("aria-modal");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (showsDocument()) back();
  else if (paneOpen() === "evidence") close();
});
delegate({ back, close, find: goToQuote });
bus.on("evidence", drawCards);
bus.on("light", light);
bus.on("open", openDocument);
watch("value", heard);
