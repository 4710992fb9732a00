// Puts texts on the clipboard, also where a browser gives none: on a page of another machine without https.

const NOT_COPIED = t("The browser does not let this page copy. Select the text, and copy it with the keyboard.");

// `text` may still be on its way; null if there is none.
async function copyText(button, text, problem = NOT_COPIED) {
  const done = await writeClipboard(text);
  const said = done ? t("Copied") : t("Not copied");
  // What was copied before in another way may still be told of.
  if (!button.dataset.told) tellBy(button, said);
  const live = find(".pc-hear[role=status]");
  live.textContent = done ? said : problem;
  // Or the next time would be no news for those who listen.
  setTimeout(() => { if (live.textContent === said) live.textContent = ""; }, 1500);
}

async function writeClipboard(text) {
  // Safari gives the clipboard only while the click is handled, so the text may come later.
  const later = Promise.resolve(text).then((words) => {
    if (words === null) throw new Error("no text");
    return new Blob([words], { type: "text/plain" });
  });
  try {
    if (!navigator.clipboard || !window.ClipboardItem) throw new Error("no clipboard");
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": later })]);
    return true;
  } catch {
    later.catch(() => {});
    const words = await text;
    return words !== null && copySelected(words);
  }
}

// The old way, which needs no permission: what is selected in a box is copied.
function copySelected(text) {
  const focused = document.activeElement;
  const box = el("textarea", { class: "pc-hear", readonly: true, tabindex: "-1", "aria-hidden": "true" });
  box.value = text;
  element.append(box);
  box.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // As if it had said no.
  }
  box.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

// Says a word in the place of a button's name for a moment, without moving what stands beside it.
function tellBy(button, word) {
  const { textContent: name } = button;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.dataset.told = "yes";
  button.textContent = word;
  setTimeout(() => {
    button.textContent = name;
    button.style.minWidth = "";
    delete button.dataset.told;
  }, 1500);
}

// Gives the browser a file to save.
function saveFile({ text, kind, name }) {
  const address = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  el("a", { href: address, download: name }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
