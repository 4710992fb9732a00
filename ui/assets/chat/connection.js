// Notices that the server has stopped, says so in our own words, tries again with growing pauses, and goes on when it is back.

const LOOK = 5000; // milliseconds between two looks at a server that is there
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000]; // between two tries to reach one that is not

const atHome = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);

const TOLD = {
  gone: atHome
    ? t("Pincite has stopped. Start it again with “pincite serve”: this page then goes on by itself. What you typed stays.")
    : t("Pincite can’t be reached: it has stopped, or the network is down. This page tries again by itself. What you typed stays."),
  locked: t("Pincite was started anew, and asks for the password again. What you typed stays."),
  back: t("Pincite is back. Finish what you are writing, and copy it if it is long; then go on."),
};
const BUTTONS = { gone: [t("Try now"), () => look()], locked: [t("Log in"), () => reload()], back: [t("Go on"), () => reload()] };

const TYPING = 1500; // milliseconds after a key in which the next one is to be expected

let lost = null; // "gone", "locked" or "back" while the page can't be used, else null
let tries = 0;
let looking = null; // the look that is under way
let nextLook = null;
let gradioLost = false; // Gradio sends nothing any more until the page is loaded again

// Beside the regions, so that it is seen and heard whichever of them lies on top.
const bar = el("div", { class: "pc-region pc-server", hidden: true });
bar.append(el("p", { role: "alert" }), el("span", { class: "pc-server-buttons" }));

function sayLost(state) {
  if (state === lost) return;
  lost = state;
  bus.emit("lost", state);
  bar.hidden = state === null;
  bar.firstChild.textContent = TOLD[state] ?? "";
  const [name, act] = BUTTONS[state] ?? [];
  bar.lastChild.replaceChildren(...(name ? [el("button", { type: "button", class: "pc-primary", click: act }, name)] : []));
  document.documentElement.style.setProperty("--pc-below", `${bar.offsetHeight}px`);
  if (state !== null) waitForServer();
}

// A look at a time; whoever asks meanwhile gets its answer, too.
function look() {
  clearTimeout(nextLook);
  looking ??= serverState().then(take).finally(() => {
    looking = null;
    clearTimeout(nextLook);
    nextLook = setTimeout(lookIfSeen, lost === "gone" ? PAUSES[Math.min(tries++, PAUSES.length - 1)] : LOOK);
  });
  return looking;
}

// Nobody looks at a page in the background; it is looked at again once somebody does.
const lookIfSeen = () => (document.visibilityState === "visible" || lost === "gone" ? look() : undefined);

function take(state) {
  if (state === "gone" || state === "locked") sayLost(state);
  else if (state === "new" || gradioLost) goOn();
  // Gradio has noticed nothing, as after a short sleep of the machine.
  else if (lost) {
    sayLost(null);
    store(typed());
  }
  if (lost !== "gone") tries = 0;
  return state;
}

// Loads the page again, with all that `keep` keeps; but not in the middle of a word, nor while somebody writes elsewhere.
function goOn() {
  if (writesElsewhere()) return sayLost("back");
  const pause = lastTyped + TYPING - Date.now();
  return pause > 0 ? setTimeout(look, pause) : reload();
}

function writesElsewhere() {
  const boxes = [...document.querySelectorAll("dialog[open] :is(input, textarea), .pc-edit-box, .pc-rename")];
  return boxes.some((box) => box.value?.trim());
}

function reload() {
  keep();
  location.reload();
}

// Gradio tells of a lost connection, or of an event that failed, in messages of its own, which base.css hides.
function watchGradio() {
  const toasts = document.querySelector(".toast-wrap");
  if (!toasts) return setTimeout(watchGradio, 1000);
  return new MutationObserver(async (changes) => {
    if (!changes.some((change) => change.addedNodes.length)) return;
    // In whatever language its other words are.
    gradioLost ||= toasts.textContent.includes("Connection Lost");
    const state = await look();
    if (state !== "here" || gradioLost) return;
    const message = running();
    // Nothing was heard of the question: Gradio's own queue was full.
    if (message && !message.heard) comeAgain(message);
    // It may have been another event than the question that is being answered.
    else find(".pc-lost").textContent = FAILED;
  }).observe(toasts, { childList: true });
}

// For another language; a question that is being answered is asked again in it.
bus.on("reload", () => {
  waitForServer();
  reload();
});

function watchConnection() {
  document.body.append(bar);
  new ResizeObserver(() => document.documentElement.style.setProperty("--pc-below", `${bar.offsetHeight}px`)).observe(bar);
  watchGradio();
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  document.addEventListener("visibilitychange", lookIfSeen);
  look();
}
