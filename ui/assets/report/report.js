// Builds the report from its JSON with text nodes only, so that a question or a quote is never markup.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
// A set may have thousands of failures, which are drawn in portions.
const PAGE = 25;

function make(tag, text, properties) {
  const element = Object.assign(document.createElement(tag), properties || {});
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

function place(id, text) { document.getElementById(id).textContent = text; }

function track(row) {
  const bar = make("div", null, { className: "track" });
  const range = make("span", null, { className: "range" });
  const at = (share) => 100 * Math.min(1, Math.max(0, share)) + "%";
  range.style.left = at(row.low);
  range.style.width = at(row.high - row.low);
  const value = make("span", null, { className: "value" });
  value.style.left = at(row.value);
  bar.append(range, value);
  return bar;
}

function figureTable(group) {
  const table = make("table");
  const head = table.createTHead().insertRow();
  for (const name of ["", "Figure", "95% interval", "Of", group.shares ? "From 0 to 1" : ""])
    head.append(make("th", name, { scope: "col" }));
  head.cells[1].style.textAlign = head.cells[2].style.textAlign = head.cells[3].style.textAlign = "right";
  const body = table.createTBody();
  for (const row of group.rows) {
    const line = body.insertRow();
    line.append(make("th", row.name, { scope: "row" }), make("td", row.shown),
      make("td", row.range, { className: "range" }), make("td", row.n));
    const bar = make("td", null, { className: "bar" });
    // Times and sizes have no place on a bar from 0 to 1.
    if (group.shares) bar.append(track(row));
    line.append(bar);
  }
  return table;
}

function failureCard(failure) {
  const card = make("li");
  card.append(make("h3", failure.question), make("p", failure.why, { className: "why" }));
  const list = make("dl");
  const add = (term, parts) => {
    const value = make("dd");
    value.append(...parts);
    list.append(make("dt", term), value);
  };
  if (failure.golds.length) add("Right answer", failure.golds.map((text) => make("p", text)));
  if (failure.quotes.length) add("The evidence", failure.quotes.map((text) => make("p", text)));
  const shown = failure.cited.map((cited) => {
    const line = make("p", cited.quote + " ");
    line.append(make("span", cited.also ? `${cited.place} (${cited.also})` : cited.place, { className: "place" }));
    if (cited.supports) line.append(make("span", " (a gold sentence)", { className: "right" }));
    return line;
  });
  if (failure.short) shown.unshift(make("p", failure.short, { className: "short" }));
  add(failure.refused ? "Not shown" : "Answered", shown.length ? shown : [make("p", "Nothing was found.")]);
  add("Confidence", [make("p", failure.confidence)]);
  card.append(list);
  return card;
}

const state = { kind: "", words: "", shown: PAGE };

function matching() {
  const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  return data.failures.filter((failure) => (!state.kind || failure.kind === state.kind) && words.every((word) => failure.text.includes(word)));
}

function showFailures() {
  const found = matching();
  document.getElementById("failures").replaceChildren(...found.slice(0, state.shown).map(failureCard));
  place("count", `${found.length.toLocaleString("en")} of ${data.failures.length.toLocaleString("en")} failures, the worst first.`);
  document.getElementById("more").hidden = found.length <= state.shown;
  for (const button of document.querySelectorAll("#filters button"))
    button.setAttribute("aria-pressed", String(button.dataset.kind === state.kind));
}

// A new choice begins with the first portion again.
function change(values) { Object.assign(state, { shown: PAGE }, values); showFailures(); }

document.title = `Evaluation: ${data.name}`;
place("name", data.name);
place("about", data.about);
document.getElementById("sentences").append(...data.sentences.map((text) => make("p", text)));
if (data.problems.length) {
  const section = document.getElementById("problems");
  section.hidden = false;
  section.querySelector("ul").append(...data.problems.map((text) => make("li", text)));
}
for (const group of data.groups)
  document.getElementById("figures").append(make("h3", group.name), figureTable(group));
const kinds = [["", "All"], ...data.kinds];
document.getElementById("filters").append(...kinds.map(([kind, name]) => {
  const count = data.failures.filter((failure) => !kind || failure.kind === kind).length;
  const button = make("button", `${name} (${count.toLocaleString("en")})`, { type: "button" });
  button.dataset.kind = kind;
  button.addEventListener("click", () => change({ kind }));
  return button;
}));
document.getElementById("words").addEventListener("input", (event) => change({ words: event.target.value }));
document.getElementById("more").addEventListener("click", () => { state.shown += PAGE; showFailures(); });
showFailures();
