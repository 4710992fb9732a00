// What can be done with a document or a folder: the menu of its row.

// One for all rows, of which only those in view are there.
const menu = makeMenu();
element.append(menu.list);

function choicesFor(item) {
  const onlyThis = ["document", "folder", "collection"].includes(item.kind) && [t("Ask only this"), () => choose([itemScope(item)])];
  if (!mayAdd() && (item.kind === "unread" || item.kind === "group")) return [];
  if (item.kind === "unread") return [[againName(item), () => tryAgain(item)], [t("Forget it"), () => send("forget", { sources: [item.source] })]];
  if (item.kind === "group") return [[t("Forget all of them"), () => send("forget", { sources: item.documents.map(({ source }) => source) })]];
  const free = documentsIn(item).filter(({ fixed }) => !fixed);
  const remove = [item.kind === "document" ? t("Remove") : t("Remove all {n}", { n: free.length }), () => removeItems(free), true];
  if (item.kind !== "document") return [onlyThis, item.followed && [t("Stop following"), () => send("unfollow", { folder: item.path })], free.length && remove];
  const open = [t("Open"), () => openDocument(item)];
  if (item.fixed) return [open, onlyThis];
  return [
    open,
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
  const reason = item.reason ? sentence(translated(item.reason)) : item.stale && t("An older version: {reason}", { reason: translated(item.stale) });
  const about = [item.title ?? item.name, reason, item.kind === "folder" && item.path !== item.name && item.path, translated(item.problem)].filter(Boolean);
  const items = choicesFor(item).filter(Boolean).map(([text, act, danger = false]) => ({ text, act, danger }));
  menu.open(opener, items, about);
}

grid.addEventListener("scroll", () => menu.close(), { passive: true });

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
  const documents = items.filter(({ kind, fixed }) => kind === "document" && !fixed);
  if (!documents.length) return;
  const at = placeOfRow(activeRow);
  send("remove", { documents: documents.map(({ id }) => id) });
  tellNews({ note: documents.length === 1 ? t("Removing “{title}” …", { title: documents[0].title }) : t("Removing {n} documents …", { n: documents.length }) });
  // The row goes away: the focus waits at its neighbour.
  if (at >= 0 && grid.contains(document.activeElement)) focusRow(at + 1 < shownRows.length ? at + 1 : at - 1);
}
