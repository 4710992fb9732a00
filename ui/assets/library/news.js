// Says quietly what is going on with documents, and what became of it. A report goes away by itself, and can be reopened.

const NEWS = ["progress", "report", "problem", "removed", "putBack", "renamed", "note"];
const STAYS = 12000; // milliseconds that a report without a task is shown

let announced = ""; // the last text for screen readers
let shownNews = ""; // what the news were drawn from
let lastReport = null; // the last news that were no progress, to be reopened
let leaving = null; // the timer that hides them

// News that this page makes itself.
function tellNews(news) {
  for (const name of NEWS) delete state[name];
  Object.assign(state, news);
  hearNews(news);
}

// Draws news that have just come.
function hearNews(news) {
  if (!news.progress && !news.note) lastReport = Object.fromEntries(NEWS.filter((name) => news[name]).map((name) => [name, news[name]]));
  drawNews();
  clearTimeout(leaving);
  if (lastReport && !news.progress && !news.note) leaving = setTimeout(leaveQuietly, STAYS);
}

// Not while somebody reads it: the pointer or the focus is in it.
function leaveQuietly() {
  const news = find(".pc-news");
  if (news.matches(":hover") || news.contains(document.activeElement)) leaving = setTimeout(leaveQuietly, 2000);
  else hideNews();
}

function hideNews() {
  for (const name of NEWS) delete state[name];
  drawNews();
}

function reopenNews() {
  clearTimeout(leaving);
  for (const name of NEWS) delete state[name];
  Object.assign(state, lastReport);
  drawNews();
  find(".pc-news button")?.focus();
}

function drawNews() {
  // Drawn anew only if they differ: a button in them may have the focus, or be clicked just now.
  const told = JSON.stringify([sending, ...NEWS.map((name) => state[name]), locked.size, taken.size]);
  find("[data-act=reopen]").hidden = !lastReport || NEWS.some((name) => state[name]) || Boolean(sending.name);
  if (told === shownNews) return;
  shownNews = told;
  const news = find(".pc-news");
  if (sending.name) news.replaceChildren(...progressLines(t("Sending {name}", { name: sending.name }), sending.done / sending.total, sending.total > 1 ? t("file {number} of {total}", { number: sending.done + 1, total: sending.total }) : ""));
  else if (state.progress) drawReading(news, state.progress);
  else news.replaceChildren(...newsLines());
  news.hidden = !news.childNodes.length;
  announce(announcement());
}

function newsLines() {
  const { report, problem, removed, putBack, renamed, note } = state;
  if (report) return reportLines(report);
  if (note) return [el("p", {}, note)];
  const hide = el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, t("Hide this"));
  if (problem) return [el("p", { class: "pc-bad" }, translated(problem)), hide];
  if (removed) return [el("p", {}, removedLine(removed)), el("p", { class: "pc-news-buttons" }, el("button", { type: "button", class: "pc-second", click: () => undo(removed) }, t("Undo")), hide)];
  if (putBack) return [el("p", {}, putBackLine(putBack)), hide];
  if (renamed) return [el("p", {}, t("It is called “{title}” now.", { title: renamed.title })), hide];
  return [];
}

const removedLine = ({ titles, count: many }) => (many === 1 ? t("Removed “{title}”.", { title: titles[0] }) : t("Removed {n} documents.", { n: many }));

function putBackLine({ titles, count: many, of }) {
  if (!many) return t("They are here again already.");
  if (many < of) return t("Put back {n} of {of} documents. The others are here again already.", { n: many, of });
  return many === 1 ? t("Put back “{title}”.", { title: titles[0] }) : t("Put back {n} documents.", { n: many });
}

function undo(removed) {
  send("undo", { undo: removed.undo });
  tellNews({ note: t("Putting it back …") });
  find("[data-act=add]").focus();
}

// A screen reader announces each file once, not each step of the progress.
function announcement() {
  const { progress } = state;
  if (sending.name) return t("Sending {name}", { name: sending.name });
  if (progress) return activityLine(progress);
  const told = [...find(".pc-news").querySelectorAll("p:not(.pc-news-buttons), li")].map((node) => node.textContent).join(" ");
  return state.report ? told + lockedLine(" ") + takenLine(" ") : told;
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

const activityLine = ({ activity, name }) => (activity === "Reading" ? t("Reading {name}", { name }) : t("Indexing {name}", { name }));

function drawReading(news, progress) {
  const { position, details, share, upload } = progress;
  const lines = progressLines(activityLine(progress), share, [position, ...details].filter(Boolean).map(translated).join(", "));
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
  const button = el("button", { type: "button", class: "pc-quiet" }, t("Cancel"));
  button.addEventListener("click", () => {
    button.disabled = true;
    button.textContent = t("Cancelling …");
    send("cancel", { upload });
  });
  cancelling = { upload, button };
  return button;
}
