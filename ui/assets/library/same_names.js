// Asks what to do with files whose name another document has already: replace that, or keep both.

const taken = new Map(); // by their key in `chosen`: the name that is taken, and whether the answer is for it, too

// After a reading: keeps the files that wait for an answer or a password, and forgets the others.
function updateTaken(report) {
  const still = new Map(report.taken.map(({ key, source }) => [key, source]));
  for (const key of report.keys) {
    if (still.has(key)) taken.set(key, { name: still.get(key), ticked: true });
    else taken.delete(key);
    if (!taken.has(key) && !locked.has(key)) chosen.delete(key);
  }
  drawTaken();
}

const listed = (name) => state.documents.find(({ source }) => source === name);

function takenLine(before = "") {
  if (!taken.size) return "";
  return before + t("{names}: another document has this name. Replace it, or keep both?", { names: [...taken.values()].map(({ name }) => name).join(", ") });
}

function drawTaken() {
  const place = find(".pc-taken");
  if (!taken.size) {
    place.replaceChildren();
    return;
  }
  const many = taken.size > 1;
  const title = el("p", { class: "pc-now", id: "pc-taken-title" }, many ? t("Other documents have these names") : t("Another document has this name"));
  const answer = (choice, name, text) => el("button", { type: "button", class: name, click: () => answerTaken(choice) }, text);
  place.replaceChildren(
    el("div", { class: "pc-question", role: "group", "aria-labelledby": "pc-taken-title" },
      title,
      el("ul", {}, [...taken].map(([key, file]) => el("li", {}, takenFile(key, file, many)))),
      el("div", { class: "pc-answers" },
        answer("keep_both", "pc-primary", t("Keep both")),
        answer("replace", "pc-second", t("Replace")),
        answer(null, "pc-quiet", many ? t("Leave them out") : t("Leave it out")))));
}

// The name, and what tells the two apart. Where there are many, each can be left for another answer.
function takenFile(key, file, many) {
  const name = el("b", {}, file.name);
  const box = el("input", { type: "checkbox", checked: file.ticked, "aria-label": file.name });
  box.addEventListener("change", () => { file.ticked = box.checked; });
  const { size, lastModified } = chosen.get(key).file;
  const here = listed(file.name);
  return [
    many ? el("label", { class: "pc-tick" }, box, name) : name,
    here && el("span", { class: "pc-hint" }, t("Here: {about}", { about: [translatedParts(here.about), here.date && formatDay(here.date)].filter(Boolean).join(", ") })),
    el("span", { class: "pc-hint" }, t("New: {about}", { about: `${bytes(size)}, ${formatDay(lastModified)}` })),
  ].filter(Boolean);
}

const bytes = (size) => (size < 1e6 ? t("{n} KB", { n: Math.max(1, Math.round(size / 1e3)) }) : t("{n} MB", { n: Math.round(size / 1e5) / 10 }));

function answerTaken(choice) {
  const keys = [...taken].filter(([, { ticked }]) => ticked).map(([key]) => key);
  if (!keys.length) return;
  for (const key of keys) {
    // Its name may have got a number for a folder of it.
    if (choice) Object.assign(chosen.get(key), { choice, name: taken.get(key).name });
    else chosen.delete(key);
    taken.delete(key);
  }
  drawTaken();
  // The button that had the focus goes away.
  (find(".pc-taken button") ?? find("[data-act=add]")).focus();
  // Sent again, because the server has not kept them.
  if (choice) uploadAll(keys);
}
