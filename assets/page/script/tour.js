// Three steps for the first visit. They stand beside the page, not over it: nothing is held up, each
// step is ticked off by doing it, and Escape or Skip ends them. The browser remembers that; the "?"
// button brings them back.

const STEPS = ["say", "mark", "refine"];
const TOURED = "morelike-toured";
const guide = make("section", { class: "guide", role: "group", "data-name": "tools.tour", tabindex: "-1", hidden: "" });
let step = 0;

const draw = () => {
  const last = step === STEPS.length - 1;
  const name = STEPS[step];
  const dots = STEPS.map((_, at) => make("i", at === step ? { class: "on" } : {}));
  guide.replaceChildren(
    make("div", { class: `scene ${name}`, "aria-hidden": "true" }, make("b", {}), make("b", {}), make("b", {})),
    make("div", { class: "text", "aria-live": "polite" },
      make("h2", {}, words.tour[name]), make("p", {}, words.tour[`${name}_more`])),
    make("div", { class: "foot" },
      make("span", { class: "dots", role: "img", "aria-label": fill(words.tour.place, { number: step + 1, count: STEPS.length }) }, ...dots),
      make("button", { type: "button", class: "skip", "data-tour": "end" }, last ? "" : words.tour.skip),
      make("button", { type: "button", class: "go", "data-tour": "on" }, last ? words.tour.done : words.tour.next)),
  );
  one(".skip", guide).hidden = last;
  shell.dataset.tour = name;
};

const endTour = () => {
  guide.hidden = true;
  delete shell.dataset.tour;
  remember();
};

const remember = () => {
  try { localStorage.setItem(TOURED, "yes"); } catch { /* a browser that keeps nothing asks again */ }
};
const toured = () => {
  try { return localStorage.getItem(TOURED) === "yes"; } catch { return false; }
};

const goOn = () => {
  step += 1;
  if (step < STEPS.length) draw();
  else endTour();
};

// What a step asks for was done: on to the next, wherever the tour stands.
const tourReached = (name) => {
  if (guide.hidden || STEPS[step] !== name) return;
  goOn();
};

const startTour = () => {
  step = 0;
  draw();
  guide.hidden = false;
};

guide.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tour]");
  if (!button) return;
  if (button.dataset.tour === "on") goOn();
  else endTour();
  (guide.hidden ? area() : one(".go", guide))?.focus();
});
guide.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  endTour();
  area()?.focus();
});
tools.tour = () => { startTour(); guide.focus(); };
whenSpoken.push(() => { if (!guide.hidden) draw(); });
