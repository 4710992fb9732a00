// An answer as nodes: its sentences, their ground, their citations, and what to do without one.

function answerNodes(message) {
  const { answer } = message;
  const nodes = answer.searched ? [el("p", { class: "pc-note" }, "Searched for: ", el("q", {}, answer.searched))] : [];
  nodes.push(...answer.notes.map((note) => el("p", { class: "pc-note" }, note)));
  if (answer.status === "not_found") return [...nodes, ...notFound(message)];
  if (answer.status === "conflicting") nodes.push(el("p", { class: "pc-lead" }, disagreement(answer)));
  nodes.push(...answer.statements.map((statement) => statementNode(message, statement)));
  if (answer.doubt && message.state === "done") {
    nodes.push(el("p", { class: "pc-note" }, "This may not be quite what you asked for. Read it in its document first."));
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
  const lit = (on) => () => {
    if (on) sayEvidence(message);
    bus.say("light", { message: message.id, number: on ? number : null, from: "answer" });
  };
  return el("button", {
    type: "button", class: "pc-cite", "data-number": number, "data-key": `cite ${number}`,
    "aria-label": `Citation ${number}: ${card ? placeOf(card) : "source"}`,
    click: () => card && bus.say("open", card),
    mouseenter: lit(true), mouseleave: lit(false), focus: lit(true), blur: lit(false),
  }, String(number));
}

function notFound({ answer }) {
  const nodes = [el("p", { class: "pc-lead" }, answer.text)];
  const searched = library.documents?.length;
  if (searched) nodes.push(el("p", { class: "pc-note" }, `Searched ${count(searched, "document", "documents")}.`));
  if (answer.cards.length) {
    nodes.push(el("h3", {}, "The nearest passages"), el("ul", { class: "pc-nearest" }, answer.cards.map(nearest)));
  }
  const hints = ["Use words that the document itself would use.", "Ask for one thing at a time.", "Add the document that should say it."];
  nodes.push(el("h3", {}, "What might help"), el("ul", { class: "pc-hints" }, hints.map((hint) => el("li", {}, hint))));
  return nodes;
}

function nearest(card) {
  const text = card.pieces.map((piece) => piece.text).join("").trim();
  const short = text.length > 150 ? `${text.slice(0, text.lastIndexOf(" ", 150))} …` : text;
  return el("li", {}, el("button", { type: "button", class: "pc-near", click: () => bus.say("open", card) },
    el("span", { class: "pc-near-place" }, placeOf(card)), el("span", {}, short)));
}

// --- the empty chat -----------------------------------------------------------------------------

function welcome() {
  const { documents, questions } = library;
  const nodes = [
    el("h1", {}, "Ask your documents"),
    el("p", { class: "pc-what" }, "Pincite answers from your own documents, and pins each sentence to the exact words that it comes from."),
  ];
  if (documents && !documents.length) nodes.push(...noDocuments());
  else if (questions?.length) nodes.push(el("p", { class: "pc-try" }, "For example"), el("ul", { class: "pc-examples" }, questions.map(example)));
  if (documents?.length) nodes.push(el("p", { class: "pc-note" }, "To add documents, drop files anywhere on this page, or use “Add documents”."));
  return el("div", { class: "pc-welcome" }, nodes);
}

function noDocuments() {
  const add = el("button", { type: "button", class: "pc-primary", click: () => bus.say("add", true) }, "Add documents");
  const sample = el("button", { type: "button", class: "pc-quiet", click: () => bus.say("sample", true) }, "Try the sample article");
  return [el("p", {}, "There are no documents yet. Drop files anywhere on this page, or choose them."), el("p", { class: "pc-tools" }, add, sample)];
}

function example(text) {
  return el("li", {}, el("button", { type: "button", class: "pc-example", click: () => ask(text) }, text));
}

// --- what the other regions say -----------------------------------------------------------------

function light({ message, number }) {
  for (const node of element.querySelectorAll(".pc-message")) {
    const here = node.dataset.message === message && number !== null;
    for (const cite of node.querySelectorAll(".pc-cite")) cite.classList.toggle("pc-lit", here && cite.dataset.number === String(number));
    for (const said of node.querySelectorAll("[data-numbers]")) {
      said.classList.toggle("pc-lit", here && said.dataset.numbers.split(" ").includes(String(number)));
    }
  }
}

function knowLibrary(value) {
  library = value;
  const prose = find(".pc-prose");
  prose.hidden = !library.writers?.length;
  if (!chatNow().messages.length) {
    find(".pc-thread").replaceChildren(welcome());
  }
}

delegate({ library: () => showPane("library"), new: startChat, stop });
bus.on("library", knowLibrary);
bus.on("light", light);
bus.on("chat", goTo);
bus.on("new chat", startChat);
bus.on("pane", (open) => find("[data-act=library]").setAttribute("aria-expanded", String(open === "library")));
drawThread();
sayChats();
watch("value", heard);
