// Who is signed in, where there are accounts: a button with a menu to sign out, and where documents may be added.

let shownAccount = null;

function showAccount({ account }) {
  if (!account || account.name === shownAccount) return;
  shownAccount = account.name;
  const button = menuButton({ label: t("Account: {name}", { name: account.name }), text: account.name, name: "pc-quiet pc-account", items: accountItems });
  find(".pc-account")?.closest(".pc-menu-holder").remove();
  find(".pc-to-settings").before(button);
}

const accountItems = () => [{ text: t("Sign out"), act: signOut }];

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
