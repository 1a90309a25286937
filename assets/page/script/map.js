// The map of the results: every candidate a sign, by colour and shape, what was judged as it is. Python
// gives the places (data-told); a click or the arrow keys choose one, Enter or another click opens it.

const SVG = "http://www.w3.org/2000/svg";
const ink = (tag, attributes, ...inside) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
};

const map = makeAside("map", "survey");
const HEIGHT_OF_WIDTH = 0.58, LEAST = 0.48, TALLEST = 0.62, ROOM = 30, NEAR = 24, GROUND = 0.042;
const LEVELS = [0.4, 0.7, 1]; // parts of the votes that suffice, from which on the ground gets darker
const ORDER = ["undecided", "match", "disliked", "liked"]; // what is drawn later lies on top
let survey = null;
let active = -1;

const shapes = {
  undecided: () => [ink("circle", { r: 3.5 })],
  match: () => [ink("path", { d: "M0-7 7 0 0 7-7 0Z" })],
  disliked: () => [ink("rect", { x: -7, y: -7, width: 14, height: 14 }), ink("path", { d: "M-4 0H4" })],
  liked: () => [ink("circle", { r: 8 }), ink("path", { d: "M-4 0H4M0-4V4" })],
};
const PICTURE = 38;

// Labelled pictures are seen themselves: what is liked round, what is disliked square.
const pictured = (id, kind) => [
  ink("image", { href: `gradio_api/thumb/${id}`, x: -PICTURE / 2, y: -PICTURE / 2, width: PICTURE, height: PICTURE,
    preserveAspectRatio: "xMidYMid slice", "clip-path": `url(#aside-${kind})` }),
  kind === "liked" ? ink("circle", { class: "ring", r: PICTURE / 2 })
    : ink("rect", { class: "ring", x: -PICTURE / 2, y: -PICTURE / 2, width: PICTURE, height: PICTURE, rx: 4 }),
  ink("g", { class: "sign", transform: `translate(${PICTURE / 2 - 3} ${3 - PICTURE / 2})` }, ...shapes[kind]()),
];

const clips = () => ink("defs", {},
  ink("clipPath", { id: "aside-liked" }, ink("circle", { r: PICTURE / 2 })),
  ink("clipPath", { id: "aside-disliked" },
    ink("rect", { x: -PICTURE / 2, y: -PICTURE / 2, width: PICTURE, height: PICTURE, rx: 4 })));

const nameOf = ({ kind, score, number }) => {
  const value = score.toLocaleString(language, { maximumFractionDigits: 1 });
  return fill(number ? words.map.numbered : words.map.place, { kind: words.map[kind], score: value, number });
};

const scale = (width, height) => {
  const xs = survey.places.map((place) => place.score);
  const [least, most] = [Math.min(...xs, survey.edge ?? Infinity), Math.max(...xs, survey.edge ?? -Infinity)];
  const across = (x) => ROOM + ((x - least) / (most - least || 1)) * (width - 2 * ROOM);
  const down = (y) => height / 2 - (y / 3) * (height / 2 - ROOM);
  return { across, down };
};

// Discs that run into each other make one ground: where it is dark, many trees claim the pictures.
const ground = (width) => {
  const levels = survey.enough ? LEVELS.map((part) => part * survey.enough) : [0];
  return ink("g", { class: "ground", "aria-hidden": "true" }, ...levels.map((level) => ink("g", { class: "level" },
    ...survey.places.filter((place) => (survey.enough ? place.share >= level - 1e-3 : place.kind === "match"))
      .map(({ x, y }) => ink("circle", { cx: x, cy: y, r: Math.max(16, GROUND * width) })))));
};

const edge = (across, height) => {
  if (survey.edge === null) return [];
  const x = across(survey.edge);
  return [
    ink("line", { class: "edge", x1: x, x2: x, y1: 0, y2: height }),
    ink("text", { class: "edge", x: x + 8, y: 18 }, `${words.map.edge} →`),
  ];
};

const drawMap = () => {
  const plane = one(".plane", map.body);
  if (!survey || !plane) return; // there is nothing to draw, or it is on its way
  const width = plane.clientWidth;
  const height = Math.round(Math.min(Math.max(HEIGHT_OF_WIDTH * width, LEAST * innerHeight), TALLEST * innerHeight));
  const { across, down } = scale(width, height);
  survey.places.forEach((place) => { place.x = across(place.score); place.y = down(place.aside); });
  const signs = ORDER.flatMap((kind) => survey.places.filter((place) => place.kind === kind).map((place) => {
    const inside = kind === "liked" || kind === "disliked" ? pictured(place.id, kind) : shapes[kind]();
    place.sign = ink("g", { id: `place-${place.at}`, class: kind, role: "option", "aria-label": nameOf(place),
      "aria-selected": "false", transform: `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})` }, ...inside);
    return place.sign;
  }));
  const svg = ink("svg", { viewBox: `0 0 ${width} ${height}`, width, height, tabindex: "0", role: "listbox",
    "aria-label": words.map.title },
  clips(), ground(width), ...edge(across, height),
  ink("text", { class: "axis", x: width - 10, y: height - 10, "aria-hidden": "true" }, `${words.map.axis} →`), ...signs);
  plane.replaceChildren(svg);
  activate(active);
};

