// Opens and closes the settings, and starts them.

const settings = find(".pc-settings");

function openSettings() {
  if (settings.open) return;
  showTheme();
  find(".pc-letters input").checked = lettersAreKeys();
  settings.showModal();
  find("#pc-settings-title").focus();
}

for (const dialog of element.querySelectorAll("dialog")) {
  // It would also close what lies below.
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

delegate({
  close: (button) => button.closest("dialog").close(),
  keys: openKeys,
  try: () => bus.emit("try writer", Date.now()),
});
find("#pc-language").addEventListener("change", (event) => chooseLanguage(event.target.value));
find("#pc-model").addEventListener("change", (event) => bus.emit("choose writer", event.target.value));
find(".pc-letters input").addEventListener("change", (event) => keepChoice("keys", event.target.checked ? "on" : "off"));
for (const box of element.querySelectorAll("[name=pc-theme]")) box.addEventListener("change", () => chooseTheme(box.value));

showLanguages();
showWriter({ writers: [], chosen: null, said: "", well: true, leaves: "" });
bus.on("library", ({ levels }) => { if (levels && !find(".pc-levels").childElementCount) showLevels(levels); });
bus.on("writer", showWriter);
bus.on("settings", (at) => { if (at) openSettings(); });
reopen();
