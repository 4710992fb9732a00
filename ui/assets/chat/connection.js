// Says that the server has stopped (shared.js has the words). Gradio's own messages are hidden (base.css); this tells what to do.

function sayLost(problem) {
  const message = running();
  // The answer that is waited for is the place where the reader looks.
  if (message) update(message, { state: "error", problem });
  else find(".pc-lost").textContent = problem;
}

// Gradio shows a message when it has lost the server, or an event failed.
function watchGradio() {
  const toasts = document.querySelector(".toast-wrap");
  if (!toasts) return setTimeout(watchGradio, 1000);
  new MutationObserver(async (changes) => {
    if (!changes.some((change) => change.addedNodes.length)) return;
    const problem = await connectionProblem();
    const message = running();
    if (problem) sayLost(problem);
    // Nothing was heard of the question: Gradio's own queue was full.
    else if (message && !message.heard) comeAgain(message);
    // It may have been another event than the question that is being answered.
    else find(".pc-lost").textContent = FAILED;
  }).observe(toasts, { childList: true });
}
