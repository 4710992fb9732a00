// What a person says of an answer: a thumb up or down and, where it is wrong, what is wrong and where the right place is.

const FAULTS = {
  missed: t("Not found, although it is there"), answer: t("Wrong answer"), place: t("From the wrong place"), incomplete: t("Incomplete"),
  refuse: t("The documents don’t say this"), other: t("Something else"),
};
const KEPT_HERE = t("Ratings are kept on this computer with your chats. Nobody is sent them.");

let placing = null; // the message whose right place is being looked for
let toldOfKeeping = false;

const ratable = ({ answer }) => Boolean(answer) && (answer.status === "not_found" || answer.cards.length > 0);

const faultsOf = ({ answer }) => (answer.status === "not_found" ? ["missed", "other"] : ["answer", "place", "incomplete", "refuse", "other"]);

function thumbs(message) {
  return ratable(message) ? el("span", { class: "pc-thumbs", role: "group", "aria-label": t("Rate this answer") }, thumb(message, true), thumb(message, false)) : null;
}

function thumb(message, good) {
  const label = good ? t("This answer is right") : t("Something is wrong with this answer");
  const press = () => (message.rating?.good === good ? rate(message, null) : rate(message, { good }, !good));
  return el("button", { type: "button", class: "pc-thumb", "data-key": `good ${good}`, "aria-pressed": String(message.rating?.good === good), "aria-label": label, title: label, click: press }, thumbShape(good));
}

// A drawing of ours, since that of a font has colours of its own.
function thumbShape(up) {
  const make = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const shape = make("svg", { viewBox: "0 0 24 24", width: "17", height: "17", "aria-hidden": "true" });
  const turned = up ? "" : "rotate(180 12 12)";
  shape.append(make("path", { d: "M7 10.5v10H3.5v-10zM7 10.5l4.2-7.6c1.6 0 2.6 1.2 2.3 2.8L12.8 9h6a1.9 1.9 0 0 1 1.9 2.3l-1.5 7.4a2.2 2.2 0 0 1-2.2 1.8H7", transform: turned }));
  return shape;
}

// Keeps a rating; null takes it back.
async function rate(message, rating, open = false) {
  const chat = chatOf(message);
  const { problem, rating: kept = null } = await bus.call("rate", { chat: chat.id, message: message.id, rating });
  if (problem) return say(translated(problem));
  if (rating?.good && !toldOfKeeping) {
    toldOfKeeping = true;
    say(KEPT_HERE);
  }
  return showRating(message, kept, open);
}

function showRating(message, kept, open) {
  // What it says may have been on its way for a while: whoever has gone on to something else meanwhile stays there.
  const opens = open && !message.rating_open;
  // One form at a time.
  for (const other of open ? currentChat().messages : []) {
    if (other === message || !other.rating_open) continue;
    other.rating_open = false;
    drawRating(messageNodeOf(other), other);
  }
  Object.assign(message, { rating: kept, rating_open: open });
  if (!open && placing === message) lookForPlace(null);
  const node = messageNodeOf(message);
  if (node) drawRating(node, message);
  if (opens && node && !node.querySelector(".pc-rate").contains(document.activeElement)) node.querySelector(".pc-rate input").focus({ preventScroll: true });
  tellChange(chatOf(message));
}

// Beside the answer, and only where something else is to be seen: what is being typed stays.
function drawRating(node, message) {
  const { rating, rating_open: open } = message;
  for (const button of node.querySelectorAll(".pc-thumb")) button.setAttribute("aria-pressed", String(button.dataset.key === `good ${rating?.good}`));
  const place = node.querySelector(".pc-rating");
  const bad = rating && !rating.good && !busy(message);
  const drawn = bad ? JSON.stringify(open ? [open, rating.place, placing === message] : rating) : "";
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  // What was typed may be on its way to the server still.
  const typed = open && place.querySelector(".pc-rate") ? sentBy(place.querySelector(".pc-rate")) : rating;
  place.replaceChildren(...(bad ? [open ? ratingForm(message, typed) : ratingLine(message)] : []));
  if (focused) (place.querySelector(`[data-key="${focused}"]`) ?? place.querySelector("button"))?.focus({ preventScroll: true });
}

