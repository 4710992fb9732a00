// Draws the list of chats.

function drawChats({ chats, current }) {
  find(".pc-chats").replaceChildren(
    ...chats.map((chat) =>
      el("li", { class: "pc-item" },
        el("button", { type: "button", class: "pc-row", "aria-current": chat.id === current ? "true" : null, click: () => openChat(chat) }, el("span", {}, chat.title))),
    ),
  );
  filterChats();
}

function filterChats() {
  const words = filterWords(find("#pc-filter-chats"));
  for (const row of element.querySelectorAll(".pc-chats > li")) row.hidden = !passes(words, row.textContent);
}

function openChat(chat) {
  showPane("");
  bus.emit("chat", chat.id);
}
