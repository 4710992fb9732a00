// The start page of a document: what it is, how it was read, its outline, and questions that it answers.

// So many entries of the outline are shown at first.
const FIRST_ENTRIES = 24;
const ASK_AGAIN = 2500; // milliseconds

function startPage() {
  const { title, facts, notes, outline, paged } = reading.about;
  const read = el("button", { type: "button", class: "pc-primary", click: () => showView(readingView(), true) }, paged ? t("Read its pages") : t("Read it"));
  return [
    el("h2", { tabindex: "-1", dir: "auto" }, title),
    el("p", { class: "pc-tools" }, read),
    el("dl", { class: "pc-facts" }, facts.map(({ name, kind, text }) => el("div", {}, el("dt", {}, translated(name)), el("dd", { dir: "auto" }, factText(kind, text))))),
    notes.length ? el("section", {}, el("h3", {}, t("How it was read")), el("ul", { class: "pc-notes" }, notes.map((text) => el("li", {}, translated(text))))) : "",
    el("section", { class: "pc-page-questions", hidden: true }),
    outline.length ? outlineSection(outline) : "",
  ];
}

const factText = (kind, text) => ({ date: formatDay, amount: translatedParts, name: translated }[kind] ?? String)(text);

function outlineSection(outline) {
  const section = el("section", {}, el("h3", {}, t("Outline")), outlineList(outline.slice(0, FIRST_ENTRIES)));
  if (outline.length <= FIRST_ENTRIES) return section;
  const more = el("button", { type: "button", class: "pc-quiet" }, t("Show all {n} entries", { n: outline.length }));
  more.addEventListener("click", () => {
    const list = outlineList(outline);
    section.replaceChildren(section.firstChild, list);
    list.children[FIRST_ENTRIES].querySelector("button").focus();
  });
  section.append(more);
  return section;
}

// The questions are asked in the background, so they come when they are there.
async function showQuestions() {
  const opened = reading;
  try {
    while (reading === opened && opened.view === "about") {
      const { questions, asking } = await fetchJson(addressOf(opened.place.document, "questions"));
      if (!asking) {
        const section = find(".pc-page-questions");
        if (reading === opened && section && questions.length) {
          section.hidden = false;
          section.replaceChildren(el("h3", {}, t("Questions that it answers")), el("ul", { class: "pc-examples" }, questions.map(questionNode)));
        }
        return;
      }
      await new Promise((done) => { setTimeout(done, ASK_AGAIN); });
    }
  } catch (error) {
    // A start page without questions is whole.
    if (!(error instanceof ReadingError)) throw error;
  }
}

function questionNode(text) {
  const ask = () => {
    showPane("");
    bus.emit("ask", { text, document: reading.place.document });
  };
  return el("li", {}, el("button", { type: "button", class: "pc-example", dir: "auto", click: ask }, text));
}
