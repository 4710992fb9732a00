// The theme: as the system, light or dark.

function showTheme() {
  const chosen = readCookie("theme") || "system";
  for (const box of element.querySelectorAll("[name=pc-theme]")) box.checked = box.value === chosen;
}

function chooseTheme(name) {
  keepCookie("theme", name === "system" ? "" : name);
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}
