// A button that opens a short list of actions. The browser closes it at Escape, or at a click elsewhere (popover).

// `items` gives the actions at the moment when the list is opened: { text, act, danger }.
function menuButton({ label, text = "⋯", name = "pc-more", key = null, items }) {
  const list = el("ul", { class: "pc-menu", popover: "auto" });
  const button = el("button", { type: "button", class: name, "aria-label": label, "aria-expanded": "false", "data-key": key }, text);
  button.addEventListener("click", () => {
    if (list.matches(":popover-open")) return list.hidePopover();
    list.replaceChildren(...items().map((item) => el("li", {}, actionButton(item, list, button))));
    list.showPopover();
    placeMenu(list, button);
    return list.querySelector("button").focus();
  });
  list.addEventListener("toggle", ({ newState }) => button.setAttribute("aria-expanded", String(newState === "open")));
  list.addEventListener("keydown", (event) => moveInMenu(event, list, button));
  return el("span", { class: "pc-menu-holder" }, button, list);
}

function actionButton({ text, act, danger }, list, button) {
  const run = () => {
    list.hidePopover();
    // First, since the action may move the focus on.
    button.focus({ preventScroll: true });
    act();
  };
  return el("button", { type: "button", class: danger ? "pc-bad" : null, click: run }, text);
}

function moveInMenu(event, list, button) {
  if (event.key === "Escape") {
    // Otherwise the same key would also close what lies below the list.
    event.stopPropagation();
    list.hidePopover();
    button.focus({ preventScroll: true });
  }
  const buttons = [...list.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
}

// Below the button; above it where there is no room, and never beyond the window.
function placeMenu(list, button) {
  const [at, size] = [button.getBoundingClientRect(), list.getBoundingClientRect()];
  const below = at.bottom + 4 + size.height <= window.innerHeight;
  list.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - 4 - size.height)}px`;
  list.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - size.width - 8))}px`;
}
