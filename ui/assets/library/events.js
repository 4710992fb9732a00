// Connects the library with the other regions, and starts it.

delegate({
  add: () => picker.click(),
  import: () => chatPicker.click(),
  new: () => { showPane(""); bus.emit("new chat", Date.now()); },
  close: () => showPane(""),
  leave: leaveOut,
  seen: () => { state.report = null; drawNews(); find("[data-act=add]").focus(); },
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && paneOpen() === "library") showPane("");
});
// A touch beside an open drawer or sheet closes it; the regions below are inert and get no events.
document.addEventListener("pointerdown", (event) => {
  if (paneOpen() && !event.target.closest(`#pc-${paneOpen()}`)) showPane("");
});
find("#pc-filter-chats").addEventListener("input", () => { shownChats = SHOWN; listSoon(); });
find("#pc-filter-documents").addEventListener("input", filterDocuments);
bus.on("chats changed", listSoon);
bus.on("current chat", ({ id }) => { currentId = id; drawChats(); });
listChats();
bus.on("add", () => picker.click());
bus.on("sample", () => trigger("sample", {}));
bus.on("pane", (open) => { if (open === "library") find(".pc-library .pc-close").focus(); });
// On a wider screen no region slides over another, so none may stay inert.
for (const media of Object.values(panes)) media.addEventListener("change", () => showPane(""));
acceptDrops();
watch("value", receive);
// A value that came before this script is read now.
receive();
