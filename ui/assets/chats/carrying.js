// Carries chats away as files, and brings them back.

const LARGEST_CHAT = 20e6; // bytes: the same as in ui/chats/carrying.py

async function exportChat(chat, format) {
  const file = await bus.call("export", { chat: chat.id, format });
  if (file.problem) return tellOfChats(translated(file.problem));
  saveFile(file);
  return announce(t("Exported as {name}", { name: file.name }));
}

// Questions whose answers are known, made of the rated answers of all chats: `pincite eval` reads them.
async function saveQuestions() {
  const file = await bus.call("questions");
  if (file.problem) return tellOfChats(translated(file.problem));
  saveFile(file);
  const told = [
    plural(file.measured, "{n} question to measure with “pincite eval {name}”.", "{n} questions to measure with “pincite eval {name}”.", { name: file.name }),
    file.to_complete && plural(file.to_complete, "{n} question lacks the right place: show it below the answer, or complete it in the file.", "{n} questions lack the right place: show it below the answer, or complete it in the file."),
    file.left_out && plural(file.left_out, "{n} answer gives no question: it was asked of some documents only, or rests on none.", "{n} answers give no question: they were asked of some documents only, or rest on none."),
  ];
  return tellOfChats(told.filter(Boolean).join(" "));
}

function drawRated({ rated = 0 }) {
  const button = find(".pc-make-set");
  button.hidden = !rated;
  button.textContent = plural(rated, "Make an evaluation set of {n} rated answer", "Make an evaluation set of {n} rated answers");
}

async function importChat(file) {
  if (file.size > LARGEST_CHAT) return tellOfChats(t("This file is larger than {size} MB, and so is no chat that Pincite wrote.", { size: LARGEST_CHAT / 1e6 }));
  let stored = null;
  try {
    stored = await sendFile(file);
  } catch (error) {
    return tellOfChats(`${file.name}: ${error instanceof RefusedError ? error.message : t("it could not be sent")}.`);
  }
  const { problem, chat } = await bus.call("import", { stored });
  if (problem) return tellOfChats(translated(problem));
  await listChats();
  showPane("");
  return bus.emit("chat", { id: chat.id });
}

const chatPicker = find(".pc-chat-file");
chatPicker.addEventListener("change", () => {
  const [file] = chatPicker.files;
  if (file) importChat(file);
  // Otherwise it would be no change to choose the same file again.
  chatPicker.value = "";
});
