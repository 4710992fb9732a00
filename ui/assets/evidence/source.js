// Asks the server for what is read of a document: see ui/web/viewer/routes.py.

class ReadingError extends Error {}

const addressOf = (document, ...parts) => ["./viewer", document, ...parts].map(String).join("/");

async function fetchJson(address) {
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    throw new ReadingError("Pincite has stopped, or can't be reached. Start it again, then open the document once more.");
  }
  if (answer.status === 401) throw new ReadingError(LOGGED_OUT);
  const type = answer.headers.get("content-type") ?? "";
  const value = type.startsWith("application/json") ? await answer.json() : { problem: await answer.text() };
  if (!answer.ok) throw new ReadingError(value.problem);
  return value;
}

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
