// The keys of the page, and the dialog that lists them. Keys of one character can be switched off (WCAG 2.1.4).

const ACTS = {
  "?": () => openKeys(),
  ",": () => openSettings(),
  "/": () => bus.emit("question box", Date.now()),
  j: () => bus.emit("citation", 1),
  k: () => bus.emit("citation", -1),
};

const keyGroups = () => [
  [t("Everywhere"), [
    [["/"], t("To the question box")],
    [["j", "k"], t("Next and previous citation of the answer")],
    [[t("Enter")], t("Open the place of the citation")],
    [[t("Esc")], t("Back, or close")],
    [[","], t("Settings")],
    [["?"], t("These keys")],
  ]],
  [t("In the question box"), [
    [[t("Enter")], t("Ask")],
    [[t("Shift"), t("Enter")], t("A new line")],
    [["↑"], t("In an empty box: the last question, to change it")],
  ]],
  [t("In a document"), [
    [["j", "k"], t("Next and previous quote of the answer")],
    [["←", "→"], t("Previous and next page")],
    [["w"], t("Full width, or beside the answer")],
    [["+", "-"], t("Larger and smaller")],
    [["0"], t("Fit the width")],
  ]],
  [t("In the list of documents"), [
    [["↑", "↓"], t("From row to row")],
    [["←", "→"], t("Close and open a folder")],
    [[t("Space")], t("Ask this document, or not")],
    [["F2"], t("Rename")],
    [[t("Del")], t("Remove")],
  ]],
];

function openKeys() {
  const rows = (keys) => keys.map(([names, text]) => el("div", {}, el("dt", {}, names.map((name) => el("kbd", {}, name))), el("dd", {}, text)));
  find(".pc-key-groups").replaceChildren(...keyGroups().map(([title, keys]) => el("section", {}, el("h3", {}, title), el("dl", {}, rows(keys)))));
  find(".pc-keys").showModal();
  find("#pc-keys-title").focus();
}

const TYPED = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button])";

document.addEventListener("keydown", (event) => {
  const act = Object.hasOwn(ACTS, event.key) ? ACTS[event.key] : null;
  if (!act || event.defaultPrevented || event.isComposing || (event.repeat && !["j", "k"].includes(event.key))) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !lettersAreKeys() || event.target.closest?.(TYPED)) return;
  // A dialog or a menu has the keyboard for itself.
  if (document.querySelector("dialog[open], :popover-open, .pc-doc-menu:not([hidden])")) return;
  event.preventDefault();
  act();
});
