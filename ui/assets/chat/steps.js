// Draws the searches that were made for a question, one behind the other: a quiet list that can be opened.

function stepsNode(message) {
  const { searches } = message.answer ?? {};
  if (!searches) return null;
  const list = el("details", { class: "pc-ground pc-steps" }, el("summary", { "data-key": "steps" }, translated(searches.line)), el("ol", {}, searches.steps.map(stepNode)));
  // The message is drawn anew with each search; what people opened stays open.
  list.open = Boolean(message.opened);
  list.addEventListener("toggle", () => { message.opened = list.open; });
  return list;
}

function stepNode({ search, found, missing }) {
  return el("li", { dir: "auto" }, el("q", {}, search), el("span", {}, translated(found)), missing ? el("span", {}, t("Still missing: {what}", { what: missing })) : null);
}
