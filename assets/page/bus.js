// The click bus: the body of a function that gradio calls once with (element, trigger, props, watch).
//
// Everything a person clicks on the page is read here from data- attributes and goes to Python over
// one hidden component: what to say, what to refine with, a new conversation. Marks (liked, disliked,
// or "none" to take a label away) live here until they are sent with the next message, so no click
// waits for the server and none is lost.

const chat = () => document.querySelector("#chat");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, attributes, text = "") => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
};

// Every word is Python's (bot/replies/labels, group `bus`), in the language of the conversation: the
// header brings them, and brings others when the language changes.
let words = {};
let language = null;
const fill = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const readWords = () => {
  const brought = document.querySelector("#words");
  if (!brought || brought.dataset.language === language) return false;
  language = document.documentElement.lang = brought.dataset.language;
  words = JSON.parse(brought.dataset.words);
  return true;
};
readWords();

// ---- marks: number -> "liked" | "disliked" | "none" -------------------------------------------

const marks = new Map();
let epoch = null;

const shell = document.querySelector("#shell");
const columns = () => Number(getComputedStyle(shell).getPropertyValue("--columns")) || 6;

const publish = () => {
  const value = JSON.stringify({ marks: Object.fromEntries(marks), columns: columns() });
  if (props.value !== value) props.value = value;
};

const tilesOf = (number) => all(`#chat .tile[data-n="${number}"]`);

const judgement = (tile) => {
  const mark = marks.get(tile.dataset.n);
  return mark === undefined ? tile.dataset.label || "" : mark === "none" ? "" : mark;
};

const paintTile = (tile) => {
  const judged = judgement(tile);
  if (judged) tile.dataset.judged = judged;
  else delete tile.dataset.judged;
  for (const button of all(".judge", tile))
    button.setAttribute("aria-pressed", String(button.dataset.mark === judged));
};

const mark = (tile, kind) => {
  const number = tile.dataset.n;
  const settled = tile.dataset.label || "";
  const wanted = judgement(tile) === kind ? "" : kind;
  if (wanted === settled) marks.delete(number);
  else marks.set(number, wanted || "none");
  publish();
  paint();
};

const markChip = (number) => {
  const kind = marks.get(number);
  const said = fill(words[kind], { number });
  const chip = make("button", {
    type: "button",
    class: `mark-chip ${kind}`,
    "data-unmark": number,
    "aria-label": fill(words.take_away, { mark: said }),
  });
  const picture = tilesOf(number)[0]?.querySelector("img");
  if (picture) chip.append(make("img", { src: picture.getAttribute("src"), alt: "" }));
  chip.append(make("span", {}, said), make("i", { "aria-hidden": "true" }, "×"));
  return chip;
};

const paintBar = () => {
  const bar = document.querySelector("#marks .marks");
  if (!bar) return;
  const chips = [...marks.keys()].map(markChip);
  if (chips.length)
    chips.push(make("button", { type: "button", class: "refine", "data-refine": "" }, words.refine));
  bar.replaceChildren(...chips);
  bar.classList.toggle("empty", !chips.length);
};

const paint = () => {
  all("#chat .tile").forEach(paintTile);
  paintBar();
  if (lightbox.open) describe();
};

// Python answers with the marks that it has taken in; those made meanwhile stay.
watch("value", () => {
  const { sent } = JSON.parse(props.value || "{}");
  if (!sent) return;
  for (const [number, kind] of Object.entries(sent))
    if (marks.get(number) === kind) marks.delete(number);
  publish();
  setTimeout(paint, 0);
});

// ---- lightbox ---------------------------------------------------------------------------------

