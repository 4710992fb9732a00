// The language of the page. The server sends the texts of one language, so the page is loaded again with another.

const REOPEN = "pincite.settings";

function showLanguages() {
  const names = Object.entries(language.names);
  find("#pc-language").replaceChildren(...names.map(([code, name]) => el("option", { value: code, lang: code }, name)));
  find("#pc-language").value = language.code;
}

function chooseLanguage(code) {
  keepCookie("language", code);
  try {
    sessionStorage.setItem(REOPEN, "language");
  } catch {
    // The settings stay closed then.
  }
  bus.emit("reload", Date.now());
}

// After the page came back in the new language, people go on where they were.
function reopen() {
  let asked = null;
  try {
    asked = sessionStorage.getItem(REOPEN);
    sessionStorage.removeItem(REOPEN);
  } catch {
    // As above.
  }
  if (!asked) return;
  openSettings();
  find("#pc-language").focus();
}
