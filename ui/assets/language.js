// The texts of the page in the language of the reader. The server puts the catalogue of that language into the page
// (ui/web/first_paint.py): the keys are the English texts, with {names} for what differs. What it lacks stays English.
// Every text that people see goes through one of these functions, and becomes a text node or an attribute, never markup.

// Names that stand for numbers in what Python sends: "{number} of {total}" is not found in other sentences.
const NUMBERS = ["n", "number", "total", "more"];

const language = (window.pinciteLanguage ??= readLanguage());

function readLanguage() {
  const { code, names, texts, sent } = JSON.parse(document.getElementById("pincite-language").textContent);
  // Gradio has taken the language of the browser.
  document.documentElement.lang = code;
  return { code, names, texts, sent, numbers: new Intl.NumberFormat(code), plurals: new Intl.PluralRules(code), patterns: patternsOf(sent) };
}

const formatNumber = (number) => language.numbers.format(number);

// A day in words, of "2026-11-30" or of milliseconds.
function formatDay(when, style = { dateStyle: "medium" }) {
  const date = typeof when === "string" ? new Date(`${when.slice(0, 10)}T00:00`) : new Date(when);
  return Number.isNaN(date.getTime()) ? String(when) : new Intl.DateTimeFormat(language.code, style).format(date);
}

// The form for a number, where a text has one for each kind of number ("one", "other", in some languages more).
const formFor = (forms, n) => (typeof forms === "string" ? forms : (forms[language.plurals.select(n)] ?? forms.other));

const shownValue = (value) => (typeof value === "number" ? formatNumber(value) : String(value));

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => shownValue(values[name]));

// A text, with the values of its names.
function t(text, values = {}) {
  return fill(formFor(language.texts[text] ?? text, values.n ?? 0), values);
}

// A text for a number, which is {n} in both of its forms.
function plural(n, one, many, values = {}) {
  const forms = language.texts[many];
  return fill(forms ? formFor(forms, n) : n === 1 ? one : many, { n, ...values });
}

// A text in which some names stand for nodes: an array of text and nodes.
function tNodes(text, nodes) {
  const parts = (language.texts[text] ?? text).split(/\{(\w+)\}/);
  return parts.map((part, at) => (at % 2 ? nodes[part] : part)).filter((part) => part !== "");
}

// A sentence that Python sent, which is English and has its values in it already: the entry that it was made from is found again.
function translated(sentence) {
  if (!sentence || language.code === "en") return sentence;
  if (Object.hasOwn(language.sent, sentence)) return formFor(language.sent[sentence], 0);
  for (const { pattern, names, forms } of language.patterns) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const values = Object.fromEntries(names.map((name, at) => [name, numberIn(found[at + 1])]));
    return fill(formFor(forms, typeof values.n === "number" ? values.n : 0), values);
  }
  return sentence;
}

// Of several in one line: "36 pages, 84,120 characters".
const translatedParts = (line) => line && line.split(", ").map(translated).join(", ");

// A place in a document: "Annual report, page 3". Only what counts ("page 3") is ours; names and headings stay as they are.
function translatedPlace(place) {
  if (!place || language.code === "en") return place;
  return place.split(/(, | › )/).map((part) => translatedSpan(part.split(" to "))).join("");
}

const COUNTED = /^(?:p\. .+|\p{Ll}+ \d[\d,-]*|sheet ".+")$/u;

function translatedSpan(parts) {
  if (!parts.every((part) => COUNTED.test(part))) return parts.join(" to ");
  const [first, last] = parts.map(translated);
  return last ? t("{first} to {last}", { first, last }) : first;
}

const numberIn = (text) => (/^\d{1,3}(?:,\d{3})+$|^\d+$/.test(text) ? Number(text.replaceAll(",", "")) : text);

// Those with the most words of their own come first: "{n} passages in {titles} and 1 more" before "{n} passages in {titles}".
function patternsOf(texts) {
  const own = (key) => key.replace(/\{\w+\}/g, "").length;
  const keys = Object.keys(texts).filter((key) => own(key) < key.length).sort((a, b) => own(b) - own(a));
  return keys.map((key) => {
    const parts = key.split(/\{(\w+)\}/);
    const source = parts.map((part, at) => (at % 2 ? (NUMBERS.includes(part) ? "([\\d,]+)" : "(.+?)") : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
    return { pattern: new RegExp(`^${source}$`, "s"), names: parts.filter((_, at) => at % 2), forms: texts[key] };
  });
}

// The skeleton of a region is English; what it says is translated where it stands, before the scripts write into it.
function translateSkeleton(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const text = node.data.trim();
    if (text) node.data = node.data.replace(text, () => t(text));
  }
  for (const name of ["aria-label", "placeholder", "title"]) {
    for (const node of root.querySelectorAll(`[${name}]`)) node.setAttribute(name, t(node.getAttribute(name)));
  }
}

if (language.code !== "en") translateSkeleton(element);
