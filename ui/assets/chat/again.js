// Asks a question again: as it is, by another model, or in other words.

// Asks again in the same place: `literal` says whether only its own words are searched, `writer` which model writes, if any.
function askAgainAs(message, { literal = message.literal, writer = message.writer } = {}) {
  const other = running();
  if ((other && other !== message) || lost) return;
  if (other) trigger("stop", { ask: message.ask });
  const node = messageNodeOf(message);
  const body = node.querySelector(".pc-body");
  // What is below must not come up, only to be pushed down by the new answer.
  body.style.minHeight = `${body.offsetHeight}px`;
  // The button goes with the old answer; the question stays.
  node.querySelector("h2").focus({ preventScroll: true });
  // If it is stopped, or fails, the answer that was there comes back.
  const earlier = answered(message) && !busy(message) ? message.answer : null;
  Object.assign(message, { literal, writer, earlier, state: "waiting", activity: "searching", problem: null, note: null, answer: null, followups: [], stale: [] });
  drawBody(node, message);
  emitEvidence(message);
  send(chatOf(message), message);
}

// Called at the end: an answer is replaced by an answer only.
function keepEarlier(message) {
  if (message.earlier && !answered(message)) {
    const note = message.state === "error" ? `${translated(message.problem)} ${t("This is the earlier answer.")}` : t("Stopped. This is the earlier answer.");
    Object.assign(message, { answer: message.earlier, state: "done", problem: null, note });
  }
  message.earlier = null;
}

function againButton(message) {
  const writers = library.writers ?? [];
  if (!writers.length) return el("button", { type: "button", class: "pc-quiet", "data-key": "once more", click: () => askAgainAs(message) }, t("Ask again"));
  const items = () => [
    { text: t("In quotes only"), act: () => askAgainAs(message, { writer: null }) },
    ...writers.map(({ name }) => ({ text: t("In prose by {name}", { name }), act: () => askAgainAs(message, { writer: name }) })),
  ];
  return menuButton({ label: t("Ask again"), text: t("Ask again …"), name: "pc-quiet", key: "once more", items });
}

// Puts a box in the place of the question. What follows it is replaced with it, until that is undone.
function editQuestion(message) {
  const node = messageNodeOf(message);
  const heading = node.querySelector("h2");
  const box = el("textarea", { class: "pc-edit-box", rows: "2", "aria-label": t("The question") });
  const following = chatOf(message).messages.length - chatOf(message).messages.indexOf(message) - 1;
  const leave = () => {
    form.replaceWith(heading);
    heading.focus({ preventScroll: true });
  };
  const form = el("form", { class: "pc-edit" }, box,
    following ? el("p", { class: "pc-hint" }, plural(following, "{n} answer that follows will be replaced, too. You can undo that.", "{n} answers that follow will be replaced, too. You can undo that.")) : null,
    el("p", { class: "pc-tools" }, el("button", { type: "submit", class: "pc-primary" }, t("Ask")), el("button", { type: "button", class: "pc-quiet", click: leave }, t("Cancel"))));
  box.value = message.question;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (running()) return;
    replaceFrom(message, box.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  heading.replaceWith(form);
  box.focus();
  box.style.height = `${box.scrollHeight + 4}px`;
}

function replaceFrom(message, text) {
  const chat = chatOf(message);
  const old = chat.messages.slice(chat.messages.indexOf(message));
  chat.messages = chat.messages.filter((one) => !old.includes(one));
  const newest = ask(text, { replaces: message.id });
  say(old.length > 1 ? plural(old.length - 1, "The question and {n} later answer were replaced.", "The question and {n} later answers were replaced.") : t("The question was replaced."), t("Undo"), () => undo(chat, newest));
}

async function undo(chat, message) {
  if (busy(message)) {
    trigger("stop", { ask: message.ask });
    update(message, { state: "stopped" });
  }
  const { problem } = await bus.call("unreplace", { chat: chat.id, message: message.id });
  if (problem) return say(translated(problem));
  chat.messages = chat.messages.filter((one) => !one.ask);
  tellChange(chat);
  return refresh(chat);
}

let saying = null;

// A line above the question box, with a button; it goes after a while, and with the next question.
function say(text, name = null, act = null) {
  clearTimeout(saying);
  const place = find(".pc-told");
  const hide = () => place.replaceChildren();
  const button = name && el("button", { type: "button", class: "pc-quiet", click: () => { hide(); question.focus(); act(); } }, name);
  place.replaceChildren(el("span", {}, text), ...(button ? [button] : []));
  saying = setTimeout(hide, 30000);
}
