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
  if (!currentChat().messages.length) {
    find(".pc-thread").replaceChildren(welcome());
  }
}

delegate({ library: () => showPane("library"), new: startChat, stop, try: tryWriter });
find(".pc-prose").addEventListener("change", chooseWriter);
bus.on("library", receiveLibrary);
bus.on("highlight", highlight);
bus.on("chat", openChat);
// From the viewer: a question to ask, or words to ask about.
bus.on("ask", ({ text }) => ask(text));
bus.on("compose", ({ text }) => edit(text));
bus.on("new chat", startChat);
bus.on("pane", (open) => find("[data-act=library]").setAttribute("aria-expanded", String(open === "library")));
drawThread();
emitChats();
watchGradio();
watch("value", receive);
