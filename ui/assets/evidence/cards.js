// Draws the evidence cards of one answer.

let shown = null;
let placing = false; // whether the right place of an answer is looked for

function drawCards(evidence) {
  // Each pointing at a number sends its cards again; drawing them again would take the focus away.
  const same = shown && shown.message === evidence.message && JSON.stringify(shown.cards) === JSON.stringify(evidence.cards);
  shown = evidence;
  // What was read and what is the nearest in the end may be the same cards.
  if (find(".pc-about").textContent !== summary(evidence)) find(".pc-about").textContent = summary(evidence);
  if (same) return;
  find(".pc-cards").replaceChildren(...evidence.cards.map((card, at) => cardNode(card, ofSamePlace(evidence.cards[at - 1], card))));
}

function summary({ cards, status }) {
  if (!cards.length) return t("The passages that support an answer are shown here. Point at a number in the answer to find its passage; click the number to read it in the document.");
  if (status === "reading") return t("These passages were found. They are being read now.");
  if (status === "not_found") return t("Nothing answers the question. These passages are the nearest.");
  return status === "conflicting" ? t("The places that disagree.") : t("The passages that support the answer.");
}

// A card of the same place as the one above it is drawn as a part of that: where it stands is said to those who listen only.
const ofSamePlace = (above, card) => Boolean(above) && !above.same && !card.same && above.document === card.document && above.section === card.section;

function cardNode(item, below) {
  const highlightAnswer = (on) => () => bus.emit("highlight", { message: shown.message, number: on ? item.number : null, from: "card" });
  const head = el("div", { class: "pc-card-head" },
    item.number && el("span", { class: "pc-number", "aria-hidden": "true" }, String(item.number)),
    el("h3", {}, el("span", { class: "pc-card-title" }, item.title), item.section && el("span", { class: "pc-card-section" }, translatedPlace(item.section)), item.file && el("span", { class: "pc-card-section pc-card-file" }, item.file)));
  const open = el("button", { type: "button", class: "pc-quiet pc-open", click: () => bus.emit("open", item),
    "aria-label": t("Open the document: {place}", { place: placeOf(item) }) }, t("Open the document"));
  const copy = item.copy && el("button", { type: "button", class: "pc-quiet", "aria-label": t("Copy the citation: {place}", { place: placeOf(item) }) }, t("Copy citation"));
  copy?.addEventListener("click", () => copyText(copy, item.copy));
  const ways = copy && el("span", { class: "pc-copy" }, copy, menuButton({ label: t("Other ways to copy the citation: {place}", { place: placeOf(item) }), text: "▾", name: "pc-more", items: () => waysToCopy(copy, item) }));
  const right = el("button", { type: "button", class: "pc-quiet pc-right", hidden: !placing, click: () => choosePlace(item),
    "aria-label": t("This is the right place: {place}", { place: placeOf(item) }) }, t("This is the right place"));
  const looks = ["pc-card", item.same && "pc-same", below && "pc-follows"];
  return el("li", { class: looks.filter(Boolean).join(" "), "data-number": item.number, mouseenter: highlightAnswer(true), mouseleave: highlightAnswer(false), focusin: highlightAnswer(true), focusout: highlightAnswer(false) },
    item.same ? el("p", { class: "pc-same-as" }, t("The same words, in another place")) : null, head, el("blockquote", { dir: "auto" }, write(item.pieces)), el("div", { class: "pc-card-foot" }, right, open, ways));
}

function waysToCopy(copy, item) {
  const as = (form) => copyText(copy, referenceText(item, form), t("The document has changed or was removed since. Ask again, and copy it then."));
  return [
    { text: t("As a quote with its place"), act: () => copyText(copy, item.copy) },
    { text: t("As author, year and page"), act: () => as("short") },
    { text: t("As BibTeX"), act: () => as("bibtex") },
  ];
}

// The server knows who wrote the document, and when (rag/references).
const referenceText = ({ document: cited, section }, form) => bus.call("reference", { document: cited, section, form }).then(({ text = null }) => text);

function choosePlace({ document: cited, start, end }) {
  // On a phone the cards cover the answer.
  if (paneOpen() === "evidence") showPane("");
  bus.emit("right place", { document: cited, start, end });
}

bus.on("placing", (on) => {
  placing = on;
  for (const button of element.querySelectorAll(".pc-right")) button.hidden = !on;
});

function highlight({ message, number, from }) {
  for (const node of element.querySelectorAll(".pc-card")) {
    const on = message === shown.message && number !== null && node.dataset.number === String(number);
    node.classList.toggle("pc-lit", on);
    // A card must not move away from under the pointer.
    if (on && from !== "card") node.scrollIntoView({ block: "nearest" });
  }
}
