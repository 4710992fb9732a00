// Draws an empty chat: what Pincite does, and questions to begin with.

function welcome() {
  const { documents, questions, adds } = library;
  const nodes = [
    el("h1", {}, t("Ask your documents")),
    el("p", { class: "pc-what" }, t("Pincite answers from your own documents and cites the exact words that each sentence comes from.")),
  ];
  if (documents && !documents.length) return el("div", { class: "pc-welcome" }, nodes, firstSteps());
  else if (questions?.length) nodes.push(el("p", { class: "pc-try" }, t("For example")), el("ul", { class: "pc-examples" }, questions.map(example)));
  if (documents?.length && adds?.length) nodes.push(el("p", { class: "pc-note" }, t("To add documents, drop files anywhere on this page, or use “Add files”.")));
  return el("div", { class: "pc-welcome" }, nodes);
}

// On a first visit: all that one has to know, on one screen.
function firstSteps() {
  const add = el("button", { type: "button", class: "pc-primary", click: () => bus.emit("add", true) }, t("Add files"));
  const sample = el("button", { type: "button", class: "pc-quiet", click: () => bus.emit("sample", true) }, t("Try the sample article"));
  const tools = library.adds?.length ? el("p", { class: "pc-tools" }, add, sample) : null;
  const step = (title, text, ...more) => el("li", {}, el("div", {}, el("b", {}, title), el("p", {}, text), more));
  return [
    el("ol", { class: "pc-first-steps" },
      step(t("Add documents"), t("Drop files anywhere on this page, or choose them: PDF, Word, slides, tables, e-mail, web pages, text."), tools),
      step(t("Ask in your own words"), t("The answer is made of sentences of your documents. If they don’t say, Pincite tells you so.")),
      step(t("Check it"), t("Each sentence has a number: it opens the document at the very words."))),
    el("p", { class: "pc-note" }, whatLeaves() ?? (library.account ? t("Your own documents and your chats are seen by nobody else.") : library.shared ? t("Your documents and questions stay on this server.") : t("Your documents and questions stay on this computer. There is no account, and nothing is sent anywhere."))),
  ];
}

function example(text) {
  return el("li", {}, el("button", { type: "button", class: "pc-example", dir: "auto", click: () => ask(text) }, text));
}
