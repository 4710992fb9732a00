// One row of the list: a tick, a name that opens it, and a button for what else can be done.

const ICONS = { folder: "M2 5h5l1.5 2H14v7H2z", collection: "M3 3h10v3H3zM2 7h12v7H2z", group: "M8 2l7 12H1z" };

function kindIcon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("pc-icon");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", ICONS[kind]);
  svg.append(path);
  return svg;
}

const cell = (name, ...children) => el("span", { role: "gridcell", class: name }, ...children);

function makeRow(key, kind) {
  let row = null;
  let told = "";
  const box = el("input", { type: "checkbox", class: "pc-box" });
  box.addEventListener("change", () => tick(row.item));
  const [name, about] = [el("span", { class: "pc-doc-name", dir: "auto" }), el("span", { class: "pc-row-about" })];
  const arrow = el("span", { class: "pc-arrow", "aria-hidden": "true" });
  const folder = isFolder({ kind });
  const main = el("button", { type: "button", class: "pc-doc-open", click: () => press(row) }, folder ? [arrow, kindIcon(kind)] : null, name, about);
  const more = el("button", { type: "button", class: "pc-doc-button" }, "⋯");
  opensMenu(more, menu, () => openMenu(row.item, more));
  const ticks = kind !== "unread" && kind !== "group";
  const node = el("div", { role: "row", class: `pc-doc pc-doc-${kind}`, "data-key": key }, cell("pc-doc-tick", ticks ? box : null), cell("pc-doc-main", main), cell("pc-doc-last", more));
  const made = {
    node,
    main,
    reach(on) { for (const one of [box, main, more]) tabStop(one, on); },
    update(newest, at) {
      row = newest;
      made.reach(key === activeRow);
      node.style.transform = `translateY(${tops[at]}px)`;
      node.style.height = `${tops[at + 1] - tops[at]}px`;
      node.setAttribute("aria-rowindex", at + 1);
      if (folder) {
        const open = !row.flat && isOpen(row.item);
        main.setAttribute("aria-expanded", String(open));
        node.setAttribute("aria-expanded", String(open));
      }
      if (ticks) showTick(box, row.item);
      const text = JSON.stringify([row.depth, row.flat, nameOf(row), aboutOf(row), row.item.source, row.item.stale]);
      if (text === told) return;
      told = text;
      node.setAttribute("aria-level", row.depth + 1);
      node.style.setProperty("--pc-depth", Math.min(row.depth, 6));
      name.textContent = nameOf(row);
      about.textContent = aboutOf(row);
      about.classList.toggle("pc-bad", Boolean(row.item.stale || row.item.reason || row.item.problem));
      // The whole of what may be cut off.
      main.title = [nameOf(row), row.item.source ?? row.item.path, translated(row.item.stale ?? row.item.reason)].filter(Boolean).join("\n");
      box.setAttribute("aria-label", t("Ask {title}", { title: nameOf(row) }));
      more.setAttribute("aria-label", t("More for {title}", { title: nameOf(row) }));
    },
  };
  return made;
}

function press({ item, flat }) {
  if (item.kind === "document") return openDocument(item);
  if (item.kind === "unread") return openMenu(item, drawn.get(item.key).main);
  if (!flat) return toggleFolder(item);
  // A folder that was searched for is shown in its place.
  find("#pc-filter-documents").value = "";
  setOrder("folders");
  for (let one = item; one; one = one.parent) turned.set(one.key, true);
  layOut();
  return focusRow(placeOfRow(item.key));
}

const nameOf = ({ item }) => item.title ?? item.name;

function aboutOf({ item, flat, under }) {
  if (item.kind === "unread") return sentence(translated(item.reason));
  if (item.kind === "group" || item.kind === "collection") return formatNumber(item.count);
  if (item.kind === "folder") return [formatNumber(item.count), item.followed && (item.problem ? t("can’t be followed") : t("followed"))].filter(Boolean).join(", ");
  if (item.stale) return t("An older version: {reason}", { reason: translated(item.stale) });
  const place = flat || listOrder !== "folders" || under?.kind === "collection" ? item.source : sameTitle(item, under) ? item.name : "";
  return [whoseName(item.whose), place, translatedParts(item.about), item.notes && plural(item.notes, "{n} note", "{n} notes"), listOrder === "cited" && plural(cited(item), "{n} citation", "{n} citations")].filter(Boolean).join(", ");
}

// Where people have documents of their own: "*" for one of everybody, the name of a group, or nothing for an own one.
const whoseName = (whose) => (whose === "*" ? t("for everybody") : whose);

// Two documents of one title in one folder are told apart by their names.
function sameTitle(item, under) {
  const folder = under ?? tree.root;
  folder.titles ??= folder.documents.reduce((seen, { title }) => seen.set(title, (seen.get(title) ?? 0) + 1), new Map());
  return folder.titles.get(item.title) > 1;
}

const sentence = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
