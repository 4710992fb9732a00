// Which documents a chat asks: chips above the question box, and a line in each answer that was asked of some only.

const CHIPS = 3; // of more, the rest is a number

let chosen = { items: [], count: 0, of: 0 }; // what the library has ticked now
let chosenFor = ""; // the chat that it was ticked for
let shownScope = ""; // that chat and what it asks, as the library was told

const scopeItems = (chat) => chat.scope?.items ?? [];

const sameItems = (a, b) => JSON.stringify(a.map(({ kind, name }) => [kind, name])) === JSON.stringify(b.map(({ kind, name }) => [kind, name]));

// What a message asks: as it was asked the first time, or else what its chat asks now.
const scopeOf = (chat, message) => (message.scope ?? scopeItems(chat)).map(({ kind, name }) => ({ kind, name }));

// The ticks of the library are those of the chat that is shown.
function showScopeOf(chat) {
  const told = `${chat.id} ${JSON.stringify(chat.scope)}`;
  if (told === shownScope) return;
  [chosenFor, shownScope] = [chat.id, told];
  bus.emit("choose", scopeItems(chat));
}

// With the chat, which the server has after its first question.
function keepScope(chat) {
  const text = JSON.stringify(chat.scope);
  if (!chat.messages.length || chat.keptScope === text) return;
  chat.keptScope = text;
  bus.call("scope", { chat: chat.id, scope: chat.scope });
}

function receiveScope(value) {
  chosen = value;
  drawChips();
  const chat = currentChat();
  if (chat.id !== chosenFor || sameItems(value.items, scopeItems(chat))) return;
  chat.scope = value.items.length ? { items: value.items } : null;
  shownScope = `${chat.id} ${JSON.stringify(chat.scope)}`;
  keepScope(chat);
}

function drawChips() {
  const { items, count: asked, of } = chosen;
  const place = find(".pc-scope");
  place.hidden = !items.length;
  if (!items.length) return place.replaceChildren();
  const focused = place.contains(document.activeElement);
  const more = items.length - CHIPS;
  place.replaceChildren(
    el("span", { class: "pc-scope-what" }, plural(of, "Asking {asked} of {n} document", "Asking {asked} of {n} documents", { asked })),
    el("ul", { class: "pc-chips" }, items.slice(0, CHIPS).map(chip), more > 0 ? el("li", { class: "pc-hint" }, t("and {n} more", { n: more })) : null),
    el("button", { type: "button", class: "pc-quiet", click: () => { bus.emit("choose", []); question.focus(); } }, t("Ask all")));
  // The chip that had it is gone.
  if (focused) place.querySelector("button").focus();
  return undefined;
}

function chip(item) {
  const leave = () => bus.emit("choose", chosen.items.filter((one) => one !== item));
  return el("li", { class: "pc-chip" }, el("span", { dir: "auto", title: item.name }, item.title), el("button", { type: "button", "aria-label": t("Don’t ask only {title}", { title: item.title }), click: leave }, "×"));
}

// "Asked in 3 of 62 documents", with a way to ask all of them.
function askedLine(message) {
  const { asked } = message.answer;
  if (!asked) return null;
  const all = () => {
    message.scope = [];
    askAgainAs(message, message.literal);
  };
  const button = el("button", { type: "button", class: "pc-again", "data-key": "ask all", click: all }, t("Ask all"));
  return el("p", { class: "pc-note pc-searched" }, plural(asked.of, "Asked in {asked} of {n} document", "Asked in {asked} of {n} documents", { asked: asked.count }), el("span", { "aria-hidden": "true" }, " · "), button);
}

bus.on("scope", receiveScope);
