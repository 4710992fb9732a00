// The ways to add documents, and the dialogs that some of them need.

const dialog = find(".pc-dialog");
let whenAgreed = null;

// A dialog with a title, what is in it, and two buttons. `agree` is called once the first of them is pressed.
function openDialog(title, inside, button, agree) {
  whenAgreed = agree;
  find(".pc-dialog-title").textContent = title;
  find(".pc-dialog-body").replaceChildren(...inside.filter(Boolean));
  find(".pc-dialog-agree").textContent = button;
  dialog.showModal();
  find(".pc-dialog-body").querySelector("input, textarea")?.focus();
}

function closeDialog() {
  dialog.close();
}

dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  closeDialog();
  whenAgreed?.();
});
// It would also close the library (events.js).
dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); });
dialog.addEventListener("click", (event) => { if (event.target === dialog) closeDialog(); });

const labelled = (id, text, box, hint) => [el("label", { for: id }, text), box, hint && el("p", { class: "pc-hint" }, hint)];

function addText() {
  const title = el("input", { type: "text", id: "pc-paste-title", class: "pc-text", maxlength: 200, dir: "auto", required: true });
  const text = el("textarea", { id: "pc-paste-text", class: "pc-text", rows: 10, dir: "auto", required: true });
  openDialog(t("Paste a text"), [...labelled("pc-paste-title", t("Title"), title), ...labelled("pc-paste-text", t("Text"), text)], t("Add"), async () => {
    try {
      const stored = await sendFile(new File([text.value], "text.txt", { type: "text/plain" }));
      send("text", { stored, title: title.value, upload: newUpload() });
    } catch (error) {
      tellNews({ problem: error instanceof RefusedError ? t("The text was not added: {reason}.", { reason: error.message }) : t("The text could not be sent. Try it again.") });
    }
  });
}

function addAddress() {
  const box = el("input", { type: "text", inputmode: "url", id: "pc-address", class: "pc-text", placeholder: "https://", autocomplete: "off", spellcheck: "false", required: true });
  const hint = t("The computer that Pincite runs on fetches the page once, now. It sends nothing but the address, and does not look at it again.");
  openDialog(t("Add a web page"), labelled("pc-address", t("Address"), box, hint), t("Fetch it"), () => send("address", { address: box.value, upload: newUpload() }));
}

function followFolder() {
  const box = el("input", { type: "text", id: "pc-follow", class: "pc-text", placeholder: "/home/ann/letters", autocomplete: "off", spellcheck: "false", required: true });
  const hint = t("A folder of the computer that Pincite runs on. What is new, changed or deleted there changes here, too, until you stop following it.");
  openDialog(t("Follow a folder"), labelled("pc-follow", t("Folder"), box, hint), t("Follow it"), () => send("follow", { folder: box.value, upload: newUpload() }));
}

// The list of the ways, below its button.
function showWays(open = find(".pc-ways").hidden) {
  find(".pc-ways").hidden = !open;
  find("[data-act=ways]").setAttribute("aria-expanded", String(open));
  find("[data-act=follow]").hidden = !state.follows;
}

function way(act) {
  showWays(false);
  // On a small screen the progress is in the library.
  if (panes.library.matches) showPane("library");
  showTab("documents");
  act();
}

find(".pc-adding").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || find(".pc-ways").hidden) return;
  event.stopPropagation();
  showWays(false);
  find("[data-act=ways]").focus();
});
document.addEventListener("pointerdown", (event) => { if (!find(".pc-adding").contains(event.target)) showWays(false); });