function ratingLine(message) {
  const { fault, words, place } = message.rating;
  const said = [FAULTS[fault] ?? t("Wrong"), words && `“${words}”`, place && t("right place: {place}", { place: placeOf(place) })].filter(Boolean).join(" · ");
  const change = el("button", { type: "button", class: "pc-again", "data-key": "change rating", click: () => showRating(message, message.rating, true) }, t("Change"));
  return el("p", { class: "pc-note", dir: "auto" }, t("You said: {what}", { what: said }), el("span", { "aria-hidden": "true" }, " · "), change);
}

// What the form says now.
const sentBy = (form) => ({ good: false, fault: form.querySelector(":checked")?.value ?? null, words: form.querySelector(".pc-own-words").value });

function ratingForm(message, { fault, words }) {
  const choice = (name) => el("label", { class: "pc-choice" }, el("input", { type: "radio", name: `fault-${message.id}`, value: name, checked: fault === name, "data-key": name }), FAULTS[name]);
  const box = el("input", { type: "text", class: "pc-own-words", maxlength: "2000", autocomplete: "off", "data-key": "own words" });
  box.value = words;
  const form = el("form", { class: "pc-rate" },
    el("fieldset", {}, el("legend", {}, t("What is wrong?")), el("div", { class: "pc-choices" }, faultsOf(message).map(choice))),
    el("label", { class: "pc-own" }, t("In your own words, if you like"), box),
    placeNodes(message),
    el("p", { class: "pc-rate-foot" }, el("span", { class: "pc-hint" }, KEPT_HERE), el("button", { type: "submit", class: "pc-quiet" }, t("Done"))));
  form.addEventListener("change", () => rate(message, sentBy(form), true));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await rate(message, sentBy(form));
    messageNodeOf(message)?.querySelector('[data-key="change rating"]')?.focus({ preventScroll: true });
  });
  return form;
}

function placeNodes(message) {
  const { place } = message.rating;
  if (place) {
    const remove = () => rate(message, { ...sentBy(messageNodeOf(message).querySelector(".pc-rate")), without_place: true }, true);
    return el("p", { class: "pc-right-place", dir: "auto" }, t("The right place: “{quote}” – {place}", { quote: place.quote, place: placeOf(place) }), " ", el("button", { type: "button", class: "pc-again", "data-key": "place", click: remove }, t("Remove")));
  }
  if (placing !== message) return el("p", {}, el("button", { type: "button", class: "pc-again", "data-key": "place", click: () => lookForPlace(message) }, t("Show the right place")));
  return el("p", { class: "pc-right-place", role: "status" }, t("Choose one of the passages of the evidence; or open a document, select the words that answer, and choose “This is the right place”."), " ",
    el("button", { type: "button", class: "pc-again", "data-key": "place", click: () => lookForPlace(null) }, t("Never mind")));
}

// The bar at selected words in a document then has a button for it.
function lookForPlace(message) {
  const earlier = placing;
  placing = message;
  bus.emit("placing", Boolean(message));
  for (const one of [earlier, message]) {
    const node = one && messageNodeOf(one);
    if (node) drawRating(node, one);
  }
}

// From the viewer: words that were selected there; or from a card.
async function receivePlace(place) {
  const message = placing;
  if (!message) return;
  const { problem, rating } = await bus.call("right place", { chat: chatOf(message).id, message: message.id, ...place });
  if (problem) return say(translated(problem));
  lookForPlace(null);
  showRating(message, rating, true);
  const shown = messageNodeOf(message)?.querySelector(".pc-right-place");
  shown?.scrollIntoView({ block: "nearest" });
  shown?.querySelector("button").focus({ preventScroll: true });
  find(".pc-chat > [role=status]").textContent = t("The right place is kept.");
  return undefined;
}

bus.on("right place", receivePlace);
