// The chats that this page has opened, and the one that it shows. The server keeps them; a new one begins here, and is kept
// with its first question.

const chats = new Map();

const scroller = find(".pc-scroll");

let current = newChat().id;

// The server keeps the running answers of all tabs by these ids, and nobody may guess that of a chat.
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function newChat(id = newId()) {
  const chat = { id, title: "", scope: null, keptScope: "null", messages: [], opening: false, problem: null };
  chats.set(id, chat);
  return chat;
}

// Asked from here: other windows may ask, too, and their questions do not keep this one from asking.
function busy(message) { return Boolean(message.ask) && (message.state === "waiting" || message.state === "answering"); }
const currentChat = () => chats.get(current);
const running = () => [...chats.values()].flatMap((chat) => chat.messages).find(busy);
const chatOf = (message) => [...chats.values()].find((chat) => chat.messages.includes(message));

// The other windows of this browser, and the list of chats, hear of each change.
const windows = new BroadcastChannel("pincite.chats");

function tellChange(chat) {
  windows.postMessage({ chat: chat.id });
  bus.emit("chats changed", Date.now());
}

function emitCurrent() {
  const chat = currentChat();
  showScopeOf(chat);
  // Without messages, the welcome has a heading of its own.
  find(".pc-title").textContent = chat.title;
  find(".pc-title").hidden = !chat.messages.length;
  document.title = chat.title ? `${chat.title} – Pincite` : "Pincite";
  bus.emit("current chat", { id: current, title: chat.title, scope: chat.scope, messages: chat.messages.length });
}
