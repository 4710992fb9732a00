// Draws the answer in a message: what is asked for first, then the sentences that say so, or the nearest passages.

const statementsOf = ({ parts }) => parts.flatMap((part) => part.groups).flatMap((group) => inBlocks(group.blocks));

const inBlocks = (blocks) => blocks.flatMap((block) => block.entries).flatMap((entry) => [entry, ...inBlocks(entry.below)]);

const textOf = ({ pieces }) => pieces.map((piece) => piece.text).join("");

function answerNodes(message) {
  const { answer } = message;
  const nodes = [askedLine(message), searchedLine(message)];
  if (answer.status === "not_found") return [...nodes, ...notes(answer), ...notFound(message)];
  // What asks nothing of the documents has a line of its own, and no sentences.
  if (!answer.parts.length && !answer.table) return [el("p", { class: "pc-lead" }, translated(answer.text)), ...suggestions(answer)];
  if (answer.status === "conflicting") nodes.push(el("p", { class: "pc-lead" }, disagreement(answer)));
  if (answer.lead) nodes.push(leadNode(message));
  if (answer.table) nodes.push(tableDerivation(answer.table));
  nodes.push(...letterNodes(message, partNodes(message)));
  if (answer.table) nodes.push(tableNode(message, answer.table));
  // Below the answer, and only when all of it is there, so that they are not pushed down.
  if (message.state === "done" && answer.doubt) {
    nodes.push(el("p", { class: "pc-note" }, t("This may not be exactly what you asked for. Check it in the document first.")));
  }
  return busy(message) ? nodes : [...nodes, ...notes(answer), ...leftOut(answer)];
}

// The parts between the lines of a message, which are form and claim nothing.
function letterNodes({ answer: { letter } }, parts) {
  if (!letter) return parts;
  const line = (text) => el("p", { class: "pc-letter", dir: "auto" }, text);
  return [...(letter.subject ? [line(t("Subject: {subject}", { subject: letter.subject }))] : []), line(letter.greeting), ...parts, line(letter.closing)];
}

// What a model wrote and no document says, struck out, and only for those who open it.
function leftOut({ left_out: left }) {
  if (!left) return [];
  const sentences = left.sentences.map(({ text, reason }) => el("li", { dir: "auto" }, el("s", {}, text), " ", el("span", {}, `(${translated(reason)})`)));
  return [el("details", { class: "pc-ground pc-left-out" }, el("summary", { "data-key": "left out" }, translated(left.line)), el("ul", {}, sentences))];
}

function notes(answer) {
  return answer.notes.map((note) => el("p", { class: "pc-note" }, translated(note)));
}

function suggestions({ suggestions: questions }) {
  return questions.length ? [el("p", { class: "pc-try" }, t("For example")), el("ul", { class: "pc-examples" }, questions.map(example))] : [];
}

function disagreement(answer) {
  const { length } = statementsOf(answer);
  return length === 2 ? t("Two places disagree.") : plural(length, "{n} place disagrees.", "{n} places disagree.");
}

// The short answer; if it stands in a document, it is marked as the words there are.
function leadNode(message) {
  const { text, number } = message.answer.lead;
  const words = el("strong", { class: number === null ? null : "pc-words" }, text);
  return el("p", { class: "pc-short", dir: "auto" }, words, number === null ? null : [" ", citeButton(message, number, "lead")]);
}

function notFound({ answer }) {
  const nodes = [el("p", { class: "pc-lead" }, translated(answer.text))];
  const searched = answer.asked?.count ?? (answer.searched?.places.length || library.documents?.length);
  if (searched) nodes.push(el("p", { class: "pc-note" }, plural(searched, "Searched {n} document.", "Searched {n} documents.")));
  if (answer.cards.length) {
    nodes.push(el("h3", {}, t("The nearest passages")), el("ul", { class: "pc-nearest" }, answer.cards.map(nearest)));
  }
  const hints = [t("Use words that the document itself would use."), t("Ask for one thing at a time."), t("Add the document that should have the answer."), ["surer", "surest"].includes(readChoice("sure")) && t("You have chosen surer answers only: choose others in the settings.")].filter(Boolean);
  nodes.push(el("h3", {}, t("What might help")), el("ul", { class: "pc-hints" }, hints.map((hint) => el("li", {}, hint))));
  return nodes;
}

function nearest(card) {
  const text = textOf(card).trim();
  const short = text.length > 150 ? `${text.slice(0, text.lastIndexOf(" ", 150))} …` : text;
  return el("li", {}, el("button", { type: "button", class: "pc-near", click: () => bus.emit("open", card) },
    el("span", { class: "pc-near-place" }, placeOf(card)), el("span", {}, short)));
}