const lightbox = make("dialog", { class: "lightbox", tabindex: "-1" });
lightbox.innerHTML = `
  <div class="top"><p><b class="which"></b> <span class="caption"></span></p>
    <button type="button" class="icon close" data-act="close"></button></div>
  <div class="stage"><img alt=""></div>
  <div class="deeds">
    <button type="button" class="icon previous" data-act="previous"></button>
    <button type="button" class="deed disliked" data-act="disliked" aria-keyshortcuts="-"></button>
    <button type="button" class="deed liked" data-act="liked" aria-keyshortcuts="+"></button>
    <button type="button" class="deed similar" data-act="similar"></button>
    <button type="button" class="icon next" data-act="next"></button>
  </div>`;
shell.append(lightbox);

const nameLightbox = () => {
  lightbox.setAttribute("aria-label", words.lightbox);
  for (const deed of ["close", "previous", "next"])
    lightbox.querySelector(`[data-act=${deed}]`).setAttribute("aria-label", words[deed]);
  for (const [deed, name] of [["disliked", "not_this"], ["liked", "more_like_this"], ["similar", "similar"]])
    lightbox.querySelector(`[data-act=${deed}]`).textContent = words[name];
};
nameLightbox();

let current = null;

const siblings = (tile) => all(".tile", tile.parentElement);
const address = (tile) => `gradio_api/picture/${tile.dataset.id}`;

const describe = () => {
  const judged = judgement(current);
  for (const kind of ["liked", "disliked"])
    lightbox.querySelector(`[data-act=${kind}]`).setAttribute("aria-pressed", String(judged === kind));
};

const show = (tile) => {
  current = tile;
  const picture = lightbox.querySelector(".stage img");
  const caption = tile.dataset.caption;
  lightbox.querySelector(".which").textContent = `#${tile.dataset.n}`;
  lightbox.querySelector(".caption").textContent = caption;
  picture.src = tile.querySelector("img").src; // there already; the whole picture follows
  picture.alt = caption || fill(words.picture, { number: tile.dataset.n });
  const whole = new Image();
  whole.onload = () => { if (current === tile) picture.src = whole.src; };
  whole.src = address(tile);
  describe();
  if (!lightbox.open) lightbox.showModal();
};

const move = (by) => {
  const tiles = siblings(current);
  show(tiles[(tiles.indexOf(current) + by + tiles.length) % tiles.length]);
};

const act = (deed) => {
  if (deed === "close") lightbox.close();
  else if (deed === "next") move(1);
  else if (deed === "previous") move(-1);
  else if (deed === "similar") { lightbox.close(); say({ text: fill(words.say_similar, { number: current.dataset.n }) }); }
  else mark(current, deed);
};

const deedOfKey = {
  ArrowRight: "next", ArrowLeft: "previous", "+": "liked", "=": "liked", "-": "disliked",
};

lightbox.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
  else if (!event.target.closest(".stage img, .deeds, .top p")) lightbox.close();
});
lightbox.addEventListener("keydown", (event) => {
  if (!deedOfKey[event.key]) return;
  act(deedOfKey[event.key]);
  event.preventDefault();
});
lightbox.addEventListener("close", () => current?.isConnected && focusTile(current));

let touchedAt = null;
lightbox.addEventListener("touchstart", (event) => { touchedAt = event.touches[0].clientX; }, { passive: true });
lightbox.addEventListener("touchend", (event) => {
  const way = event.changedTouches[0].clientX - touchedAt;
  if (Math.abs(way) > 48) move(way < 0 ? 1 : -1);
}, { passive: true });

// ---- tiles by keyboard: one stop for Tab in each gallery, arrows inside ------------------------

const focusTile = (tile) => {
  for (const other of siblings(tile)) other.querySelector(".open").tabIndex = other === tile ? 0 : -1;
  tile.querySelector(".open").focus();
};

document.addEventListener("keydown", (event) => {
  const tile = event.target.closest?.("#chat .tile");
  if (!tile || event.ctrlKey || event.metaKey || event.altKey) return;
  const tiles = siblings(tile);
  const place = tiles.indexOf(tile);
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns() };
  const goal = { Home: 0, End: tiles.length - 1 }[event.key] ?? place + (steps[event.key] ?? 0);
  if (event.key in steps || event.key === "Home" || event.key === "End") {
    if (tiles[goal]) focusTile(tiles[goal]);
  } else if (["liked", "disliked"].includes(deedOfKey[event.key])) mark(tile, deedOfKey[event.key]);
  else return;
  event.preventDefault();
});

