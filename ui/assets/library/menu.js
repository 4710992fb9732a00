// What can be done with a document or a folder: the menu of its row.
// https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/

const menu = find(".pc-doc-menu");
let menuOpener = null;

const menuOpen = () => !menu.hidden;

function choicesFor(item) {
  const onlyThis = ["document", "folder", "collection"].includes(item.kind) && [t("Ask only this"), () => choose([itemScope(item)])];
  if (item.kind === "unread") return [[againName(item), () => tryAgain(item)], [t("Forget it"), () => send("forget", { sources: [item.source] })]];
  if (item.kind === "group") return [[t("Forget all of them"), () => send("forget", { sources: item.documents.map(({ source }) => source) })]];
  const remove = [item.kind === "document" ? t("Remove") : t("Remove all {n}", { n: item.count }), () => removeItems(documentsIn(item)), "pc-bad"];
  if (item.kind !== "document") return [onlyThis, item.followed && [t("Stop following"), () => send("unfollow", { folder: item.path })], item.count && remove];
  return [
    [t("Open"), () => openDocument(item)],
    onlyThis,
    [t("Rename"), () => renameDocument(item)],
    item.cutShort && [t("Read on"), () => send("readon", { document: item.id, upload: newUpload() })],
    (item.stale || isWeb(item.source)) && [againName(item), () => tryAgain(item)],
    remove,
  ];
}

const isWeb = (source) => /^https?:\/\//.test(source);

const isPath = (source) => /^(?:\/|[A-Za-z]:\\|\\\\)/.test(source);

function againName({ source }) {
  if (isWeb(source)) return t("Fetch it again");
  return isPath(source) ? t("Try again") : t("Choose the file again");
}

// What lies on the server's machine or on the web is read from there; an upload has to be sent again.
function tryAgain({ source }) {
  if (isWeb(source) || isPath(source)) return send("again", { source, upload: newUpload() });
  return chooseFor(source);
}

function openMenu(item, opener) {
  closeMenu();
  menuOpener = opener;
  const about = [item.title ?? item.name, item.reason ? sentence(translated(item.reason)) : item.stale && t("An older version: {reason}", { reason: translated(item.stale) }), item.kind === "folder" && item.path !== item.name && item.path, translated(item.problem)].filter(Boolean);
  const buttons = choicesFor(item).filter(Boolean).map(([text, act, name]) => el("button", { type: "button", role: "menuitem", tabindex: "-1", class: name, click: () => { closeMenu(); act(); } }, text));
  menu.replaceChildren(el("div", { class: "pc-doc-about", role: "presentation" }, ...about.map((text) => el("p", { dir: "auto" }, text))), ...buttons);
  menu.setAttribute("aria-label", t("More for {title}", { title: about[0] }));
  menu.hidden = false;
  const { bottom, top, right } = opener.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  menu.style.left = `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${bottom + height > innerHeight - 8 ? Math.max(8, top - height) : bottom}px`;
  opener.setAttribute("aria-expanded", "true");
  buttons[0]?.focus();
}

function closeMenu(focus = false) {
  if (menu.hidden) return;
  menu.hidden = true;
  menuOpener?.removeAttribute("aria-expanded");
  // What the opener stood in may be gone from view, and drawn no more.
  if (focus && menuOpener?.isConnected) menuOpener.focus();
}

menu.addEventListener("keydown", (event) => {
  const buttons = [...menu.querySelectorAll("[role=menuitem]")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) buttons.at(to % buttons.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu(true);
  else return;
  event.preventDefault();
  // Otherwise Escape would also close the library (events.js).
  event.stopPropagation();
});
document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) closeMenu(); });
grid.addEventListener("scroll", () => closeMenu(), { passive: true });

function renameDocument(item) {
  const box = el("input", { type: "text", class: "pc-text", id: "pc-rename", maxlength: 500, dir: "auto", required: true });
  box.value = item.title;
  const back = item.renamed && el("button", { type: "button", class: "pc-quiet", click: () => { closeDialog(); give(""); } }, t("Give back its own title"));
  const give = (title) => send("rename", { document: item.id, title });
  openDialog(t("Rename"), [el("label", { for: "pc-rename" }, t("Title")), box, el("p", { class: "pc-hint" }, t("Only the title changes. The text and the file stay as they are.")), back], t("Rename"), () => give(box.value));
  box.select();
}

// Gone at once, and put back by “Undo” as long as the server runs.
function removeItems(items) {
  const documents = items.filter(({ kind }) => kind === "document");
  if (!documents.length) return;
  const at = placeOfRow(activeRow);
  send("remove", { documents: documents.map(({ id }) => id) });
  tellNews({ note: documents.length === 1 ? t("Removing “{title}” …", { title: documents[0].title }) : t("Removing {n} documents …", { n: documents.length }) });
  // The row goes away: the focus waits at its neighbour.
  if (at >= 0 && grid.contains(document.activeElement)) focusRow(at + 1 < shownRows.length ? at + 1 : at - 1);
}
