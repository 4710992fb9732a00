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
    el("h3", {}, el("span", { class: "pc-card-title" }, item.title), item.section && el("span", { class: "pc-card-section" }, item.section), item.file && el("span", { class: "pc-card-section pc-card-file" }, item.file)));
  const open = el("button", { type: "button", class: "pc-quiet pc-open", click: () => bus.say("open", item),
    "aria-label": `Open the document: ${placeOf(item)}` }, "Open the document");
  return el("li", { class: "pc-card", "data-number": item.number, mouseenter: lit(true), mouseleave: lit(false), focusin: lit(true), focusout: lit(false) },
    head, el("blockquote", { dir: "auto" }, write(item.pieces)), open);
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
  find(".pc-find").hidden = find(".pc-show-page").hidden = true;
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
    el("div", { class: "pc-picture" }), part("Show what comes before", value.earlier),
    ...value.blocks.map(block), part("Show what follows", value.later));
  find(".pc-document-view .pc-side-scroll").setAttribute("aria-label", `Document: ${value.title}`);
  find(".pc-find").hidden = wanted.start === null;
  find(".pc-show-page").hidden = !value.drawable;
  find(".pc-document-view .pc-side-scroll").scrollTop = 0;
  if (wanted.start === null) title.focus({ preventScroll: true });
  else goToQuote();
}

// The page as it looks, with the quote marked: made only when it is asked for.
function showPage() {
  const picture = find(".pc-picture");
  if (!picture.firstChild) drawPage();
  else {
    picture.scrollIntoView({ block: "start" });
    picture.querySelector("button, input")?.focus({ preventScroll: true });
  }
}

function drawPage(password = null) {
  wanted = { ...wanted, opening: ++opening, drawing: true };
  const holder = find(".pc-picture");
  holder.replaceChildren(el("p", { class: "pc-hint pc-drawing", role: "status", tabindex: "-1" }, "Drawing the page …"));
  holder.firstChild.focus({ preventScroll: true });
  holder.scrollIntoView({ block: "start" });
  trigger("draw", { document: wanted.document, opening, span: [wanted.start, wanted.end], password });
}

function showPicture({ picture, page, last, problem, locked, wrong }) {
  wanted.drawing = false;
  const holder = find(".pc-picture");
  if (locked) {
    holder.replaceChildren(passwordForm({
      id: "pc-page-password", label: "The file is encrypted. Its password", button: "Show it",
      wrong: wrong ? "The password does not open it." : "", hint: "The password is used once and not kept.", use: drawPage,
    }));
    find("#pc-page-password").focus();
    return;
  }
  if (problem) {
    holder.replaceChildren(el("p", { class: "pc-bad", tabindex: "-1" }, problem));
    holder.firstChild.focus();
    return;
  }
  const image = el("img", { src: picture, alt: `Page ${page} of the file, with the quote marked. Its text follows.`, click: () => enlarge(image) });
  const button = el("button", { type: "button", class: "pc-quiet", click: () => enlarge(image) }, "Enlarge the page");
  const further = last > page ? ` The quote goes on on page ${last}.` : "";
  holder.replaceChildren(image, el("p", { class: "pc-caption" }, el("span", {}, `Page ${page} of the file.${further}`), button));
  button.focus({ preventScroll: true });
  holder.scrollIntoView({ block: "start" });
}

// The page as large as its letters need, at the marked words; Escape closes it.
function enlarge(image) {
  const dialog = find(".pc-large");
  const scroller = find(".pc-large-scroll");
  dialog.querySelector(".pc-heading").textContent = wanted.title;
  scroller.replaceChildren(el("img", { src: image.src, alt: image.alt }));
  dialog.showModal();
  scroller.focus();
  const place = markedPlace(image);
  scroller.scrollTo(place.x * scroller.scrollWidth - scroller.clientWidth / 4, place.y * scroller.scrollHeight - scroller.clientHeight / 2);
}

// Where the first yellow mark is on the picture, as parts of its width and height; the top where none is seen.
function markedPlace(image) {
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(0, 0, width, height);
  for (let y = 0; y < height; y += 2) {
    let [first, seen] = [0, 0];
    for (let x = 0; x < width; x += 2) {
      const at = 4 * (y * width + x);
      const yellow = data[at] > 190 && data[at + 1] > 170 && data[at] - data[at + 2] > 90;
      if (!yellow) continue;
      first = seen ? first : x;
      seen += 1;
    }
    if (seen > 3) return { x: first / width, y: y / height };
  }
  return { x: 0.5, y: 0 };
}

function shrink() {
  find(".pc-large").close();
}

// The dialog closes by itself at Escape; nobody else is to take that for theirs.
find(".pc-large").addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); });

function block({ label, pieces }) {
  // Spaces count only where they shape the text; elsewhere they would be marked at line ends.
  const shaped = /^[ \t]|[ \t]{2}/.test(pieces.map((piece) => piece.text).join(""));
  const text = el("p", { dir: "auto", class: shaped ? "pc-shaped" : null }, write(pieces));
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
delegate({ back, close, shrink, page: showPage, find: goToQuote });
bus.on("evidence", drawCards);
bus.on("light", light);
bus.on("open", openDocument);
watch("value", heard);
