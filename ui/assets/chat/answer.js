// Draws the answer in a message: its sentences with their citations and verdicts, or the nearest passages.

const WORDS = ["No", "One", "Two", "Three", "Four"];

function answerNodes(message) {
  const { answer } = message;
  const nodes = answer.searched ? [el("p", { class: "pc-note" }, "Searched for: ", el("q", {}, answer.searched))] : [];
  nodes.push(...answer.notes.map((note) => el("p", { class: "pc-note" }, note)));
  if (answer.status === "not_found") return [...nodes, ...notFound(message)];
  if (answer.status === "conflicting") nodes.push(el("p", { class: "pc-lead" }, disagreement(answer)));
  nodes.push(...answer.statements.map((statement) => statementNode(message, statement)));
  if (answer.doubt && message.state === "done") {
    nodes.push(el("p", { class: "pc-note" }, "This may not be exactly what you asked for. Check it in the document first."));
  }
  return nodes;
}

function disagreement({ statements }) {
  return `${WORDS[statements.length] ?? statements.length} places disagree.`;
}

function statementNode(message, { verdict, pieces, numbers, place }) {
  const cites = numbers.map((number) => citeButton(message, number));
  const attributes = { "data-numbers": numbers.join(" ") };
  if (verdict === "quoted") {
    const says = message.answer.status === "conflicting";
    const caption = el("figcaption", {}, says ? `${place} says` : `Quoted from ${place}`);
    const quote = el("blockquote", { dir: "auto" }, el("p", {}, write(pieces), " ", cites));
    return el("figure", { class: "pc-quote", ...attributes }, says ? [caption, quote] : [quote, caption]);
  }
  if (verdict === "supported") {
    return el("div", { class: "pc-written", ...attributes }, el("p", {}, write(pieces), " ", cites), el("p", { class: "pc-ground" }, "Written from the quotes, and supported by them"));
  }
  return el("div", { class: "pc-written pc-unsupported", ...attributes },
    el("p", {}, el("s", {}, write(pieces)), " ", cites), el("p", { class: "pc-ground" }, "Not supported by your documents: don’t rely on it"));
}

function citeButton(message, number) {
  const card = message.answer.cards.find((c) => c.number === number);
  const highlightCard = (on) => () => {
    // The cards of another message may be shown.
    if (on) emitEvidence(message);
    bus.emit("highlight", { message: message.id, number: on ? number : null, from: "answer" });
  };
  return el("button", {
    type: "button", class: "pc-cite", "data-number": number, "data-key": `cite ${number}`,
    "aria-label": `Citation ${number}: ${card ? placeOf(card) : "source"}`,
    click: () => card && bus.emit("open", card),
    mouseenter: highlightCard(true), mouseleave: highlightCard(false), focus: highlightCard(true), blur: highlightCard(false),
  }, String(number));
}

function notFound({ answer }) {
  const nodes = [el("p", { class: "pc-lead" }, answer.text)];
  const searched = library.documents?.length;
  if (searched) nodes.push(el("p", { class: "pc-note" }, `Searched ${count(searched, "document", "documents")}.`));
  if (answer.cards.length) {
    nodes.push(el("h3", {}, "The nearest passages"), el("ul", { class: "pc-nearest" }, answer.cards.map(nearest)));
  }
  const hints = ["Use words that the document itself would use.", "Ask for one thing at a time.", "Add the document that should have the answer."];
  nodes.push(el("h3", {}, "What might help"), el("ul", { class: "pc-hints" }, hints.map((hint) => el("li", {}, hint))));
  return nodes;
}

function nearest(card) {
  const text = card.pieces.map((piece) => piece.text).join("").trim();
  const short = text.length > 150 ? `${text.slice(0, text.lastIndexOf(" ", 150))} …` : text;
  return el("li", {}, el("button", { type: "button", class: "pc-near", click: () => bus.emit("open", card) },
    el("span", { class: "pc-near-place" }, placeOf(card)), el("span", {}, short)));
}
