// Connects the chat with the other regions, and starts it.

let library = { documents: null, questions: [], writers: [] };

function highlight({ message, number }) {
  for (const node of element.querySelectorAll(".pc-message")) {
    const here = node.dataset.message === message && number !== null;
    for (const cite of node.querySelectorAll(".pc-cite")) cite.classList.toggle("pc-lit", here && cite.dataset.number === String(number));
    for (const statement of node.querySelectorAll("[data-numbers]")) {
      statement.classList.toggle("pc-lit", here && statement.dataset.numbers.split(" ").includes(String(number)));
    }
  }
}

function receiveLibrary(value) {
  library = value;
  drawWriters();
  sayWhatLeaves();
  // An empty chat shows questions about the documents, so it changes with them.
  const { messages, opening, problem } = currentChat();
  if (!messages.length && !opening && !problem) {
    find(".pc-thread").replaceChildren(welcome());
  }
  findStale(value.documents);
}

// Found by words, it is opened where it has them.
async function openFromList({ id, message }) {
  await openChat(id);
  const at = message ? currentChat().messages.findIndex((one) => one.id === message) : -1;
  if (at >= 0 && current === id) goToAnswer(at + 1);
}

delegate({ library: () => showPane("library"), new: startChat, stop, try: tryWriter });
find(".pc-prose").addEventListener("change", chooseWriter);
bus.on("library", receiveLibrary);
bus.on("highlight", highlight);
bus.on("chat", openFromList);
// From the viewer: a question to ask, or words to ask about.
bus.on("ask", ({ text }) => ask(text));
bus.on("compose", ({ text }) => compose(text));
bus.on("new chat", startChat);
bus.on("deleted", (id) => {
  chats.delete(id);
  if (current !== id) return;
  current = newChat().id;
  startChat();
});
bus.on("renamed", (id) => chats.has(id) && refresh(chats.get(id)).then(emitCurrent));
bus.on("pane", (open) => find("[data-act=library]").setAttribute("aria-expanded", String(open === "library")));
if (!inAddress().chat) drawThread();
takeUp();
watchConnection();
watch("value", receive);
