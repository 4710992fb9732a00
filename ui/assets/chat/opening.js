// Opens a chat: all its questions at once, and its answers as they come into view.

async function openChat(id, { answer = null, push = true } = {}) {
  const chat = chats.get(id) ?? newChat(id);
  current = id;
  if (push) showAddress(id, answer);
  chat.opening = !chat.messages.length;
  drawThread();
  question.focus({ preventScroll: true });
  await refresh(chat, answer);
  if (current === id && answer) goToAnswer(answer);
}

// Takes over what the server has of a chat.
async function refresh(chat, answer = null) {
  const value = await bus.call("open", { chat: chat.id, answer });
  chat.opening = false;
  chat.problem = value.problem ?? null;
  if (!value.problem) {
    const before = shownIds(chat);
    chat.title = value.chat.title;
    chat.scope = value.chat.scope;
    chat.keptScope = JSON.stringify(chat.scope);
    merge(chat, value.messages);
    if (current === chat.id && before === shownIds(chat) && before) return chat.messages.forEach(drawMessage);
  }
  if (current === chat.id) drawThread();
  return undefined;
}

const shownIds = (chat) => chat.messages.map(({ id }) => id).join(" ");

function merge(chat, sent) {
  const known = new Map(chat.messages.map((message) => [message.id, message]));
  const ids = new Set(sent.map(({ id }) => id));
  // A question that is on its way to the server is not there yet.
  const coming = chat.messages.filter((message) => busy(message) && !ids.has(message.id));
  chat.messages = [...sent.map((newest) => merged(known.get(newest.id), newest)), ...coming];
}

function merged(message, newest) {
  if (!message) return { activity: null, loaded: false, stale: [], ...newest };
  // What is being answered here is newer than what is kept.
  if (busy(message)) return message;
  const same = message.version === newest.version || (message.version === null && message.answer);
  if (newest.loaded || !same) Object.assign(message, { answer: null, loaded: false, ask: null }, newest);
  else Object.assign(message, { version: newest.version, rating: newest.rating });
  return message;
}

// Answers are asked for when their place comes near, some at a time.
const wanted = new Set();

const nearing = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) want(target.dataset.message);
  }
}, { root: scroller, rootMargin: "1500px 0px" });

let asked = null;

function want(id) {
  wanted.add(id);
  asked ??= setTimeout(loadWanted, 20);
}

async function loadWanted() {
  asked = null;
  const chat = currentChat();
  const ids = chat.messages.filter(({ id, loaded }) => wanted.has(id) && !loaded).map(({ id }) => id);
  wanted.clear();
  if (!ids.length) return;
  const value = await bus.call("answers", { chat: chat.id, messages: ids.slice(0, 30) });
  for (const newest of value.messages ?? []) {
    const message = chat.messages.find(({ id }) => id === newest.id);
    if (message && !busy(message)) Object.assign(message, newest);
    if (message && current === chat.id) drawMessage(message);
  }
  if (ids.length > 30) ids.slice(30).forEach(want);
}

function startChat() {
  // An empty chat is used again.
  if (currentChat().messages.length || currentChat().problem || currentChat().opening) current = newChat().id;
  showAddress(null);
  drawThread();
  question.focus();
}

// Another window, or another device, may have changed what is shown here.
windows.addEventListener("message", ({ data }) => {
  bus.emit("chats changed", Date.now());
  if (data.chat === current && currentChat().messages.length) refresh(currentChat());
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || running()) return;
  bus.emit("chats changed", Date.now());
  if (currentChat().messages.length) refresh(currentChat());
});

// What is answered in another window is there soon.
setInterval(() => {
  const elsewhere = currentChat().messages.some((message) => message.state === "waiting" && !message.ask);
  if (elsewhere && document.visibilityState === "visible") refresh(currentChat());
}, 3000);
