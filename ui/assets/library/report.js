// A report in plain words: what was read, what is worth knowing, and what could not be read.

const SHOWN = 5; // names of a kind; of more, the rest is opened

function reportLines({ read, unchanged, removed, failed, warnings, language: advice, stopped }) {
  const lines = [];
  if (stopped) lines.push(el("p", {}, t("Cancelled. What was read until then stays.")));
  if (read.length) lines.push(el("p", {}, read.length < 4 ? t("Read {names}.", { names: read.join(", ") }) : t("Read {n} files.", { n: read.length })));
  if (unchanged.length) {
    lines.push(el("p", {}, unchanged.length < 4 ? t("{names}: already here.", { names: unchanged.join(", ") }) : t("{n} files were already here.", { n: unchanged.length })));
  }
  if (removed.length) lines.push(el("p", {}, plural(removed.length, "{n} document is gone, because the file is.", "{n} documents are gone, because the files are.")));
  if (advice) lines.push(el("p", {}, translated(advice)));
  if (failed.length) {
    lines.push(el("p", { class: "pc-bad" }, plural(failed.length, "Could not read {n} file:", "Could not read {n} files:")), ...namedList(byReason(failed)));
  }
  if (warnings.length) {
    const byFile = new Map();
    for (const { name, text } of warnings) byFile.set(name, [...(byFile.get(name) ?? []), translated(text)]);
    lines.push(el("p", {}, t("Please note:")), ...namedList([...byFile].map(([name, texts]) => [name, texts.join(" ")])));
  }
  // Encrypted files, and those whose name is taken, have a form of their own below.
  if (!lines.length && (locked.size || taken.size)) return [];
  if (!lines.length) lines.push(el("p", {}, t("There was nothing to read.")));
  lines.push(el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, t("Hide this")));
  return lines;
}

// Files with one reason are one line.
function byReason(failed) {
  const reasons = new Map();
  for (const { name, reason } of failed) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  return [...reasons].map(([reason, names]) => [names.length < 4 ? names.join(", ") : t("{name} and {n} more", { name: names[0], n: names.length - 1 }), translated(reason)]);
}

// The first of many, and the others for those who want them.
function namedList(pairs) {
  const item = ([name, text]) => el("li", {}, el("b", {}, name), `: ${text}`);
  const [first, rest] = [pairs.slice(0, SHOWN), pairs.slice(SHOWN)];
  const nodes = [el("ul", { class: "pc-failed" }, first.map(item))];
  if (rest.length) nodes.push(el("details", { class: "pc-rest" }, el("summary", {}, t("{n} more", { n: rest.length })), el("ul", { class: "pc-failed" }, rest.slice(0, 500).map(item))));
  return nodes;
}
