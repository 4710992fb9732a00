// Uploads files that were chosen or dropped.

const LARGEST = 200e6; // bytes of a file: the same as in upload_limits.py

const sending = { name: null, done: 0, total: 0 };
// Files that are being read, or wait for an answer or a password, by a key of ours: the file, its path below the
// folder that was dropped, and what to do if another document has that name.
const chosen = new Map();

let lastKey = 0;

function uploadNew(found) {
  if (!found.length) return;
  // On a small screen the library is closed, and the progress is in it.
  if (panes.library.matches) showPane("library");
  showTab("documents");
  const keys = found.map(({ file, name, choice = null }) => {
    const key = `f${++lastKey}`;
    chosen.set(key, { file, name, choice });
    return key;
  });
  uploadAll(keys);
}

async function uploadAll(keys, password = null) {
  const [sent, unsent] = [[], []];
  let refused = null; // why no more files are taken for now
  for (const [index, key] of keys.entries()) {
    const { file, name, choice } = chosen.get(key);
    Object.assign(sending, { name, done: index, total: keys.length });
    drawNews();
    try {
      if (refused) throw refused;
      sent.push({ stored: await sendFile(file), name, key, choice });
    } catch (error) {
      for (const map of [chosen, locked, taken]) map.delete(key);
      const told = error instanceof RefusedError;
      if (told && error.later) refused = error;
      unsent.push({ name, reason: told ? error.message : t("it could not be sent; it may have changed") });
    }
  }
  sending.name = null;
  withPassword = password !== null;
  send("read", { files: sent, unsent, password, upload: newUpload() });
}

class RefusedError extends Error {
  constructor(reason, later = false) {
    super(reason);
    this.later = later; // whether no more files are taken for now
  }
}

// Sends a file with the token of this page, without which the server takes none; returns where it lies there. Throws a
// RefusedError with a reason for people.
async function sendFile(file) {
  if (file.size > LARGEST) throw new RefusedError(t("it is larger than {size}; split it", { size: t("{n} MB", { n: LARGEST / 1e6 }) }));
  // Asked for each time: a server that was started anew has a new one.
  const token = await fetch("./upload-token");
  if (!token.ok) throw new RefusedError(LOGGED_OUT, true);
  const headers = { "x-pincite-token": await token.text() };
  const body = new FormData();
  // A name that nobody can guess: files of one name and one content are two, and nobody else can have it read.
  body.append("files", file, randomName());
  const answer = await fetch("./gradio_api/upload", { method: "POST", headers, body });
  if (answer.ok) return (await answer.json())[0];
  const type = answer.headers.get("content-type") ?? "";
  throw type.startsWith("text/plain") ? new RefusedError(translated(await answer.text()), answer.status === 429) : new Error();
}

const randomName = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const named = (file) => ({ file, name: file.webkitRelativePath || file.name });

// Reads a dropped folder; a browser returns at most a hundred entries at a time.
async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, name: entry.fullPath.replace(/^\//, "") || file.name }];
  }
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
  if (!entries.length) return uploadNew([...transfer.files].map(named));
  const found = [];
  for (const entry of entries) found.push(...(await filesOf(entry)));
  return uploadNew(found);
}

function acceptDrops() {
  const overlay = find(".pc-overlay");
  const carriesFiles = (event) => mayAdd() && event.dataTransfer?.types.includes("Files");
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

// What a picker chose; in a folder, hidden files are left out as in one that is dropped.
function picked(box) {
  const found = [...box.files].map(named).filter(({ name }) => !name.split("/").some((part) => part.startsWith(".")) || !name.includes("/"));
  // Otherwise it would be no change to choose the same file again.
  box.value = "";
  return found;
}

// A file in place of one that could not be read.
function chooseFor(source) {
  replacing = source;
  picker.click();
}

let replacing = null; // the source that the next file takes the place of

const picker = find(".pc-file");
picker.addEventListener("change", () => {
  const found = picked(picker);
  const [source, one] = [replacing, found.length === 1];
  replacing = null;
  uploadNew(source && one ? [{ ...found[0], name: source, choice: "replace" }] : found);
});
picker.addEventListener("cancel", () => { replacing = null; });
const folderPicker = find(".pc-folder-file");
folderPicker.addEventListener("change", () => uploadNew(picked(folderPicker)));
