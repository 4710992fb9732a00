// Who is signed in, where there are accounts: a button with a menu to sign out.

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
