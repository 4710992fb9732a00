// Keeps what was chosen in this browser. The server reads the two cookies, and sends the page as it is wanted
// (ui/web/appearance.py has their names, too); all else is kept where only scripts read it.

const YEAR = 365 * 24 * 3600; // seconds

function keepCookie(name, value) {
  const { pathname } = new URL("./", location.href);
  document.cookie = `pincite-${name}=${value}; path=${pathname}; max-age=${value ? YEAR : 0}; samesite=lax`;
}

function readCookie(name) {
  return new RegExp(`(?:^|; )pincite-${name}=([\\w-]*)`).exec(document.cookie)?.[1] ?? "";
}
