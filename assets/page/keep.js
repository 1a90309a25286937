// The keeper: the body of a function that gradio calls once with (element, trigger, props, watch).
//
// It keeps one conversation for each library in the browser, comes back to them after a reload,
// follows links that hold a search, and shows how far the libraries are that are still on their way.
// Python tells it things over its value (bot/view/person/telling.py); how far libraries are it asks for
// itself (bot/view/libraries/progress.py), and only while something goes on.

const top = () => document.querySelector("#top");
const make = (tag, attributes, text = "") => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
};
const words = () => JSON.parse(document.querySelector("#keep-words")?.dataset.words || "{}");
const language = () => document.querySelector("#keep-words")?.dataset.language || "";

// ---- what the browser keeps: this tab's own first, then the newest of any tab ------------------

const KEPT = "morelike:kept:", PLACE = "morelike:place";
const memory = new Map(); // where the browser keeps nothing at all, a tab at least remembers
let unkept = false;

const store = (name) => {
  try { return window[name]; } catch { return null; } // switched off: even asking may throw
};
const tryToSet = (box, key, text) => {
  try { box.setItem(key, text); return true; } catch { return false; }
};
const makeRoom = (box, key) => {
  for (const other of Object.keys(box))
    if (other.startsWith(KEPT) && other !== key) box.removeItem(other);
};
const keep = (key, text) => {
  memory.set(key, text);
  for (const box of [store("sessionStorage"), store("localStorage")].filter(Boolean)) {
    if (tryToSet(box, key, text)) continue;
    makeRoom(box, key);
    if (!tryToSet(box, key, text)) box.removeItem(key); // an old conversation would be a wrong one
  }
};
const kept = (key) => {
  for (const box of [store("sessionStorage"), store("localStorage")]) {
    try {
      const text = box?.getItem(key);
      if (text) return text;
    } catch { /* as if nothing were kept */ }
  }
  return memory.get(key) ?? "";
};
const survives = (key) => {
  try { return Boolean(store("localStorage")?.getItem(key)); } catch { return false; }
};

// ---- the line under the header ------------------------------------------------------------------

const line = make("div", { id: "keeping", class: "keeping", hidden: "" });
line.innerHTML = `<p class="told"></p><progress></progress><button type="button" class="act"></button>
  <p class="notice" role="status"></p><button type="button" class="icon close" data-hush></button>`;
element.closest("#keeper").after(line);
const part = (selector) => line.querySelector(selector);
let hushAt = 0;

// A sentence alone lies over the page for a while: what stands there must not move for it.
const paintLine = () => {
  line.classList.toggle("brief", !part(".told").textContent);
  line.hidden = !part(".told").textContent && !part(".notice").textContent;
};

const notice = (text, seconds = 0) => {
  clearTimeout(hushAt);
  part(".notice").textContent = text;
  part(".close").hidden = !text;
  part(".close").setAttribute("aria-label", words().close ?? "");
  if (text && seconds) hushAt = setTimeout(() => notice(""), seconds * 1000);
  paintLine();
};

const paintProgress = (library) => {
  const shown = library && (library.busy || library.failed || library.go_on);
  part(".told").textContent = shown ? library.line || library.end : "";
  line.classList.toggle("failed", Boolean(shown && library.failed));
  const bar = part("progress");
  bar.hidden = !(shown && library.busy);
  bar.setAttribute("aria-label", part(".told").textContent);
  if (shown && library.total) { bar.max = library.total; bar.value = library.done; }
  else bar.removeAttribute("value");
  const button = part(".act");
  button.textContent = shown ? library.stop || library.go_on : "";
  button.hidden = !button.textContent;
  button.dataset.does = shown && library.stop ? "halt" : "look";
  paintLine();
};

// ---- where the page is --------------------------------------------------------------------------

let place = kept(PLACE);
let link = "", following = "";
let versions = new Map();
let wasBusy = false;

