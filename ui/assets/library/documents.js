// Keeps the list of documents that the server sends, first whole and then by its changes.

// As in rows.py.
const FIELDS = ["id", "title", "source", "about", "date", "added", "size", "collections", "stale", "notes", "cutShort", "renamed", "whose", "fixed"];

let state = { documents: null, unread: [], followed: [], follows: false, adds: [["", ""]] };
let have = ["", 0]; // the server's list, and how far it is here
const byId = new Map();

// Each event says what the page has, so that the answer brings only what is new; and where new documents go.
const send = (name, data = {}) => trigger(name, { ...data, have, to: chosenPlace() });

// Whether this person may add documents at all.
const mayAdd = () => state.adds.length > 0;

function receive() {
  const value = received();
  if (!value) return;
  const { list, ...rest } = value;
  const news = NEWS.some((name) => rest[name]);
  // News stay until there are others; what reads on in parallel may send a list without any.
  if (news) for (const name of NEWS) delete state[name];
  Object.assign(state, rest);
  const listed = list ? takeList(list) : false;
  if (!state.documents) return;
  if (rest.report) {
    updateLocked(rest.report);
    updateTaken(rest.report);
  }
  if (listed || rest.followed) drawDocuments();
  if (news) hearNews(rest);
  if (rest.report) focusAfterReport();
  bus.emit("library", state);
}

// Takes a list, or its changes; returns whether anything on the page differs now.
function takeList({ epoch, from, to, rows, gone, unread }) {
  // A change of a list that is not here, or of one that is further already. What arrives late has been overtaken.
  if (from && (epoch !== have[0] || from > have[1])) {
    send("look");
    return false;
  }
  if (epoch === have[0] && to <= have[1] && state.documents) return false;
  if (!from) byId.clear();
  for (const row of rows) byId.set(row[0], itemOf(row));
  for (const id of gone) byId.delete(id);
  have = [epoch, to];
  state.unread = unread;
  state.documents = [...byId.values()];
  return true;
}

function itemOf(row) {
  const item = Object.fromEntries(FIELDS.map((name, at) => [name, row[at]]));
  item.kind = "document";
  item.key = item.id;
  item.searched = `${item.title} ${item.source}`.toLowerCase();
  return item;
}

function drawDocuments() {
  growTree(state);
  showDocuments();
  if (scope.length) emitScope();
}

function showDocuments() {
  const none = find(".pc-none");
  const nothing = !state.documents.length && !state.unread.length;
  find(".pc-order").hidden = nothing;
  layOut();
  none.hidden = !nothing && shownRows.length > 0;
  none.textContent = nothing ? (mayAdd() ? t("None yet. Drop files anywhere on this page, or add them here.") : t("None yet.")) : t("No document has these words in its name.");
}

function openDocument(item) {
  bus.emit("open", { document: item.id, title: item.title, start: null, end: null, marks: [] });
}
