// Draws statements in their forms: sentences, lists, steps with their numbers, code with its lines, headings.

// One node, or none where all of it is said already.
function blockNode(message, { form, entries }, heading) {
  if (form === "list" || form === "steps") return listNode(message, entries);
  const draw = { code: codeNode, heading: (m, entry) => headingNode(m, entry, heading) }[form] ?? statementNode;
  const drawn = entries.map((entry) => draw(message, entry)).filter(Boolean);
  return drawn.length === 1 ? drawn[0] : drawn.length ? el("div", { class: "pc-sentences" }, drawn) : null;
}

// A list with numbers is ordered; they are text, since they are those of the document ("4)", "b.").
function listNode(message, entries) {
  const numbered = entries.some((entry) => entry.marker);
  // One direction for all of it, since the markers are on the side where its lines begin. Safari takes a list without bullets of its own for none.
  return el(numbered ? "ol" : "ul", { class: numbered ? "pc-list pc-numbered" : "pc-list", role: "list", dir: "auto" }, entries.map((entry) => itemNode(message, entry)));
}

function itemNode(message, entry) {
  const { verdict, numbers, also, marker, below, said } = entry;
  // Always cited here, though it may lead, too: a list without one of its items would be another.
  const words = verdict === "unsupported" ? el("s", {}, write(entry.pieces)) : write(entry.pieces);
  const cited = [...citeButtons(message, numbers), " ", alsoButton(message, also)];
  return el("li", { "data-numbers": [...numbers, ...also].join(" "), "data-said": said ? "yes" : null },
    marker ? el("span", { class: "pc-marker" }, marker, " ") : null,
    el("div", { class: "pc-entry" }, el("p", {}, words, " ", cited), verdict === "computed" ? derivation(message, entry) : null, verdict === "translated" ? original(entry) : null,
      below.map((block) => blockNode(message, block, "h4"))));
}

function codeNode(message, entry) {
  const text = textOf(entry);
  const copy = el("button", { type: "button", class: "pc-quiet", "data-key": `code ${entry.numbers[0]}` }, t("Copy code"));
  copy.addEventListener("click", () => copyText(copy, text));
  return el("div", { class: "pc-code", "data-numbers": entry.numbers.join(" ") },
    // With a tab stop, so that long lines can be scrolled with the keyboard.
    el("pre", { tabindex: "0", dir: "ltr" }, el("code", {}, write(entry.pieces))),
    el("p", { class: "pc-code-foot" }, el("span", {}, citeButtons(message, entry.numbers)), copy));
}

function headingNode(message, entry, tag) {
  return el(tag, { class: "pc-said-heading", dir: "auto", "data-numbers": entry.numbers.join(" ") }, write(entry.pieces), " ", citeButtons(message, entry.numbers));
}
