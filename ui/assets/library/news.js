// Draws the progress of reading files, and the report of what was read.

const NEWS = ["progress", "report", "problem", "removed"];

let announced = ""; // the last text for screen readers
let shownNews = ""; // what the news were drawn from

function drawNews() {
  const { progress, report, problem, removed } = state;
  // Drawn anew only if they differ: a button in them may have the focus, or be clicked just now.
  const told = JSON.stringify([sending, progress, report, problem, removed, locked.size, taken.size]);
  if (told === shownNews) return;
  shownNews = told;
  const news = find(".pc-news");
  if (sending.name) news.replaceChildren(...progressLines(`Sending ${sending.name}`, sending.done / sending.total, sending.total > 1 ? `file ${sending.done + 1} of ${sending.total}` : ""));
  else if (progress) drawReading(news, progress);
  else if (report) news.replaceChildren(...reportLines(report));
  else if (problem) news.replaceChildren(el("p", { class: "pc-bad" }, problem));
  else if (removed) news.replaceChildren(el("p", {}, `Removed “${removed}”.`));
  else news.replaceChildren();
  announce(announcement());
}

// A screen reader announces each file once, not each step of the progress.
function announcement() {
  const { progress, report, problem, removed } = state;
  if (sending.name) return `Sending ${sending.name}`;
  if (progress) return `${progress.activity} ${progress.name}`;
  if (report) return [...find(".pc-news").querySelectorAll("p, li")].map((node) => node.textContent).join(" ") + lockedLine(" ") + takenLine(" ");
  return problem || (removed ? `Removed “${removed}”.` : "");
}

function announce(text) {
  if (text === announced) return;
  announced = text;
  find("[role=status]").textContent = text;
}

function progressLines(text, share, more) {
  const bar = el("progress", { max: 1, "aria-label": text });
  // Without a value the bar shows only that something is going on.
  if (share > 0) bar.value = share;
  return [el("p", { class: "pc-now" }, text), bar, more && el("p", { class: "pc-hint" }, more)].filter(Boolean);
}

function drawReading(news, { activity, name, position, detail, share, upload }) {
  const lines = progressLines(`${activity} ${name}`, share, [position, detail].filter(Boolean).join(", "));
  const button = upload ? cancelButton(upload) : null;
  if (!button || news.lastElementChild !== button) return news.replaceChildren(...[...lines, button].filter(Boolean));
  // The button stays where it is: drawn anew with each step, it would lose the focus and clicks.
  while (news.firstChild !== button) news.firstChild.remove();
  return button.before(...lines);
}

// The server knows the upload by this id, and those of all tabs, so chance is part of it.
const newUpload = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

let cancelling = { upload: null, button: null };

function cancelButton(upload) {
  if (cancelling.upload === upload) return cancelling.button;
  const button = el("button", { type: "button", class: "pc-quiet" }, "Cancel");
  button.addEventListener("click", () => {
    button.disabled = true;
    button.textContent = "Cancelling …";
    trigger("cancel", { upload });
  });
  cancelling = { upload, button };
  return button;
}

function reportLines({ read, unchanged, failed, warnings, language }) {
  const lines = [];
  if (read.length) lines.push(el("p", {}, read.length < 4 ? `Read ${read.join(", ")}.` : `Read ${read.length} files.`));
  if (unchanged.length) {
    lines.push(el("p", {}, unchanged.length < 4 ? `${unchanged.join(", ")}: already here.` : `${unchanged.length} files were already here.`));
  }
  if (language) lines.push(el("p", {}, language));
  if (warnings.length) {
    lines.push(el("p", {}, "Please note:"));
    const byName = new Map();
    for (const { name, text } of warnings) byName.set(name, [...(byName.get(name) ?? []), text]);
    lines.push(el("ul", { class: "pc-failed" }, [...byName].map(([name, texts]) => el("li", {}, el("b", {}, name), `: ${texts.join(" ")}`))));
  }
  if (failed.length) {
    lines.push(el("p", { class: "pc-bad" }, `Could not read ${count(failed.length, "file", "files")}:`));
    lines.push(el("ul", { class: "pc-failed" }, failed.map((f) => el("li", {}, el("b", {}, f.name), `: ${f.reason}`))));
  }
  // Encrypted files, and those whose name is taken, have a form of their own below.
  if (!lines.length && (locked.size || taken.size)) return [];
  if (!lines.length) lines.push(el("p", {}, "There was nothing to read."));
  lines.push(el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, "Hide this"));
  return lines;
}
