// The chats of this browser tab: asking, the answer as it grows, and its citations.

const KEY = "pincite.chats";
const WORDS = ["No", "One", "Two", "Three", "Four"];
const DOING = {
  loading: "Getting ready. The first question waits a few seconds …",
  searching: "Reading your documents …",
  writing: "Rewriting in prose …",
};

let { chats, current } = restore();
let library = { documents: null, questions: [], writers: [] };
let heardAt = 0;

// --- chats --------------------------------------------------------------------------------------

// They live in the tab, not on the server: a reload keeps them, and closing the tab forgets them.
function restore() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY));
    if (saved?.chats.length) {
      const unfinished = saved.chats.flatMap((chat) => chat.messages).filter((m) => busy(m));
      for (const message of unfinished) message.state = "stopped";
      return saved;
    }
  } catch {
    // Nothing saved, or nothing that can be read: begin anew.
  }
  const chat = newChat();
  return { chats: [chat], current: chat.id };
}

function save() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ chats, current }));
  } catch {
    // The tab's store is full: the chats stay until the page is left.
  }
}

function newName() { return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`; }
function newChat() { return { id: newName(), title: "New chat", messages: [] }; }
function busy(message) { return message.state === "waiting" || message.state === "answering"; }
const chatNow = () => chats.find((chat) => chat.id === current);
const running = () => chats.flatMap((chat) => chat.messages).find(busy);

function sayChats() {
  bus.say("chats", { chats: chats.map(({ id, title }) => ({ id, title })), current });
}

function goTo(id) {
  current = id;
  save();
  drawThread();
  sayChats();
  question.focus();
}

function startChat() {
  let empty = chats.find((chat) => !chat.messages.length);
  if (!empty) chats.unshift((empty = newChat()));
  goTo(empty.id);
}

// --- asking -------------------------------------------------------------------------------------

const question = find("#pc-question");

function ask(text) {
  if (running()) return;
  const chat = chatNow();
  const message = { id: newName(), question: text, state: "waiting", doing: "searching", answer: null };
  const history = chat.messages.flatMap(turnsOf).slice(-12);
  if (!chat.messages.length) chat.title = text.trim().slice(0, 60) || "New chat";
  chat.messages.push(message);
  sayChats();
  save();
  drawThread();
  heardAt = Date.now();
  trigger("ask", { ask: message.id, question: text, history, writer: writerChosen() });
}

function turnsOf(message) {
  if (!message.answer || message.state === "error") return [];
  return [{ role: "user", text: message.question }, { role: "assistant", text: message.answer.text }];
}

function writerChosen() {
  return find(".pc-prose input").checked && library.writers?.length ? library.writers[0] : null;
}

function stop() {
  const message = running();
  if (!message) return;
  trigger("stop", { ask: message.id });
  settle(message, { state: "stopped" });
  question.focus();
}

function heard() {
  const value = received();
  if (!value?.ask) return;
  heardAt = Date.now();
  const message = chats.flatMap((chat) => chat.messages).find((m) => m.id === value.ask);
  if (!message || !busy(message)) return;
  const { state, doing, answer, message: problem } = value;
  settle(message, { state, doing, problem, answer: answer ?? message.answer });
}

function settle(message, change) {
  Object.assign(message, change);
  drawMessage(message);
  if (busy(message)) return;
  save();
  drawComposer();
  find("[role=status]").textContent = spoken(message);
}

function spoken({ state, answer, problem }) {
  if (state === "error") return problem;
  if (state === "stopped") return "Stopped.";
  if (answer.status === "not_found") return answer.text;
  const lead = answer.status === "conflicting" ? disagreement(answer) : "Answered.";
  return `${lead} ${answer.statements.map((s) => s.pieces.map((p) => p.text).join("")).join(" ")}`;
}

// A server that was ended can't say so: after a silence the page looks whether it is there.
setInterval(async () => {
  const message = running();
  if (!message || Date.now() - heardAt < 5000) return;
  try {
    await fetch("./manifest.json", { method: "HEAD", cache: "no-store" });
  } catch {
    settle(message, { state: "error", problem: "Pincite has stopped. Start it again with “pincite serve”, then ask once more." });
  }
}, 2500);

// --- the thread ---------------------------------------------------------------------------------

const scroller = find(".pc-scroll");

// A question goes to the top of the view, and its answer is read downward from there.
function toLast() {
  const last = [...element.querySelectorAll(".pc-message")].at(-1);
  if (last) scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top + 8;
}

function drawThread() {
  const { messages } = chatNow();
  const thread = find(".pc-thread");
  thread.replaceChildren(...(messages.length ? messages.map(messageNode) : [welcome()]));
  sayEvidence(messages.at(-1));
  drawComposer();
  toLast();
}

function messageNode(message) {
  const node = el("article", { class: "pc-message", "data-message": message.id }, el("h2", {}, message.question.trim() || "An empty question"), el("div", { class: "pc-body" }));
  fill(node, message);
  return node;
}

function drawMessage(message) {
  const node = [...element.querySelectorAll(".pc-message")].find((n) => n.dataset.message === message.id);
  if (!node) return;
  fill(node, message);
  if (message === chatNow().messages.at(-1)) sayEvidence(message);
}

// The body is built anew only when it has changed, and what had the focus gets it back.
function fill(node, message) {
  const { state, doing, problem, answer } = message;
  const looks = JSON.stringify({ state, doing, problem, answer });
  if (node.dataset.looks === looks) return;
  node.dataset.looks = looks;
  const body = node.querySelector(".pc-body");
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  body.replaceChildren(...bodyOf(message));
  if (focused) [...body.querySelectorAll("[data-key]")].find((n) => n.dataset.key === focused)?.focus();
}

function bodyOf(message) {
  const { state, doing, problem, answer } = message;
  const nodes = answer ? answerNodes(message) : [];
  if (busy(message) && (doing || !answer)) nodes.push(el("p", { class: "pc-thinking" }, DOING[doing] ?? DOING.searching));
  if (state === "stopped") nodes.push(el("p", { class: "pc-note" }, answer ? "Stopped here." : "Stopped before there was an answer."), again(message));
  if (state === "error") nodes.push(el("p", { class: "pc-problem", role: "alert" }, problem), again(message));
  if (!busy(message) && answer) nodes.push(tools(message));
  return nodes;
}

function again(message) {
  return el("p", { class: "pc-tools" }, el("button", { type: "button", class: "pc-quiet", click: () => edit(message.question) }, "Ask again"));
}

function edit(text) {
  question.value = text;
  grow();
  question.focus();
}

function tools(message) {
  const copy = el("button", { type: "button", class: "pc-quiet", "data-key": "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(asText(message.answer));
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 1500);
  });
  const { cards, status } = message.answer;
  const name = status === "not_found" ? "Nearest passages" : "Evidence";
  const sheet = el("button", { type: "button", class: "pc-quiet pc-show-evidence", "data-key": "sheet" }, `${name} (${cards.length})`);
  sheet.addEventListener("click", () => { sayEvidence(message); bus.say("sheet", sheet); });
  return el("p", { class: "pc-tools" }, cards.length ? sheet : null, status === "not_found" ? null : copy);
}

function asText({ text, cards }) {
  return [text, "", ...cards.map((c) => `[${c.number}] ${placeOf(c)}`)].join("\n");
}

function sayEvidence(message) {
  const answer = message?.answer;
  bus.say("evidence", { message: message?.id ?? null, status: answer?.status ?? null, cards: answer?.cards ?? [] });
}

function drawComposer() {
  const on = Boolean(running());
  const focused = find(".pc-composer").contains(document.activeElement);
  find(".pc-ask").hidden = on;
  find(".pc-stop").hidden = !on;
  if (focused && document.activeElement !== question) (on ? find(".pc-stop") : question).focus();
}

function grow() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight, 200)}px`;
}

find(".pc-composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running()) return;
  const text = question.value;
  question.value = "";
  grow();
  ask(text);
});
question.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find(".pc-composer").requestSubmit();
});
question.addEventListener("input", grow);
