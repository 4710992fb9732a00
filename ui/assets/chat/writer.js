// Which model also answers in prose, if any, and what leaves this computer for it.

const STAYS = t("Your documents and questions stay on this computer."), STAYS_THERE = t("Your documents and questions stay on this server.");

let touched = false; // whether somebody has chosen since the page was opened

const proseBox = () => find(".pc-prose input");

// The same models as before are not drawn again: a list that is open would close.
function drawWriters() {
  const writers = library.writers ?? [];
  find(".pc-prose").hidden = !writers.length;
  const list = find(".pc-prose select");
  const names = writers.map(({ name }) => name);
  if (names.join("\n") === [...list.options].map(({ value }) => value).join("\n")) return;
  const chosen = list.value;
  list.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
  if (names.includes(chosen)) list.value = chosen;
  // What was chosen before in this browser, as soon as it is listed: that of another machine comes later.
  if (names.includes(readChoice("writer")) && !touched) [list.value, proseBox().checked] = [readChoice("writer"), true];
  drawChoice();
}

// From the settings; without a name, no model writes.
function takeWriter(name) {
  proseBox().checked = Boolean(name);
  if (name) find(".pc-prose select").value = name;
  chooseWriter();
}

function writerChosen() {
  return proseBox().checked ? (library.writers ?? []).find(({ name }) => name === find(".pc-prose select").value) : null;
}

function chooseWriter() {
  touched = true;
  keepChoice("writer", writerChosen()?.name ?? "");
  drawChoice();
}

function drawChoice() {
  for (const node of element.querySelectorAll(".pc-with, [data-act=try]")) node.hidden = !proseBox().checked;
  tell("");
}

// The documents leave for an embedding model on a server elsewhere, whether a model writes or not.
function whatLeaves() {
  const said = [];
  if (library.goes) said.push(t("The texts of your documents, and your questions, go to {host}.", { host: library.goes }));
  const writer = writerChosen();
  if (writer?.goes) said.push(t("Your questions, and the sentences found for them, go to {host}.", { host: writer.goes }));
  return said.join(" ") || null;
}

function sayWhatLeaves() {
  const stays = find(".pc-stays");
  stays.textContent = whatLeaves() ?? (library.shared || library.account ? STAYS_THERE : STAYS);
  stays.classList.toggle("pc-leaves", whatLeaves() !== null);
}

function tryWriter() {
  const writer = writerChosen();
  if (!writer) return;
  tell(t("Asking {name} …", { name: writer.name }));
  trigger("trywriter", { writer: writer.name });
}

function showTrial({ tried, said, well }) {
  if (writerChosen()?.name !== tried) return;
  tell(translated(said), well);
}

// What a test of the model gave, here and in the settings.
function tell(said, well = true) {
  find(".pc-tried").textContent = said;
  find(".pc-tried").classList.toggle("pc-bad", !well);
  sayWhatLeaves();
  bus.emit("writer", { writers: library.writers ?? [], chosen: writerChosen()?.name ?? null, said, well, leaves: find(".pc-stays").textContent });
}

bus.on("choose writer", takeWriter);
bus.on("try writer", tryWriter);
