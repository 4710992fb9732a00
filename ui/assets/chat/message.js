// Draws the messages of a chat: each is a question with its answer, or with the reason why there is none.

const ACTIVITIES = {
  loading: t("Getting ready. The first question waits a few seconds …"),
  searching: t("Searching your documents …"),
  reading: t("Reading what was found …"),
  full: t("Very many people are asking. Your question is asked again in a few seconds …"),
  writing: t("Rewriting in prose …"),
  lost: t("Pincite stopped before the answer was whole. It is asked again as soon as Pincite is back …"),
};

// Scrolls the last question to the top of the view, so that its answer can be read from there.
function scrollToLast() {
  const last = [...element.querySelectorAll(".pc-message")].at(-1);
  if (last) scrollToNode(last);
}

function scrollToNode(node) {
  scroller.scrollTop += node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + 8;
}

function drawThread() {
  const { messages, opening, problem } = currentChat();
  nearing.disconnect();
  const empty = problem ? [el("p", { class: "pc-note" }, translated(problem))] : opening ? [el("p", { class: "pc-note" }, t("Opening …"))] : [welcome()];
  find(".pc-thread").replaceChildren(...(messages.length ? messages.map(messageNode) : empty));
  for (const message of messages) if (!message.loaded) nearing.observe(messageNodeOf(message));
  emitEvidence(messages.at(-1));
  emitCurrent();
  drawComposer();
  scrollToLast();
}

function messageNode(message) {
  const node = el("article", { class: "pc-message", "data-message": message.id }, el("h2", { tabindex: "-1" }, message.question.trim() || t("An empty question")), el("div", { class: "pc-body" }), el("div", { class: "pc-rating" }), el("div", { class: "pc-after" }));
  drawBody(node, message);
  return node;
}

const messageNodeOf = (message) => [...element.querySelectorAll(".pc-message")].find((node) => node.dataset.message === message.id);

function drawMessage(message) {
  const node = messageNodeOf(message);
  if (!node) return;
  drawBody(node, message);
  if (!busy(message)) node.querySelector(".pc-body").style.minHeight = "";
  if (message.loaded) nearing.unobserve(node);
  // The evidence beside an older answer stays while others are drawn as they come into view.
  if (busy(message) || message.id === evidenceOf || message === currentChat().messages.at(-1)) emitEvidence(message);
}

// Draws the body only if it has changed, and keeps the focus where it was.
function drawBody(node, message) {
  drawFollowups(node, message);
  const { state, activity, before, problem, answer, loaded, note, writer, stale } = message;
  const drawn = JSON.stringify({ state, activity, before, problem, answer, loaded, note, writer, stale });
  if (node.dataset.drawn === drawn) return drawRating(node, message);
  node.dataset.drawn = drawn;
  const body = node.querySelector(".pc-body");
  const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  body.replaceChildren(...bodyNodes(message));
  drawRating(node, message);
  if (focused) [...body.querySelectorAll("[data-key]")].find((n) => n.dataset.key === focused)?.focus();
}

function doing({ activity, before, answer }) {
  if (before && activity !== "loading") return plural(before, "In line: {n} question before you …", "In line: {n} questions before you …");
  // How far a model has come, where it takes minutes.
  if (answer?.activity) return `${translated(answer.activity)} …`;
  return ACTIVITIES[activity] ?? ACTIVITIES.searching;
}

// What was found and not read yet is shown as evidence only.
const answered = ({ answer }) => Boolean(answer) && answer.status !== "reading";

function bodyNodes(message) {
  const { state, activity, problem, answer, note } = message;
  if (!message.loaded) return [el("p", { class: "pc-note pc-unloaded" }, "…")];
  const nodes = answered(message) ? answerNodes(message) : [];
  if (note) nodes.push(el("p", { class: "pc-note" }, note));
  if (message.answer?.searches) nodes.push(stepsNode(message));
  if (state === "waiting" && !busy(message)) nodes.push(el("p", { class: "pc-thinking" }, t("This is being answered in another window …")));
  if (busy(message) && (activity || answer?.activity || !answered(message))) nodes.push(el("p", { class: "pc-thinking" }, doing(message)));
  if (busy(message) && answer && !answered(message) && answer.cards.length) nodes.push(el("p", { class: "pc-tools" }, evidenceButton(message)));
  if (state === "stopped") nodes.push(el("p", { class: "pc-note" }, answered(message) ? t("Stopped here.") : t("Stopped before there was an answer.")));
  if (state === "error") nodes.push(el("p", { class: "pc-problem" }, translated(problem)));
  nodes.push(...staleNodes(message));
  if (!busy(message) && state !== "waiting") nodes.push(messageButtons(message));
  return nodes.filter(Boolean);
}

function messageButtons(message) {
  const edit = el("button", { type: "button", class: "pc-quiet", "data-key": "edit", click: () => editQuestion(message) }, t("Edit"));
  const { answer } = message;
  return el("div", { class: "pc-tools" }, answer?.cards.length ? evidenceButton(message) : null, answer ? copyButtons(message) : null, edit, againButton(message), thumbs(message));
}

function evidenceName(status, n) {
  if (status === "not_found") return t("Nearest passages ({n})", { n });
  return status === "reading" ? t("Found so far ({n})", { n }) : t("Evidence ({n})", { n });
}

function evidenceButton(message) {
  const { cards, status } = message.answer;
  const button = el("button", { type: "button", class: "pc-quiet pc-show-evidence", "data-key": "sheet" }, evidenceName(status, cards.length));
  button.addEventListener("click", () => { emitEvidence(message); bus.emit("show evidence", { opener: button }); });
  return button;
}

let evidenceOf = null; // the id of the message whose evidence is shown

function emitEvidence(message) {
  evidenceOf = message?.id ?? null;
  const answer = message?.answer;
  bus.emit("evidence", { message: message?.id ?? null, status: answer?.status ?? null, cards: answer?.cards ?? [] });
}
