// Which documents are asked: those that are ticked, one by one, by folder or by collection; all if none is.

let scope = []; // {kind, name}: the name of a document is its source
let inScope = new Set(); // the ids of the documents that are asked; empty for all
let askedIn = new Map(); // how many of them each folder and each collection has

const itemScope = (item) => ({ kind: item.kind, name: { document: item.source, folder: item.path, collection: item.name }[item.kind] });

const sameScope = (a, b) => a.kind === b.kind && a.name === b.name;

const isTicked = (item) => scope.some((one) => sameScope(one, itemScope(item)));

function countTicks() {
  const names = { document: new Set(), folder: new Set(), collection: new Set() };
  for (const { kind, name } of scope) names[kind].add(name);
  [inScope, askedIn] = [new Set(), new Map()];
  const asks = (item) => names.document.has(item.source) || item.collections.some((one) => names.collection.has(one)) || (names.folder.size && placeIn(item.source).folders.some((path) => names.folder.has(path)));
  for (const item of scope.length ? state.documents : []) {
    if (!asks(item)) continue;
    inScope.add(item.id);
    for (let folder = item.folder; folder; folder = folder.parent) askedIn.set(folder.key, (askedIn.get(folder.key) ?? 0) + 1);
    for (const name of item.collections) askedIn.set(`collection ${name}`, (askedIn.get(`collection ${name}`) ?? 0) + 1);
  }
  drawBar();
}

// A tick for what is asked, a line for a folder of which a part is.
function showTick(box, item) {
  const asked = item.kind === "document" ? Number(inScope.has(item.id)) : (askedIn.get(item.key) ?? 0);
  // An empty folder, which is followed, can be ticked before there is anything in it.
  box.checked = (asked > 0 && (item.kind === "document" || asked === item.count)) || isTicked(item);
  box.indeterminate = asked > 0 && !box.checked;
}

function tick(item) {
  if (!["document", "folder", "collection"].includes(item.kind)) return;
  const inside = documentsIn(item);
  const all = inside.length > 0 && inside.every(({ id }) => inScope.has(id));
  if (all || isTicked(item)) untick(item, inside);
  else {
    const covered = new Set(inside.map(({ source }) => source));
    // What it contains needs no tick of its own.
    scope = scope.filter((one) => !(one.kind === "document" && covered.has(one.name)) && !(item.kind === "folder" && one.kind === "folder" && one.name.startsWith(`${item.path}/`)));
    scope.push(itemScope(item));
  }
  scopeChanged();
}

// What holds more than is unticked is parted into what is left of it.
function untick(item, inside) {
  const out = new Set(inside.map(({ id }) => id));
  const left = [];
  for (const one of scope) {
    const holder = holderOf(one);
    const documents = holder ? documentsIn(holder) : [];
    if (!documents.some(({ id }) => out.has(id))) left.push(one);
    else if (documents.some(({ id }) => !out.has(id))) left.push(...partsLeft(holder, out));
  }
  scope = left.filter((one) => !sameScope(one, itemScope(item)));
}

function partsLeft(holder, out) {
  const whole = documentsIn(holder);
  if (whole.every(({ id }) => !out.has(id)) && whole.length) return [itemScope(holder)];
  return [...holder.folders.flatMap((one) => partsLeft(one, out)), ...holder.documents.filter(({ id }) => !out.has(id)).map(itemScope)];
}

function holderOf({ kind, name }) {
  if (kind === "folder") return folders.get(name);
  if (kind === "collection") return tree.collections.find((one) => one.name === name);
  return bySource.get(name);
}

function scopeChanged() {
  countTicks();
  drawRows();
  emitScope();
}

// With the names for people, since the chat knows no documents.
function emitScope() {
  const items = scope.map((one) => ({ ...one, title: holderOf(one)?.title ?? (one.kind === "collection" ? one.name : lastName(one.name)) }));
  bus.emit("scope", { items, count: inScope.size, of: state.documents?.length ?? 0 });
}

// A chat that is opened brings what it asks; a chip that is closed takes it away.
function choose(items) {
  scope = (items ?? []).map(({ kind, name }) => ({ kind, name }));
  if (state.documents) scopeChanged();
}

function drawBar() {
  const bar = find(".pc-ticked");
  bar.hidden = !scope.length;
  const free = state.documents.filter(({ id, fixed }) => inScope.has(id) && !fixed).length;
  find("[data-act=remove-ticked]").textContent = free === 1 ? t("Remove it") : t("Remove these {n}", { n: free });
  find("[data-act=remove-ticked]").hidden = !free;
  find(".pc-ticked-count").textContent = plural(state.documents.length, "Asking {asked} of {n} document", "Asking {asked} of {n} documents", { asked: inScope.size });
}

function removeTicked() {
  removeItems(state.documents.filter(({ id }) => inScope.has(id)));
  choose([]);
}
