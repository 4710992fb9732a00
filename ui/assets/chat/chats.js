// The chats of this browser tab. They live in the tab, not on the server: a reload keeps them, and closing the tab
// deletes them.

// With a number, since a tab may still hold chats of another version, in another form.
const STORAGE_KEY = "pincite.chats.3";

let { chats, current } = restore();

function restore() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(STORAGE_KEY));
    if (saved?.chats.length) {
      const unfinished = saved.chats.flatMap((chat) => chat.messages).filter((m) => busy(m));
      // Nothing receives their answers after a reload.
      for (const message of unfinished) message.state = "stopped";
      return saved;
    }
  } catch {
    // Nothing is saved, or it can't be read: begin with an empty chat.
  }
  const chat = newChat();
  return { chats: [chat], current: chat.id };
}

function save() {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ chats, current }));
  } catch {
    // The storage of the tab is full: the chats stay until the page is closed.
  }
}

// The server keeps the running answers of all tabs by these ids, so chance is part of them.
function newId() { return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`; }
function newChat() { return { id: newId(), title: "New chat", messages: [] }; }
function busy(message) { return message.state === "waiting" || message.state === "answering"; }
const currentChat = () => chats.find((chat) => chat.id === current);
const running = () => chats.flatMap((chat) => chat.messages).find(busy);

function keepScope() { save(); }

function emitChats() {
  showScopeOf(currentChat());
  bus.emit("chats", { chats: chats.map(({ id, title }) => ({ id, title })), current });
}

function openChat(id) {
  current = id;
  save();
  drawThread();
  emitChats();
  question.focus();
}

function startChat() {
  // An empty chat is used again, so that the list does not fill with them.
  let empty = chats.find((chat) => !chat.messages.length);
  if (!empty) chats.unshift((empty = newChat()));
  openChat(empty.id);
}
