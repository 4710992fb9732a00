// Draws the parts of an answer, and in each the statements of one place under one line that says where.

function partNodes(message) {
  const { parts, source, side_by_side: sides } = message.answer;
  const nodes = parts.map((part, at) => partNode(message, part, at));
  // What is said of both sides stands above them.
  const drawn = sides ? [...nodes.filter((_, at) => !parts[at].name), el("div", { class: "pc-sides" }, nodes.filter((_, at) => parts[at].name))] : nodes;
  return source === null ? drawn : [el("p", { class: "pc-source-line", dir: "auto" }, t("Quoted from {place}", { place: source })), ...drawn];
}

function partNode(message, { name, groups }, at) {
  const drawn = groups.map((group) => groupNode(message, group, name));
  if (!name) return el("div", { class: "pc-part" }, drawn);
  const id = `pc-part-${message.id}-${at}`;
  return el("section", { class: "pc-part pc-named", "aria-labelledby": id }, el("h3", { id, class: "pc-part-name", dir: "auto" }, name), drawn);
}

function groupNode(message, { place, blocks }, part) {
  const drawn = blocks.map((block) => blockNode(message, block, part ? "h4" : "h3"));
  if (place === null) return el("div", { class: "pc-group" }, drawn, writtenGround(message, blocks));
  const disagrees = message.answer.status === "conflicting";
  const caption = place && el("figcaption", { dir: "auto" }, captionOf(message.answer, place, blocks, disagrees));
  return el("figure", { class: disagrees ? "pc-group pc-quote pc-side" : "pc-group pc-quote" }, caption || null, drawn);
}

// Said once below the sentences of a model, however many there are.
function writtenGround({ writer }, blocks) {
  const supported = inBlocks(blocks).some(({ verdict }) => verdict === "supported");
  return supported ? el("p", { class: "pc-ground" }, writer ? t("Written by {writer}: each sentence is supported by what it cites", { writer }) : t("Written by a model: each sentence is supported by what it cites")) : null;
}

function captionOf({ source }, where, blocks, disagrees) {
  const place = translatedPlace(where);
  if (disagrees) return t("{place} says", { place });
  // The line above all parts names the document.
  if (source !== null) return place;
  return blocks[0].entries[0].verdict === "computed" ? t("From {place}", { place }) : t("Quoted from {place}", { place });
}
