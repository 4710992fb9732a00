// Uploads files that were chosen or dropped.

const sending = { name: null, done: 0, total: 0 };
const files = new Map(); // files that are being read or need a password, by a key of ours

let lastKey = 0;

function uploadNew(chosen) {
  if (!chosen.length) return;
  // On a small screen the library is closed, and the progress is in it.
  if (panes.library.matches) showPane("library");
  uploadAll(chosen.map((file) => [`f${++lastKey}`, file]));
}

async function uploadAll(chosen, password = null) {
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
  withPassword = password !== null;
  trigger("read", { files: sent, unsent, password, upload: newUpload() });
}

// Reads a dropped folder; a browser returns at most a hundred entries at a time.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const entries = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!entries.length) return found;
    // Hidden files are left out, as `pincite add` leaves them out of a folder.
    for (const child of entries) if (!child.name.startsWith(".")) found.push(...(await filesOf(child)));
  }
}

async function dropped(transfer) {
  // Taken before the first wait: the browser empties the list when the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  // Only entries can be folders; a browser without them still gives files.
  if (!entries.length) return uploadNew([...transfer.files]);
  const found = [];
  for (const entry of entries) found.push(...(await filesOf(entry)));
  return uploadNew(found);
}

function acceptDrops() {
  const overlay = find(".pc-overlay");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  // The browser tells of each element that the pointer enters or leaves, so the events are counted.
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    overlay.hidden = depth === 0;
  };
  document.addEventListener("dragenter", (event) => carriesFiles(event) && show(1));
  document.addEventListener("dragleave", (event) => carriesFiles(event) && show(-1));
  // Without this the browser does not allow the drop, and opens the file itself.
  document.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(-depth);
    dropped(event.dataTransfer);
  });
}

const picker = find(".pc-file");
picker.addEventListener("change", () => {
  const chosen = [...picker.files];
  // Otherwise it would be no change to choose the same file again.
  picker.value = "";
  uploadNew(chosen);
});
