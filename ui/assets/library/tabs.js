// The two tabs of the sidebar, and the box in each that narrows its list.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

const TAB_KEY = "pincite.tab";

const tabs = [...element.querySelectorAll("[role=tab]")];

const panelOf = (tab) => find(`#${tab.getAttribute("aria-controls")}`);

// Shows "chats" or "documents".
function showTab(name) {
  for (const tab of tabs) {
    const on = tab.id === `pc-tab-${name}`;
    tab.setAttribute("aria-selected", String(on));
    // One stop for Tab; the arrow keys go from one to the other.
    tab.tabIndex = on ? 0 : -1;
    panelOf(tab).hidden = !on;
  }
  try {
    localStorage.setItem(TAB_KEY, name);
  } catch {
    // A browser that keeps nothing begins with the documents each time.
  }
}

function restoreTab() {
  let name = null;
  try {
    name = localStorage.getItem(TAB_KEY);
  } catch {
    // As above.
  }
  showTab(name === "chats" ? name : "documents");
}

function moveTab(event) {
  const at = tabs.indexOf(event.target);
  const step = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: tabs.length - 1 - at }[event.key];
  if (at < 0 || step === undefined) return;
  event.preventDefault();
  const next = tabs.at((at + step) % tabs.length);
  showTab(next.id.slice("pc-tab-".length));
  next.focus();
}

// The words of a box, each of which a row must have.
const filterWords = (box) => box.value.toLowerCase().split(/\s+/).filter(Boolean);

const passes = (words, text) => words.every((word) => text.toLowerCase().includes(word));

for (const tab of tabs) tab.addEventListener("click", () => showTab(tab.id.slice("pc-tab-".length)));
find(".pc-tabs").addEventListener("keydown", moveTab);
restoreTab();
