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
  return `${before}${[...taken.values()].map(({ name }) => name).join(", ")}: another document has this name. Replace it, or keep both?`;
}

function drawTaken() {
  const place = find(".pc-taken");
  if (!taken.size) {
    place.replaceChildren();
    return;
  }
  const many = taken.size > 1;
  const title = el("p", { class: "pc-now", id: "pc-taken-title" }, many ? "Other documents have these names" : "Another document has this name");
  const answer = (choice, name, text) => el("button", { type: "button", class: name, click: () => answerTaken(choice) }, text);
  place.replaceChildren(
    el("div", { class: "pc-question", role: "group", "aria-labelledby": "pc-taken-title" },
      title,
      el("ul", {}, [...taken].map(([key, file]) => el("li", {}, takenFile(key, file, many)))),
      el("div", { class: "pc-answers" },
        answer("keep_both", "pc-primary", "Keep both"),
        answer("replace", "pc-second", "Replace"),
        answer(null, "pc-quiet", many ? "Leave them out" : "Leave it out"))));
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
    here && el("span", { class: "pc-hint" }, `Here: ${[here.about, here.date && day(here.date)].filter(Boolean).join(", ")}`),
    el("span", { class: "pc-hint" }, `New: ${bytes(size)}, ${day(new Date(lastModified).toISOString())}`),
  ].filter(Boolean);
}

// With hyphens at which no line breaks.
const day = (date) => date.slice(0, 10).replaceAll("-", "\u2011");

const bytes = (size) => (size < 1e6 ? `${Math.max(1, Math.round(size / 1e3)).toLocaleString("en")} KB` : `${(size / 1e6).toFixed(1)} MB`);

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
