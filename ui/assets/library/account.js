// Who is signed in, where there are accounts: a button with a menu to sign out, and where documents may be added.

let shownAccount = null;

function showAccount({ account }) {
  if (!account || account.name === shownAccount) return;
  shownAccount = account.name;
  const button = menuButton({ label: t("Account: {name}", { name: account.name }), text: account.name, name: "pc-quiet pc-account", items: accountItems });
  find(".pc-account")?.closest(".pc-menu-holder").remove();
  find(".pc-to-settings").before(button);
}

const accountItems = () => [...(state.account.password ? [{ text: t("Change password"), act: () => askNewPassword() }] : []), { text: t("Sign out"), act: signOut }];

// Asks for the current password and a new one; `wrong`: why what was typed before was not taken.
function askNewPassword(wrong = "") {
  const box = (id, autocomplete) => el("input", { type: "password", id, class: "pc-text", autocomplete, required: true, "aria-describedby": wrong ? "pc-password-problem" : null });
  const [current, wanted, again] = [box("pc-current-password", "current-password"), box("pc-new-password", "new-password"), box("pc-new-password-again", "new-password")];
  // By it a password manager knows whose password it is.
  const name = el("input", { type: "text", class: "pc-hear", autocomplete: "username", value: state.account.name, readonly: true, tabindex: -1, "aria-hidden": true });
  const hint = t("With a new password you are signed out everywhere else.");
  const problem = wrong && el("p", { class: "pc-bad", id: "pc-password-problem", role: "alert" }, wrong);
  const inside = [problem, name, ...labelled(current.id, t("Current password"), current), ...labelled(wanted.id, t("New password"), wanted), ...labelled(again.id, t("The new password once more"), again, hint)];
  openDialog(t("Change password"), inside, t("Change it"), () => changePassword(current.value, wanted.value, again.value));
  current.focus();
}

async function changePassword(current, wanted, again) {
  if (wanted !== again) return askNewPassword(t("The two new passwords differ."));
  try {
    const answer = await fetch("./password", { method: "POST", body: new URLSearchParams({ current, new: wanted }) });
    // As another visitor from now on: the session is new, too.
    if (answer.ok) {
      openDialog(t("Your password is changed"), [el("p", {}, t("You are signed out everywhere else."))], t("Go on"), null);
      return dialog.addEventListener("close", () => location.reload(), { once: true });
    }
    return askNewPassword(await answer.text());
  } catch {
    return askNewPassword(t("The server did not answer. Try it again."));
  }
}

async function signOut() {
  try {
    await fetch("./logout", { method: "POST" });
  } finally {
    // Also where the server did not answer: the page that comes says what is wrong.
    location.assign("./");
  }
}

bus.on("library", showAccount);

let shownPlaces = null;

// A choice only where there is more than one place, and nothing to add with for who may not.
function showPlaces({ adds }) {
  const told = JSON.stringify(adds);
  if (told === shownPlaces) return;
  shownPlaces = told;
  find(".pc-adding").hidden = !adds.length;
  find(".pc-to").hidden = adds.length < 2;
  const chosen = find("#pc-to").value;
  find("#pc-to").replaceChildren(...adds.map(([space, name]) => el("option", { value: space }, placeName(name))));
  if (adds.some(([space]) => space === chosen)) find("#pc-to").value = chosen;
}

const placeName = (name) => (name === "*" ? t("Documents for everybody") : name || t("My documents"));

// Null where there is no choice.
const chosenPlace = () => (state.adds.length > 1 ? find("#pc-to").value : null);

bus.on("library", showPlaces);