// ---- what a click does ------------------------------------------------------------------------

const busy = () => Boolean(document.querySelector("#chat .waiting"));
const say = (what) => { if (!busy()) trigger("say", what); };

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest?.(selector);
  const tile = on("#chat .tile");
  const judge = on(".judge");
  if (tile && judge) mark(tile, judge.dataset.mark);
  else if (tile && !on(".alike")) show(tile);
  else if (on("[data-unmark]")) {
    marks.delete(on("[data-unmark]").dataset.unmark);
    publish();
    paint();
  } else if (on("[data-refine]")) { if (!busy()) trigger("refine", {}); }
  else if (on("[data-new]")) { marks.clear(); publish(); paint(); trigger("fresh", {}); }
  else if (on("[data-say]")) say({ text: on("[data-say]").dataset.say });
  else if (on("[data-like]")) say({ picture: on("[data-like]").dataset.like });
});

// A picture dropped anywhere goes to the box; without this the browser would leave the page for it.
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  if (event.target.closest?.("#box")) return;
  event.preventDefault();
  const input = document.querySelector("#box input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// A picture that cannot be loaded shows its number on a plain tile, not a broken icon.
document.addEventListener("error", (event) => {
  if (event.target.matches?.("#chat .tile img")) event.target.classList.add("missing");
}, true);

// ---- what follows a change of the screen --------------------------------------------------------

let asked = 0;

const newestToTheTop = () => {
  const scroller = document.querySelector("#chat [role=log]");
  const questions = all("#chat .user-row");
  const last = questions.at(-1);
  if (!scroller || !last) { asked = 0; return; }
  // Room under the last answer lets its question come up to the top, and no more than that.
  chat().style.setProperty("--tail", `${Math.max(0, scroller.clientHeight - last.offsetHeight)}px`);
  if (questions.length === asked) return;
  asked = questions.length;
  scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
};

const enableSteps = () => {
  const newest = all("#chat .answer[data-past]").at(-1);
  document.querySelectorAll("#top .undo").forEach((b) => { b.disabled = !Number(newest?.dataset.past); });
  document.querySelectorAll("#top .redo").forEach((b) => { b.disabled = !Number(newest?.dataset.future); });
};

const forgetOldNumbers = () => {
  const now = all("#chat .answer[data-epoch]").at(-1)?.dataset.epoch ?? null;
  if (epoch !== null && now !== null && now !== epoch && marks.size) { marks.clear(); publish(); }
  if (now !== null) epoch = now;
};

// gradio names each message "a component of type html", which helps nobody who listens.
const nameMessages = () => {
  for (const [selector, name] of [
    ["#chat [data-testid=user]", "you_said"], ["#chat [data-testid=bot]", "answer"],
    ["#chat [role=log]", "conversation"], ["#marks .marks", "marks"],
  ])
    all(selector).forEach((named) => named.setAttribute("aria-label", words[name]));
};

let due = false;
const screenChanged = () => {
  due = false;
  if (readWords()) nameLightbox();
  forgetOldNumbers();
  enableSteps();
  nameMessages();
  paint();
  newestToTheTop();
};
const outsideMarks = (change) => !change.target.closest?.("#marks, .lightbox");
new MutationObserver((changes) => {
  if (due || !changes.some(outsideMarks)) return; // painting the marks is no news
  due = true;
  requestAnimationFrame(screenChanged);
}).observe(shell, { childList: true, subtree: true });

new ResizeObserver(() => { publish(); newestToTheTop(); }).observe(shell.querySelector("#chat") ?? shell);
new ResizeObserver(publish).observe(document.documentElement);
publish();
screenChanged();
