// Documents (list, add, remove) and the list of chats.

let state = { documents: null };
const sending = { name: null, done: 0, total: 0 };
const files = new Map(); // those on the way, and those that a password would open, by a key of ours
const locked = new Map(); // of the latter what is encrypted, and whether a password has failed
let lastKey = 0;
let tried = false; // whether the files that are being read came with a password
let spoken = ""; // what was said to a screen reader last

const NEWS = ["progress", "report", "problem", "removed"];

// Reading and listing run side by side, so a list may arrive that was made before the one shown,
// or one that has no news of its own: neither takes away what the reader was told.
function heard() {
  const value = received();
  if (!value || !value.documents) return;
  const { writers = state.writers, questions = state.questions } = value;
  const teller = NEWS.some((name) => value[name]) ? value : state;
  const told = NEWS.map((name) => [name, teller[name]]);
  const listed = value.turn < state.turn ? state : value;
  state = { ...listed, ...Object.fromEntries(told), writers, questions };
  if (value.report) sortOut(value.report);
  drawDocuments();
  drawNews();
  if (value.report) focusAfter();
  bus.say("library", state);
}

// --- the list -----------------------------------------------------------------------------------

function drawDocuments() {
  const list = find(".pc-documents");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.replaceChildren(...state.documents.map(documentRow));
  find(".pc-none").hidden = state.documents.length > 0;
  if (focused) [...list.querySelectorAll("[data-key]")].find((b) => b.dataset.key === focused)?.focus();
}

function documentRow(item) {
  const open = el(
    "button",
    { type: "button", class: "pc-row", title: item.source, "data-key": `open ${item.id}`, click: () => openDocument(item) },
    el("span", {}, item.title),
    el("span", { class: "pc-row-about" }, item.notes ? `${item.about}, ${count(item.notes, "note", "notes")}` : item.about),
  );
  const remove = el(
    "button",
    { type: "button", class: "pc-remove", "aria-label": `Remove ${item.title}`, "data-key": `remove ${item.id}` },
    "Remove",
  );
  const row = el("li", { class: "pc-item" }, open, remove);
  remove.addEventListener("click", () => confirmRemoval(row, item));
  return row;
}

function openDocument(item) {
  bus.say("open", { document: item.id, title: item.title, start: null, end: null, marks: [] });
}

function confirmRemoval(row, item) {
  const keep = () => {
    drawDocuments();
    [...element.querySelectorAll("[data-key]")].find((b) => b.dataset.key === `remove ${item.id}`)?.focus();
  };
  const yes = el("button", { type: "button", class: "pc-danger", click: () => removeDocument(row, item) }, "Remove");
  const no = el("button", { type: "button", class: "pc-quiet", click: keep }, "Keep");
  const ask = el("div", { class: "pc-confirm", role: "group", "aria-label": `Remove ${item.title}?` },
    el("span", {}, `Remove “${item.title}”? The file itself stays where it is.`), el("div", {}, no, yes));
  ask.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    keep();
  });
  row.replaceChildren(ask);
  no.focus();
}

function removeDocument(row, item) {
  row.replaceChildren(el("span", { class: "pc-hint" }, `Removing “${item.title}” …`));
  trigger("remove", { document: item.id });
  find("[data-act=add]").focus();
}

// --- what is being read, and what was -----------------------------------------------------------

function drawNews() {
  const { progress, report, problem, removed } = state;
  const news = find(".pc-news");
  if (sending.name) news.replaceChildren(...progressLines(`Sending ${sending.name}`, sending.done / sending.total, sending.total > 1 ? `file ${sending.done + 1} of ${sending.total}` : ""));
  else if (progress) news.replaceChildren(...readingLines(progress));
  else if (report) news.replaceChildren(...reportLines(report));
  else if (problem) news.replaceChildren(el("p", { class: "pc-bad" }, problem));
  else if (removed) news.replaceChildren(el("p", {}, `Removed “${removed}”.`));
  else news.replaceChildren();
  tell(spokenNews());
}

