// Finds words in the open document, and goes from place to place.

const findBar = () => find(".pc-find-bar");
const findBox = () => find("#pc-find-words");
let typing = 0;

function openFind() {
  if (!findBar().hidden) return closeFind();
  findBar().hidden = false;
  find(".pc-find-button").setAttribute("aria-expanded", "true");
  findBox().focus();
  findBox().select();
  if (findBox().value.trim()) search();
}

function closeFind() {
  findBar().hidden = true;
  find(".pc-find-button").setAttribute("aria-expanded", "false");
  find(".pc-find-button").focus();
  clearHits();
}

function clearHits() {
  find(".pc-find-count").textContent = "";
  if (!reading?.hits.length) return;
  Object.assign(reading, { hits: [], hit: -1, more: false, sought: "" });
  showMarks();
}

async function search() {
  const opened = reading;
  const words = findBox().value.trim();
  clearTimeout(typing);
  if (!words) return clearHits();
  let answer;
  try {
    answer = await fetchJson(`${addressOf(opened.place.document, "find")}?words=${encodeURIComponent(words)}`);
  } catch (error) {
    find(".pc-find-count").textContent = error.message;
    return;
  }
  if (reading !== opened || findBar().hidden || findBox().value.trim() !== words) return;
  const here = offsetHere();
  const next = answer.found.findIndex(([start]) => start >= here);
  Object.assign(opened, { hits: answer.found, more: answer.more, sought: words, hit: answer.found.length ? Math.max(next, 0) : -1 });
  showMarks();
  drawHitCount();
  goToHit();
}

function drawHitCount() {
  const { hits, hit, more } = reading;
  find(".pc-find-count").textContent = hits.length ? t("{number} of {total}", { number: hit + 1, total: `${formatNumber(hits.length)}${more ? "+" : ""}` }) : t("Not found");
}

function stepHit(step) {
  if (reading.sought !== findBox().value.trim()) return search();
  const { hits } = reading;
  if (!hits.length) return;
  reading.hit = (reading.hit + step + hits.length) % hits.length;
  drawHitCount();
  showMarks();
  goToHit();
}

function goToHit() {
  const found = reading.hits[reading.hit];
  if (found) goTo({ start: found[0], end: found[1] }, ".pc-hit-now", false);
}

findBar().addEventListener("submit", (event) => { event.preventDefault(); stepHit(1); });
findBox().addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  stepHit(event.shiftKey ? -1 : 1);
});
findBox().addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, 250);
});
