// Draws the statements of an answer, each with its citations and its ground.

// A computed sentence may rest on every cell of a column; more numbers than these would hide the sentence.
const MOST_NUMBERS = 4;
// As much as two lines hold.
const SHORT_DERIVATION = 160;

function statementNode(message, statement) {
  const { verdict, said, numbers, also } = statement;
  const attributes = { "data-numbers": [...numbers, ...also].join(" ") };
  // What leads is the whole sentence: then only what it does not say is left to show here.
  if (said && verdict === "quoted") return also.length ? el("p", { class: "pc-ground", ...attributes }, alsoButton(message, also)) : null;
  const cited = [...citeButtons(message, numbers), " ", alsoButton(message, also)];
  const shown = said ? null : write(statement.pieces);
  if (verdict === "quoted") return el("blockquote", { dir: "auto", ...attributes }, el("p", {}, shown, " ", cited));
  if (verdict === "computed") return el("div", { class: "pc-written", ...attributes }, el("p", {}, shown, " ", cited), derivation(message, statement));
  if (verdict === "supported") return el("div", { class: "pc-written", ...attributes }, el("p", {}, shown, " ", cited));
  if (verdict === "translated") return el("div", { class: "pc-written", ...attributes }, el("p", { dir: "auto" }, shown, " ", cited), original(statement));
  const ground = el("p", { class: "pc-ground" }, t("Not supported by your documents: don’t rely on it"));
  return el("div", { class: "pc-written pc-unsupported", ...attributes }, el("p", {}, el("s", {}, shown), " ", cited), ground);
}

// The sentence that was checked: of its translation only the numbers and names were.
function original({ original: text, numbers }) {
  return el("details", { class: "pc-ground" }, el("summary", { "data-key": `original ${numbers[0]}` }, t("Translated by the model: show the sentence that was checked")), el("p", {}, text));
}

function derivation(message, statement) {
  const said = t("Computed from the numbers that are cited");
  if (!statement.derivation) return el("p", { class: "pc-ground" }, said);
  if (statement.derivation.length <= SHORT_DERIVATION) return derivationLine(statement.derivation);
  const key = `computed ${statement.numbers[0]}`;
  return el("details", { class: "pc-ground" }, el("summary", { "data-key": key }, t("Computed: show how")), el("p", { class: "pc-derivation", dir: "auto" }, statement.derivation));
}

function derivationLine(text) {
  return el("p", { class: "pc-ground" }, tNodes("Computed: {how}", { how: el("bdi", { class: "pc-derivation" }, text) }));
}

function citeButtons(message, numbers) {
  const [shown, rest] = [numbers.slice(0, MOST_NUMBERS), numbers.slice(MOST_NUMBERS)];
  const buttons = shown.map((number) => citeButton(message, number));
  return rest.length ? [...buttons, " ", placesButton(message, rest, t("and {n} more", { n: rest.length }))] : buttons;
}

function citeButton(message, number, from = "cite") {
  const card = message.answer.cards.find((c) => c.number === number);
  const highlightCard = (on) => () => {
    // The cards of another message may be shown.
    if (on) emitEvidence(message);
    bus.emit("highlight", { message: message.id, number: on ? number : null, from: "answer" });
  };
  return el("button", {
    type: "button", class: "pc-cite", "data-number": number, "data-key": `${from} ${number}`,
    "aria-label": card ? t("Citation {number}: {place}", { number: String(number), place: placeOf(card) }) : t("Citation {number}", { number: String(number) }),
    click: () => card && bus.emit("open", card),
    mouseenter: highlightCard(true), mouseleave: highlightCard(false), focus: highlightCard(true), blur: highlightCard(false),
  }, String(number));
}

function alsoButton(message, also) {
  return also.length ? placesButton(message, also, plural(also.length, "also in {n} other place", "also in {n} other places")) : null;
}

// Leads to the cards of these citations, the first of which gets the focus.
function placesButton(message, numbers, text) {
  const button = el("button", { type: "button", class: "pc-also", "data-key": `places ${numbers[0]}` }, text);
  button.addEventListener("click", () => {
    emitEvidence(message);
    bus.emit("show evidence", { opener: button, number: numbers[0] });
  });
  return button;
}
