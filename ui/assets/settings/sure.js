// How sure an answer must be: levels, each with what it costs.

const LEVEL_NAMES = {
  more: t("More answers, of which more are wrong"),
  usual: t("As usual"),
  surer: t("Surer answers, and fewer"),
  surest: t("Only the surest answers"),
};

function showLevels(levels) {
  find(".pc-sure").hidden = levels.length < 2;
  const chosen = levels.some(({ name }) => name === readChoice("sure")) ? readChoice("sure") : "usual";
  find(".pc-levels").replaceChildren(...levels.map((level) => levelNode(level, level.name === chosen)));
}

function levelNode({ name, answered, wrong }, checked) {
  const box = el("input", { type: "radio", name: "pc-sure", value: name, checked, change: () => keepChoice("sure", name) });
  const cost = t("Of 100 questions {answered} are answered. Of 100 answers {wrong} are wrong.", { answered, wrong });
  return el("label", { class: "pc-level" }, box, el("span", {}, el("b", {}, LEVEL_NAMES[name] ?? name), el("span", { class: "pc-hint" }, cost)));
}
