// The outline of the open document: on its start page, and beside what is read.

function outlineList(entries) {
  return el("ul", { class: "pc-outline-list" }, entries.map(({ name, depth, start }) => {
    const go = el("button", { type: "button", class: "pc-outline-entry", style: `padding-inline-start: ${0.6 + depth}rem`, dir: "auto", click: () => goToSection(start) }, name);
    return el("li", {}, go);
  }));
}

async function goToSection(start) {
  closeOutline();
  if (reading.view === "about") await showView(readingView());
  await goTo({ start, end: start }, null, false);
  scrollBox().focus({ preventScroll: true });
}

function toggleOutline() {
  const panel = find(".pc-outline");
  if (!panel.hidden) {
    closeOutline();
    find(".pc-outline-button").focus();
    return;
  }
  panel.replaceChildren(outlineList(reading.about.outline));
  panel.hidden = false;
  find(".pc-outline-button").setAttribute("aria-expanded", "true");
  const here = placeAt(reading.about.outline.map((entry) => entry.start), offsetHere());
  const entry = panel.querySelectorAll("button")[here];
  entry.setAttribute("aria-current", "location");
  entry.focus();
  entry.scrollIntoView({ block: "center" });
}

function closeOutline() {
  find(".pc-outline").hidden = true;
  find(".pc-outline-button").setAttribute("aria-expanded", "false");
}