// A screen reader hears of each file once, not of each tenth of a second.
function spokenNews() {
  const { progress, report, problem, removed } = state;
  if (sending.name) return `Sending ${sending.name}`;
  if (progress) return `${progress.doing} ${progress.name}`;
  if (report) return [...find(".pc-news").querySelectorAll("p, li")].map((node) => node.textContent).join(" ") + lockedLine(" ");
  return problem || (removed ? `Removed “${removed}”.` : "");
}

function tell(text) {
  if (text === spoken) return;
  spoken = text;
  find("[role=status]").textContent = text;
}

function progressLines(text, share, more) {
  const bar = el("progress", { max: 1, "aria-label": text });
  if (share > 0) bar.value = share;
  return [el("p", { class: "pc-now" }, text), bar, more && el("p", { class: "pc-hint" }, more)].filter(Boolean);
}

function readingLines({ doing, name, file, much, share }) {
  return progressLines(`${doing} ${name}`, share, [file, much].filter(Boolean).join(", "));
}

function reportLines({ read, unchanged, failed, warnings }) {
  const lines = [];
  if (read.length) lines.push(el("p", {}, read.length < 4 ? `Read ${read.join(", ")}.` : `Read ${read.length} files.`));
  if (unchanged.length) {
    lines.push(el("p", {}, unchanged.length < 4 ? `${unchanged.join(", ")}: already here.` : `${unchanged.length} files were already here.`));
  }
  if (warnings.length) {
    lines.push(el("p", {}, "What to know of them:"));
    const told = new Map();
    for (const { name, text } of warnings) told.set(name, [...(told.get(name) ?? []), text]);
    lines.push(el("ul", { class: "pc-failed" }, [...told].map(([name, texts]) => el("li", {}, el("b", {}, name), `: ${texts.join(" ")}`))));
  }
  if (failed.length) {
    lines.push(el("p", { class: "pc-bad" }, `Could not read ${count(failed.length, "file", "files")}:`));
    lines.push(el("ul", { class: "pc-failed" }, failed.map((f) => el("li", {}, el("b", {}, f.name), `: ${f.reason}`))));
  }
  if (!lines.length && locked.size) return [];
  if (!lines.length) lines.push(el("p", {}, "There was nothing to read."));
  lines.push(el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, "Hide this"));
  return lines;
}

// --- files that a password would open -----------------------------------------------------------

// After a reading: which of its files are encrypted, and which need nothing more.
function sortOut(report) {
  const still = new Map(report.locked.map(({ key, names }) => [key, names]));
  for (const key of report.keys) {
    if (still.has(key)) locked.set(key, { names: still.get(key), wrong: tried });
    else locked.delete(key);
    if (!still.has(key)) files.delete(key);
  }
  drawLocked();
}

// Who typed a password goes on from there; nobody else is pulled away from what they do.
function focusAfter() {
  if (tried) (find("#pc-password") ?? find(".pc-news [data-act=seen]") ?? find("[data-act=add]")).focus();
  tried = false;
}

const lockedNames = () => [...locked.values()].flatMap(({ names }) => names);

function lockedLine(before = "") {
  if (!locked.size) return "";
  const names = lockedNames();
  const wrong = [...locked.values()].some((it) => it.wrong) ? " The password does not open it." : "";
  return `${before}${names.join(", ")}: encrypted.${names.length > 1 ? wrong.replace(" it", " them") : wrong}`;
}