const placeTile = ({ number }) => all(`#chat .tile[data-n="${number}"]`).filter((tile) => !bygone(tile)).at(-1);

const activate = (at) => {
  const place = survey.places[at];
  const card = one(".card", map.body);
  const svg = one(".plane svg", map.body);
  all('[aria-selected="true"]', svg).forEach((sign) => sign.setAttribute("aria-selected", "false"));
  active = place ? at : -1;
  card.hidden = !place;
  if (!place) return;
  place.sign.setAttribute("aria-selected", "true");
  place.sign.parentNode.append(place.sign); // on top of its neighbours
  svg.setAttribute("aria-activedescendant", place.sign.id);
  const picture = one("img", card);
  const address = `gradio_api/thumb/${place.id}`;
  if (picture.getAttribute("src") !== address) picture.src = address;
  one("b", card).textContent = nameOf(place);
  const percent = Math.round(100 * place.share);
  one("small", card).textContent = percent ? fill(words.map.share, { percent }) : "";
  one('[data-deed="open"]', card).hidden = !placeTile(place);
  for (const kind of ["liked", "disliked"]) one(`[data-deed="${kind}"]`, card).hidden = place.kind === kind;
};

const openPlace = (place) => {
  const tile = placeTile(place);
  if (!tile) return one('.card button:not([hidden])', map.body).focus();
  map.dialog.close();
  show(tile);
};

// A picture with a tile is marked there, to be sent with the next message; one without is said at once.
const judge = (place, label) => {
  const tile = placeTile(place);
  if (!tile) return sayAside("map", { pick: { picture: place.id, label } });
  if (judgement(tile) !== label) mark(tile, label);
  map.dialog.close();
};

const nearest = (event) => {
  const box = one(".plane svg", map.body).getBoundingClientRect();
  const away = survey.places.map(({ x, y }) => Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top)));
  const at = away.indexOf(Math.min(...away));
  return away[at] <= NEAR ? at : -1;
};

const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const walk = (key) => {
  const here = survey.places[active];
  const furthest = survey.places.reduce((best, place) => (place.score > best.score ? place : best));
  if (!here || key === "Home") return furthest.at;
  const [right, down] = ways[key];
  const costs = survey.places.map(({ x, y, at }) => {
    const ahead = (x - here.x) * right + (y - here.y) * down;
    const beside = Math.abs((x - here.x) * down) + Math.abs((y - here.y) * right);
    return at === active || ahead <= 0 ? Infinity : ahead + 2 * beside;
  });
  const least = Math.min(...costs);
  return least === Infinity ? active : costs.indexOf(least);
};

map.body.addEventListener("pointermove", (event) => {
  if (event.pointerType !== "mouse" || !event.target.closest(".plane svg")) return;
  const at = nearest(event);
  if (at >= 0 && at !== active) activate(at);
});
map.body.addEventListener("click", (event) => {
  const deed = event.target.closest("[data-deed]")?.dataset.deed;
  const place = survey?.places[active];
  if (deed && place) return deed === "open" ? openPlace(place) : judge(place, deed);
  if (!event.target.closest(".plane svg")) return;
  const at = nearest(event);
  if (at >= 0 && at === active) openPlace(survey.places[at]);
  else activate(at);
});
map.body.addEventListener("keydown", (event) => {
  if (!event.target.closest(".plane svg")) return;
  if (event.key in ways || event.key === "Home") activate(walk(event.key));
  else if (event.key === "Enter" && active >= 0) openPlace(survey.places[active]);
  else return;
  event.preventDefault();
});

map.arrive = () => {
  const told = one("[data-told]", map.body)?.dataset.told;
  survey = told ? JSON.parse(told) : null;
  active = -1;
  if (!survey) return;
  survey.places = survey.places.map(([id, score, aside, kind, share, number], at) => ({ id, score, aside, kind, share, number, at }));
  for (const sign of all(".legend svg", map.body)) sign.append(...shapes[sign.getAttribute("class")]());
  drawMap();
  one(".plane svg", map.body).focus({ preventScroll: true });
};
let drawnAt = 0;
new ResizeObserver(() => {
  if (map.body.clientWidth === drawnAt) return;
  drawnAt = map.body.clientWidth;
  drawMap();
}).observe(map.body);

