// The address of a chat, and of an answer in it: /?chat=ID#answer-3. Reloading, the back button and links go by it.

function addressOf(chat, answer = null) {
  const query = chat ? `?chat=${encodeURIComponent(chat)}` : "";
  return `${location.pathname}${query}${answer ? `#answer-${answer}` : ""}`;
}

function showAddress(chat, answer = null) {
  const address = addressOf(chat, answer);
  if (address !== location.pathname + location.search + location.hash) history.pushState(null, "", address);
}

function inAddress() {
  const chat = new URLSearchParams(location.search).get("chat");
  const answer = Number(/^#answer-(\d{1,5})$/.exec(location.hash)?.[1] ?? 0);
  return { chat: /^[\w-]{8,64}$/.test(chat ?? "") ? chat : null, answer: answer || null };
}

function followAddress() {
  const { chat, answer } = inAddress();
  if (!chat && !location.search) {
    current = newChat().id;
    return drawThread();
  }
  // Only another answer of the same chat.
  if (chat === current) return answer && goToAnswer(answer);
  return chat && openChat(chat, { answer, push: false });
}

// Shows an answer by its number, and its evidence.
async function goToAnswer(number) {
  const message = currentChat().messages[number - 1];
  if (!message) return;
  if (!message.loaded) {
    want(message.id);
    await new Promise((done) => { setTimeout(done, 300); });
  }
  const node = messageNodeOf(message);
  if (!node) return;
  node.querySelector("h2").focus({ preventScroll: true });
  scrollToNode(node);
  emitEvidence(message);
}

window.addEventListener("popstate", followAddress);
