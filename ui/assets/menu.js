// A short list of actions that a button opens. The browser closes it at a click elsewhere (popover).
// https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/

// The list; `open` fills it with actions, { text, act, danger } each, below some lines about what they are done to.
function makeMenu() {
  const list = el("div", { class: "pc-menu", popover: "auto", role: "menu" });
  const menu = { list, opener: null, isOpen: () => list.matches(":popover-open"), open, close };

  function open(opener, items, about = []) {
    menu.opener = opener;
    const lines = about.length ? el("div", { class: "pc-menu-about", role: "presentation" }, about.map((text) => el("p", { dir: "auto" }, text))) : null;
    list.replaceChildren(...[lines, ...items.map((item) => actionButton(item, menu))].filter(Boolean));
    list.setAttribute("aria-label", opener.getAttribute("aria-label") ?? opener.textContent);
    list.showPopover();
    placeMenu(list, opener);
    list.querySelector("button").focus();
  }

  function close() {
    if (!menu.isOpen()) return;
    list.hidePopover();
    // What the opener stood in may be gone from view, and drawn no more.
    if (menu.opener.isConnected) menu.opener.focus({ preventScroll: true });
  }

  list.addEventListener("toggle", ({ newState }) => menu.opener?.setAttribute("aria-expanded", String(newState === "open")));
  list.addEventListener("keydown", (event) => moveInMenu(event, menu));
  return menu;
}

// Has a button open a menu, and close it if it is open; `show` opens it.
function opensMenu(button, menu, show) {
  let wasOpen = false;
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  // The browser closes it before the click comes.
  button.addEventListener("pointerdown", () => { wasOpen = menu.isOpen() && menu.opener === button; });
  button.addEventListener("click", () => {
    if (!wasOpen) show();
    wasOpen = false;
  });
}

// A button with a menu of its own. `items` gives the actions at the moment when it is opened.
function menuButton({ label, text = "⋯", name = "pc-more", key = null, items }) {
  const menu = makeMenu();
  const button = el("button", { type: "button", class: name, "aria-label": label, "data-key": key }, text);
  opensMenu(button, menu, () => menu.open(button, items()));
  return el("span", { class: "pc-menu-holder" }, button, menu.list);
}

function actionButton({ text, act, danger }, menu) {
  const run = () => {
    // First, since the action may move the focus on.
    menu.close();
    act();
  };
  return el("button", { type: "button", role: "menuitem", tabindex: "-1", class: danger ? "pc-bad" : null, click: run }, text);
}

function moveInMenu(event, menu) {
  const buttons = [...menu.list.querySelectorAll("[role=menuitem]")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) buttons.at(to % buttons.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") menu.close();
  else return;
  event.preventDefault();
  // Otherwise the same key would also close what lies below the list.
  event.stopPropagation();
}

// Below the button; above it where there is no room, and never beyond the window.
function placeMenu(list, button) {
  const [at, size] = [button.getBoundingClientRect(), list.getBoundingClientRect()];
  const below = at.bottom + 4 + size.height <= window.innerHeight;
  list.style.top = `${Math.max(4, below ? at.bottom + 4 : at.top - 4 - size.height)}px`;
  list.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - size.width - 8))}px`;
}
