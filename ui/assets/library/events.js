// Connects the library with the other regions, and starts it.

function setOrder(name) {
  listOrder = name;
  find("#pc-order").value = name;
}

// How often each is cited, the chats know.
async function orderBy(name) {
  if (name === "cited") {
    state.cited = (await bus.call("cited")).cited ?? {};
    delete sorted.cited;
  }
  listOrder = name;
  filterDocuments();
}

let waiting = 0; // the frame in which the list is laid out next

// In the next frame, so that a letter stands in the box before the list is looked through.
function filterDocuments() {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    grid.scrollTop = 0;
    showDocuments();
  });
}

// Another visitor, a folder that is followed or a command may have changed the list.
function lookAgain() {
  if (document.visibilityState === "visible" && state.documents) send("look");
}

delegate({
  import: () => chatPicker.click(),
  questions: saveQuestions,
  add: () => way(() => picker.click()),
  ways: () => showWays(),
  folder: () => way(() => folderPicker.click()),
  text: () => way(addText),
  address: () => way(addAddress),
  follow: () => way(followFolder),
  new: () => { showPane(""); bus.emit("new chat", Date.now()); },
  settings: () => { bus.emit("settings", Date.now()); },
  close: () => showPane(""),
  leave: leaveOut,
  seen: () => { hideNews(); find("[data-act=add]").focus(); },
  reopen: reopenNews,
  all: () => { choose([]); find("#pc-filter-documents").focus(); },
  "remove-ticked": () => { removeTicked(); find("[data-act=add]").focus(); },
  "close-dialog": closeDialog,
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && paneOpen() === "library") showPane("");
});
// A touch beside an open drawer or sheet closes it; the regions below are inert and get no events.
document.addEventListener("pointerdown", (event) => {
  if (paneOpen() && !event.target.closest(`#pc-${paneOpen()}`)) showPane("");
});
find("#pc-filter-chats").addEventListener("input", () => { shownChats = CHATS_SHOWN; listSoon(); });
find("#pc-filter-documents").addEventListener("input", filterDocuments);
find("#pc-filter-documents").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" || !shownRows.length) return;
  event.preventDefault();
  focusRow(0);
});
find("#pc-order").addEventListener("change", (event) => orderBy(event.target.value));
document.addEventListener("visibilitychange", lookAgain);
setInterval(() => { if (state.followed.length) lookAgain(); }, 15000);
bus.on("chats changed", listSoon);
bus.on("current chat", ({ id }) => { currentId = id; drawChats(); });
bus.on("add", () => way(() => picker.click()));
bus.on("sample", () => send("sample"));
bus.on("choose", choose);
bus.on("pane", (open) => { if (open === "library") find(".pc-library .pc-close").focus(); });
// On a wider screen no region slides over another, so none may stay inert.
for (const media of Object.values(panes)) media.addEventListener("change", () => showPane(""));
acceptDrops();
listChats();
watch("value", receive);
// A value that came before this script is read now.
receive();
