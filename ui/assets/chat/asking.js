// Asks a question, receives its answer step by step, and stops it.

let lastUpdate = 0;

const question = find("#pc-question");

function ask(text) {
  // One question at a time, in all chats: `stop` and the buttons know only one.
  if (running()) return;
  find(".pc-lost").textContent = "";
  const chat = currentChat();
  const message = { id: newId(), question: text, state: "waiting", activity: "searching", answer: null, literal: false };
  if (!chat.messages.length) chat.title = text.trim().slice(0, 60) || "New chat";
  chat.messages.push(message);
  emitChats();
  drawThread();
  send(chat, message);
}

function send(chat, message) {
  // A new id for each time it is asked: what still comes for an earlier time is not taken for this one.
  message.ask = newId();
  save();
  drawComposer();
  lastUpdate = Date.now();
  const before = chat.messages.slice(0, chat.messages.indexOf(message));
  // As many as chat.py takes.
  const history = before.flatMap(turns).slice(-12);
  trigger("ask", { ask: message.ask, question: message.question, history, writer: writerChosen(), rewrite: !message.literal });
}

function turns(message) {
  if (!message.answer || message.state === "error") return [];
  return [{ role: "user", text: message.question }, { role: "assistant", text: message.answer.text }];
}

function writerChosen() {
  return find(".pc-prose input").checked && library.writers?.length ? library.writers[0] : null;
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
  if (!value?.ask) return;
  lastUpdate = Date.now();
  const message = chats.flatMap((chat) => chat.messages).find((m) => m.ask === value.ask);
  if (!message || !busy(message)) return;
  const { state, activity, answer, message: problem } = value;
  update(message, { state, activity, problem, answer: answer ?? message.answer });
}

function update(message, change) {
  Object.assign(message, change);
  drawMessage(message);
  if (busy(message)) return;
  save();
  drawComposer();
  find("[role=status]").textContent = announcement(message);
}

function announcement({ state, answer, problem }) {
  if (state === "error") return problem;
  if (state === "stopped") return "Stopped.";
  if (answer.status === "not_found") return answer.text;
  const lead = answer.status === "conflicting" ? disagreement(answer) : "Answered.";
  const said = [answer.lead?.text, ...statementsOf(answer).filter((s) => !s.said).map(textOf)];
  return [lead, ...said].filter(Boolean).join(" ");
}

// A server that was ended can't report that: after five seconds without news the page checks whether it is there.
setInterval(async () => {
  const message = running();
  if (!message || Date.now() - lastUpdate < 5000) return;
  const problem = await connectionProblem();
  if (problem) update(message, { state: "error", problem });
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
