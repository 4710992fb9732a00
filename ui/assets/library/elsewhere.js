// Shows what is being read, and by no page: by another server, by a command, or for a program.

let shownElsewhere = ""; // what it was drawn from

function showElsewhere({ elsewhere }) {
  const told = JSON.stringify(elsewhere);
  if (!elsewhere || told === shownElsewhere) return;
  shownElsewhere = told;
  const { jobs, more } = elsewhere;
  const lines = jobs.map(({ name, done, files }) => el("div", { class: "pc-news" }, progressLines(
    name ? t("Reading {name}", { name }) : t("Files wait to be read"),
    done / files,
    files > 1 ? t("For another program: {n} of {total} files are done", { n: done, total: files }) : t("For another program"))));
  if (more) lines.push(el("p", { class: "pc-hint" }, t("And {n} more", { n: more })));
  find(".pc-elsewhere").replaceChildren(...lines);
}

bus.on("library", showElsewhere);

// What others do is told by nobody: more often while something is going on.
setInterval(() => { if (state.elsewhere?.jobs.length) lookAgain(); }, 3000);
setInterval(() => { if (state.shared) lookAgain(); }, 15000);
