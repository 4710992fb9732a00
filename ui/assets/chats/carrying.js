// Carries chats away as files, and brings them back.

const LARGEST_CHAT = 20e6; // bytes: the same as in ui/chats/carrying.py

async function exportChat(chat, format) {
  const file = await bus.call("export", { chat: chat.id, format });
  if (file.problem) return tellOfChats(file.problem);
  saveFile(file);
  return announce(`Exported as ${file.name}`);
}

async function importChat(file) {
  if (file.size > LARGEST_CHAT) return tellOfChats("This file is larger than 20 MB, and so is no chat that Pincite wrote.");
  let stored = null;
  try {
    stored = await sendFile(file);
  } catch (error) {
    return tellOfChats(`${file.name}: ${error instanceof RefusedError ? error.message : "it could not be sent"}.`);
  }
  const { problem, chat } = await bus.call("import", { stored });
  if (problem) return tellOfChats(problem);
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
