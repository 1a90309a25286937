// What a person thinks of pictures. `settled` is what Python knows, by number; `marks` are clicks not
// yet sent: "liked", "disliked", or "none" to take a label away. They wait here until they go along
// with the next message, so no click waits for the server and none is lost.

const marks = new Map();
let settled = new Map();
let standing = { epoch: 0, past: 0, future: 0, labels: [], folded: [], status: "" };

const publish = () => {
  const value = JSON.stringify({ marks: Object.fromEntries(marks), columns: columns() });
  if (props.value !== value) props.value = value;
};

// After "start over" number 3 is another picture: tiles of before can be looked at, not judged.
const bygone = (tile) => Number(tile.closest(".exchange")?.dataset.epoch) !== standing.epoch;

const judgement = (tile) => {
  if (bygone(tile)) return "";
  const mark = marks.get(tile.dataset.n);
  return mark === undefined ? settled.get(tile.dataset.n) ?? "" : mark === "none" ? "" : mark;
};

const paintTile = (tile) => {
  const judged = judgement(tile);
  const label = bygone(tile) ? "" : settled.get(tile.dataset.n) ?? "";
  for (const [name, value] of [["judged", judged], ["label", label]]) {
    if (value) tile.dataset[name] = value;
    else delete tile.dataset[name];
  }
  const open = one(".open", tile);
  if (judged) open.setAttribute("aria-description", fill(words.bus[judged] ?? "", { number: tile.dataset.n }));
  else open.removeAttribute("aria-description");
  for (const button of all(".judge", tile))
    button.setAttribute("aria-pressed", String(button.dataset.mark === judged));
};

const paint = () => {
  all("#chat .tile").forEach(paintTile);
  paintTray();
  if (lightbox.open) describe();
};

const changed = () => {
  publish();
  paint();
};

const mark = (tile, kind) => {
  if (bygone(tile)) return;
  const number = tile.dataset.n;
  const wanted = judgement(tile) === kind ? "" : kind;
  if (wanted === (settled.get(number) ?? "")) marks.delete(number);
  else marks.set(number, wanted || "none");
  changed();
  one(`[data-off="${number}"]`, tray)?.scrollIntoView({ block: "nearest", inline: "nearest" }); // the row may be full
  tellMark(number, wanted);
  tourReached("mark");
};

// Python says which marks it has taken in; those made meanwhile stay.
const takeIn = (sent) => {
  for (const [number, kind] of Object.entries(sent))
    if (marks.get(number) === kind) marks.delete(number);
};

const settle = (now) => {
  if (now.epoch !== standing.epoch) marks.clear(); // their numbers are other pictures now
  standing = now;
  settled = new Map(now.labels.map(([name, , label]) => [name, label]));
};
