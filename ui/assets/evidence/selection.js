// A small bar at selected words: to ask about them, or to search for them in all documents.

const LONGEST_QUESTION = 1200; // characters of what is asked about

const chosenBar = () => find(".pc-chosen");

function chosenWords() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
  const { commonAncestorContainer: inside } = selection.getRangeAt(0);
  return find(".pc-page").contains(inside) ? selection.toString().replace(/\s+/g, " ").trim() : "";
}

function placeChosenBar() {
  const bar = chosenBar();
  if (!showsDocument() || chosenWords().length < 2) {
    bar.hidden = true;
    return;
  }
  bar.hidden = false;
  const words = document.getSelection().getRangeAt(0).getBoundingClientRect();
  const around = find(".pc-reader-body").getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bar;
  const above = words.top - around.top - height - 8;
  const top = above > 4 ? above : words.bottom - around.top + 8;
  bar.style.top = `${Math.min(Math.max(top, 4), around.height - height - 4)}px`;
  bar.style.left = `${Math.min(Math.max((words.left + words.right) / 2 - around.left - width / 2, 4), around.width - width - 4)}px`;
}

// The words themselves are not asked: a person says what about them is asked for.
function askAboutChosen() {
  const words = chosenWords().slice(0, LONGEST_QUESTION);
  leaveChosen();
  bus.emit("compose", { text: `“${words}” `, document: reading.place.document });
}

function findChosen() {
  const text = chosenWords().slice(0, LONGEST_QUESTION);
  leaveChosen();
  bus.emit("ask", { text, literal: true });
}

// The place of the words: where they are read, since they may stand in the document more than once.
const chosenPlace = () => ({ document: reading.place.document, words: chosenWords(), near: offsetHere() });

function copyChosen(button) {
  copyText(button, bus.call("cite", chosenPlace()).then(({ text = null }) => text), t("These words can’t be copied with their place. Select words of one paragraph, or of one cell."));
}

function sendRightPlace() {
  const place = chosenPlace();
  leaveChosen();
  bus.emit("right place", place);
}

// While the right place of an answer is looked for, the bar is for that alone.
bus.on("placing", (on) => {
  for (const button of chosenBar().querySelectorAll("button")) button.hidden = on !== (button.dataset.act === "rightplace");
});

function leaveChosen() {
  document.getSelection().removeAllRanges();
  chosenBar().hidden = true;
  showPane("");
  widen(false);
}

document.addEventListener("selectionchange", () => {
  // A press on the bar keeps the words selected.
  if (!chosenBar().contains(document.activeElement)) placeChosenBar();
});
chosenBar().addEventListener("pointerdown", (event) => event.preventDefault());
