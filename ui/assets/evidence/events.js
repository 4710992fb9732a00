// Connects the evidence with the other regions, and starts it.

function close() {
  showPane("");
  // The button may have been drawn anew since.
  const opener = sheetOpener?.isConnected ? sheetOpener : document.getElementById("pc-question");
  opener?.focus();
}

let sheetOpener = null;
// With a number, the card of that citation gets the focus.
bus.on("show evidence", ({ opener, number }) => {
  sheetOpener = opener;
  showDocumentView(false);
  showPane("evidence");
  const card = number && find(`.pc-card[data-number="${number}"] .pc-open`);
  (card || find(".pc-cards-view .pc-close")).focus();
});
bus.on("pane", (open) => {
  const role = find(".pc-evidence");
  // Only a sheet covers the rest of the page, and so is a dialog.
  if (open === "evidence") {
    role.setAttribute("role", "dialog");
    role.setAttribute("aria-modal", "true");
  } else {
    role.removeAttribute("role");
    role.removeAttribute("aria-modal");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (showsDocument()) back();
  else if (paneOpen() === "evidence") close();
  // On a wide screen there is no sheet to close, but a way back to where the cards were asked for.
  else if (sheetOpener && find(".pc-cards-view").contains(document.activeElement)) close();
});
delegate({ back, close, shrink, page: showPage, find: goToQuote });
bus.on("evidence", drawCards);
bus.on("highlight", highlight);
bus.on("open", openDocument);
watch("value", receive);
