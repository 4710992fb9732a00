// Draws the line that says what was searched for where that is not the question, and asks again for other words.

function searchedLine(message) {
  const { searched } = message.answer;
  if (message.literal) return quietLine(["Only your own words were searched"], message, "Search as before");
  if (!searched) return null;
  const named = searched.places.map((title, at) => [at ? ", " : " ", el("cite", {}, title)]).flat();
  const what = searched.question === null ? ["Searched only in"] : ["Searched as: ", el("q", {}, searched.question), named.length ? " in" : null];
  return quietLine([...what, ...named], message, "Search only my words");
}

function quietLine(what, message, label) {
  // Always with its button, since one that comes later could take a line more.
  const again = el("button", { type: "button", class: "pc-again", "data-key": "again", click: () => askAgainAs(message, { literal: !message.literal }) }, label);
  return el("p", { class: "pc-note pc-searched", dir: "auto" }, what, el("span", { "aria-hidden": "true" }, " · "), again);
}
