// A report in plain words: what was read, what is worth knowing, and what could not be read.

const SHOWN = 5; // names of a kind; of more, the rest is opened

function reportLines({ read, unchanged, removed, failed, warnings, language, stopped }) {
  const lines = [];
  if (stopped) lines.push(el("p", {}, "Cancelled. What was read until then stays."));
  if (read.length) lines.push(el("p", {}, read.length < 4 ? `Read ${read.join(", ")}.` : `Read ${read.length.toLocaleString("en")} files.`));
  if (unchanged.length) {
    lines.push(el("p", {}, unchanged.length < 4 ? `${unchanged.join(", ")}: already here.` : `${unchanged.length.toLocaleString("en")} files were already here.`));
  }
  if (removed.length) lines.push(el("p", {}, `${count(removed.length, "document is", "documents are")} gone, because the files are.`));
  if (language) lines.push(el("p", {}, language));
  if (failed.length) {
    lines.push(el("p", { class: "pc-bad" }, `Could not read ${count(failed.length, "file", "files")}:`), ...namedList(byReason(failed)));
  }
  if (warnings.length) {
    const byFile = new Map();
    for (const { name, text } of warnings) byFile.set(name, [...(byFile.get(name) ?? []), text]);
    lines.push(el("p", {}, "Please note:"), ...namedList([...byFile].map(([name, texts]) => [name, texts.join(" ")])));
  }
  // Encrypted files, and those whose name is taken, have a form of their own below.
  if (!lines.length && (locked.size || taken.size)) return [];
  if (!lines.length) lines.push(el("p", {}, "There was nothing to read."));
  lines.push(el("button", { type: "button", class: "pc-quiet", "data-act": "seen" }, "Hide this"));
  return lines;
}

// Files with one reason are one line.
function byReason(failed) {
  const reasons = new Map();
  for (const { name, reason } of failed) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  return [...reasons].map(([reason, names]) => [names.length < 4 ? names.join(", ") : `${names[0]} and ${(names.length - 1).toLocaleString("en")} more`, reason]);
}

// The first of many, and the others for those who want them.
function namedList(pairs) {
  const item = ([name, text]) => el("li", {}, el("b", {}, name), `: ${text}`);
  const [first, rest] = [pairs.slice(0, SHOWN), pairs.slice(SHOWN)];
  const nodes = [el("ul", { class: "pc-failed" }, first.map(item))];
  if (rest.length) nodes.push(el("details", { class: "pc-rest" }, el("summary", {}, `${rest.length.toLocaleString("en")} more`), el("ul", { class: "pc-failed" }, rest.slice(0, 500).map(item))));
  return nodes;
}
