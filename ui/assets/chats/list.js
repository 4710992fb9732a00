// Draws the list of chats by day, and finds chats by their words.

const CHATS_SHOWN = 100; // chats that are drawn at a time

let chatList = { chats: [], total: 0, notice: null };
let currentId = null;
let shownChats = CHATS_SHOWN;
let listing = 0;

async function listChats() {
  const words = find("#pc-filter-chats").value.trim();
  const mine = ++listing;
  const value = await bus.call("list", { words });
  // A later one is on its way.
  if (mine !== listing) return;
  if (!value.problem) chatList = { ...value, words };
  drawChats(value.problem);
}

const soon = (act, wait) => {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
};
const listSoon = soon(listChats, 120);

function drawChats(problem = null) {
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const { chats, words, notice } = chatList;
  drawRated(chatList);
  const list = find(".pc-chats");
  // A name that is being typed stays.
  if (list.querySelector(".pc-rename")) return;
  const shown = chats.slice(0, shownChats);
  const nodes = words ? [el("ul", {}, shown.map(chatRow))] : byDay(shown);
  if (chats.length > shown.length) {
    nodes.push(el("button", { type: "button", class: "pc-quiet", "data-key": "more", click: () => { shownChats += CHATS_SHOWN; drawChats(); } }, t("Show {n} more", { n: Math.min(CHATS_SHOWN, chats.length - shown.length) })));
  }
  list.replaceChildren(...nodes);
  const told = translated(problem ?? notice);
  find(".pc-chat-notice").replaceChildren(...(told ? [el("p", { class: "pc-bad" }, told)] : []));
  const none = find(".pc-no-chats");
  none.hidden = chats.length > 0;
  none.textContent = words ? t("No chat has these words.") : t("Your chats are kept here.");
  if (focused) [...element.querySelectorAll("[data-key]")].find((node) => node.dataset.key === focused)?.focus({ preventScroll: true });
}

function byDay(chats) {
  const groups = new Map();
  for (const chat of chats) {
    const name = chat.pinned ? t("Pinned") : dayName(chat.changed);
    groups.set(name, [...(groups.get(name) ?? []), chat]);
  }
  return [...groups].map(([name, rows]) => el("section", { "aria-label": name }, el("h2", { class: "pc-day" }, name), el("ul", {}, rows.map(chatRow))));
}

// "Today", "Yesterday", "Last seven days", else the month.
function dayName(seconds) {
  const date = new Date(seconds * 1000);
  const midnight = new Date().setHours(0, 0, 0, 0);
  // Not by 24 hours: a day in which the clock is changed has another number of them.
  const days = Math.round((midnight - new Date(date).setHours(0, 0, 0, 0)) / 86400e3);
  if (days <= 0) return t("Today");
  if (days === 1) return t("Yesterday");
  if (days < 7) return t("Last seven days");
  return formatDay(date.getTime(), { month: "long", year: "numeric" });
}
