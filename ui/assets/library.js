// Documents (list, add, remove) and the list of chats.

let state = { documents: null };
const sending = { name: null, done: 0, total: 0 };

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
  drawDocuments();
  drawNews();
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
  if (sending.name) news.replaceChildren(...progressLines(`Sending ${sending.name}`, sending.done, sending.total));
  else if (progress) news.replaceChildren(...readingLines(progress));
  else if (report) news.replaceChildren(...reportLines(report));
  else if (problem) news.replaceChildren(el("p", { class: "pc-bad" }, problem));
  else if (removed) news.replaceChildren(el("p", {}, `Removed “${removed}”.`));
  else news.replaceChildren();
}

function progressLines(text, done, total, more = null) {
  const bar = el("progress", { max: Math.max(total, 1), "aria-label": text });
  if (total > 1) bar.value = done;
  return [el("p", { class: "pc-now" }, text), bar, more && el("p", { class: "pc-hint" }, more)].filter(Boolean);
}

function readingLines({ name, done, total, passages, rate }) {
  const parts = [];
  if (total > 1) parts.push(`file ${Math.min(done + 1, total)} of ${total}`);
  if (passages) parts.push(count(passages, "passage", "passages"));
  if (rate) parts.push(`${rate} a second`);
  return progressLines(`Reading ${name}`, done, total, parts.join(", "));
}

function reportLines({ read, unchanged, failed, warnings }) {
  const lines = [];
  if (read.length) lines.push(el("p", {}, read.length < 4 ? `Read ${read.join(", ")}.` : `Read ${read.length} files.`));
  if (unchanged.length) {
    lines.push(el("p", {}, unchanged.length < 4 ? `${unchanged.join(", ")}: already here.` : `${unchanged.length} files were already here.`));
  }
  if (warnings.length) {
    lines.push(el("p", {}, "What to know of them:"));
    lines.push(el("ul", { class: "pc-failed" }, warnings.map((w) => el("li", {}, el("b", {}, w.name), `: ${w.text}`))));
  }
  if (failed.length) {
    lines.push(el("p", { class: "pc-bad" }, `Could not read ${count(failed.length, "file", "files")}:`));
    lines.push(el("ul", { class: "pc-failed" }, failed.map((f) => el("li", {}, el("b", {}, f.name), `: ${f.reason}`))));
  }
  if (!lines.length) lines.push(el("p", {}, "There was nothing to read."));
  lines.push(el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, "Hide this"));
  return lines;
}

// --- adding -------------------------------------------------------------------------------------

async function send(files) {
  if (!files.length) return;
  if (panes.library.matches) showPane("library");
  const [sent, unsent] = [[], []];
  for (const [index, file] of files.entries()) {
    Object.assign(sending, { name: file.name, done: index, total: files.length });
    drawNews();
    try {
      sent.push({ path: (await upload(file)).path, name: file.name });
    } catch {
      unsent.push({ name: file.name, reason: "it could not be sent; it may be larger than 200 MB" });
    }
  }
  sending.name = null;
  trigger("read", { files: sent, unsent });
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
  const files = [];
  for (const entry of entries) files.push(...(await filesOf(entry)));
  return send(files);
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
  const files = [...picker.files];
  picker.value = "";
  send(files);
});

delegate({
  add: () => picker.click(),
  new: () => { showPane(""); bus.say("new chat", Date.now()); },
  close: () => showPane(""),
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
