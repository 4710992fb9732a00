// Asks a question, receives its answer step by step, and stops it.

// As much of a message as chat.py takes.
const LONGEST_TURN = 4000;
// Milliseconds without news of a question after which it is sent again: the server says something each two seconds.
const LOST = 15000;

let lastUpdate = 0;

const question = find("#pc-question");

function ask(text) {
  // One question at a time, in all chats: `stop` and the buttons know only one.
  if (running()) return;
  find(".pc-lost").textContent = "";
  const chat = currentChat();
  const message = { id: newId(), question: text, state: "waiting", activity: "searching", answer: null, literal: false, scope: scopeItems(chat) };
  if (!chat.messages.length) chat.title = text.trim().slice(0, 60) || "New chat";
  chat.messages.push(message);
  emitChats();
  drawThread();
  send(chat, message);
}

function send(chat, message) {
  // A new id for each time it is asked: what still comes for an earlier time is not taken for this one.
  message.ask = newId();
  message.heard = false;
  save();
  drawComposer();
  lastUpdate = Date.now();
  const before = chat.messages.slice(0, chat.messages.indexOf(message));
  // As many as chat.py takes.
  const history = before.flatMap(turns).slice(-12);
  trigger("ask", { ask: message.ask, question: message.question, history, writer: writerChosen()?.name ?? null, rewrite: !message.literal, scope: scopeOf(chat, message) });
}

function turns(message) {
  if (!message.answer?.text || message.state === "error") return [];
  const { question: asked, answer } = message;
  return [{ role: "user", text: asked.slice(-LONGEST_TURN) }, { role: "assistant", text: answer.text.slice(0, LONGEST_TURN) }];
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
  const message = chats.flatMap((chat) => chat.messages).find((m) => m.ask === value.ask);
  if (!message || !busy(message)) return;
  const { state, activity, before, answer, message: problem } = value;
  message.heard = true;
  if (state === "full") return comeAgain(message);
  update(message, { state, activity, before, problem, answer: answer ?? message.answer });
}

// So many people wait that the line takes no more: the page comes again by itself, at a time of its own.
function comeAgain(message) {
  const { ask } = message;
  // It may still be on its way.
  trigger("stop", { ask });
  update(message, { activity: "full", before: 0 });
  setTimeout(() => busy(message) && message.ask === ask && send(chatOf(message), message), 3000 + 3000 * Math.random());
}

const chatOf = (message) => chats.find((chat) => chat.messages.includes(message));

function update(message, change) {
  Object.assign(message, change);
  drawMessage(message);
  if (busy(message)) return;
  save();
  drawComposer();
  find("[role=status]").textContent = announcement(message);
}

const heard = (statement) => `${statement.marker} ${textOf(statement)}`.trim();

function announcement({ state, answer, problem }) {
  if (state === "error") return problem;
  if (state === "stopped") return "Stopped.";
  if (answer.status === "not_found") return answer.text;
  const lead = answer.status === "conflicting" ? disagreement(answer) : "Answered.";
  const inParts = answer.parts.flatMap((part) => [part.name && `${part.name}:`, ...statementsOf({ parts: [part] }).filter((s) => !s.said).map(heard)]);
  const said = [answer.lead?.text, answer.table?.derivation, ...inParts];
  return [lead, ...said].filter(Boolean).join(" ");
}

// A server that was ended can't report that: after five seconds without news the page checks whether it is there.
setInterval(async () => {
  const message = running();
  if (!message || message.activity === "full" || Date.now() - lastUpdate < 5000) return;
  const problem = await connectionProblem();
  if (problem) update(message, { state: "error", problem });
  // The server is there, but does not know of the question: its stream broke off.
  else if (busy(message) && Date.now() - lastUpdate > LOST) comeAgain(message);
}, 2500);

function drawComposer() {
  const on = Boolean(running());
  const focused = find(".pc-composer").contains(document.activeElement);
  find(".pc-ask").hidden = on;
  find(".pc-stop").hidden = !on;
  // A button that is hidden loses the focus.
  if (focused && document.activeElement !== question) (on ? find(".pc-stop") : question).focus();
}

function fitHeight() {
  // First as low as possible: `scrollHeight` is never less than the height.
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, 200)}px`;
}

find(".pc-composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running()) return;
  const text = question.value;
  question.value = "";
  fitHeight();
  ask(text);
});
question.addEventListener("keydown", (event) => {
  // Enter also accepts a word of an input method, such as those for Japanese.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find(".pc-composer").requestSubmit();
});
question.addEventListener("input", fitHeight);
