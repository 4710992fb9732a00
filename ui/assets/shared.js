// Shared by the three regions. Text from outside becomes only text nodes (`el`, `write`): there is no innerHTML and
// no template, so nothing in a document can become markup or run.

// Each region runs this file for itself, so what they share is kept in `window`.
const bus = (window.pincite ??= {
  last: {},
  listeners: {},
  emit(name, detail) {
    this.last[name] = detail;
    for (const listen of this.listeners[name] ?? []) listen(detail);
  },
  // A region that starts late still gets the last event of each name.
  on(name, listen) {
    (this.listeners[name] ??= []).push(listen);
    if (name in this.last) listen(this.last[name]);
  },
  // Asks Python for something of the chats; the answer has a `problem`, a sentence, if it could not be done (calls.js).
  waiting: {},
  call(name, data = {}, lane = "calls") {
    return new Promise((done) => {
      (this.waiting[lane] ??= []).push({ name, data, done });
      this.emit("call", lane);
    });
  },
});

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

// The last value from Python, or null. It is one string, for the reason that page.py gives.
const received = () => (props.value?.json ? JSON.parse(props.value.json) : null);

const find = (selector) => element.querySelector(selector);

const pieceTags = { mark: ["strong", "pc-words"], quote: ["span", "pc-said"] };

// Makes nodes of the pieces of a text; the kind of a piece gives its element.
function write(pieces) {
  return pieces.map(({ text, kind }) => {
    const [tag, name] = pieceTags[kind] ?? [];
    return tag ? el(tag, { class: name }, text) : text;
  });
}

const placeOf = ({ title, section }) => (section ? `${title}, ${translatedPlace(section)}` : title);

// When the server asks for the password again, in the middle of the work.
const LOGGED_OUT = t("Pincite was started anew. Log in again to go on.");

const STOPPED = t("Pincite has stopped. Start it again with “pincite serve”, then try once more.");
const FAILED = t("That did not work. Try it again; if it fails once more, reload the page.");

const PATIENT = 8000; // milliseconds after which a server that says nothing counts as gone

// What the server says of itself: "here", "new" (started anew since this page came), "locked" (it asks for the password
// again), or "gone".
async function serverState() {
  try {
    const answer = await fetch("./alive", { cache: "no-store", signal: AbortSignal.timeout(PATIENT) });
    // A proxy in front of it answers in its place.
    if (!answer.ok) return "gone";
    const { server, known } = await answer.json();
    bus.server ??= server;
    if (!known) return "locked";
    return server === bus.server ? "here" : "new";
  } catch {
    return "gone";
  }
}

// What is wrong with the connection, or null.
const connectionProblem = async () => ({ gone: STOPPED, locked: LOGGED_OUT })[await serverState()] ?? null;

// A form for a password, which is given to `use` and kept nowhere.
function passwordForm({ id, label, button, hint, wrong, use, more = [] }) {
  const descriptions = [wrong && `${id}-wrong`, `${id}-hint`].filter(Boolean).join(" ");
  const input = el("input", { type: "password", id, autocomplete: "off", required: true, "aria-describedby": descriptions, "aria-invalid": wrong ? "true" : null });
  const form = el("form", { class: "pc-unlock" },
    wrong && el("p", { class: "pc-bad", id: `${id}-wrong` }, wrong),
    el("label", { for: id }, label),
    el("div", { class: "pc-unlock-row" }, input, el("button", { type: "submit", class: "pc-primary" }, button)),
    el("p", { class: "pc-hint", id: `${id}-hint` }, hint), more);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const password = input.value;
    // Emptied at once, so that the page does not keep it.
    input.value = "";
    use(password);
  });
  return form;
}

// What was chosen in this browser, or null.
function readChoice(name) {
  try {
    return localStorage.getItem(`pincite.${name}`);
  } catch {
    return null;
  }
}

function keepChoice(name, value) {
  try {
    localStorage.setItem(`pincite.${name}`, value);
  } catch {
    // A browser that keeps nothing has the usual choice again next time.
  }
}

// Whether keys of one character do something, where nobody types.
const lettersAreKeys = () => readChoice("keys") !== "off";

// The region that slides over the chat on a small screen: "library", "evidence" or none.
// The same widths as in small.css.
const panes = {
  library: window.matchMedia("(max-width: 1099px)"),
  evidence: window.matchMedia("(max-width: 719px)"),
};

function showPane(name) {
  const open = name && panes[name].matches ? name : "";
  document.documentElement.dataset.pane = open;
  for (const region of ["library", "chat", "evidence"]) {
    const node = document.getElementById(`pc-${region}`);
    // What lies below must not be reached with Tab or read by a screen reader.
    if (node) node.inert = open !== "" && region !== open;
  }
  bus.emit("pane", open);
}

const paneOpen = () => document.documentElement.dataset.pane || "";

function delegate(actions) {
  // One listener for all buttons, because they are drawn again and again.
  element.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button && element.contains(button)) actions[button.dataset.act]?.(button, event);
  });
}
