// Asks for the password of an encrypted file whose pages are to be shown.

function showLock(wrong) {
  const text = el("button", { type: "button", class: "pc-quiet", click: () => showView("text", true) }, t("Read its text instead"));
  find(".pc-page").replaceChildren(passwordForm({
    id: "pc-page-password", label: t("The file is encrypted. Its password"), button: t("Show the pages"),
    wrong: wrong ? t("The password does not open it.") : "",
    hint: t("The password is kept in memory while the pages are shown, and nowhere else."), use: unlock, more: [text],
  }));
  find("#pc-page-password").focus();
}

function unlock(password) {
  reading.unlocking = ++opening;
  trigger("unlock", { document: reading.place.document, opening, password });
}

// The answer to `unlock`.
function receive() {
  const value = received();
  if (!value || !reading || value.opening !== reading.unlocking) return;
  if (value.locked) return showLock(value.wrong);
  if (value.problem) return showProblem(value.problem);
  reading.pages = value;
  showView("pages", true);
}
