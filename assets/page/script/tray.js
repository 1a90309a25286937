// The lines above the box: where the search stands, steps back and forth, and what was said of
// pictures. A chip is taken away by a click: a mark not yet sent is forgotten, a label unsaid at once.

const tray = one("#tray .tray");
const SIGNS = { liked: "+", disliked: "−", none: "×", unsure: "?" };

const refine = () => { if (!busy()) trigger("refine", {}); };

const chip = (name, id, kind, unsent) => {
  const letter = !/^\d/.test(name);
  const label = kind === "unsure" ? "none" : kind;
  const said = letter ? words.tray.yours : fill(words.bus[label], { number: name });
  const full = fill(words.bus.take_away, { mark: unsent ? fill(words.bus.unsent, { mark: said }) : said });
  const picture = make("img", { src: `gradio_api/thumb/${id}`, alt: "", width: 32, height: 32 });
  return make("button", {
    type: "button", class: `mark-chip ${kind}${unsent ? " unsent" : ""}`, "data-off": name,
    "aria-label": full, title: full,
  },
  picture, make("span", {}, `${SIGNS[kind]}${letter ? name : `#${name}`}`), make("i", { "aria-hidden": "true" }));
};

// A number may stand in galleries of before a restart too: the newest tile is the one that is meant.
const newestIdOf = (number) => all(`#chat .tile[data-n="${number}"]`).at(-1)?.dataset.id ?? "";

const chips = () => {
  const said = standing.labels.filter(([name]) => name && !marks.has(name))
    .map(([name, id, label]) => chip(name, id, label, false));
  const unsent = [...marks].map(([name, kind]) => {
    const known = standing.labels.find(([each]) => each === name)?.[1];
    return chip(name, known ?? newestIdOf(name), kind, true);
  });
  return [...unsent, ...said]; // what is to be sent is in sight, however long the row
};

const paintTray = () => {
  const row = one(".marks", tray);
  const had = document.activeElement?.dataset?.off;
  const drawn = chips();
  row.replaceChildren(...drawn);
  if (had !== undefined) (drawn.find((each) => each.dataset.off === had) ?? drawn.at(-1) ?? one("#box textarea"))?.focus();
  one(".held", tray).hidden = !drawn.length;
  one("[data-refine]", tray).hidden = !marks.size;
  one(".status", tray).textContent = standing.status;
  one(".undo", tray).disabled = !standing.past;
  one(".redo", tray).disabled = !standing.future;
  one(".restart", tray).disabled = !standing.status && !standing.labels.length && !standing.past;
  tray.hidden = !exchanges().length;
};

const takeAway = (name) => {
  if (marks.delete(name)) return changed();
  if (busy()) return;
  if (!/^\d/.test(name)) return say({ text: fill(words.said.none, { names: name }) });
  marks.set(name, "none");
  publish();
  setTimeout(refine, 0); // the mark goes along
};
