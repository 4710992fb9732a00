// Keeps what is only in this tab over a reload: the words in the question box, and where the reader was. The server keeps the rest.

const KEPT_KEY = "pincite.kept";

let lastTyped = 0;

function store(kept) {
  try {
    sessionStorage.setItem(KEPT_KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing loses the words with the tab.
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT_KEY)) ?? {};
  } catch {
    return {};
  }
}

const typed = () => ({ text: question.value, caret: [question.selectionStart, question.selectionEnd], focused: document.activeElement === question });

// Each region adds what it has (`bus.on("keep")`).
function keep() {
  const kept = { ...stored(), ...typed(), scrolled: scroller.scrollTop };
  bus.emit("keep", kept);
  store(kept);
}

// The question that was being answered when the server stopped is asked again, once: it may be the one that stopped it.
function waitForServer() {
  const message = running();
  if (!message) return;
  const chat = chatOf(message);
  update(message, { activity: "lost", before: 0 });
  store({ ...stored(), ...typed(), asked: { chat: chat.id, message: message.id, question: message.question } });
}

async function takeUp() {
  const kept = stored();
  const { text, caret, focused, scrolled, asked } = kept;
  store({ text, caret });
  if (text) {
    question.value = text;
    fitHeight();
    question.setSelectionRange(...caret);
  }
  if (focused) question.focus();
  if (inAddress().chat) await followAddress();
  bus.emit("kept", kept);
  if (asked && current === asked.chat) return askOnceMore(asked);
  if (scrolled) scroller.scrollTop = scrolled;
  return undefined;
}

function askOnceMore({ message: id, question: words }) {
  const message = currentChat().messages.find((one) => one.id === id);
  if (!message) {
    // It never arrived; neither did its chat, if it was the first one.
    if (currentChat().problem) startChat();
    return ask(words);
  }
  return message.state === "done" ? undefined : askAgainAs(message);
}

question.addEventListener("input", () => {
  lastTyped = Date.now();
  store({ ...stored(), ...typed() });
});
