// One picture, large: walk with the arrows, judge with + and -, search on from it, ask why it is here.

const lightbox = make("dialog", { class: "lightbox", "data-name": "bus.lightbox", tabindex: "-1" });
lightbox.innerHTML = `
  <div class="top"><p><b class="which"></b> <span class="caption"></span></p>
    <button type="button" class="icon close" data-act="close" data-name="bus.close" data-hint="bus.close"></button></div>
  <div class="stage"><img alt=""></div>
  <aside class="why" id="why-panel" data-name="bus.why_name" aria-live="polite" tabindex="0" hidden></aside>
  <div class="deeds">
    <button type="button" class="icon previous" data-act="previous" data-name="bus.previous" data-hint="bus.previous"></button>
    <button type="button" class="deed disliked" data-act="disliked" aria-keyshortcuts="-" data-word="bus.not_this"></button>
    <button type="button" class="deed liked" data-act="liked" aria-keyshortcuts="+" data-word="bus.more_like_this"></button>
    <button type="button" class="deed similar" data-act="similar" data-word="bus.similar"></button>
    <button type="button" class="deed reason" data-act="why" aria-expanded="false" aria-controls="why-panel" data-word="bus.why" hidden></button>
    <button type="button" class="icon next" data-act="next" data-name="bus.next" data-hint="bus.next"></button>
  </div>`;
shell.append(lightbox);
let current = null;

const siblings = (tile) => all(".tile", tile.parentElement);

const describe = () => {
  const judged = judgement(current);
  for (const kind of ["liked", "disliked"]) {
    const button = one(`[data-act=${kind}]`, lightbox);
    button.setAttribute("aria-pressed", String(judged === kind));
    button.hidden = bygone(current);
  }
  one("[data-act=why]", lightbox).hidden = !reasons || bygone(current);
};

const show = (tile) => {
  current = tile;
  const picture = one(".stage img", lightbox);
  const caption = tile.dataset.caption ?? "";
  one(".which", lightbox).textContent = bygone(tile) ? "" : `#${tile.dataset.n}`;
  one(".caption", lightbox).textContent = caption;
  picture.src = one("img", tile).src; // there already; the whole picture follows
  picture.alt = caption || fill(words.bus.picture, { number: tile.dataset.n });
  const whole = new Image();
  whole.onload = () => { if (current === tile) picture.src = whole.src; };
  whole.src = `gradio_api/picture/${tile.dataset.id}`;
  describe();
  if (!panel.hidden) askWhy();
  if (!lightbox.open) lightbox.showModal();
};

const move = (by) => {
  const tiles = siblings(current);
  show(tiles[(tiles.indexOf(current) + by + tiles.length) % tiles.length]);
};

// By its number a picture is searched on in the conversation; one of before a restart begins anew.
const alike = (tile) => say(
  bygone(tile) ? { picture: tile.dataset.id } : { text: fill(words.said.similar, { number: tile.dataset.n }) },
);

// ---- why: Python writes into the hidden #why, with data-number on what it wrote -----------------

const panel = one(".why", lightbox);
const reasons = one("#why");

const openWhy = (open) => {
  panel.hidden = !open;
  one("[data-act=why]", lightbox).setAttribute("aria-expanded", String(open));
  lightbox.classList.toggle("explained", open);
  if (open) askWhy();
};

const askWhy = () => {
  panel.replaceChildren(make("p", { class: "asking" }, "…"));
  if (!bygone(current)) trigger("why", { number: Number(current.dataset.n) });
};

if (reasons) new MutationObserver(() => {
  const told = one("[data-number]", reasons);
  if (told && current && told.dataset.number === current.dataset.n) panel.replaceChildren(told.cloneNode(true));
}).observe(reasons, { childList: true, subtree: true, characterData: true });

// ---- what a person does in it --------------------------------------------------------------------

const act = (deed) => {
  if (deed === "close") lightbox.close();
  else if (deed === "next") move(1);
  else if (deed === "previous") move(-1);
  else if (deed === "similar") { lightbox.close(); alike(current); }
  else if (deed === "why") openWhy(panel.hidden);
  else mark(current, deed);
};

const deedOfKey = {
  ArrowRight: "next", ArrowLeft: "previous", "+": "liked", "=": "liked", "-": "disliked",
};

lightbox.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
  else if (!event.target.closest(".stage img, .deeds, .why, .top p")) lightbox.close();
});
lightbox.addEventListener("keydown", (event) => {
  if (!deedOfKey[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  act(deedOfKey[event.key]);
  event.preventDefault();
});
lightbox.addEventListener("close", () => current?.isConnected && focusTile(current));

let touchedAt = null;
lightbox.addEventListener("touchstart", (event) => { touchedAt = event.touches[0].clientX; }, { passive: true });
lightbox.addEventListener("touchend", (event) => {
  const way = event.changedTouches[0].clientX - touchedAt;
  if (Math.abs(way) > 48 && !event.target.closest(".why")) move(way < 0 ? 1 : -1);
}, { passive: true });
