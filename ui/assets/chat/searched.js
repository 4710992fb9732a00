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
  const again = el("button", { type: "button", class: "pc-again", "data-key": "again", click: () => askAgainAs(message, !message.literal) }, label);
  return el("p", { class: "pc-note pc-searched", dir: "auto" }, what, el("span", { "aria-hidden": "true" }, " · "), again);
}

// Asks the same question again; `literal` says whether only its own words are searched. The answer is replaced.
function askAgainAs(message, literal) {
  const other = running();
  if (other && other !== message) return;
  if (other) trigger("stop", { ask: message.ask });
  const node = messageNodeOf(message);
  const body = node.querySelector(".pc-body");
  // What is below must not come up, only to be pushed down by the new answer.
  body.style.minHeight = `${body.offsetHeight}px`;
  // The button goes with the old answer; the question stays.
  node.querySelector("h2").focus({ preventScroll: true });
  Object.assign(message, { literal, state: "waiting", activity: "searching", problem: null, answer: null });
  drawBody(node, message);
  emitEvidence(message);
  send(currentChat(), message);
}
