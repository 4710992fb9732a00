// Questions to go on with, below the newest answer: those that the documents answer, found in the background.

function followupNodes(message) {
  const last = currentChat().messages.at(-1) === message;
  if (!last || busy(message) || !message.followups?.length) return [];
  return [el("div", { class: "pc-followups" }, el("p", { class: "pc-try" }, t("Go on with")), el("ul", { class: "pc-examples" }, message.followups.map(example)))];
}

// Beside the answer, which stays as it is: the reader may be about to come back to a number in it.
function drawFollowups(node, message) {
  const nodes = followupNodes(message);
  const drawn = nodes.length ? message.followups.join("\n") : "";
  const place = node.querySelector(".pc-after");
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  place.replaceChildren(...nodes);
}

async function findFollowups(message, again = true) {
  const chat = chatOf(message);
  // Tried again later, it may have been replaced or undone meanwhile.
  if (!chat || message.answer?.status !== "answered" || !message.answer.cards.length) return;
  const { followups = [], later } = await bus.call("followups", { chat: chat.id, message: message.id }, "background");
  if (busy(message) || !chat.messages.includes(message)) return;
  // Somebody asked meanwhile; once is tried again.
  if (later && again) setTimeout(() => !running() && findFollowups(message, false), 6000);
  message.followups = followups;
  const node = current === chat.id && messageNodeOf(message);
  if (node) drawFollowups(node, message);
}

// What the answer rests on may have changed since: it is said, and the question can be asked anew.
function staleNodes(message) {
  if (!message.stale?.length || busy(message)) return [];
  const said = {
    gone: (title) => t("“{title}” is not among your documents any more.", { title }),
    moved: (title) => t("“{title}” has changed since this answer; what is quoted here is still in it.", { title }),
    changed: (title) => t("“{title}” has changed since this answer.", { title }),
  };
  const told = message.stale.map(({ title, kind }) => said[kind](title));
  const again = el("button", { type: "button", class: "pc-again", "data-key": "stale", click: () => askAgainAs(message) }, t("Ask again"));
  return [el("p", { class: "pc-note pc-stale" }, told.join(" "), " ", again)];
}

let lookedAt = null;

// After each change of the documents, for the answers that are drawn.
async function findStale(documents) {
  const state = JSON.stringify((documents ?? []).map(({ id }) => id));
  if (state === lookedAt) return;
  const first = lookedAt === null;
  lookedAt = state;
  const chat = currentChat();
  const messages = chat.messages.filter(({ loaded, answer }) => loaded && answer).slice(-30).map(({ id }) => id);
  if (first || !messages.length) return;
  const { stale = {} } = await bus.call("stale", { chat: chat.id, messages });
  for (const message of chat.messages) {
    if (!(message.id in stale)) continue;
    message.stale = stale[message.id];
    if (current === chat.id) drawMessage(message);
  }
}
