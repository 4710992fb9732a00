// Asks a question, receives its answer step by step, and stops it.

// Milliseconds without news of a question after which it is sent again: the server says something each two seconds.
const LOST = 15000;

let lastUpdate = 0;

const question = find("#pc-question");

function ask(text, { replaces = null } = {}) {
  // One question at a time, in all chats: `stop` and the buttons know only one.
  if (running()) return null;
  if (lost) {
    compose(text);
    return null;
  }
  find(".pc-lost").textContent = "";
  find(".pc-told").replaceChildren();
  const chat = currentChat();
  const message = {
    id: newId(), question: text, state: "waiting", activity: "searching", answer: null, literal: false, loaded: true, version: null,
    writer: writerChosen()?.name ?? null, followups: [], stale: [], rating: null, ask: newId(), scope: scopeItems(chat),
  };
  chat.problem = null;
  chat.title ||= text.trim().slice(0, 60);
  chat.messages.push(message);
  showAddress(chat.id);
  drawThread();
  send(chat, message, replaces);
  return message;
}

function send(chat, message, replaces = null) {
  // A new id for each time it is asked: what still comes for an earlier time is not taken for this one.
  message.ask = newId();
  message.heard = false;
  drawComposer();
  lastUpdate = Date.now();
  const { id, ask: asking, question: text, writer, literal } = message;
  const further = find(".pc-further input").checked;
  trigger("ask", { ask: asking, chat: chat.id, message: id, replaces, question: text, writer, rewrite: !literal, further, sure: readChoice("sure"), scope: scopeOf(chat, message) });
}

function stop() {
  const message = running();
  if (!message) return;
  trigger("stop", { ask: message.ask });
  // Shown at once; `receive` ignores what still comes for this message.
  update(message, { state: "stopped" });
  question.focus();
}

function receive() {
  const value = received();
  if (value?.tried) return showTrial(value);
  if (!value?.ask) return;
  lastUpdate = Date.now();
  const message = [...chats.values()].flatMap((chat) => chat.messages).find((m) => m.ask === value.ask);
  if (!message || !busy(message)) return;
  const { state, activity, before, answer, message: problem } = value;
  message.heard = true;
  keepScope(chatOf(message));
  if (state === "full") return comeAgain(message);
  update(message, { state, activity, before, problem, answer: answer ?? message.answer });
}

// So many people wait that the line takes no more: the page comes again by itself, at a time of its own.
function comeAgain(message) {
  const { ask } = message;
  // It may still be on its way.
  trigger("stop", { ask });
  update(message, { activity: "full", before: 0 });
  setTimeout(() => !lost && busy(message) && message.ask === ask && chatOf(message) && send(chatOf(message), message), 3000 + 3000 * Math.random());
}

function update(message, change) {
  Object.assign(message, change);
  if (!busy(message)) keepEarlier(message);
  drawMessage(message);
  if (busy(message)) return;
  drawComposer();
  find(".pc-chat > [role=status]").textContent = announcement(message);
  const chat = chatOf(message);
  if (!chat) return;
  tellChange(chat);
  if (message.state === "done" && !message.note) findFollowups(message);
}

const heard = (statement) => `${statement.marker} ${textOf(statement)}`.trim();

function announcement({ state, answer, problem }) {
  if (state === "error") return translated(problem);
  if (state === "stopped") return t("Stopped.");
  if (answer.status === "not_found") return translated(answer.text);
  const lead = answer.status === "conflicting" ? disagreement(answer) : t("Answered.");
  const inParts = answer.parts.flatMap((part) => [part.name && `${part.name}:`, ...statementsOf({ parts: [part] }).filter((s) => !s.said).map(heard)]);
  const said = [answer.lead?.text, answer.table?.derivation, ...inParts];
  return [lead, ...said].filter(Boolean).join(" ");
}

// A server that was ended can't report that: after five seconds without news the page checks whether it is there.
setInterval(async () => {
  const message = running();
  if (!message || message.activity === "full" || lost || Date.now() - lastUpdate < 5000) return;
  // The server is there, but does not know of the question: its stream broke off.
  if ((await look()) === "here" && busy(message) && Date.now() - lastUpdate > LOST) comeAgain(message);
}, 2500);

function drawComposer() {
  const on = Boolean(running());
  const focused = find(".pc-composer").contains(document.activeElement);
  find(".pc-ask").hidden = on;
  find(".pc-stop").hidden = !on;
  // A button that is hidden loses the focus.
  if (focused && document.activeElement !== question) (on ? find(".pc-stop") : question).focus();
}

// Puts words in the box, to go on writing.
function compose(text) {
  question.value = text;
  fitHeight();
  question.focus();
}

function fitHeight() {
  // First as low as possible: `scrollHeight` is never less than the height.
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, 200)}px`;
}

find(".pc-composer").addEventListener("submit", (event) => {
  event.preventDefault();
  // What can't be sent stays in the box.
  if (running() || lost) return;
  const text = question.value;
  question.value = "";
  fitHeight();
  ask(text);
  store(typed());
});
question.addEventListener("keydown", (event) => {
  // Enter also accepts a word of an input method, such as those for Japanese.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find(".pc-composer").requestSubmit();
});
question.addEventListener("input", fitHeight);
