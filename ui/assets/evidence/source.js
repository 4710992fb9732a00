// Asks the server for what is read of a document: see ui/web/viewer/routes.py.

class ReadingError extends Error {}

const addressOf = (document, ...parts) => ["./viewer", document, ...parts].map(String).join("/");

// The answer, or null if nobody waits for it any more.
async function asked(address, signal) {
  let answer;
  try {
    answer = await fetch(address, { signal });
  } catch {
    if (signal?.aborted) return null;
    if ((await serverState()) !== "gone") throw new ReadingError(FAILED);
    // What is read stays as it is, under the words that say that the server has stopped.
    await serverBack();
    return asked(address, signal);
  }
  if (answer.ok) return answer;
  if (answer.status === 401) throw new ReadingError(LOGGED_OUT);
  const type = answer.headers.get("content-type") ?? "";
  throw new ReadingError(type.startsWith("application/json") ? (await answer.json()).problem : await answer.text());
}

const waitingForServer = [];

const serverBack = () => new Promise((done) => { waitingForServer.push(done); });

bus.on("lost", (state) => {
  if (state === "gone") return;
  for (const done of waitingForServer.splice(0)) done();
});

async function fetchJson(address, signal) {
  const answer = await asked(address, signal);
  return (answer && (await answer.json().catch(whenStopped(signal)))) ?? {};
}

async function fetchPicture(address, signal) {
  const answer = await asked(address, signal);
  return answer && answer.blob().catch(whenStopped(signal));
}

// The rest of an answer does not come either where it was stopped in the middle.
const whenStopped = (signal) => (error) => {
  if (!signal?.aborted) throw error;
  return null;
};

// What a span covers of a text that begins at `offset`, in pieces with the kind of each; later spans win. Python
// counts characters, JavaScript counts halves of some of them.
function piecesOf(text, offset, spans) {
  const characters = /[\ud800-\udfff]/.test(text) ? [...text] : text;
  const { length } = characters;
  const inside = spans
    .map(({ start, end, kind }) => ({ start: Math.max(start - offset, 0), end: Math.min(end - offset, length), kind }))
    .filter(({ start, end }) => start < end);
  if (!inside.length) return [{ text, kind: null }];
  const edges = [...new Set([0, length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, at) => {
    const end = edges[at + 1];
    const part = characters.slice(start, end);
    const kinds = inside.filter((span) => span.start <= start && end <= span.end);
    return { text: typeof part === "string" ? part : part.join(""), kind: kinds.at(-1)?.kind ?? null };
  });
}

// The last of the ascending `starts` that is not behind an offset; null entries are passed over.
function placeAt(starts, offset) {
  let found = 0;
  starts.forEach((start, number) => { if (start !== null && start <= offset) found = number; });
  return found;
}
