// What is marked in the open document: the quotes of the answer, and what was found.

// The places of an answer in the document of `place`, in the order of the text.
function quotesFor(place) {
  if (place.start === null) return [];
  const own = { start: place.start, end: place.end, marks: place.marks ?? [] };
  const cards = (shown?.cards ?? []).filter((card) => card.document === place.document);
  const all = cards.some((card) => samePlace(card, own)) ? cards : [own];
  const once = all.filter((card, at) => all.findIndex((other) => samePlace(other, card)) === at);
  return once.map(({ start, end, marks }) => ({ start, end, marks })).sort((a, b) => a.start - b.start || a.end - b.end);
}

const samePlace = (one, other) => one.start === other.start && one.end === other.end;

// All spans with their kinds; later ones win where they overlap.
function markedSpans() {
  const { quotes, quote, hits, hit } = reading;
  const others = quotes.filter((_, at) => at !== quote).map(({ start, end }) => ({ start, end, kind: "other" }));
  const now = quotes[quote];
  const own = now ? [{ start: now.start, end: now.end, kind: "quote" }, ...now.marks.map(([start, end]) => ({ start, end, kind: "mark" }))] : [];
  const found = hits.map(([start, end], at) => ({ start, end, kind: at === hit ? "hit-now" : "hit" }));
  return [...others, ...own, ...found];
}

const spansWithin = (low, high) => markedSpans().filter(({ start, end }) => start < high && end > low);

const MARKED = { quote: ["span", "pc-said"], mark: ["strong", "pc-words"], other: ["span", "pc-other"], hit: ["mark", "pc-hit"], "hit-now": ["mark", "pc-hit pc-hit-now"] };

// Text nodes of a text that stands at an offset; one that stands nowhere has no marks.
function markedText(text, start, spans) {
  if (start === null) return [text];
  return piecesOf(text, start, spans).map(({ text: part, kind }) => (kind ? el(MARKED[kind][0], { class: MARKED[kind][1] }, part) : part));
}

function stepQuote(step) {
  const { quotes } = reading;
  if (!quotes.length) return;
  reading.quote = (reading.quote + step + quotes.length) % quotes.length;
  drawQuoteCount();
  showMarks();
  goToQuote(); // also with a step of 0, after somebody has read on
}

function drawQuoteCount() {
  const { quotes, quote } = reading;
  find(".pc-mark-steps").hidden = !quotes.length || reading.view === "about";
  const count = find(".pc-mark-steps .pc-count");
  count.textContent = quotes.length === 1 ? t("Quote") : t("{number} of {total}", { number: quote + 1, total: quotes.length });
  count.setAttribute("aria-label", quotes.length === 1 ? t("Go to the quote") : t("Quote {number} of {total}: go to it", { number: quote + 1, total: quotes.length }));
  for (const button of element.querySelectorAll(".pc-mark-steps [data-step='-1'], .pc-mark-steps [data-step='1']")) button.hidden = quotes.length < 2;
}

const goToQuote = () => goTo(reading.quotes[reading.quote], ".pc-said, .pc-words", true);
