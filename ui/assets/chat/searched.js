// Draws the line that says what was searched for where that is not the question, and asks again for other words.

function searchedLine(message) {
  const { searched } = message.answer;
  if (message.literal) return quietLine([t("Only your own words were searched")], message, t("Search as before"));
  if (!searched) return null;
  const titles = el("span", {}, searched.places.map((title, at) => [at ? ", " : null, el("cite", {}, title)]));
  const words = searched.question === null ? null : el("q", {}, searched.question);
  const what = !words ? tNodes("Searched only in {titles}", { titles }) : searched.places.length ? tNodes("Searched as: {words} in {titles}", { words, titles }) : tNodes("Searched as: {words}", { words });
  return quietLine(what, message, t("Search only my words"));
}

function quietLine(what, message, label) {
  // Always with its button, since one that comes later could take a line more.
  const again = el("button", { type: "button", class: "pc-again", "data-key": "again", click: () => askAgainAs(message, { literal: !message.literal }) }, label);
  return el("p", { class: "pc-note pc-searched", dir: "auto" }, what, el("span", { "aria-hidden": "true" }, " · "), again);
}
