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
    role.setAttribute("role", "complementary");
    role.removeAttribute("aria-modal");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (showsDocument()) leave();
  else if (paneOpen() === "evidence") close();
  // On a wide screen there is no sheet to close, but a way back to where the cards were asked for.
  else if (sheetOpener && find(".pc-cards-view").contains(document.activeElement)) close();
});
// Closes what was opened last in a document, and at last the document.
function leave() {
  if (!findBar().hidden && find(".pc-document-view").contains(document.activeElement)) closeFind();
  else if (!find(".pc-outline").hidden) toggleOutline();
  else if (document.documentElement.dataset.wide === "yes") widen(false);
  else back();
}

// The keys of the viewer, where nothing is typed.
const KEYS = {
  j: () => stepQuote(1), k: () => stepQuote(-1), ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), w: toggleWidth,
  "+": () => changeZoom(1), "=": () => changeZoom(1), "-": () => changeZoom(-1), 0: () => changeZoom(0),
};

function toggleWidth() {
  widen(document.documentElement.dataset.wide !== "yes");
}

find(".pc-document-view").addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  const inTable = event.key.startsWith("Arrow") && event.target.closest(".pc-cells, .pc-program");
  if (!act || !reading?.column || (event.key.length === 1 && !lettersAreKeys()) || inTable || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
  event.preventDefault();
  act();
});

// What was open before the page was loaded again (chat/keeping.js), or else what the address names.
async function reopen({ place, view, at, focused }) {
  if (!place) {
    openLinked();
    return;
  }
  await openDocument(place);
  if (reading?.about && view !== reading.view) await showView(view);
  if (at) await goTo({ start: at, end: at }, null, false);
  if (focused) document.getElementById("pc-question").focus();
}

const stepOf = (act) => (button) => act(Number(button.dataset.step));
function chooseView({ dataset: { view } }) {
  // Of a document without pages nothing follows for others.
  if (view !== "about" && reading.about.paged) preferred = view;
  if (reading.view !== view) showView(view);
}
delegate({
  back, close, view: chooseView, widen: toggleWidth, quote: stepOf(stepQuote), turn: stepOf(turn), zoom: stepOf(changeZoom),
  outline: toggleOutline, find: openFind, unfind: closeFind, hit: stepOf(stepHit), askabout: askAboutChosen, findin: findChosen, copychosen: copyChosen, rightplace: sendRightPlace,
});
bus.on("evidence", drawCards);
bus.on("highlight", highlight);
bus.on("open", openDocument);
bus.on("question box", () => widen(false));
bus.on("keep", (kept) => {
  if (reading?.about) Object.assign(kept, { place: reading.place, view: reading.view, at: offsetHere() });
});
bus.on("kept", reopen);
watch("value", receive);
