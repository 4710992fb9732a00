// What the list of documents shows, from top to bottom: folders and collections with their documents, or documents alone.

const ORDERS = {
  folders: null,
  name: (a, b) => byName.compare(a.title, b.title),
  newest: (a, b) => b.added - a.added,
  largest: (a, b) => b.size - a.size,
  cited: (a, b) => cited(b) - cited(a) || byName.compare(a.title, b.title),
};
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

let listOrder = "folders";
let tree = { root: null, collections: [], unread: null };
let folders = new Map(); // every folder by its path
const FEW = 40; // documents, of which all folders are open from the start
const turned = new Map(); // whether each folder is open that somebody has opened or closed, by its key

const isOpen = (item) => turned.get(item.key) ?? (state.documents.length + state.unread.length <= FEW || isAlone(item));

// The one folder that all documents are in.
const isAlone = ({ parent }) => parent === tree.root && tree.root.folders.length === 1 && !tree.root.documents.length;

let bySource = new Map();
let sorted = {}; // the documents in each order, made when it is asked for

const cited = (item) => state.cited?.[item.source] ?? 0;

// The folder that a document stands in, and its name there. A web address stands below the name of its host.
function placeIn(source) {
  const web = /^https?:\/\/([^/]+)\/?(.*)$/.exec(source);
  if (web) return { folders: [`${source.slice(0, source.indexOf(web[1]))}${web[1]}`], name: web[2] || web[1] };
  const mark = /^[A-Za-z]:\\|^\\\\/.test(source) ? "\\" : "/";
  const parts = source.split(mark);
  const name = parts.pop();
  // Each by its whole path; the first of an absolute one is empty.
  const paths = parts.map((_, at) => parts.slice(0, at + 1).join(mark)).filter(Boolean);
  return { folders: paths, name };
}

const lastName = (path) => path.replace(/^https?:\/\//, "").split(/[/\\]/).at(-1) || path;

function newFolder(path, name) {
  return { kind: "folder", key: `folder ${path}`, path, name, folders: [], documents: [], count: 0, parent: null };
}

function growTree({ documents, unread, followed }) {
  sorted = {};
  folders = new Map();
  bySource = new Map(documents.map((item) => [item.source, item]));
  const root = newFolder("", "");
  const folderAt = (path, parent) => {
    let folder = folders.get(path);
    if (!folder) {
      folders.set(path, (folder = newFolder(path, lastName(path))));
      folder.parent = parent;
      parent.folders.push(folder);
    }
    return folder;
  };
  const named = new Map();
  for (const item of documents) {
    const { folders: above, name } = placeIn(item.source);
    let folder = root;
    for (const path of above) folder = folderAt(path, folder);
    item.folder = folder;
    item.name = name;
    folder.documents.push(item);
    for (const collection of item.collections) {
      if (!named.has(collection)) named.set(collection, { kind: "collection", key: `collection ${collection}`, name: collection, documents: [], folders: [], count: 0 });
      named.get(collection).documents.push(item);
      named.get(collection).count += 1;
    }
  }
  // A folder that is followed is shown while it is empty, too.
  for (const { path } of followed) {
    const { folders: above } = placeIn(`${path}/x`);
    above.reduce((folder, one) => folderAt(one, folder), root);
  }
  countFolder(root);
  joinFolders(root);
  for (const { path, problem } of followed) Object.assign(folders.get(path) ?? {}, { followed: true, problem });
  tree = { root, collections: [...named.values()].sort((a, b) => byName.compare(a.name, b.name)), unread: unreadGroup(unread) };
}

function unreadGroup(unread) {
  const items = unread.map(([source, reason]) => ({ kind: "unread", key: `unread ${source}`, title: placeIn(source).name, source, reason, searched: source.toLowerCase() }));
  return items.length ? { kind: "group", key: "group unread", name: t("Not read"), documents: items, folders: [], count: items.length } : null;
}

function countFolder(folder) {
  folder.count = folder.documents.length + folder.folders.reduce((sum, one) => sum + countFolder(one), 0);
  return folder.count;
}

// A folder with nothing in it but another folder is shown as one with it: "ann/letters". Of a long way the end is shown.
function joinFolders(folder) {
  folder.folders = folder.folders.map((one) => {
    const names = [one.name];
    let inner = one;
    while (!inner.documents.length && inner.folders.length === 1) {
      inner = inner.folders[0];
      names.push(inner.name);
    }
    inner.name = names.slice(-2).join("/");
    inner.parent = folder;
    return joinFolders(inner);
  });
  return folder;
}

function inOrder(name) {
  return (sorted[name] ??= [...state.documents].sort(ORDERS[name]));
}

// The rows for what is typed in the filter box: `depth` tells how far each stands in.
function rowsFor(words) {
  if (words.length) return filtered(words);
  if (listOrder !== "folders") return inOrder(listOrder).map((item) => ({ item, depth: 0 }));
  const rows = [];
  if (tree.unread) addGroup(tree.unread, 0, rows);
  for (const collection of tree.collections) addGroup(collection, 0, rows);
  addInside(tree.root, 0, rows);
  return rows;
}

function addGroup(group, depth, rows) {
  rows.push({ item: group, depth });
  if (isOpen(group)) addInside(group, depth + 1, rows);
}

function addInside(folder, depth, rows) {
  if (!folder.sorted) {
    folder.folders.sort((a, b) => byName.compare(a.name, b.name));
    if (folder.kind !== "group") folder.documents.sort(ORDERS.name);
    folder.sorted = true;
  }
  for (const inner of folder.folders) addGroup(inner, depth, rows);
  for (const item of folder.documents) rows.push({ item, depth, under: folder });
}

function filtered(words) {
  const has = (text) => words.every((word) => text.includes(word));
  const groups = [...tree.collections, ...folders.values()].filter((one) => (one.count || one.followed) && has(one.name.toLowerCase()));
  const unread = (tree.unread?.documents ?? []).filter((item) => has(item.searched));
  const found = inOrder(listOrder === "folders" ? "name" : listOrder).filter((item) => has(item.searched));
  return [...unread, ...groups, ...found].map((item) => ({ item, depth: 0, flat: true }));
}

// All documents of a folder and of those in it, of a collection, or the one document itself.
function documentsIn(item) {
  if (item.kind === "document") return [item];
  if (item.kind === "group" || item.kind === "unread") return [];
  return [...item.documents, ...item.folders.flatMap(documentsIn)];
}
