// The model that writes prose: the same choice as below the question box (chat/writer.js), with its test.

function showWriter({ writers, chosen, said, well, leaves }) {
  const list = find("#pc-model");
  const names = writers.map(({ name }) => name);
  if (names.join("\n") !== [...list.options].slice(1).map(({ value }) => value).join("\n") || !list.options.length) {
    list.replaceChildren(el("option", { value: "" }, t("None: quotes only")), ...names.map((name) => el("option", { value: name }, name)));
  }
  list.value = chosen ?? "";
  find("[data-act=try]").hidden = !chosen;
  find(".pc-model-said").textContent = said;
  find(".pc-model-said").classList.toggle("pc-bad", well === false);
  const none = t("There is none. On the computer that Pincite runs on, “pincite models” lists those that can be installed.");
  find(".pc-model-hint").textContent = names.length ? `${t("Each sentence that it writes is checked against your documents.")} ${leaves}` : none;
}
