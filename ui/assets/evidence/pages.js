// The pages of a PDF, as pictures below one another, each with its words over it: they can be selected and marked.

function openPages() {
  const { sizes } = reading.pages;
  const nodes = sizes.map(([width, height], at) => el("div", { class: "pc-leaf", role: "group", "aria-label": pageName(at), style: `aspect-ratio: ${width} / ${height}` }));
  find(".pc-page").replaceChildren(...nodes);
  applyZoom();
  reading.column = makeColumn({ scroller: scrollBox(), nodes, draw: drawSheet, clear: clearSheet, current: showPageNumber });
  reading.column.nodes = nodes;
}

// The printed number leads; the counted one follows where it differs.
function pageName(at) {
  const label = reading.pages.labels?.[at];
  return label && label !== String(at + 1) ? t("Page {label}, number {number} of the file", { label, number: at + 1 }) : t("Page {number}", { number: at + 1 });
}

const pixelsOf = (node) => Math.ceil(node.clientWidth * devicePixelRatio);

async function drawSheet(at, node) {
  const opened = reading;
  const stop = new AbortController();
  opened.drawing.set(at, stop);
  // A canvas, since its memory is given back when the page leaves the view. Chromium kept an `img` that had left:
  // 900 MB after 400 pages (November 2026).
  const paper = el("canvas", { "aria-hidden": "true" });
  node.replaceChildren(paper, el("div", { class: "pc-layer" }), el("div", { class: "pc-boxes" }));
  try {
    const [{ words }] = await Promise.all([fetchJson(addressOf(opened.place.document, "words", opened.pages.key, at + 1), stop.signal), paint(at, node, paper, stop.signal)]);
    if (reading !== opened || !paper.isConnected) return;
    if (!words.length) nameScan(at, paper);
    opened.words.set(at, words);
    node.querySelector(".pc-layer").replaceChildren(...linesOf(words).map((line) => lineNode(line, opened.pages.sizes[at])));
    drawBoxes(at, node);
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    if (paper.isConnected) node.append(el("p", { class: "pc-bad pc-leaf-problem" }, error.message));
  }
}

async function paint(at, node, paper, signal) {
  const blob = await fetchPicture(addressOf(reading.place.document, "page", reading.pages.key, at + 1, pixelsOf(node)), signal);
  const picture = blob && (await createImageBitmap(blob));
  if (!picture) return;
  if (signal.aborted || !paper.isConnected) return picture.close();
  [paper.width, paper.height] = [picture.width, picture.height];
  // Not copied: this took half of the time of `drawImage` (2.7 against 4.8 ms a frame while scrolling).
  paper.getContext("bitmaprenderer").transferFromImageBitmap(picture);
}

function nameScan(at, paper) {
  paper.removeAttribute("aria-hidden");
  paper.setAttribute("role", "img");
  paper.setAttribute("aria-label", t("{page}: a picture without text", { page: pageName(at) }));
}

function clearSheet(at, node) {
  const opened = reading;
  opened.words.delete(at);
  opened.drawing.get(at)?.abort();
  opened.drawing.delete(at);
  // Otherwise it is kept until garbage is collected.
  node.querySelector("canvas")?.getContext("bitmaprenderer").transferFromImageBitmap(null);
  node.replaceChildren();
}

// After a change of size, pictures that are too coarse are drawn anew.
function sharpen() {
  reading.column?.each((at, node) => {
    const paper = node.querySelector("canvas");
    const wanted = pixelsOf(node);
    // The same picture would come again where none is larger.
    if (!paper?.width || paper.width >= 0.9 * wanted || Number(paper.dataset.asked ?? 0) >= wanted) return;
    paper.dataset.asked = wanted;
    paint(at, node, paper, reading.drawing.get(at).signal).catch((error) => { if (!(error instanceof ReadingError)) throw error; });
  });
}

// Words that follow one another on one line: [offset, characters, left, top, width, height] each.
function linesOf(words) {
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1)?.at(-1);
    if (last && follows(last, word)) lines.at(-1).push(word);
    else lines.push([word]);
  }
  return lines;
}

function follows([start, text, left, top, width, height], [next, , left2, top2, width2, height2]) {
  const shared = Math.min(top + height, top2 + height2) - Math.max(top, top2);
  const gap = Math.max(left2 - left - width, left - left2 - width2);
  // Behind the word there is a space at most; more is a bar of ours between two cells.
  return next - start - text.length <= 1 && shared > 0.5 * Math.min(height, height2) && gap < 2 * Math.max(height, height2);
}

function around(words) {
  const left = Math.min(...words.map((word) => word[2]));
  const top = Math.min(...words.map((word) => word[3]));
  const right = Math.max(...words.map((word) => word[2] + word[4]));
  const bottom = Math.max(...words.map((word) => word[3] + word[5]));
  return { left, top, width: right - left, height: bottom - top };
}

const share = (number) => `${(100 * number).toFixed(3)}%`;
const boxStyle = ({ left, top, width, height }) => `left: ${share(left)}; top: ${share(top)}; width: ${share(width)}; height: ${share(height)}`;

const ruler = new OffscreenCanvas(1, 1).getContext("2d");
ruler.font = "100px sans-serif";

// Text that nobody sees lies over its picture, as wide as that, so that it can be selected there.
function lineNode(words, [width, height]) {
  const box = around(words);
  const text = words.map((word) => word[1]).join(" ");
  const size = box.height * (height / width); // as a share of the width of the page
  const natural = (ruler.measureText(text).width / 100) * size;
  return el("span", { dir: "auto", style: `left: ${share(box.left)}; top: ${share(box.top)}; font-size: ${(100 * size).toFixed(3)}cqw; transform: scaleX(${(box.width / Math.max(natural, 1e-6)).toFixed(4)})` }, text);
}

const BOXES = { quote: "pc-said", mark: "pc-words", other: "pc-other", hit: "pc-hit", "hit-now": "pc-hit pc-hit-now" };

function drawBoxes(at, node) {
  const words = reading.words.get(at);
  const holder = node.querySelector(".pc-boxes");
  if (!words || !holder) return;
  const end = (word) => word[0] + [...word[1]].length;
  const boxes = markedSpans().flatMap(({ start, end: last, kind }) => {
    const lines = linesOf(words.filter((word) => word[0] < last && end(word) > start));
    // Those who listen hear the words once, at the first line.
    return lines.map((line, number) => el("mark", { class: `pc-spot ${BOXES[kind]}`, style: boxStyle(around(line)) },
      number ? null : el("span", { class: "pc-hear" }, lines.flat().map((word) => word[1]).join(" "))));
  });
  holder.replaceChildren(...boxes);
}

const remarkPages = () => reading.column.each(drawBoxes);
