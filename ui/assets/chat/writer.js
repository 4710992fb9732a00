// Which model also answers in prose, if any, and what leaves this computer for it.

const STAYS = t("Your documents and questions stay on this computer.");

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
  chooseWriter();
}

function writerChosen() {
  return proseBox().checked ? (library.writers ?? []).find(({ name }) => name === find(".pc-prose select").value) : null;
}

function chooseWriter() {
  for (const node of element.querySelectorAll(".pc-with, [data-act=try]")) node.hidden = !proseBox().checked;
  find(".pc-tried").textContent = "";
  sayWhatLeaves();
}

// The documents leave for an embedding model on a server elsewhere, whether a model writes or not.
function sayWhatLeaves() {
  const said = [];
  if (library.goes) said.push(t("The texts of your documents, and your questions, go to {host}.", { host: library.goes }));
  const writer = writerChosen();
  if (writer?.goes) said.push(t("Your questions, and the sentences found for them, go to {host}.", { host: writer.goes }));
  const stays = find(".pc-stays");
  stays.textContent = said.join(" ") || STAYS;
  stays.classList.toggle("pc-leaves", said.length > 0);
}

function tryWriter() {
  const writer = writerChosen();
  if (!writer) return;
  find(".pc-tried").textContent = t("Asking {name} …", { name: writer.name });
  find(".pc-tried").classList.remove("pc-bad");
  trigger("trywriter", { writer: writer.name });
}

function showTrial({ tried, said, well }) {
  if (writerChosen()?.name !== tried) return;
  find(".pc-tried").textContent = translated(said);
  find(".pc-tried").classList.toggle("pc-bad", !well);
}
