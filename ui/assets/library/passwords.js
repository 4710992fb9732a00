// Asks for the password of encrypted files, and reads them again with it.

const locked = new Map(); // encrypted files by their key in `chosen`: the names inside, and whether a password failed

let withPassword = false; // whether the files that are being read were sent with a password

// After a reading: keeps the files that are encrypted, and forgets the others.
function updateLocked(report) {
  const still = new Map(report.locked.map(({ key, names }) => [key, names]));
  for (const key of report.keys) {
    // A file that is still encrypted after a password was tried had the wrong one.
    if (still.has(key)) locked.set(key, { names: still.get(key), wrong: withPassword });
    else locked.delete(key);
  }
  drawLocked();
}

// The focus moves only for readers who typed a password; others keep theirs.
function focusAfterReport() {
  if (withPassword) (find("#pc-password") ?? find(".pc-news [data-act=seen]") ?? find("[data-act=add]")).focus();
  withPassword = false;
}

const lockedNames = () => [...locked.values()].flatMap(({ names }) => names);

const wrongPassword = (names) => (names.length === 1 ? t("The password does not open it.") : t("The password does not open them."));

function lockedLine(before = "") {
  if (!locked.size) return "";
  const names = lockedNames();
  const wrong = [...locked.values()].some((file) => file.wrong);
  const line = t("{names}: encrypted.", { names: names.join(", ") });
  return `${before}${line}${wrong ? ` ${wrongPassword(names)}` : ""}`;
}

function drawLocked() {
  const place = find(".pc-locked");
  if (!locked.size) {
    place.replaceChildren();
    return;
  }
  const names = lockedNames();
  const many = names.length > 1;
  const wrong = [...locked.values()].filter((file) => file.wrong).flatMap((file) => file.names);
  const leave = el("button", { type: "button", class: "pc-quiet", "data-act": "leave" }, many ? t("Leave them out") : t("Leave it out"));
  place.replaceChildren(
    el("p", { class: "pc-bad" }, many ? t("{n} files are encrypted:", { n: names.length }) : t("A file is encrypted:")),
    el("ul", { class: "pc-failed" }, names.map((name) => el("li", {}, el("b", {}, name)))),
    passwordForm({
      id: "pc-password",
      label: many ? t("Password, tried on each of them") : t("Its password"),
      button: many ? t("Read them") : t("Read it"),
      wrong: !wrong.length ? "" : wrong.length === 1 && many ? t("The password does not open {name}.", { name: wrong[0] }) : wrongPassword(wrong),
      hint: t("The password is used once and not kept. The text is then kept in your index as that of any document, unencrypted."),
      use: unlock,
      more: leave,
    }));
}

function unlock(password) {
  // The files are sent again, because the server keeps neither them nor the password.
  const again = [...locked.keys()];
  find(".pc-locked").replaceChildren();
  find("[data-act=add]").focus();
  uploadAll(again, password);
}

function leaveOut() {
  for (const key of locked.keys()) chosen.delete(key);
  locked.clear();
  drawLocked();
  // The form goes away, and with it the button that had the focus.
  find("[data-act=add]").focus();
}
