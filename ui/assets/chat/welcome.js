// Draws an empty chat: what Pincite does, and questions to begin with.

function welcome() {
  const { documents, questions } = library;
  const nodes = [
    el("h1", {}, t("Ask your documents")),
    el("p", { class: "pc-what" }, t("Pincite answers from your own documents and cites the exact words that each sentence comes from.")),
  ];
  if (documents && !documents.length) nodes.push(...noDocuments());
  else if (questions?.length) nodes.push(el("p", { class: "pc-try" }, t("For example")), el("ul", { class: "pc-examples" }, questions.map(example)));
  if (documents?.length) nodes.push(el("p", { class: "pc-note" }, t("To add documents, drop files anywhere on this page, or use “Add files”.")));
  return el("div", { class: "pc-welcome" }, nodes);
}

function noDocuments() {
  const add = el("button", { type: "button", class: "pc-primary", click: () => bus.emit("add", true) }, t("Add files"));
  const sample = el("button", { type: "button", class: "pc-quiet", click: () => bus.emit("sample", true) }, t("Try the sample article"));
  return [el("p", {}, t("There are no documents yet. Drop files anywhere on this page, or choose them.")), el("p", { class: "pc-tools" }, add, sample)];
}

function example(text) {
  return el("li", {}, el("button", { type: "button", class: "pc-example", dir: "auto", click: () => ask(text) }, text));
}
