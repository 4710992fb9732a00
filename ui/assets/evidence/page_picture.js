// Shows the page of a quote as a picture, with the quote marked.

// Shows the picture, which is drawn only when it is requested.
function showPage() {
  const picture = find(".pc-picture");
  if (!picture.firstChild) drawPage();
  else {
    picture.scrollIntoView({ block: "start" });
    picture.querySelector("button, input")?.focus({ preventScroll: true });
  }
}

function drawPage(password = null) {
  // The new number tells the answer to this request from earlier ones.
  requested = { ...requested, opening: ++opening, drawing: true };
  const holder = find(".pc-picture");
  holder.replaceChildren(el("p", { class: "pc-hint pc-drawing", role: "status", tabindex: "-1" }, "Drawing the page …"));
  holder.firstChild.focus({ preventScroll: true });
  holder.scrollIntoView({ block: "start" });
  trigger("draw", { document: requested.document, opening, span: [requested.start, requested.end], password });
}

function showPicture({ picture, page, last, problem, locked, wrong }) {
  requested.drawing = false;
  const holder = find(".pc-picture");
  if (locked) {
    holder.replaceChildren(passwordForm({
      id: "pc-page-password", label: "The file is encrypted. Its password", button: "Show it",
      wrong: wrong ? "The password does not open it." : "", hint: "The password is used once and not kept.", use: drawPage,
    }));
    find("#pc-page-password").focus();
    return;
  }
  if (problem) {
    holder.replaceChildren(el("p", { class: "pc-bad", tabindex: "-1" }, problem));
    holder.firstChild.focus();
    return;
  }
  const image = el("img", { src: picture, alt: `Page ${page} of the file, with the quote marked. Its text follows.`, click: () => enlarge(image) });
  const button = el("button", { type: "button", class: "pc-quiet", click: () => enlarge(image) }, "Enlarge the page");
  const further = last > page ? ` The quote continues on page ${last}.` : "";
  holder.replaceChildren(image, el("p", { class: "pc-caption" }, el("span", {}, `Page ${page} of the file.${further}`), button));
  button.focus({ preventScroll: true });
  holder.scrollIntoView({ block: "start" });
}

// Shows the page large enough to be read, at the marked words; Escape closes it.
function enlarge(image) {
  const dialog = find(".pc-large");
  const scroller = find(".pc-large-scroll");
  dialog.querySelector(".pc-heading").textContent = requested.title;
  scroller.replaceChildren(el("img", { src: image.src, alt: image.alt }));
  dialog.showModal();
  scroller.focus();
  const place = markedPlace(image);
  scroller.scrollTo(place.x * scroller.scrollWidth - scroller.clientWidth / 4, place.y * scroller.scrollHeight - scroller.clientHeight / 2);
}

// The place of the first yellow mark, as shares of width and height; the top of the page if there is none.
function markedPlace(image) {
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(0, 0, width, height);
  for (let y = 0; y < height; y += 2) {
    let [first, seen] = [0, 0];
    for (let x = 0; x < width; x += 2) {
      const at = 4 * (y * width + x);
      // Boxes are marked with the yellow (255, 238, 115): see index/formats/pdf/drawing.py.
      const yellow = data[at] > 190 && data[at + 1] > 170 && data[at] - data[at + 2] > 90;
      if (!yellow) continue;
      first = seen ? first : x;
      seen += 1;
    }
    if (seen > 3) return { x: first / width, y: y / height };
  }
  return { x: 0.5, y: 0 };
}

function shrink() {
  find(".pc-large").close();
}

// The dialog closes itself at Escape; other listeners must not react to the same key.
find(".pc-large").addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); });
