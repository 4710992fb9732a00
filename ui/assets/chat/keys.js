// The keys of the chat: those of one character come from settings/keys.js, which knows when they count.

// From citation to citation of the answer that is read: the one with the focus, that of the evidence, or the last one.
function stepCitation(step) {
  if (paneOpen()) return;
  const nodes = [...element.querySelectorAll(".pc-message")];
  const node = document.activeElement.closest(".pc-message") ?? nodes.find((one) => one.dataset.message === evidenceOf) ?? nodes.at(-1);
  const cites = [...(node?.querySelectorAll(".pc-cite") ?? [])].filter((cite) => cite.checkVisibility());
  if (!cites.length) return;
  const at = cites.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : cites.length - 1) : (at + step + cites.length) % cites.length;
  cites[next].focus({ preventScroll: true });
  cites[next].scrollIntoView({ block: "nearest" });
}

function toQuestionBox() {
  showPane("");
  question.focus();
}

question.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" || question.value || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  const last = currentChat().messages.at(-1)?.question;
  if (!last) return;
  event.preventDefault();
  compose(last);
});
// From a citation back to where one asks; an open document is closed first (evidence/events.js).
element.addEventListener("keydown", (event) => {
  const reading = document.documentElement.dataset.reading === "yes" || paneOpen();
  if (event.key === "Escape" && !event.defaultPrevented && !reading && event.target.closest(".pc-cite")) question.focus();
});
bus.on("citation", stepCitation);
bus.on("question box", toQuestionBox);