function drawLocked() {
  const place = find(".pc-locked");
  if (!locked.size) {
    place.replaceChildren();
    return;
  }
  const names = lockedNames();
  const many = names.length > 1;
  const wrong = [...locked.values()].filter((it) => it.wrong).flatMap((it) => it.names);
  const leave = el("button", { type: "button", class: "pc-quiet", "data-act": "leave" }, many ? "Leave them out" : "Leave it out");
  place.replaceChildren(
    el("p", { class: "pc-bad" }, many ? `${names.length} files are encrypted:` : "A file is encrypted:"),
    el("ul", { class: "pc-failed" }, names.map((name) => el("li", {}, el("b", {}, name)))),
    passwordForm({
      id: "pc-password",
      label: many ? "Password, tried on each of them" : "Its password",
      button: many ? "Read them" : "Read it",
      wrong: wrong.length ? `The password does not open ${wrong.length > 1 ? "them" : many ? wrong[0] : "it"}.` : "",
      hint: "The password is used once and not kept. The text is then kept in your index as that of any document, unencrypted.",
      use: unlock,
      more: leave,
    }));
}

function unlock(password) {
  const again = [...locked.keys()].map((key) => [key, files.get(key)]);
  find(".pc-locked").replaceChildren();
  find("[data-act=add]").focus();
  deliver(again, password);
}

function leaveOut() {
  for (const key of locked.keys()) files.delete(key);
  locked.clear();
  drawLocked();
  find("[data-act=add]").focus();
}

// --- adding -------------------------------------------------------------------------------------

function send(chosen) {
  if (!chosen.length) return;
  if (panes.library.matches) showPane("library");
  deliver(chosen.map((file) => [`f${++lastKey}`, file]));
}

async function deliver(chosen, password = null) {
  const [sent, unsent] = [[], []];
  for (const [index, [key, file]] of chosen.entries()) {
    Object.assign(sending, { name: file.name, done: index, total: chosen.length });
    drawNews();
    files.set(key, file);
    try {
      sent.push({ path: (await upload(file)).path, name: file.name, key });
    } catch {
      files.delete(key);
      locked.delete(key);
      unsent.push({ name: file.name, reason: "it could not be sent; it may have changed, or be larger than 200 MB" });
    }
  }
  sending.name = null;
  tried = password !== null;
  trigger("read", { files: sent, unsent, password });
}

// A dropped folder is walked; a browser hands out its entries a hundred at a time.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const child of some) if (!child.name.startsWith(".")) found.push(...(await filesOf(child)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return send([...transfer.files]);
  const found = [];
  for (const entry of entries) found.push(...(await filesOf(entry)));
  return send(found);
}

function takeDrops() {
  const overlay = find(".pc-overlay");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  document.addEventListener("dragenter", (event) => carriesFiles(event) && show(1));
  document.addEventListener("dragleave", (event) => carriesFiles(event) && show(-1));
  document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(-depth);
    dropped(event.dataTransfer);
  });
}

// --- chats --------------------------------------------------------------------------------------

function drawChats({ chats, current }) {
  find(".pc-chats").replaceChildren(
    ...chats.map((chat) =>
      el("li", { class: "pc-item" },
        el("button", { type: "button", class: "pc-row", "aria-current": chat.id === current ? "true" : null, click: () => choose(chat) }, el("span", {}, chat.title))),
    ),
  );
}

function choose(chat) {
  showPane("");
  bus.say("chat", chat.id);
}

const picker = find(".pc-file");
picker.addEventListener("change", () => {
  const chosen = [...picker.files];
  picker.value = "";
  send(chosen);
});

delegate({
  add: () => picker.click(),
  new: () => { showPane(""); bus.say("new chat", Date.now()); },
  close: () => showPane(""),
  leave: leaveOut,
  seen: () => { state.report = null; drawNews(); find("[data-act=add]").focus(); },
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && paneOpen() === "library") showPane("");
});
// A touch beside an open sheet or drawer closes it; what lies below is inert and hears nothing.
document.addEventListener("pointerdown", (event) => {
  if (paneOpen() && !event.target.closest(`#pc-${paneOpen()}`)) showPane("");
});
bus.on("chats", drawChats);
bus.on("add", () => picker.click());
bus.on("sample", () => trigger("sample", {}));
bus.on("pane", (open) => { if (open === "library") find(".pc-library .pc-close").focus(); });
for (const media of Object.values(panes)) media.addEventListener("change", () => showPane(""));
takeDrops();
watch("value", heard);
heard();