// One after the other: whoever changes their mind on the way gets where they went last.
let entering = 0, next = null;
const enter = (name, arriving = false) => {
  if (!arriving && place !== name) document.dispatchEvent(new Event("morelike:place"));
  place = name;
  notice("");
  if (entering) { next = name; return; }
  entering = setTimeout(entered, 4000); // where nothing was to be done, nothing is told
  trigger("enter", { place: name, kept: kept(KEPT + name), arriving });
};
const entered = () => {
  clearTimeout(entering);
  entering = 0;
  if (next === null) return false;
  const name = next;
  next = null;
  enter(name);
  return true;
};
const follow = () => {
  if (!link) return;
  following = link; // Python may send us to another library first, or say that it is too early
  link = "";
  trigger("follow", { link: following });
};

const paintChoice = (libraries) => {
  for (const option of top()?.querySelectorAll("select.library option") ?? []) {
    const found = libraries.find((one) => one.name === option.value);
    if (found && option.textContent !== found.label) option.textContent = found.label;
  }
};

const took = (libraries) => {
  const here = libraries.find((one) => one.name === place) ?? libraries[0];
  if (!here) return;
  paintChoice(libraries);
  paintProgress(here);
  const before = versions.get(here.name);
  const news = libraries.some((one) => one.version > (versions.get(one.name) ?? one.version));
  versions = new Map(libraries.map((one) => [one.name, one.version]));
  if (before !== undefined && here.version > before) {
    if (before === 0) enter(here.name); // ready: the page goes on by itself
    else trigger("renew", {});
  } else if (news) follow();
  if (wasBusy && !here.busy && here.end && !here.go_on) notice(here.end, 8);
  wasBusy = here.busy;
  if (libraries.some((one) => one.busy)) setTimeout(ask, 800);
};

let asking = false;
const ask = async () => {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(`gradio_api/libraries?language=${language()}`);
    if (answer.ok) took(await answer.json());
  } catch { setTimeout(ask, 3000); // the server may be starting again
  } finally { asking = false; }
};

// ---- what Python tells --------------------------------------------------------------------------

watch("value", () => {
  const told = JSON.parse(props.value || "{}");
  if (told.place) arrive(told);
  if (told.notice) notice(told.notice, told.later ? 0 : 12);
  if (told.turn_to || told.later) link = following;
  if (told.turn_to) enter(told.turn_to);
});

const arrive = (told) => {
  if (!told.keep && entered()) return;
  if (!entering) keep(PLACE, (place = told.place));
  if (told.keep) {
    keep(KEPT + told.place, told.keep);
    if (!survives(KEPT + told.place) && !unkept) { unkept = true; notice(words().unkept, 12); }
    return;
  }
  if (!wasBusy) ask();
  follow();
};

// ---- links and clicks -----------------------------------------------------------------------------

const takeLink = () => {
  const found = /^#s=([\w-]+)$/.exec(location.hash);
  if (location.hash.startsWith("#s=")) history.replaceState(null, "", location.pathname + location.search);
  return found ? found[1] : "";
};

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { /* pages that are not secure have no clipboard */ }
  const field = make("textarea", { readonly: "", "aria-hidden": "true", style: "position:fixed;opacity:0" });
  field.value = text;
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};

document.addEventListener("click", async (event) => {
  const on = (selector) => event.target.closest?.(selector);
  if (on("[data-hush]")) notice("");
  else if (on("[data-look]")) { notice(""); trigger("look", { place }); wasBusy = true; setTimeout(ask, 300); }
  else if (on("#keeping .act")) {
    notice("");
    trigger(on("#keeping .act").dataset.does === "halt" ? "halt" : "look", { place });
    setTimeout(ask, 300);
  } else if (on("[data-copy]")) {
    const address = new URL(on("[data-copy]").dataset.copy, location.href).href;
    const button = on("[data-copy]");
    const done = await copy(address);
    button.focus({ preventScroll: true });
    notice(done ? words().copied : words().uncopied, 6);
  }
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("#top select.library")) enter(event.target.value);
});
window.addEventListener("hashchange", () => { link = takeLink(); follow(); });

link = takeLink();
enter(place, true);
ask();
