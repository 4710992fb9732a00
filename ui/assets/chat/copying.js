// Copies an answer: as text, as Markdown with its citations, or its address; or saves it as JSON. The server writes the texts
// (ui/chats/copying.py, rag/export).

function copyButtons(message) {
  const copy = el("button", { type: "button", class: "pc-quiet", "data-key": "copy" }, t("Copy"));
  const as = (form) => copyText(copy, answerText(message, form));
  copy.addEventListener("click", () => as("text"));
  const items = () => [
    { text: t("As text"), act: () => as("text") },
    { text: t("As Markdown, with citations"), act: () => as("markdown") },
    { text: t("Save as JSON, to check it again later"), act: () => saveAnswer(copy, message) },
    { text: t("The address of this answer"), act: () => copyText(copy, addressOfAnswer(message)) },
  ];
  const more = menuButton({ label: t("Other ways to copy"), text: "▾", name: "pc-more", key: "copy more", items });
  return el("span", { class: "pc-copy" }, copy, more);
}

async function answerText(message, form) {
  const { text = null, problem } = await bus.call("copy", { chat: chatOf(message).id, message: message.id, form });
  if (problem) say(translated(problem));
  return text;
}

// What `pincite verify` reads.
async function saveAnswer(button, message) {
  const file = await bus.call("save answer", { chat: chatOf(message).id, message: message.id });
  if (file.problem) return say(translated(file.problem));
  saveFile(file);
  tellBy(button, t("Saved"));
  return say(t("Exported as {name}", { name: file.name }));
}

function addressOfAnswer(message) {
  const chat = chatOf(message);
  return new URL(addressOf(chat.id, chat.messages.indexOf(message) + 1), location.href).href;
}
