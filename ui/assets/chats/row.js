// A chat in the list: opens it, and changes its name and place; deleting can be undone.

function chatRow(chat) {
  const open = el("button", {
    type: "button", class: "pc-row", "data-key": `chat ${chat.id}`, "aria-current": chat.id === currentId ? "true" : null,
    click: () => { showPane(""); bus.emit("chat", { id: chat.id, message: chat.message ?? null }); },
  }, el("span", { dir: "auto" }, chat.title), chat.words ? el("span", { class: "pc-row-about", dir: "auto" }, chat.words) : null);
  const more = menuButton({ label: t("More for {title}", { title: chat.title }), key: `more ${chat.id}`, items: () => chatActions(chat) });
  return el("li", { class: "pc-item pc-chat-item", "data-chat": chat.id }, open, more);
}

function chatActions(chat) {
  return [
    { text: chat.pinned ? t("Unpin") : t("Pin"), act: () => change(chat, "pin", { pinned: !chat.pinned }) },
    { text: t("Rename"), act: () => renameChat(chat) },
    { text: t("Export as Markdown"), act: () => exportChat(chat, "markdown") },
    { text: t("Export as a web page"), act: () => exportChat(chat, "html") },
    { text: t("Export as JSON"), act: () => exportChat(chat, "json") },
    { text: t("Delete"), danger: true, act: () => deleteChat(chat) },
  ];
}

// Does something to a chat, and draws the list anew.
async function change(chat, name, data = {}) {
  const { problem } = await bus.call(name, { chat: chat.id, ...data });
  if (problem) tellOfChats(translated(problem));
  await listChats();
  return !problem;
}

const rowOf = (chat) => [...element.querySelectorAll(".pc-chat-item")].find((node) => node.dataset.chat === chat.id);

function renameChat(chat) {
  const row = rowOf(chat);
  const input = el("input", { type: "text", maxlength: "120", "aria-label": t("Name of the chat"), autocomplete: "off" });
  const form = el("form", { class: "pc-rename" }, input);
  input.value = chat.title;
  let over = false;
  const end = async (keep) => {
    if (over) return;
    over = true;
    form.remove();
    if (keep && input.value.trim() !== chat.title) {
      if (await change(chat, "rename", { title: input.value })) bus.emit("renamed", chat.id);
    } else drawChats();
    rowOf(chat)?.querySelector(".pc-more").focus();
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); end(true); });
  input.addEventListener("blur", () => end(true));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(false);
  });
  row.replaceChildren(form);
  input.focus();
  input.select();
}

async function deleteChat(chat) {
  if (!(await change(chat, "delete"))) return;
  bus.emit("deleted", chat.id);
  tellOfChats(t("Deleted “{title}”.", { title: chat.title }), t("Undo"), async () => {
    await change(chat, "undelete");
    rowOf(chat)?.querySelector(".pc-row").focus();
  });
}

let telling = null;

// A line above the list, with a button; it goes after a while.
function tellOfChats(text, name = null, act = null) {
  clearTimeout(telling);
  const place = find(".pc-chat-news");
  const hide = () => place.replaceChildren();
  const button = name && el("button", { type: "button", class: "pc-quiet", click: () => { hide(); act(); } }, name);
  place.replaceChildren(el("span", { dir: "auto" }, text), ...(button ? [button] : []));
  // What was pressed may stand far below, at the end of the list.
  place.scrollIntoView({ block: "nearest" });
  button?.focus();
  announce(text);
  telling = setTimeout(hide, 30000);
}
